"""Where Alegra's webhooks come in. They are unsigned, so they are hints: what they say is never believed, only looked at."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from bot.actions.hook_subscriptions import HOOK_PATH
from bot.gate import App, Receive, Scope, Send
from bot.store.connection import Client, Clock
from bot.store.hints import THINGS, Hints
from bot.store.hook_secrets import HookSecrets
from bot.store.keys import EVERYWHERE, Keys
from bot.store.scripts import STORE_GONE, Store

BODY_BYTES = 1024 * 1024
BODY_SECONDS = 4.0
"""Alegra waits five (Alegra fact sheet 10)."""

CompanyOf = Callable[[str], Awaitable[str | None]]
Heard = Callable[[str, Sequence[str]], Awaitable[None]]


def hooks_before(inner: App, client: Client, clock: Clock) -> App:
    """`inner`, behind the webhooks of every company in this store."""

    async def heard(company: str, hints: Sequence[str]) -> None:
        await Hints(Store(client=client, keys=Keys(company), clock=clock)).add(hints)

    everywhere = Store(client=client, keys=Keys(EVERYWHERE), clock=clock)
    return Hooks(inner, company_of=HookSecrets(everywhere).company, heard=heard)


class Hooks:
    """`company_of` knows whose secret an address carries; `heard` is told the company and hints such as `invoice:42`."""

    def __init__(self, inner: App, *, company_of: CompanyOf, heard: Heard) -> None:
        self._inner, self._company_of, self._heard = inner, company_of, heard

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not scope["path"].startswith(HOOK_PATH):
            await self._inner(scope, receive, send)
            return
        try:
            status = await self._answer(scope, receive)
        except STORE_GONE:
            status = 503
        await send({"type": "http.response.start", "status": status, "headers": [(b"content-length", b"0")]})
        await send({"type": "http.response.body", "body": b""})

    async def _answer(self, scope: Scope, receive: Receive) -> int:
        """200 for whatever body, empty ones too: Alegra drops a subscription after ten other answers."""
        company = await self._company_of(scope["path"].removeprefix(HOOK_PATH))
        if company is None:
            return 404
        if scope["method"] != "POST":
            return 405
        if hints := hints_in(await _body(receive)):
            await self._heard(company, hints)
        return 200


def hints_in(body: bytes) -> list[str]:
    """From `{"subject": "edit-invoice", "message": {"invoice": {"id": 42}}}`; nothing from anything else."""
    try:
        told = json.loads(body)
        message = told["message"]
        things = [thing for thing in THINGS if str(told["subject"]).endswith(f"-{thing}")]
        return [f"{thing}:{_id(message[thing])}" for thing in things if isinstance(message[thing], dict)]
    except (ValueError, KeyError, TypeError, RecursionError):
        return []


def _id(record: dict[str, Any]) -> str:
    return str(record.get("id", ""))


async def _body(receive: Receive) -> bytes:
    """Empty when it is too long, too slow or cut off."""
    body = b""
    try:
        async with asyncio.timeout(BODY_SECONDS):
            more = True
            while more:
                message = await receive()
                body += message.get("body", b"")
                more = message.get("more_body", False) and len(body) <= BODY_BYTES
    except TimeoutError:
        return b""
    return body if len(body) <= BODY_BYTES else b""
