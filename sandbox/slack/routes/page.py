"""What the page asks for and posts: one path for each thing that a person can do (API.md)."""

import base64
import binascii
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.feed import Feed
from sandbox.received import read_json
from sandbox.slack.drawing import shown_person, snapshot_for
from sandbox.slack.elements import Values
from sandbox.slack.faults import Faults
from sandbox.slack.people.cast import People
from sandbox.slack.people.clicks import ImpossibleClick
from sandbox.slack.refusal import SlackRefusal
from sandbox.slack.snapshot import Snapshot
from sandbox.slack.values import fits
from sandbox.slack.workspace.state import Workspace
from sandbox.traffic import Traffic

Json = dict[str, Any]
NAMES = frozenset({"channel", "command", "view_id", "block_id", "action_id", "callback_id", "ts", "thread_ts"})
LOCALES = ("es-LA", "en-US")
LARGEST_ATTACHMENT_BYTES = 10_000_000


class BadRequest(Exception):
    """The page sent something that does not fit; its sentence says what."""


class Page:
    def __init__(self, *, workspace: Workspace, people: People, faults: Faults, traffic: Traffic, feed: Feed) -> None:
        self._workspace = workspace
        self._people = people
        self._faults = faults
        self._traffic = traffic
        self._feed = feed
        self._deeds: dict[str, Callable[[str, Json], Awaitable[Any]]] = {
            "say": self._say,
            "command": self._command,
            "act": self._act,
            "options": self._options,
            "submit": self._submit,
            "close": self._close,
            "home": self._home,
            "shortcut": self._shortcut,
            "message_shortcut": self._message_shortcut,
            "attach": self._attach,
            "locale": self._locale,
            "read": self._read,
        }

    def routes(self) -> list[Route]:
        return [
            Route("/people", self._everyone, methods=["GET"]),
            Route("/client/{user}/events", self._events, methods=["GET"]),
            Route("/client/{user}/state", self._state, methods=["GET"]),
            Route("/client/{user}/{deed}", self._do, methods=["POST"]),
        ]

    async def _everyone(self, request: Request) -> Response:
        people = [shown_person(person) for person in self._workspace.directory.humans()]
        teams = [
            {**team.workspace.installation.team, "is_installed": team.workspace.is_installed}
            for team in request.app.state.teams
        ]
        team, links = self._workspace.installation.team, request.app.state.links
        return JSONResponse({"people": people, "team": team, "teams": teams, "links": links})

    async def _state(self, request: Request) -> Response:
        return JSONResponse(self._snapshot(self._who(request)))

    async def _events(self, request: Request) -> Response:
        person = self._who(request)
        return self._feed.stream(request, lambda: self._snapshot(person))

    def _snapshot(self, person: str) -> Snapshot:
        return snapshot_for(self._workspace, person, faults=self._faults, traffic=self._traffic)

    async def _do(self, request: Request) -> Response:
        deed = self._deeds.get(request.path_params["deed"])
        if deed is None:
            return JSONResponse({"error": f"nobody can {request.path_params['deed']}"}, 404)
        try:
            return JSONResponse({"result": await deed(self._who(request), await _object(request))})
        except KeyError as missing:
            return JSONResponse({"error": f"{missing.args[0]} is missing"}, 400)
        except (BadRequest, ValueError) as wrong:
            return JSONResponse({"error": str(wrong)}, 400)
        except SlackRefusal as refused:
            return JSONResponse({"error": refused.code}, 409)
        except ImpossibleClick as impossible:
            return JSONResponse({"error": str(impossible)}, 409)

    def _who(self, request: Request) -> str:
        return self._workspace.directory.person(request.path_params["user"]).id

    async def _say(self, who: str, body: Json) -> None:
        files = body.get("files") or []
        if not isinstance(files, list) or not all(isinstance(id_, str) for id_ in files):
            raise BadRequest("files must be a list of ids")
        await self._people.composer.say(
            who, channel=body["channel"], text=str(body["text"]), thread_ts=body.get("thread_ts"), files=files
        )

    async def _command(self, who: str, body: Json) -> None:
        await self._people.composer.command(
            who, channel=body["channel"], command=body["command"], text=str(body.get("text", ""))
        )

    async def _act(self, who: str, body: Json) -> str | None:
        return await self._people.clicks.act(
            who,
            where=_where(body),
            block_id=body["block_id"],
            action_id=body["action_id"],
            value=body.get("value"),
            state=_state(body),
        )

    async def _options(self, who: str, body: Json) -> list[Json]:
        return await self._people.choices.options(
            who,
            where=_where(body),
            block_id=body["block_id"],
            action_id=body["action_id"],
            query=str(body.get("query", "")),
            state=_state(body),
        )

    async def _submit(self, who: str, body: Json) -> dict[str, str]:
        return await self._people.modals.submit(who, view_id=body["view_id"], state=_state(body))

    async def _close(self, who: str, body: Json) -> None:
        await self._people.modals.close(who, view_id=body["view_id"], whole_stack=bool(body.get("all")))

    async def _home(self, who: str, body: Json) -> None:
        self._people.home.open(who, tab=body.get("tab", "home"))

    async def _shortcut(self, who: str, body: Json) -> str | None:
        return await self._people.shortcuts.use(who, callback_id=body["callback_id"])

    async def _message_shortcut(self, who: str, body: Json) -> str | None:
        where = {"channel": body["channel"], "ts": body["ts"]}
        return await self._people.shortcuts.use_on_message(who, callback_id=body["callback_id"], **where)

    async def _attach(self, who: str, body: Json) -> Json:
        try:
            content = base64.b64decode(body["content_base64"], validate=True)
        except (binascii.Error, TypeError) as wrong:
            raise BadRequest(f"content_base64 is not base64: {wrong}") from wrong
        if not 0 < len(content) <= LARGEST_ATTACHMENT_BYTES:
            raise BadRequest(f"a file must have 1 to {LARGEST_ATTACHMENT_BYTES} bytes")
        file = self._people.composer.attach(who, name=str(body["name"]), content=content)
        return file.payload(self._people.post.base_url)

    async def _locale(self, who: str, body: Json) -> None:
        if body["locale"] not in LOCALES:
            raise BadRequest(f"locale must be one of {', '.join(LOCALES)}")
        self._workspace.directory.person(who).locale = body["locale"]
        self._workspace.changed()

    async def _read(self, who: str, body: Json) -> None:
        channel = self._workspace.directory.channel(body["channel"])
        if channel.messages:
            channel.last_read[who] = channel.messages[-1].ts
        self._workspace.changed()


async def _object(request: Request) -> Json:
    body = read_json(await request.body())
    if not isinstance(body, dict):
        raise BadRequest("the body must be a JSON object")
    _check_names(body)
    return body


def _check_names(found: Json) -> None:
    for name in NAMES & found.keys():
        if not isinstance(found[name], str | None):
            raise BadRequest(f"{name} must be a text")


def _where(body: Json) -> Json:
    where = body["where"]
    if not isinstance(where, dict) or not ("view_id" in where or {"channel", "ts"} <= set(where)):
        raise BadRequest('where must be {"view_id"} or {"channel", "ts"}')
    _check_names(where)
    return where


def _state(body: Json) -> Values:
    """block_id -> action_id -> {field: value}, possibly nothing of it."""
    state = body.get("state") or {}
    rows: list[Any] = list(state.values()) if isinstance(state, dict) else [None]
    if not all(isinstance(row, dict) and all(isinstance(held, dict) for held in row.values()) for row in rows):
        raise BadRequest("state must be {block_id: {action_id: {field: value}}}")
    for field, value in (pair for row in rows for held in row.values() for pair in held.items()):
        if field != "type" and not fits(field, value):
            raise BadRequest(f"state holds something in {field} that Slack would not")
    return dict(state)
