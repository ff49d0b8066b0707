"""The company and the user that Cobro acts as (Alegra fact sheet 4.1, 4.2)."""

from dataclasses import dataclass

from bot.alegra.directory_reading import read_company
from bot.alegra.directory_shapes import UserShape
from bot.alegra.shapes import shaped
from bot.alegra.transport import Transport
from bot.billing.directory import Company


@dataclass(frozen=True)
class User:
    """Whose token it is; the role limits what the API allows."""

    id: str
    name: str
    email: str
    role: str


class Companies:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    async def get(self) -> Company:
        """Raise `Unauthorized` when the credentials are wrong."""
        return read_company(await self._transport.read("/company"))


class Users:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    async def myself(self) -> User:
        shape = shaped(UserShape, await self._transport.read("/users/self"))
        return User(shape.id, f"{shape.name} {shape.last_name}".strip(), shape.email, shape.role)
