"""How what is kept is laid out, as a number: no version opens a store that it could misread."""

from bot.store.connection import Client, UnsafeStore, redis_time
from bot.store.keys import EVERYWHERE, Keys
from bot.store.scripts import Script, Store

LAYOUT = 1
"""Raised only where versions before could not go on with the store, and then the changelog says so.

A store without a number is one of before there were any; this version reads it.
"""
LAY_OUT = Script("bot.store", "lay_out")


class NewerStore(UnsafeStore):
    """Another version of Cobro keeps there what this one cannot read."""

    def __init__(self, number: int, version: str) -> None:
        super().__init__(f"the store has layout {number}, of Cobro {version}; this one reads up to {LAYOUT}")
        self.number, self.version = number, version


async def claim(client: Client, *, version: str) -> None:
    """Note that the store is laid out as this version does it. Raise NewerStore, and one of STORE_GONE."""
    store = Store(client=client, keys=Keys(EVERYWHERE), clock=redis_time(client))
    number, of_version = await store.run(LAY_OUT, {"number": LAYOUT, "version": version})
    if number > LAYOUT:
        raise NewerStore(number, of_version)


async def check(client: Client) -> None:
    """The same by reading alone, for whoever writes nothing."""
    number, version = await client.hmget(Keys(EVERYWHERE)("layout"), "number", "version")
    if int(str(number or 0)) > LAYOUT:
        raise NewerStore(int(str(number)), str(version))
