"""What would be sent, without sending it: reads go through, a write is noted and goes no further."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.alegra.errors import AlegraError, Exchange
from bot.alegra.transport import READ_SECONDS, Transport


@dataclass(frozen=True)
class WouldSend:
    method: str
    path: str
    body: Any = None
    """As JSON, with Decimals."""


class HeldBack(AlegraError):
    """A rehearsal ends here: there is no answer to go on with."""

    def __init__(self, exchange: Exchange) -> None:
        super().__init__(exchange, "A rehearsal sends nothing")


class RehearsalTransport(Transport):
    """Has no connections of its own: it reads through the real one."""

    def __init__(self, real: Transport) -> None:
        self._real = real
        self.noted: list[WouldSend] = []

    async def read(self, path: str, params: Mapping[str, str] | None = None, *, seconds: float = READ_SECONDS) -> Any:
        return await self._real.read(path, params, seconds=seconds)

    async def write(self, method: str, path: str, body: Any = None, *, seconds: float = READ_SECONDS) -> Any:
        """A PUT is answered by what is there now, so that what would follow it is noted too. Raise HeldBack."""
        self.noted.append(WouldSend(method, path, body))
        if method == "PUT":
            return await self.read(path, seconds=seconds)
        raise HeldBack(Exchange(method, path))

    async def download(self, url: str, *, seconds: float = READ_SECONDS) -> bytes:
        return await self._real.download(url, seconds=seconds)

    async def aclose(self, *, grace: float = 0.0) -> None:
        """The real one is closed by whoever opened it."""
