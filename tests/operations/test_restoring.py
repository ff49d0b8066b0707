"""An old copy of the store is put in its place: what it holds as unsent, and has been sent since, is not sent again."""

from dataclasses import replace

import pytest

from bot.operations.journal import Journal
from bot.operations.operation import State
from bot.operations.outcomes import CannotTell
from bot.operations.restoring import SILENCE_SECONDS, doubt_after_silence
from bot.store.replicas import Replicas
from bot.store.scripts import Store
from tests.operations.ledger import Ledger
from tests.operations.rehearsal import Crew, MovedClock, accepted, an_operation, drive, settled

A_NIGHT = 8 * 3600


@pytest.fixture
async def running(store: Store, clock: MovedClock) -> Store:
    """The store of a Cobro that is alive."""
    moved = replace(store, clock=clock)
    await Replicas(moved).alive("7K3QX2", version="0.1.0")
    return moved


async def test_what_was_sent_since_the_copy_is_found_and_not_sent_again(
    journal: Journal, running: Store, clock: MovedClock, crew: Crew
) -> None:
    operation = await accepted(journal)
    clock.advance(A_NIGHT)
    assert await doubt_after_silence(running) == (operation.id,)
    ledger = Ledger(effects=[operation.marker])
    crew.start(ledger)
    done = await settled(journal, operation, State.DONE)
    assert ledger.sends == []
    assert done.result == {"id": "77"}


async def test_what_was_never_sent_goes_out_once_after_it_was_looked_for_twice(
    journal: Journal, running: Store, clock: MovedClock, crew: Crew
) -> None:
    operation = await accepted(journal)
    clock.advance(A_NIGHT)
    await doubt_after_silence(running)
    ledger = Ledger()
    crew.start(ledger)
    await drive(journal, clock, operation, State.DONE)
    assert ledger.looks >= 2
    assert ledger.effects == [operation.marker]


async def test_an_email_is_left_to_a_person(journal: Journal, running: Store, clock: MovedClock, crew: Crew) -> None:
    operation = await accepted(journal, an_operation(kind="email"))
    clock.advance(A_NIGHT)
    await doubt_after_silence(running)
    ledger = Ledger(name="email", resend_allowed=False, keeps_document=False)
    ledger.sightings = [CannotTell("no list of e-mails")] * 50
    crew.start(ledger)
    await drive(journal, clock, operation, State.NEEDS_PERSON)
    assert ledger.sends == []


async def test_a_restart_after_an_orderly_end_doubts_nothing(
    journal: Journal, running: Store, clock: MovedClock
) -> None:
    await accepted(journal)
    clock.advance(A_NIGHT)
    await Replicas(running).alive("7K3QX2", version="0.1.0")
    await Replicas(running).gone("7K3QX2", version="0.1.0")
    assert await doubt_after_silence(running) == ()


async def test_a_restart_doubts_nothing(journal: Journal, running: Store, clock: MovedClock) -> None:
    operation = await accepted(journal)
    clock.advance(SILENCE_SECONDS - 10)
    assert await doubt_after_silence(running) == ()
    found = await journal.find(operation.id)
    assert found
    assert found.state is State.ACCEPTED


async def test_the_first_of_several_that_start_doubts_and_what_is_accepted_then_goes_out_at_once(
    journal: Journal, running: Store, clock: MovedClock, crew: Crew
) -> None:
    clock.advance(A_NIGHT)
    operation = await accepted(journal)
    assert await doubt_after_silence(running) == (), "it was accepted after the silence"
    ledger = Ledger()
    crew.start(ledger)
    await settled(journal, operation, State.DONE)
    assert ledger.looks == 0


async def test_what_a_worker_has_in_hand_is_left_to_it(journal: Journal, running: Store, clock: MovedClock) -> None:
    await accepted(journal)
    clock.advance(A_NIGHT)
    await journal.claim(limit=1, lease_ms=90_000)
    assert await doubt_after_silence(running) == ()


async def test_a_copy_of_a_version_that_said_nothing_of_itself_is_doubted_whole(
    journal: Journal, store: Store, clock: MovedClock
) -> None:
    operation = await accepted(journal)
    assert await doubt_after_silence(replace(store, clock=clock)) == (operation.id,)
    assert await doubt_after_silence(replace(store, clock=clock)) == (), "twice is once"
