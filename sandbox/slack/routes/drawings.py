"""Drawings that no person made happen: blocks pasted into the page's box, and the gallery that an app hands over."""

from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from sandbox.received import NotJson, read_json
from sandbox.slack.bundle import bundled_gallery
from sandbox.slack.drawing import snapshot_for
from sandbox.slack.echo import normalised, normalised_text
from sandbox.slack.faults import Faults
from sandbox.slack.refusal import SlackRefusal
from sandbox.slack.webapi.blocks import errors_in, only_part
from sandbox.slack.workspace.state import Workspace
from sandbox.traffic import Traffic

Json = dict[str, Any]
PART_OF = {"message": "message", "modal": "view", "home": "view"}
"""Which argument of blocks.validate a surface belongs to."""
NAMED = ("module", "name", "surface", "language")


class Drawings:
    """The checks are those of blocks.validate, without a line of traffic: no app asked."""

    def __init__(self, *, workspace: Workspace, faults: Faults, traffic: Traffic) -> None:
        self._workspace, self._faults, self._traffic = workspace, faults, traffic
        self._samples: list[Json] = []

    def routes(self) -> list[Route]:
        return [
            Route("/blocks/check", self._check, methods=["POST"]),
            Route("/gallery", self._read, methods=["GET"]),
            Route("/gallery", self._hang, methods=["POST"]),
            Route("/gallery/page", self._page, methods=["GET"]),
        ]

    async def _check(self, request: Request) -> Response:
        try:
            given = _object(await request.body())
            part = only_part(given)
        except (NotJson, TypeError) as wrong:
            return JSONResponse({"error": str(wrong)}, 400)
        except SlackRefusal as refused:
            return JSONResponse({"error": refused.messages[0]}, 400)
        return JSONResponse(_judged(part, given[part]))

    async def _hang(self, request: Request) -> Response:
        """`{"samples": [{module, name, surface, language, text?, blocks? | view?}]}`; what hung before is taken down."""
        try:
            samples = _object(await request.body())["samples"]
            self._samples = [_sample(sample) for sample in samples]
        except (NotJson, TypeError, KeyError) as wrong:
            return JSONResponse(
                {"error": f"a gallery is {{samples: [...]}}, each with {', '.join(NAMED)}: {wrong}"}, 400
            )
        refused = [sample for sample in self._samples if sample["errors"]]
        return JSONResponse({"samples": len(self._samples), "refused": refused})

    async def _read(self, _: Request) -> Response:
        return JSONResponse(self._shown(""))

    async def _page(self, request: Request) -> Response:
        """The whole gallery in one file that needs no server; `?language=` keeps to one language."""
        return HTMLResponse(bundled_gallery(self._shown(request.query_params.get("language", ""))))

    def _shown(self, language: str) -> Json:
        somebody = self._workspace.directory.humans()[0].id
        snapshot = snapshot_for(self._workspace, somebody, faults=self._faults, traffic=self._traffic)
        samples = [sample for sample in self._samples if language in ("", sample["language"])]
        return {"samples": samples, "snapshot": {**snapshot, "channels": [], "notices": [], "modal": [], "home": None}}


def _object(body: bytes) -> Json:
    given = read_json(body)
    if not isinstance(given, dict):
        raise TypeError("the body must be a JSON object")
    return given


def _sample(given: Json) -> Json:
    part = PART_OF[given["surface"]]
    value = given["view"] if part == "view" else {"text": given["text"], "blocks": given["blocks"]}
    return {**{key: str(given[key]) for key in NAMED}, "text": str(given.get("text", "")), **_judged(part, value)}


def _judged(part: str, value: Any) -> Json:
    errors = errors_in(part, value)
    return {"errors": errors, "drawn": None if errors else _drawn(value)}


def _drawn(value: Any) -> Json:
    """With the ids and defaults that Slack fills in."""
    if isinstance(value, list):
        return {"type": "blocks", "blocks": normalised(value)}
    titles = {key: normalised_text(value[key]) for key in ("title", "submit", "close") if value.get(key)}
    return {"type": "message", **value, **titles, "blocks": normalised(value.get("blocks", []))}
