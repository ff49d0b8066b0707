"""A worker that stood still draws what it knew over what the new holder has drawn. Found by the simulation."""

from dataclasses import dataclass

from bot.operations.journal import Journal
from bot.operations.operation import Operation, State
from bot.operations.step import Step
from tests.operations.ledger import Ledger
from tests.operations.rehearsal import Crew, MovedClock, accepted, is_shown, until


@dataclass
class Overtaken(Ledger):
    """While the first drawing is under way, another replica takes the operation, ends it and shows it."""

    journal: Journal | None = None
    clock: MovedClock | None = None

    async def show(self, operation: Operation) -> float:
        if not self.shown:
            assert self.journal
            assert self.clock
            self.clock.advance(100)
            (taken,) = await self.journal.claim(limit=1, lease_ms=90_000)
            ended = await self.journal.step(taken, Step(State.DONE), keeps_document=True, lease_ms=90_000)
            self.shown.append((ended.id, State.DONE))
            await self.journal.mark_shown(ended)
        return await super().show(operation)


async def test_the_card_says_in_the_end_what_the_new_holder_knows(
    journal: Journal, crew: Crew, clock: MovedClock
) -> None:
    ledger = Overtaken(journal=journal, clock=clock)
    operation = await accepted(journal)
    crew.start(ledger)
    await until(lambda: is_shown(ledger, operation, State.ACCEPTED))

    async def ends_with_done() -> bool:
        return len(ledger.shown) > 2

    await until(ends_with_done)
    assert ledger.shown[-3:] == [(operation.id, State.DONE), (operation.id, State.ACCEPTED), (operation.id, State.DONE)]
    assert ledger.sends == []
