"""The way to Alegra from one replica: what becomes of each request is chance, and its effect may outlive its sender."""

import asyncio
from collections.abc import Mapping
from typing import Any

from bot.alegra import exact_json
from bot.alegra.answers import meaning
from bot.alegra.errors import Exchange, NeverSent, OutcomeUnknown, Unreadable
from tests.simulation.alegra_books import Books
from tests.simulation.alegra_records import Refusal
from tests.simulation.processes import Process, Sky

FAILURES = {"too_many": (429, "slow down"), "failed": (500, "down"), "failed_before": (502, "down")}
FAILURES |= {"refused": (400, "no"), "unauthorized": (401, "who?")}
LOST_AFTER = {"failed_after": "HTTP 500", "reset_after": "reset"}


class Door:
    """Stands where the bot has its transport."""

    def __init__(self, books: Books, process: Process, sky: Sky) -> None:
        self._books, self._process, self._sky = books, process, sky

    @property
    def unhurried(self) -> "Door":
        return self

    @property
    def patient(self) -> "Door":
        return self

    async def read(self, path: str, params: Mapping[str, str] | None = None, *, seconds: float = 30) -> Any:
        await self._process.leave("alegra")
        exchange, fate = Exchange("GET", path), self._sky.fate(self._sky.weather.reads)
        self._sky.fault("read", fate)
        await asyncio.sleep(seconds if fate == "silent" else self._sky.chance.uniform(0.05, 0.4))
        lag = {"lag": str(self._sky.chance.uniform(0, self._sky.weather.list_lag))}
        answer = self._effect("GET", path, {}, {**(params or {}), **lag})
        await self._process.come_back("alegra answered")
        if fate == "silent":
            raise OutcomeUnknown(exchange, "silence")
        return self._meant(exchange, FAILURES.get(fate, answer))

    async def write(self, method: str, path: str, body: Any = None, *, seconds: float = 30) -> Any:
        exchange, fate = Exchange(method, path), self._sky.fate(self._sky.weather.writes)
        self._sky.fault("write", fate)
        await self._left()
        self._sky.history.note(self._process.name, f"{method} {path}", fate=fate)
        if fate == "never_left":
            raise NeverSent(exchange, "refused connection")
        if fate in FAILURES:
            await asyncio.sleep(self._sky.chance.uniform(0.05, 0.4))
            await self._process.come_back("alegra answered")
            return self._meant(exchange, FAILURES[fate])
        delay, patience = self._course_of(fate, seconds)
        landed = self._landing(method, path, body or {}, delay) if fate != "silent_never" else None
        if landed is None or delay >= patience:
            await asyncio.sleep(patience)
            await self._process.come_back("alegra silent")
            raise OutcomeUnknown(exchange, "silence")
        answer = await asyncio.shield(landed)
        if fate == "silent_early":
            await asyncio.sleep(max(patience - delay, 0))
        await self._process.come_back("alegra answered")
        return self._told(exchange, fate, answer)

    async def _left(self) -> None:
        """On its way already while the process stands still before the wire: no clock jumps by hours then."""
        leaving: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._sky.airborne.add(leaving)
        try:
            await self._process.leave("alegra")
        finally:
            self._sky.airborne.discard(leaving)

    async def download(self, url: str, *, seconds: float = 30) -> bytes:
        await self._process.leave("paper")
        await self._process.come_back(f"paper {url} {seconds}")
        return b"%PDF"

    async def aclose(self) -> None:
        pass

    def _course_of(self, fate: str, seconds: float) -> tuple[float, float]:
        """After how long it lands, and how long the sender waits."""
        chance, weather = self._sky.chance, self._sky.weather
        if fate == "silent_late":
            return seconds + chance.uniform(0, weather.latest_landing), seconds
        if fate == "frozen_at_the_wire":
            still = chance.uniform(1, weather.longest_freeze)
            self._process.freeze(still)
            return still + chance.uniform(0.05, 0.5), seconds
        return chance.uniform(0.05, 0.5), seconds

    def _landing(self, method: str, path: str, body: Any, delay: float) -> "asyncio.Future[tuple[int, Any]]":
        """It happens then, whatever becomes of whoever sent it."""
        loop = asyncio.get_running_loop()
        landed: asyncio.Future[tuple[int, Any]] = loop.create_future()
        sender, sent_at = self._process.name, round(loop.time(), 3)

        def land() -> None:
            answer = self._effect(method, path, body, {})
            self._sky.history.note("alegra", f"{method} {path}", status=answer[0], by=sender, sent=sent_at)
            self._sky.airborne.discard(landed)
            landed.set_result(answer)

        self._sky.airborne.add(landed)
        loop.call_later(delay, land)
        return landed

    def _effect(self, method: str, path: str, body: Any, params: Mapping[str, str]) -> tuple[int, Any]:
        try:
            return 200, exact_json.dumps(self._books.answer(method, path, body, params))
        except Refusal as no:
            return no.status, exact_json.dumps({"code": no.code, "message": no.message})

    def _told(self, exchange: Exchange, fate: str, answer: tuple[int, Any]) -> Any:
        if fate in LOST_AFTER or fate == "silent_early":
            raise OutcomeUnknown(exchange, LOST_AFTER.get(fate, "silence"))
        if fate == "unreadable" and answer[0] == 200:
            raise Unreadable(exchange, "cut in half")
        return self._meant(exchange, answer)

    @staticmethod
    def _meant(exchange: Exchange, answer: tuple[int, Any]) -> Any:
        status, text = answer
        return meaning(exchange, status, {"retry-after": "7"}, str(text).encode())
