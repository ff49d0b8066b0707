"""Votes are counted in the store: nobody's twice, none upon votes that were not seen, and only the last one decides."""

import asyncio
from dataclasses import replace

import pytest

from bot.operations.answers import Accepted, Casting, Decided, Guard, Objection, Outvoted, OwnDocument, Voted
from bot.operations.journal import Journal
from bot.store.documents import Documents
from bot.store.records import Document, Phase, Vote
from tests.operations.rehearsal import a_document, an_operation

ELEVEN = [f"U{n}" for n in range(11)]


@pytest.fixture
async def document(documents: Documents) -> Document:
    pending = replace(a_document("D-7K3Q", phase=Phase.PENDING), revision=3, content_hash="abc", editors=("U_EVA",))
    return await documents.adopt(pending)


def casting(person: str, *seen: str, needed: int = 3, decides: bool = False, instead_of: str = "") -> Casting:
    vote = Vote(person, 1, 3, "abc", (0,), instead_of)
    return Casting(vote, seen, needed, decides)


async def cast(journal: Journal, given: Casting) -> Decided | Objection:
    guard = Guard(phases=frozenset({Phase.PENDING}), revision=3, content_hash="abc", four_eyes=True, casting=given)
    answered = await journal.decide("D-7K3Q", by=given.vote.by, guard=guard)
    assert isinstance(answered, Decided | Objection)
    return answered


async def test_a_vote_counts_once_and_upon_what_was_seen(journal: Journal, document: Document) -> None:
    assert isinstance(await cast(journal, casting("U1")), Decided)
    assert isinstance(await cast(journal, casting("U1", "U1")), Voted)
    assert isinstance(await cast(journal, casting("U2")), Outvoted)
    assert isinstance(await cast(journal, casting("U2", "U3")), Outvoted)
    answer = await cast(journal, casting("U2", "U1"))
    assert isinstance(answer, Decided)
    assert [vote.by for vote in answer.document.votes] == ["U1", "U2"]


async def test_a_substitute_and_who_is_away_are_one_vote(journal: Journal, document: Document) -> None:
    await cast(journal, casting("U1", instead_of="U2"))
    assert isinstance(await cast(journal, casting("U2", "U1")), Voted)
    assert isinstance(await cast(journal, casting("U3", "U1", instead_of="U2")), Voted)
    assert isinstance(await cast(journal, casting("U1", "U1")), Voted)


async def test_whoever_asked_or_edited_casts_none_whatever_they_were_judged(
    journal: Journal, document: Document
) -> None:
    for person in (document.requester, "U_EVA"):
        assert isinstance(await cast(journal, casting(person)), OwnDocument)


async def test_only_the_last_vote_decides(journal: Journal, document: Document) -> None:
    assert isinstance(await cast(journal, casting("U1", needed=2, decides=True)), Outvoted)
    assert isinstance(await cast(journal, casting("U1", needed=1)), Outvoted)
    await cast(journal, casting("U1", needed=2))
    assert isinstance(await cast(journal, casting("U2", "U1", needed=2, decides=True)), Decided)


async def test_enough_are_there_since_fewer_are_needed(
    journal: Journal, documents: Documents, document: Document
) -> None:
    await cast(journal, casting("U1", needed=2))
    again = replace(casting("U1", "U1", needed=1, decides=True), is_counted=True)
    assert isinstance(await cast(journal, replace(again, needed=2)), Outvoted)
    assert isinstance(await cast(journal, again), Decided)
    assert len((await documents.get("D-7K3Q")).votes) == 1


async def test_of_eleven_who_press_at_once_three_are_counted_and_one_decides(
    journal: Journal, documents: Documents, document: Document
) -> None:
    """Each is judged anew upon what the store says, as `bot.actions.approvals` does."""

    async def presses(person: str) -> str:
        for _ in range(20):
            seen = tuple(vote.by for vote in (await documents.get("D-7K3Q")).votes)
            is_last = len(seen) == 2
            given = casting(person, *seen, decides=is_last)
            sets = {"phase": Phase.APPROVED} if is_last else {}
            guard = Guard(phases=frozenset({Phase.PENDING}), revision=3, four_eyes=True, casting=given, sets=sets)
            if is_last:
                operation = an_operation(kind="stamp", actor=person, contents=person)
                answer: object = await journal.accept(operation, guard=guard)
            else:
                answer = await journal.decide("D-7K3Q", by=person, guard=guard)
            if not isinstance(answer, Outvoted):
                return type(answer).__name__
        return "never"

    answers = await asyncio.gather(*[presses(person) for person in ELEVEN])
    assert (answers.count(Decided.__name__), answers.count(Accepted.__name__)) == (2, 1), answers
    assert "never" not in answers
    assert len({vote.by for vote in (await documents.get("D-7K3Q")).votes}) == 3
