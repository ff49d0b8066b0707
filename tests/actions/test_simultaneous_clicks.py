"""Twenty people press Approve on each of many documents at once, at four processes: one approval each, and everybody hears whose.

`CLICKED=200` presses on as many documents; `make test` presses on fewer.
"""

import asyncio
import os
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from random import Random

import pytest

from bot.actions.accepting import NewOperations
from bot.actions.approvals import Approvals
from bot.billing.eligibility import NotApprover, OwnDocument, Roles
from bot.operations.answers import Accepted, Stale, WrongPhase
from bot.operations.journal import Journal
from bot.slack.references import Reference
from bot.store.connection import connect_socket, redis_time
from bot.store.documents import Documents
from bot.store.embedded import EmbeddedStore
from bot.store.records import Document, Phase
from bot.store.scripts import Store
from tests.actions.bench import POLLING, Bench, undo_seconds

CLICKED = int(os.environ.get("CLICKED", "40"))
PROCESSES = 4
AT_ONCE = 200
REQUESTER, EDITOR, OUTSIDER = "U0ASKED", "U0EDITED", "U0NOBODY"
APPROVERS = frozenset({REQUESTER, EDITOR, *(f"U0APPROVER{n:02}" for n in range(17))})
PEOPLE = (*sorted(APPROVERS), OUTSIDER)


async def roles() -> Roles:
    return Roles(APPROVERS, frozenset(), frozenset())


@dataclass(frozen=True)
class Press:
    document: str
    by: str
    process: Approvals


@pytest.fixture
async def processes(embedded: EmbeddedStore, store: Store) -> AsyncIterator[list[Approvals]]:
    """Each with connections of its own."""
    async with AsyncExitStack() as stack:
        clients = [connect_socket(embedded.socket) for _ in range(PROCESSES)]
        for client in clients:
            stack.push_async_callback(client.aclose)
        yield [_approvals(replace(store, client=client, clock=redis_time(client))) for client in clients]


def _approvals(store: Store) -> Approvals:
    chance = Random(0)  # noqa: S311  no secret
    new_operation = NewOperations(company="main", random_bits=lambda: chance.getrandbits(60))
    return Approvals(Journal(store), Documents(store), new_operation, roles, store.clock, undo_seconds, POLLING)


async def test_every_document_has_exactly_one_approval(processes: list[Approvals], bench: Bench) -> None:
    names = await _waiting(bench)
    chance = Random(20)  # noqa: S311  an order of clicks, no secret
    presses = [Press(name, by, chance.choice(processes)) for name in names for by in PEOPLE]
    chance.shuffle(presses)
    answers = await _at_once(presses)

    approved = {press.document: press.by for press, answer in answers if isinstance(answer, Accepted)}
    assert len([1 for _, answer in answers if isinstance(answer, Accepted)]) == len(names)
    assert set(approved) == set(names)
    assert set(approved.values()) <= APPROVERS - {REQUESTER, EDITOR}
    assert len(set(approved.values())) > 1, "one and the same person was always first: nobody pressed at once"
    for press, answer in answers:
        _is_told_why(press, answer, approved[press.document])
    for name in names:
        await _is_approved_once(bench, name, approved[name])


async def test_twenty_presses_of_one_person_are_one_approval(processes: list[Approvals], bench: Bench) -> None:
    names = (await _waiting(bench))[:10]
    presses = [Press(name, "U0APPROVER00", process) for name in names for process in processes * 5]
    answers = await _at_once(presses)
    assert Counter(type(answer).__name__ for _, answer in answers) == {"Accepted": 10, "Same": 190}
    for name in names:
        await _is_approved_once(bench, name, "U0APPROVER00")


async def _waiting(bench: Bench) -> list[str]:
    """For approval; asked for by one approver and edited by another."""
    invoice = await bench.local.alegra.invoices.get(next(iter(bench.local.state.books.invoices)))
    bare = Document("", "main", Phase.PENDING, REQUESTER, revision=1, editors=(EDITOR,), content=invoice)
    names = [f"D-{number:04}" for number in range(CLICKED)]
    for name in names:
        await bench.documents.adopt(replace(bare, id=name, alegra_id=name, content_hash=f"{name} as shown"))
    return names


async def _at_once(presses: list[Press]) -> list[tuple[Press, object]]:
    """As many as the connections of all processes carry."""
    lanes = asyncio.Semaphore(AT_ONCE)

    async def answered(press: Press) -> tuple[Press, object]:
        reference = Reference(press.document, 1, f"{press.document}/stamp/1")
        async with lanes:
            return press, await press.process.approve(reference, by=press.by)

    return await asyncio.gather(*(answered(each) for each in presses))


def _is_told_why(press: Press, answer: object, approved_by: str) -> None:
    if press.by in (REQUESTER, EDITOR):
        assert isinstance(answer, OwnDocument), (press, answer)
    elif press.by == OUTSIDER:
        assert isinstance(answer, NotApprover), (press, answer)
    elif press.by != approved_by:
        assert isinstance(answer, WrongPhase | Stale), (press, answer)
        decision = answer.document.decision
        assert decision is not None
        assert decision.by == approved_by, "the answer names somebody else than who decided"


async def _is_approved_once(bench: Bench, name: str, by: str) -> None:
    document = await bench.documents.get(name)
    assert [(act.by, act.what) for act in document.history] == [(by, "approved")]
    assert [vote.by for vote in document.votes] == [by]
    assert document.phase is Phase.APPROVED
    assert [(each.id, each.actor) for each in await bench.journal.of_document(name)] == [(f"{name}/stamp/1", by)]
