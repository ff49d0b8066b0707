"""A worker that stood still draws what it knew over what the new holder has drawn. Found by the simulation."""

from dataclasses import dataclass

from bot.operations.journal import Journal
from bot.operations.operation import Operation, State
from bot.operations.step import Step
from bot.store.documents import Documents
from tests.operations.ledger import Ledger
from tests.operations.rehearsal import Crew, MovedClock, accepted, is_shown, settled, until


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


async def test_what_was_being_redrawn_when_its_drawer_died_is_shown_again_once(
    journal: Journal, crew: Crew, documents: Documents, clock: MovedClock
) -> None:
    operation = await accepted(journal)
    ledger = Ledger()
    crew.start(ledger)
    await settled(journal, operation, State.DONE)
    await documents.want(operation.document, "card", "C1")
    await documents.shown(operation.document, "card", ts="1.2", posted_channel="C1", drawn="")
    assert await journal.sweep() == (), "whoever redraws it may still be at it"
    shown = len(ledger.shown)
    clock.advance(61)
    assert await journal.sweep() == (operation.id,)

    async def is_shown_again() -> bool:
        return len(ledger.shown) > shown

    await until(is_shown_again)
    clock.advance(61)
    assert await journal.sweep() == ()


async def test_what_was_redrawn_since_is_left_alone(journal: Journal, documents: Documents, clock: MovedClock) -> None:
    operation = await accepted(journal)
    await documents.want(operation.document, "card", "C1")
    for drawn in ("", "abc"):
        await documents.shown(operation.document, "card", ts="1.2", posted_channel="C1", drawn=drawn)
    await documents._store.client.delete(documents._store.keys("due"), documents._store.keys("unsettled"))
    clock.advance(61)
    assert await journal.sweep() == ()
