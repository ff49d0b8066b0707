import asyncio
from collections import Counter
from dataclasses import replace

import pytest

from bot.operations.answers import (
    Accepted,
    Busy,
    Decided,
    Ended,
    Guard,
    NoDocument,
    NoOperation,
    OtherContents,
    OwnDocument,
    Same,
    Stale,
    TooLate,
    Withdrawn,
    WrongPhase,
)
from bot.operations.journal import ForeignOperation, Journal
from bot.operations.operation import State
from bot.operations.step import Step
from bot.store.documents import Documents
from bot.store.fields import UnknownField
from bot.store.records import Act, Decision, Phase, Vote
from bot.store.scripts import Store
from tests.operations.rehearsal import a_document, accepted, an_operation

PENDING = frozenset({Phase.PENDING})
APPROVED = {"phase": Phase.APPROVED, "decision": Decision("approve", "U_BRUNO", 5)}


async def pending(documents: Documents, document: str = "D-7K3Q") -> None:
    await documents.adopt(
        replace(a_document(document, phase=Phase.PENDING), revision=3, content_hash="abc", editors=("U_EVA",))
    )


async def test_accepting_creates_the_document_and_makes_the_operation_due(journal: Journal) -> None:
    asked = Act(at=1, by="U_ANA", what="asked", detail={"lines": 2})
    answer = await journal.accept(an_operation(), guard=Guard(create=a_document(), act=asked))
    assert isinstance(answer, Accepted)
    assert answer.document.open_operation == answer.operation.id
    assert answer.document.history == (asked,)
    assert [claimed.id for claimed in await journal.claim(limit=5, lease_ms=1000)] == [answer.operation.id]


async def test_the_same_twice_is_one_operation(journal: Journal) -> None:
    first = await accepted(journal)
    again = await journal.accept(an_operation(), guard=Guard(create=a_document()))
    assert isinstance(again, Same)
    assert again.operation == first
    assert len(await journal.claim(limit=5, lease_ms=1000)) == 1


async def test_other_contents_under_one_id_are_answered_with_the_first_version(journal: Journal) -> None:
    await accepted(journal)
    answer = await journal.accept(an_operation(contents="second"), guard=Guard(create=a_document()))
    assert isinstance(answer, OtherContents)
    assert answer.operation.request == {"contents": "first"}


async def test_nothing_is_accepted_for_a_document_that_does_not_exist(journal: Journal, store: Store) -> None:
    assert await journal.accept(an_operation(), guard=Guard()) == NoDocument()
    assert await store.client.keys("*") == []


@pytest.mark.parametrize(
    ("guard", "actor", "answer"),
    [
        (Guard(phases=PENDING, revision=2), "U_BRUNO", Stale),
        (Guard(phases=PENDING, content_hash="old"), "U_BRUNO", Stale),
        (Guard(phases=frozenset({Phase.RETURNED})), "U_BRUNO", WrongPhase),
        (Guard(phases=PENDING, four_eyes=True), "U_ANA", OwnDocument),
        (Guard(phases=PENDING, four_eyes=True), "U_EVA", OwnDocument),
        (Guard(phases=PENDING, revision=3, content_hash="abc", four_eyes=True), "U_BRUNO", Accepted),
    ],
)
async def test_a_document_allows_only_what_its_guard_says(
    journal: Journal, documents: Documents, guard: Guard, actor: str, answer: type
) -> None:
    await pending(documents)
    decided = replace(guard, sets=APPROVED)
    got = await journal.accept(an_operation(kind="stamp", actor=actor), guard=decided)
    assert type(got) is answer
    document = await documents.get("D-7K3Q")
    assert document.phase is (Phase.APPROVED if answer is Accepted else Phase.PENDING)
    assert len(await journal.of_document("D-7K3Q")) == (1 if answer is Accepted else 0)


async def test_two_operations_on_one_document_never_run_at_once(journal: Journal) -> None:
    first = await accepted(journal)
    answer = await journal.accept(an_operation(kind="edit"), guard=Guard())
    assert isinstance(answer, Busy)
    assert answer.operation == first


async def test_an_operation_that_may_run_beside_others_neither_waits_nor_holds(
    journal: Journal, documents: Documents
) -> None:
    first = await accepted(journal)
    answer = await journal.accept(an_operation(kind="email"), guard=Guard(alone=False))
    assert isinstance(answer, Accepted)
    assert (await documents.get("D-7K3Q")).open_operation == first.id


async def test_twenty_simultaneous_decisions_make_one(journal: Journal, documents: Documents) -> None:
    for n in range(10):
        await pending(documents, f"D-{n}")
    guard = Guard(phases=PENDING, revision=3, four_eyes=True, sets=APPROVED)

    async def click(document: str, person: int) -> object:
        operation = an_operation(document, kind="stamp", actor=f"U{person}", contents=f"by U{person}")
        return await journal.accept(operation, guard=guard)

    answers = await asyncio.gather(*[click(f"D-{n}", person) for n in range(10) for person in range(20)])
    assert Counter(type(answer) for answer in answers) == {Accepted: 10, OtherContents: 190}
    for n in range(10):
        assert len(await journal.of_document(f"D-{n}")) == 1


