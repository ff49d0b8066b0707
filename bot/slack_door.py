"""Bolt, which reads what Slack sends, and the gate before it; everything ends at the switchboard."""

import re
import secrets
import time
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from pydantic import SecretStr
from slack_bolt.adapter.asgi.http_response import AsgiHttpResponse
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.web.async_client import AsyncWebClient

from bot.gate import Behind, Gate, Payload, Rejected, Send
from bot.payload_shapes import misfit
from bot.settings import Settings
from bot.store.replays import Replays
from bot.store.scripts import Store
from handlers.received import Answering

SLACK_PATH = "/slack/events"
ANYTHING = re.compile("")

log = structlog.get_logger(__name__)
TokenOf = Callable[[str], str]
"""The token of a workspace; empty where none is known."""


def bolt_app(settings: Settings, slack: AsyncWebClient, token_of: TokenOf) -> AsyncApp:
    """Without listeners: those of a workspace's life come before those of the companies (`lead_to`)."""
    return AsyncApp(
        name="cobro",  # else Bolt reads the source of the whole call stack to find one
        client=slack,
        signing_secret=text_of(settings.slack_signing_secret),
        process_before_response=True,
        authorize=_authorization(token_of),
    )


def lead_to(app: AsyncApp, answering: Answering) -> None:
    """One listener for each kind of payload: Bolt walks over its list for every click."""

    async def lead(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
        """The gate has looked at what came over HTTP, but for what was typed; over a socket everything is seen here first."""
        if where := misfit(body):
            log.warning("payload_misshapen", why=where)
            await ack()
        else:
            await answering(ack, body, context.team_id or "")

    for listen in (app.command, app.action, app.options, app.view, app.shortcut, app.event):
        listen(ANYTHING)(lead)


def hear(app: AsyncApp, event: str, heard: Callable[[AsyncAck, dict[str, Any]], Awaitable[None]]) -> None:
    """An event of a workspace, and of no company: given before `lead_to`, whose listeners take everything."""

    async def listener(ack: AsyncAck, body: dict[str, Any]) -> None:
        await heard(ack, body)

    app.event(event)(listener)


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
