"""`/api/{method}`: every encoding of arguments that the SDKs use (Slack fact sheet 1.5), faults, traffic."""

import asyncio
import base64
import time
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.received import NotJson, read_json
from sandbox.silence import NoAnswer
from sandbox.slack.delivery.socket import SocketDelivery
from sandbox.slack.faults import Fault, Faults
from sandbox.slack.oauth import OAuth
from sandbox.slack.refusal import SlackRefusal
from sandbox.slack.teams import Team, Teams
from sandbox.slack.webapi.call import Call
from sandbox.slack.webapi.methods import METHODS, carry_out
from sandbox.slack.workspace.rate_limits import RateLimited
from sandbox.traffic import Traffic

Json = dict[str, Any]


class WebApi:
    def __init__(
        self, *, teams: Teams, oauth: OAuth, traffic: Traffic, faults: Faults, sockets: SocketDelivery | None
    ) -> None:
        self._teams, self._oauth = teams, oauth
        self._traffic = traffic
        self._faults = faults
        self._sockets = sockets

    def routes(self) -> list[Route]:
        return [Route("/api/{method}", self._answer, methods=["GET", "POST"])]

    async def _answer(self, request: Request) -> Response:
        name, began = request.path_params["method"], time.monotonic()
        args: Json = {}
        team = self._teams.first
        try:
            args, token = await _arguments(request)
            team = self._teams.with_token(token) or team
            await self._disturb(name)
            call = Call(team, args, request.app.state.base_url, self._sockets, self._oauth)
            answer, status, headers = {"ok": True, **carry_out(name, token, call)}, 200, {}
        except SlackRefusal as refused:
            answer, status, headers = refused.body(), refused.status, refused.headers
        is_dropped = self._faults.take(name, "dropped_answer") is not None
        self._record(name, args, answer, status, began, is_dropped=is_dropped)
        if is_dropped:
            return NoAnswer()
        return JSONResponse(answer, status, headers | _scope_headers(name, team))

    async def _disturb(self, name: str) -> None:
        if slow := self._faults.take(name, "slow"):
            await asyncio.sleep(slow.seconds)
        if fault := self._faults.take(name, "rate_limited", "server_error", "refused"):
            raise _refusal_of(fault)

    def _record(self, name: str, args: Json, answer: Json, status: int, began: float, *, is_dropped: bool) -> None:
        trouble = (
            ""
            if answer["ok"]
            else " ".join([answer["error"], *answer.get("response_metadata", {}).get("messages", [])])
        )
        if is_dropped:
            trouble = "the answer was dropped (a fault on demand)"
        self._traffic.record(
            at=self._teams.first.workspace.clock.now(),
            service="slack",
            direction="in",
            what=name,
            request=args,
            answer=answer,
            status=status,
            milliseconds=(time.monotonic() - began) * 1000,
            trouble=trouble,
        )


def _scope_headers(name: str, team: Team) -> dict[str, str]:
    accepted = METHODS[name].scopes if name in METHODS else ()
    return {
        "x-oauth-scopes": ",".join(sorted(team.workspace.scopes)),
        "x-accepted-oauth-scopes": ",".join(accepted),
    }


def _refusal_of(fault: Fault) -> SlackRefusal:
    if fault.kind == "rate_limited":
        return RateLimited(after=fault.seconds)
    if fault.kind == "server_error":
        return SlackRefusal("internal_error", status=fault.status)
    return SlackRefusal(fault.code)


async def _arguments(request: Request) -> tuple[Json, str]:
    """The arguments and the token. A GET's query, a form, or JSON; and the query of a POST with an empty body."""
    args: Json = dict(request.query_params)
    if "json" in request.headers.get("content-type", ""):
        args |= _json_object(await request.body())
    elif request.method == "POST":
        args |= await _form(request)
    in_arguments = str(args.pop("token", ""))
    kind, _, given = request.headers.get("authorization", "").partition(" ")
    if kind.lower() == "basic":
        return args | _client_in(given), in_arguments
    return args, given.strip() or in_arguments


def _client_in(basic: str) -> Json:
    """The app's own id and secret, as the SDKs send them to oauth.v2.access."""
    try:
        client_id, _, client_secret = base64.b64decode(basic.strip(), validate=True).decode().partition(":")
    except ValueError:
        return {}
    return {"client_id": client_id, "client_secret": client_secret}


async def _form(request: Request) -> Json:
    try:
        async with request.form() as form:
            return {key: value for key, value in form.items() if isinstance(value, str)}
    except HTTPException as wrong:
        if wrong.status_code != 400:
            raise
        raise SlackRefusal("invalid_form_data") from wrong


def _json_object(body: bytes) -> Json:
    try:
        # The synchronous client declares JSON and sends nothing when there are no arguments (local workspace fact sheet 7.2).
        read = read_json(body or b"{}")
    except NotJson as wrong:
        raise SlackRefusal("invalid_json") from wrong
    if not isinstance(read, dict):
        raise SlackRefusal("json_not_object")
    return read
