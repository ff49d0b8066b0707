"""The scripts that change the store: each atomic, each harmless when sent twice.

A script gets the company's prefix as KEYS[1], its caller's call id, the time in milliseconds and its arguments as
JSON. It keeps what it answered under the call id, and answers a repeated call id the same: redis-py sends a
command again when the answer was lost (reliability fact sheet 0.9).
"""

import asyncio
import hashlib
import json
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from typing import Any, cast

import structlog
from redis.exceptions import ConnectionError as StoreUnreachable
from redis.exceptions import NoScriptError
from redis.exceptions import TimeoutError as StoreSilent

from bot.store import keys as lifetimes
from bot.store.connection import Client, Clock, StoreRefuses
from bot.store.keys import Keys

STORE_GONE = (StoreUnreachable, StoreSilent, StoreRefuses)
"""What is raised when the store is away, after redis-py's own retries, or takes no writes."""

ANSWER_AS_JSON = "local function answer()\n{body}\nend\nreturn cjson.encode(answer())"
"""One text is read several times faster than a list of eighty. An empty list arrives as an empty dict."""

ARGUMENTS = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))

log = structlog.get_logger("cobro.store")


@dataclass(frozen=True)
class Script:
    """A file in a package's folder `lua`, and the one that stands before it there, if any."""

    package: str
    name: str
    after: str = ""

    @property
    def text(self) -> str:
        return _read(self.package, self.name, self.after)

    @property
    def sha(self) -> str:
        return _sha(self.text)


@cache
def _read(package: str, name: str, after: str) -> str:
    prelude = files("bot.store").joinpath("lua/prelude.lua")
    own = [files(package).joinpath(f"lua/{part}.lua") for part in (after, name) if part]
    body = "\n".join(part.read_text(encoding="utf-8") for part in own)
    return f"{_seconds()}{prelude.read_text(encoding='utf-8')}\n{ANSWER_AS_JSON.format(body=body)}"


@cache
def _sha(text: str) -> str:
    """The name that the store gives to a script."""
    return hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()


def _seconds() -> str:
    """The lifetimes of the table of keys, as the scripts see them."""
    return (
        f"local CALL_SECONDS, SETTLED_SECONDS = {lifetimes.CALL_SECONDS}, {lifetimes.SETTLED_SECONDS}\n"
        f"local RESERVED_SECONDS, WAKE_SECONDS = {lifetimes.RESERVED_SECONDS}, {lifetimes.WAKE_SECONDS}\n"
        f"local COMPOSITION_SECONDS = {lifetimes.COMPOSITION_SECONDS}\n"
    )


def _new_call_id() -> str:
    return uuid.uuid4().hex


@dataclass(frozen=True)
class Store:
    """One company's part of Redis: the connection, the names of keys, the clock."""

    client: Client
    keys: Keys
    clock: Clock
    patience_seconds: float = 0
    """How long a script is tried again after redis-py gave up: 0 for a click, a minute for the worker."""
    new_call_id: Callable[[], str] = field(default=_new_call_id)
    real_seconds: Callable[[], float] = time.monotonic
    """Time that nobody moves: for how long patience lasts."""

    def patient(self, seconds: float) -> "Store":
        return replace(self, patience_seconds=seconds)

    async def run(self, script: Script, arguments: dict[str, Any]) -> Any:
        """Run a script once, however often it has to be sent. Raises one of STORE_GONE when patience ends."""
        now = await self.now()
        sent = [self.new_call_id(), str(now), ARGUMENTS.encode(arguments)]
        return json.loads(await self._patiently(lambda: self._evaluate(script, sent)))

    async def _evaluate(self, script: Script, sent: list[str]) -> Any:
        """By its name; in full, which the store then remembers, when it was restarted since."""
        try:
            return await self.client.evalsha(script.sha, 1, self.keys.prefix, *sent)
        except NoScriptError:
            return await self.client.eval(script.text, 1, self.keys.prefix, *sent)

    async def now(self) -> int:
        return int(await self._patiently(self.clock))

    async def hash(self, *parts: str) -> dict[str, str]:
        return cast(dict[str, str], await self._patiently(lambda: self.client.hgetall(self.keys(*parts))))

    async def hash_field(self, *parts: str, field: str) -> str | None:
        return cast(str | None, await self._patiently(lambda: self.client.hget(self.keys(*parts), field)))

    async def newest(self, *parts: str, limit: int = 0) -> list[tuple[str, float]]:
        """Members and scores of a sorted set, highest first; all of them without a limit."""
        key = self.keys(*parts)
        found = await self._patiently(lambda: self.client.zrange(key, 0, limit - 1, desc=True, withscores=True))
        return [(str(member), float(score)) for member, score in found]

    async def wait_for(self, *parts: str, seconds: float) -> None:
        """Return when something is in a list, taking it, or after this time."""
        await self._patiently(lambda: self.client.blpop([self.keys(*parts)], timeout=seconds))

    async def _patiently(self, call: Callable[[], Any]) -> Any:
        until = self.real_seconds() + self.patience_seconds
        while True:
            try:
                return await _cancellable(call)
            except STORE_GONE as gone:
                if self.real_seconds() >= until:
                    raise
                log.warning("store_gone", error=str(gone))
                await asyncio.sleep(0.25)


async def _cancellable(call: Callable[[], Any]) -> Any:
    """redis-py loses a cancellation that comes just when an answer does (seen on 8.1): then raise it here."""
    task = asyncio.current_task()
    before = task.cancelling() if task else 0
    answer = await call()
    if task and task.cancelling() > before:
        raise asyncio.CancelledError
    return answer