async def test_a_stamp_and_a_return_at_the_same_moment_are_one_outcome(journal: Journal, documents: Documents) -> None:
    await pending(documents)
    guard = Guard(phases=PENDING, revision=3)
    stamp, returned = await asyncio.gather(
        journal.accept(an_operation(kind="stamp"), guard=replace(guard, sets=APPROVED)),
        journal.decide("D-7K3Q", by="U_CARLA", guard=replace(guard, sets={"phase": Phase.RETURNED})),
    )
    assert {type(stamp), type(returned)} in ({Accepted, WrongPhase}, {WrongPhase, Decided})


async def test_an_ended_operation_frees_the_document_and_uses_its_number_up(
    journal: Journal, documents: Documents, store: Store
) -> None:
    await accepted(journal)
    (held,) = await journal.claim(limit=1, lease_ms=1000)
    await journal.step(held, Step(State.REFUSED), keeps_document=True, lease_ms=1000)
    document = await documents.get("D-7K3Q")
    assert document.open_operation == ""
    assert document.next_operation("create") == "D-7K3Q/create/2"
    await store.client.delete(store.keys("op", held.id))
    answer = await journal.accept(an_operation(), guard=Guard())
    assert isinstance(answer, Ended)


async def test_votes_of_two_people_at_once_both_count(journal: Journal, documents: Documents) -> None:
    await pending(documents)
    votes = [Vote(by=f"U{n}", at=n, revision=3, content_hash="abc") for n in range(5)]
    guards = [Guard(phases=PENDING, sets={"votes+": vote, "editors+": vote.by}) for vote in votes]
    await asyncio.gather(*[journal.decide("D-7K3Q", by="U_X", guard=guard) for guard in guards])
    document = await documents.get("D-7K3Q")
    assert set(document.votes) == set(votes)
    assert set(document.editors) == {"U_EVA", *(vote.by for vote in votes)}


async def test_entries_of_facts_are_set_and_removed_one_by_one(journal: Journal, documents: Documents) -> None:
    await pending(documents)
    await journal.decide("D-7K3Q", by="U1", guard=Guard(sets={"facts": {"diff": ["ñ", 1], "refusal": "no"}}))
    await journal.decide("D-7K3Q", by="U1", guard=Guard(sets={"facts": {"refusal": None}}))
    assert (await documents.get("D-7K3Q")).facts == {"diff": ["ñ", 1]}


@pytest.mark.parametrize("sets", [{"open_operation": ""}, {"history": ()}, {"colour": "red"}, {"facts+": "x"}])
async def test_fields_that_only_scripts_may_change_are_refused(journal: Journal, sets: dict[str, object]) -> None:
    with pytest.raises(UnknownField):
        await journal.decide("D-7K3Q", by="U1", guard=Guard(sets=sets))


@pytest.mark.parametrize(
    "operation_id", ["D-OTHER/create/1", "D-7K3Q/edit/1", "D-7K3Q/create/x", "D-7K3Q/create/", "1"]
)
async def test_an_id_of_another_document_or_kind_is_refused(journal: Journal, operation_id: str) -> None:
    with pytest.raises(ForeignOperation):
        await journal.accept(replace(an_operation(), id=operation_id), guard=Guard(create=a_document()))


async def test_undo_takes_back_what_was_not_sent(journal: Journal, documents: Documents) -> None:
    await pending(documents)
    stamp = an_operation(kind="stamp", actor="U_BRUNO")
    await journal.accept(stamp, guard=Guard(phases=PENDING, sets=APPROVED))
    (held,) = await journal.claim(limit=1, lease_ms=60_000)
    undone = Act(at=9, by="U_BRUNO", what="undone")
    answer = await journal.withdraw(
        stamp.id, phases={Phase.APPROVED}, sets={"phase": Phase.PENDING, "decision": None}, act=undone
    )
    assert isinstance(answer, Withdrawn)
    assert answer.operation.state is State.WITHDRAWN
    assert answer.operation.epoch > held.epoch
    assert (answer.document.phase, answer.document.decision) == (Phase.PENDING, None)
    assert (answer.document.open_operation, answer.document.history) == ("", (undone,))


async def test_undo_is_too_late_once_it_is_being_sent(journal: Journal) -> None:
    operation = await accepted(journal)
    (held,) = await journal.claim(limit=1, lease_ms=60_000)
    step = Step(State.SENDING, fields={"attempts": 1})
    await journal.step(held, step, keeps_document=True, lease_ms=60_000)
    answer = await journal.withdraw(operation.id, phases=None, sets={}, act=Act(1, "U_ANA", "undone"))
    assert isinstance(answer, TooLate)
    assert answer.operation.state is State.SENDING


async def test_undo_is_too_late_for_what_was_sent_before_and_waits_again(journal: Journal) -> None:
    operation = await accepted(journal)
    (held,) = await journal.claim(limit=1, lease_ms=60_000)
    await journal.step(held, Step(State.ACCEPTED, fields={"attempts": 1}), keeps_document=True, lease_ms=60_000)
    answer = await journal.withdraw(operation.id, phases=None, sets={}, act=Act(1, "U_ANA", "undone"))
    assert isinstance(answer, TooLate)


async def test_undo_of_nothing_says_so(journal: Journal) -> None:
    answer = await journal.withdraw("D-1/create/1", phases=None, sets={}, act=Act(1, "U_ANA", "undone"))
    assert answer == NoOperation()
