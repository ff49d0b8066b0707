"""Everything that is sealed is sealed anew with the newest key, while Cobro runs.

Each text is replaced only where it is still what was read, so that a death in the middle, a second run at the same time
or a new installation meanwhile leave nothing half done: another run goes on with what is left.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from bot.store.sealers import Sealers
from bot.store.secret_box import KeyUnknown, SecretBox, Tampered

ROUNDS = 5
"""More than anything that comes in meanwhile needs."""


class Sealed(Protocol):
    async def key_ids(self) -> dict[str, str]:
        """Name -> the id of the key that it is sealed with."""

    async def reseal(self, name: str) -> bool: ...


@dataclass(frozen=True)
class Rotated:
    resealed: int
    unknown: tuple[str, ...]
    """Sealed with a key that is not given."""
    broken: tuple[str, ...]
    """Does not open: changed in the store."""
    left: Mapping[str, int]
    """Id of a key that is given -> how much is still sealed with it."""
    behind: tuple[str, ...]
    """Processes that seal with another key than the newest."""
    lacking: tuple[str, ...] = ()
    """Processes that do not have the newest key at all: nothing was sealed with it."""

    @property
    def is_done(self) -> bool:
        """The older keys may go."""
        return not (self.unknown or self.broken or self.behind or self.lacking or any(self.left.values()))


@dataclass(frozen=True)
class Rotation:
    box: SecretBox
    sealed: Mapping[str, Sealed]
    """By what stands before each name: `workspace`, `company`."""
    sealers: Sealers

    async def run(self, step: Callable[[str], None]) -> Rotated:
        """`step` is told the name of each that was looked at. Nothing is done while a process could not open it then."""
        if lacking := await self._processes(lambda key_ids: self.box.newest not in key_ids):
            return replace(await self._told(0, set(), set()), lacking=lacking)
        count, unknown, broken = 0, set[str](), set[str]()
        for _ in range(ROUNDS):
            older = [name for name, key_id in (await self._key_ids()).items() if key_id != self.box.newest]
            for name in (name for name in older if name not in unknown | broken):
                try:
                    count += await self._reseal(name)
                except KeyUnknown:
                    unknown.add(name)
                except Tampered:
                    broken.add(name)
                step(name)
            if set(older) <= unknown | broken:
                break
        return await self._told(count, unknown, broken)

    async def _key_ids(self) -> dict[str, str]:
        return {
            f"{kind} {name}": key_id
            for kind, sealed in self.sealed.items()
            for name, key_id in (await sealed.key_ids()).items()
        }

    async def _reseal(self, name: str) -> bool:
        kind, _, own = name.partition(" ")
        return await self.sealed[kind].reseal(own)

    async def _told(self, count: int, unknown: set[str], broken: set[str]) -> Rotated:
        with_key = Counter((await self._key_ids()).values())
        return Rotated(
            resealed=count,
            unknown=tuple(sorted(unknown)),
            broken=tuple(sorted(broken)),
            left={key_id: with_key[key_id] for key_id in self.box.key_ids if key_id != self.box.newest},
            behind=await self._processes(lambda key_ids: key_ids[0] != self.box.newest),
        )

    async def _processes(self, are: Callable[[tuple[str, ...]], bool]) -> tuple[str, ...]:
        return tuple(sorted(name for name, key_ids in (await self.sealers.key_ids()).items() if are(key_ids)))
