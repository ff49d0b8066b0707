"""People at random moments, twice and on stale cards: the table of everything that they do."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random

from bot.store.scripts import STORE_GONE
from tests.simulation import deciding, paying, taking_back, writing
from tests.simulation.deeds import Doing, Hands
from tests.simulation.replicas import Replica

Chosen = Callable[[Hands, str], Doing | None]
DOINGS: dict[Chosen, float] = {
    deciding.approve: 12,
    deciding.approve_many: 2,
    deciding.undo: 2,
    deciding.send_back: 1,
    deciding.break_glass: 1.5,
    deciding.set_risk_aside: 1,
    deciding.look_again: 2,
    writing.edit: 2,
    writing.suggest: 1,
    writing.take_over: 1,
    writing.decline: 0.3,
    writing.discard: 0.3,
    writing.meddle: 2,
    paying.pay: 4,
    taking_back.void: 2,
    taking_back.reopen: 0.5,
    taking_back.delete: 1,
    taking_back.void_payment: 2,
    taking_back.reopen_payment: 1,
    taking_back.grant: 2,
    taking_back.refuse: 0.5,
}
AT_ONCE: tuple[Chosen, ...] = (
    taking_back.grant,
    taking_back.grant,
    writing.take_over,
    deciding.undo,
    taking_back.void,
    taking_back.delete,
)
"""What somebody answers as soon as they see it, in any order."""
MOST_LOOKS = 4
"""Whoever finds nothing to press looks for something else."""


@dataclass
class People(Hands):
    doings: Mapping[Chosen, float] = field(default_factory=lambda: DOINGS)

    async def bring_in(self) -> None:
        await writing.bring_in(self)

    async def click_about(self, clicks: int, seconds: float) -> None:
        chance = self.sky.chance
        moments = sorted(chance.uniform(5, seconds) for _ in range(clicks))
        began = asyncio.get_running_loop().time()
        for moment in moments:
            await asyncio.sleep(max(began + moment - asyncio.get_running_loop().time(), 0))
            if self.documents and (work := self._something()):
                for _ in range(2 if chance.random() < 0.25 else 1):
                    replica = self.any_replica()
                    replica.process.begin(self._quietly(work, replica))

    def _something(self) -> Doing | None:
        """One button, which may be pressed twice."""
        chance: Random = self.sky.chance
        looks = chance.choices(list(self.doings), list(self.doings.values()), k=MOST_LOOKS)
        if chance.random() < self.hurry:
            looks = [*chance.sample(AT_ONCE, len(AT_ONCE)), *looks]
        for doing in looks:
            if work := doing(self, chance.choice(self.documents)):
                return work
        return None

    @staticmethod
    async def _quietly(work: Doing, replica: Replica) -> None:
        try:
            await work(replica)
        except STORE_GONE:
            return
