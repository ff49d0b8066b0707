"""Workspaces that removed Cobro and whose data is still to be deleted; kept until that is done."""

import json
from dataclasses import asdict, dataclass

from bot.store.scripts import Script, Store

SWAP = Script("bot.store", "hash_swap")
HASH = "departures"


@dataclass(frozen=True)
class Departure:
    team: str
    at: int
    """When Slack told it; milliseconds since the epoch."""
    is_uninstalled: bool
    """False: only the token was revoked, nothing is deleted yet."""
    removed_at: int = 0
    """When its companies were let go of; 0: not yet."""
    erased_at: int = 0
    """When what is remembered of them was deleted for the first time."""
    companies: tuple[str, ...] = ()
    """Which they were."""


class Departures:
    """`store` is the one of `keys.EVERYWHERE`."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def begin(self, departure: Departure) -> None:
        """The first is what counts, but that a removal counts more than a revoked token."""
        while True:
            held = await self._store.hash_field(HASH, field=departure.team) or ""
            if held and (_read(held).is_uninstalled or not departure.is_uninstalled):
                return
            if await self._swapped(departure.team, held, departure):
                return

    async def all(self) -> tuple[Departure, ...]:
        return tuple(_read(text) for _, text in sorted((await self._store.hash(HASH)).items()))

    async def advance(self, departure: Departure, then: Departure) -> bool:
        """False: another replica was faster."""
        return await self._swapped(departure.team, _text(departure), then)

    async def end(self, departure: Departure) -> bool:
        """False: more was told meanwhile, which is not to be forgotten."""
        return await self._swapped(departure.team, _text(departure), None)

    async def _swapped(self, team: str, before: str, then: Departure | None) -> bool:
        swap = {"hash": HASH, "field": team, "before": before, "after": _text(then) if then else ""}
        return bool(await self._store.run(SWAP, swap) == "swapped")


def _read(text: str) -> Departure:
    held = json.loads(text)
    return Departure(**{**held, "companies": tuple(held["companies"])})


def _text(departure: Departure) -> str:
    return json.dumps(asdict(departure), sort_keys=True)
