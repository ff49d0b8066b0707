"""What becomes of an accepted operation when all goes as foreseen."""

import pytest

from bot.operations.answers import Guard
from bot.operations.journal import Journal
from bot.operations.operation import State
from bot.operations.outcomes import (
    LanePaused,
    NotSent,
    Refused,
)
from bot.operations.timing import Timing
from bot.operations.worker import LeaseTooShort, SettlesTooSoon, TwoKinds, Worker
from bot.store.documents import Documents
from bot.store.records import Act, Phase
from bot.store.scripts import Store
from tests.operations.ledger import Ledger, answering
from tests.operations.rehearsal import (
    Crew,
    MovedClock,
    a_document,
    accepted,
    an_operation,
    drive,
    has_error,
    is_in,
    settled,
    until,
    was_claimed,
    was_let_go,
)

ACT = Act(at=1, by="U_DIEGO", what="resolved")


async def test_an_operation_is_sent_once_and_shown(journal: Journal, crew: Crew, documents: Documents) -> None:
    ledger = Ledger()
    operation = await accepted(journal)
    crew.start(ledger)
    done = await settled(journal, operation, State.DONE)
    assert (done.result, done.attempts) == ({"id": "77"}, 1)
    assert ledger.sends == [operation.id]
    assert ledger.shown == [(operation.id, State.ACCEPTED), (operation.id, State.DONE)]
    document = await documents.by_alegra_id(f"77-{operation.id}")
    assert document
    assert document.open_operation == ""


async def test_a_hundred_operations_and_three_workers_make_a_hundred_effects(journal: Journal, crew: Crew) -> None:
    ledger = Ledger()
    operations = [await accepted(journal, an_operation(f"D-{n}")) for n in range(100)]
    for _ in range(3):
        crew.start(ledger)
    for operation in operations:
        await settled(journal, operation, State.DONE)
    assert sorted(ledger.effects) == sorted(operation.marker for operation in operations)


async def test_a_refusal_ends_it_with_its_reason(journal: Journal, crew: Crew, documents: Documents) -> None:
    ledger = Ledger(behaviours=[answering(Refused({"reason": "no_item"}, {"facts": {"refusal": "no item"}}))])
    operation = await accepted(journal)
    crew.start(ledger)
    refused = await settled(journal, operation, State.REFUSED)
    assert refused.error == {"reason": "no_item"}
    assert (await documents.get("D-7K3Q")).facts == {"refusal": "no item"}
    assert ledger.sends == [operation.id]


async def test_what_was_never_sent_is_sent_later_and_counts_as_one_send(
    journal: Journal, crew: Crew, clock: MovedClock
) -> None:
    ledger = Ledger(behaviours=[answering(NotSent(600, "429"))])
    operation = await accepted(journal)
    crew.start(ledger)
    await until(lambda: has_error(journal, operation, "not_sent"))
    assert await is_in(journal, operation, State.ACCEPTED)
    clock.advance(601)
    assert (await settled(journal, operation, State.DONE)).attempts == 1


async def test_a_paused_lane_sends_nothing_until_it_is_resumed(journal: Journal, crew: Crew, store: Store) -> None:
    ledger = Ledger(behaviours=[answering(LanePaused({"status": 401}))])
    first = await accepted(journal, an_operation("D-1"))
    crew.start(ledger)
    await until(lambda: was_let_go(store, first))
    second = await accepted(journal, an_operation("D-2"))
    await until(lambda: was_let_go(store, second))
    lane = await journal.lane()
    assert lane
    assert lane.error == {"status": 401}
    assert ledger.sends == [first.id]
    await journal.resume_lane()
    for operation in (first, second):
        await settled(journal, operation, State.DONE)
    assert await journal.lane() is None


async def test_an_end_stays_due_until_slack_shows_it(journal: Journal, crew: Crew, clock: MovedClock) -> None:
    ledger = Ledger(show_answers=[0, -1, 5, -1])
    operation = await accepted(journal)
    crew.start(ledger)
    await drive(journal, clock, operation, State.DONE)
    assert ledger.sends == [operation.id]
    assert ledger.shown[-1] == (operation.id, State.DONE)
    assert await journal.sweep() == (), "a settled operation is left alone"


async def test_what_is_settled_expires_and_a_notice_with_it(
    journal: Journal, crew: Crew, store: Store, documents: Documents
) -> None:
    operations = [
        an_operation("N-1", kind="announce"),
        an_operation("D-1", kind="announce"),
    ]
    for operation, phase in zip(operations, [Phase.NOTICE, Phase.PENDING], strict=True):
        await journal.accept(operation, guard=Guard(create=a_document(operation.document, phase=phase), act=ACT))
    crew.start(Ledger(name="announce"))
    for operation in operations:
        await settled(journal, operation, State.DONE)
        assert await store.client.ttl(store.keys("op", operation.id)) > 0
    for name in ("doc", "history", "doc-ops"):
        assert await store.client.ttl(store.keys(name, "N-1")) > 0
        assert await store.client.ttl(store.keys(name, "D-1")) == -1
    assert [document.id for document in await documents.listed()] == ["D-1"]


async def test_an_operation_of_an_unknown_kind_is_left_for_another_version(journal: Journal, crew: Crew) -> None:
    strange = await accepted(journal, an_operation(kind="hologram"))
    crew.start(Ledger())
    await until(lambda: was_claimed(journal, strange))
    assert await is_in(journal, strange, State.ACCEPTED)


@pytest.mark.parametrize(
    ("kinds", "error"),
    [
        ([Ledger(timeout_seconds=85)], LeaseTooShort),
        ([Ledger(settle_seconds=20, timeout_seconds=30)], SettlesTooSoon),
        ([Ledger(), Ledger()], TwoKinds),
    ],
)
def test_kinds_that_cannot_be_carried_safely_are_refused_at_the_start(
    journal: Journal, kinds: list[Ledger], error: type[Exception]
) -> None:
    with pytest.raises(error):
        Worker(journal, kinds, timing=Timing())
