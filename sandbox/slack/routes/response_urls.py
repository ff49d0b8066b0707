"""`/response/{key}`: what an app answers later (Slack fact sheet 2.4)."""

import time
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from sandbox.received import NotJson, read_json
from sandbox.silence import NoAnswer
from sandbox.slack.acceptance import accepted_message
from sandbox.slack.echo import normalised
from sandbox.slack.faults import Faults
from sandbox.slack.refusal import SlackRefusal
from sandbox.slack.workspace.message import Message
from sandbox.slack.workspace.response_urls import ResponseUrl, ResponseUrlGone
from sandbox.slack.workspace.state import Workspace
from sandbox.traffic import Traffic

Json = dict[str, Any]
TRUE = (True, "true")


class Responses:
    def __init__(self, *, workspace: Workspace, traffic: Traffic, faults: Faults) -> None:
        self._workspace = workspace
        self._traffic = traffic
        self._faults = faults

    def routes(self) -> list[Route]:
        return [Route("/response/{key}", self._answer, methods=["POST"])]

    async def _answer(self, request: Request) -> Response:
        began, body, trouble = time.monotonic(), None, ""
        response: Response = PlainTextResponse("ok")
        try:
            body = await _object(request)
            url = self._workspace.response_urls.use(request.path_params["key"])
            self._workspace.rates.count_post(f"response_url {url.channel}")
            self._carry_out(url, body)
        except ResponseUrlGone as gone:
            trouble, response = gone.code, JSONResponse({"ok": False, "error": gone.code}, 404)
        except SlackRefusal as refused:
            trouble = str(refused)
            response = PlainTextResponse(
                refused.code, 400 if refused.status == 200 else refused.status, refused.headers
            )
        is_dropped = self._faults.take("response_url", "dropped_answer") is not None
        self._record(body, response, began, "the answer was dropped (a fault on demand)" if is_dropped else trouble)
        return NoAnswer() if is_dropped else response

    def _carry_out(self, url: ResponseUrl, body: Json) -> None:
        channel = self._workspace.directory.channel(url.channel)
        original = next((message for message in channel.messages if url.ts and message.ts == url.ts), None)
        if body.get("delete_original") in TRUE:
            if original is not None:
                channel.messages.remove(original)
            self._workspace.changed()
            return
        text, blocks = accepted_message(body)
        if body.get("replace_original") in TRUE and original is not None:
            self._replace(original, text, blocks)
            return
        is_public = body.get("response_type") == "in_channel" and not url.is_ephemeral
        self._workspace.post(
            channel,
            self._workspace.installation.bot_user,
            text,
            blocks=blocks,
            only_for=None if is_public else url.person,
            thread_ts=body.get("thread_ts"),
        )

    def _replace(self, original: Message, text: str, blocks: list[Json] | None) -> None:
        """An ephemeral message stays ephemeral and a public one public (Slack fact sheet 2.4)."""
        original.text, original.blocks = text, normalised(blocks or [])
        original.trouble_of.clear()
        self._workspace.changed()

    def _record(self, body: Json | None, response: Response, began: float, trouble: str) -> None:
        self._traffic.record(
            at=self._workspace.clock.now(),
            service="slack",
            direction="in",
            what="response_url",
            request=body,
            answer=bytes(response.body).decode(),
            status=response.status_code,
            milliseconds=(time.monotonic() - began) * 1000,
            trouble=trouble,
        )


async def _object(request: Request) -> Json:
    try:
        body = read_json(await request.body())
    except NotJson as wrong:
        raise SlackRefusal("invalid_payload") from wrong
    if not isinstance(body, dict):
        raise SlackRefusal("invalid_payload")
    return body
