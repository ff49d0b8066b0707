"""Socket Mode: Slack's payloads over connections that we open, so that no public address is needed.

Two connections at a time: Slack hands each envelope to one of them and refreshes them now and then (Slack fact sheet 2.8).
slack_sdk reconnects by itself; a connection that stays down all the same (reliability fact sheet C) is replaced.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial

import aiohttp
import structlog
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.socket_mode.aiohttp import SocketModeClient

from bot.ending import ended
from bot.slack.errors import NotAuthorized, SlackUnavailable, refused, unanswered
from bot.slack.proxies import passes_by_proxy

CONNECTIONS = 2
LOOK_SECONDS = 5.0
LOOKS_BEFORE_REPLACING = 3
CONNECT_SECONDS = 30
REFUSED_SECONDS = 20.0
"""Until a token that Slack refuses is tried again: an admin may have mended it."""

log = structlog.get_logger(__name__)


@asynccontextmanager
async def connected(
    app: AsyncApp,
    *,
    app_token: str,
    connections: int = CONNECTIONS,
    look_seconds: float = LOOK_SECONDS,
    up: Callable[[int], None] = lambda _count: None,
    was_here: bool = False,
) -> AsyncIterator[None]:
    """`up` is told how many stand, whenever somebody has looked. A Slack that is away is waited for.

    Raise SlackError when Slack refuses the token, unless `was_here`: then a token that was good once is tried again and again.
    """
    lines: list[_Line] = []

    async def rise() -> None:
        for _ in range(connections):
            lines.append(_Line(partial(_new_client, app, app_token)))
            await lines[-1].open()
        up(len(lines))

    async def keep() -> None:
        if was_here:
            await _until_answered(app, app_token, is_patient=True)
            await rise()
        await _keep(lines, look_seconds, up)

    if not was_here:
        await _until_answered(app, app_token)
        await rise()
    keeper = asyncio.create_task(keep())
    try:
        yield
    finally:
        await ended(keeper)
        up(0)
        for line in lines:
            await line.close()


def _new_client(app: AsyncApp, app_token: str) -> SocketModeClient:
    client = AsyncSocketModeHandler(app, app_token).client
    if passes_by_proxy(app.client.base_url):
        client.proxy = None  # slack_sdk takes it from the environment even for this machine
    return client


async def _until_answered(app: AsyncApp, app_token: str, *, is_patient: bool = False) -> None:
    while True:
        try:
            await _ask_for_address(app, app_token)
        except SlackUnavailable as away:
            log.warning("slack_not_reached", why=away.code)
            await asyncio.sleep(away.retry_after)
        except NotAuthorized as refused_:
            if not is_patient:
                raise
            log.error("slack_refuses", code=refused_.code)  # noqa: TRY400 expected
            await asyncio.sleep(REFUSED_SECONDS)
        else:
            return


async def _ask_for_address(app: AsyncApp, app_token: str) -> None:
    """slack_sdk tries for ever, whatever Slack says: a wrong token is only heard of by asking ourselves."""
    method = "apps.connections.open"
    try:
        await app.client.apps_connections_open(app_token=app_token)
    except SlackApiError as error:
        raise refused(method, error, repeatable=True) from error
    except (aiohttp.ClientError, TimeoutError, SlackClientError) as error:
        raise unanswered(method, error, repeatable=True) from error


class _Line:
    """One connection, and its successors."""

    def __init__(self, new_client: Callable[[], SocketModeClient]) -> None:
        self._new_client = new_client
        self._client = new_client()
        self._misses = 0

    async def open(self) -> None:
        await self._client.connect()  # type: ignore[no-untyped-call]

    async def close(self) -> None:
        await self._client.close()  # type: ignore[no-untyped-call]

    @property
    def is_up(self) -> bool:
        return self._misses == 0

    async def look(self) -> None:
        """Replace it once it was seen down several times in a row."""
        self._misses = 0 if await self._client.is_connected() else self._misses + 1
        if self._misses < LOOKS_BEFORE_REPLACING:
            return
        log.warning("socket_replaced", tries=self._misses)
        await self.close()
        self._client, self._misses = self._new_client(), 0
        async with asyncio.timeout(CONNECT_SECONDS):
            await self.open()


async def _keep(lines: list[_Line], look_seconds: float, up: Callable[[int], None]) -> None:
    while True:
        await asyncio.sleep(look_seconds)
        for line in lines:
            try:
                await line.look()
            except Exception:
                log.exception("socket_not_replaced")
        up(sum(line.is_up for line in lines))
