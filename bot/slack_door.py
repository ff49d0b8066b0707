"""Bolt, which reads what Slack sends, and the gate before it; everything ends at the switchboard."""

import secrets
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import structlog
from pydantic import SecretStr
from slack_bolt.adapter.asgi.http_response import AsgiHttpResponse
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.gate import Behind, Gate, Payload, Rejected, Send
from bot.payload_shapes import misfit
from bot.settings import Settings
from bot.store.replays import Replays
from bot.store.scripts import Store
from handlers.asked import asked
from handlers.received import Answering

SLACK_PATH = "/slack/events"

log = structlog.get_logger(__name__)
TokenOf = Callable[[str], str]
"""The token of a workspace; empty where none is known."""
Heard = Callable[[AsyncAck, dict[str, Any]], Awaitable[None]]


def bolt_app(settings: Settings, slack: AsyncWebClient, token_of: TokenOf) -> AsyncApp:
    """Answers nobody yet: see `lead_to`."""
    return AsyncApp(
        name="cobro",  # else Bolt reads the source of the whole call stack to find one
        client=slack,
        signing_secret=text_of(settings.slack_signing_secret),
        process_before_response=True,
        authorize=_authorization(token_of),
    )


def lead_to(app: AsyncApp, answering: Answering, heard: Mapping[str, Heard]) -> None:
    """`heard` are events of a workspace, by type, and of no company; everything else goes to `answering`."""
    app.use(_Lead(answering, heard))


class _Lead(AsyncMiddleware):
    """Answers for all listeners: Bolt's own would be asked one after the other whether a payload is theirs, at every click."""

    def __init__(self, answering: Answering, heard: Mapping[str, Heard]) -> None:
        self._answering, self._heard = answering, heard

    async def async_process(
        self,
        *,
        req: AsyncBoltRequest,
        resp: BoltResponse,  # noqa: ARG002  Bolt's
        next: Callable[[], Awaitable[BoltResponse]],  # noqa: A002  as above
    ) -> BoltResponse | None:
        """The gate has looked at what came over HTTP, but for what was typed; over a socket everything is seen here first."""
        ack, body = req.context.ack, req.body
        if where := misfit(body):
            log.warning("payload_misshapen", why=where)
            return await ack()
        about = asked(body)
        if about.kind == "unknown":
            return await next()
        if about.kind == "event" and (listener := self._heard.get(about.id)):
            await listener(ack, body)
        else:
            await self._answering(ack, body, req.context.team_id or "")
        return ack.response


def gate(app: AsyncApp, settings: Settings, store: Store, drifted: Callable[[float], None]) -> Gate:
    def rejected(rejection: Rejected) -> None:
        log.info("request_rejected", status=rejection.status, why=rejection.why)

    return Gate(
        behind(app),
        path=SLACK_PATH,
        secret=text_of(settings.slack_signing_secret),
        now=time.time,
        first_time=Replays(store, new_nonce=lambda: secrets.token_hex(8)).first_time,
        rejected=rejected,
        drifted=drifted,
    )


def behind(app: AsyncApp) -> Behind:
    """As a payload of Socket Mode, Bolt takes what the gate has checked and read: it does neither again."""

    async def answered(payload: Payload, send: Send) -> None:
        given = await app.async_dispatch(AsyncBoltRequest(mode="socket_mode", body=payload))
        answer = AsgiHttpResponse(status=given.status, headers=given.headers, body=given.body)
        await send(answer.get_response_start())
        await send(answer.get_response_body())

    return answered


def text_of(secret: SecretStr | None) -> str:
    return secret.get_secret_value() if secret else ""


def _authorization(token_of: TokenOf) -> Callable[..., Awaitable[AuthorizeResult]]:
    """Who may do what is the doorkeeper's question.

    Bolt looks at the names of the arguments, so this is a function and no object.
    """

    async def authorize(team_id: str | None, enterprise_id: str | None) -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id, bot_token=token_of(team_id or ""))

    return authorize
