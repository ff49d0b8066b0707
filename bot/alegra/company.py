"""The company that Cobro works for (Alegra fact sheet 4.1)."""

from bot.alegra.directory_reading import read_company
from bot.alegra.transport import Transport
from bot.billing.directory import Company


class Companies:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    async def get(self) -> Company:
        """Raise `Unauthorized` when the credentials are wrong."""
        return read_company(await self._transport.read("/company"))
