"""Nothing is done that is not recorded: an act and its entry are one step, whoever dies and whatever is sent twice."""

import asyncio
import json
from dataclasses import replace
from typing import Any

import pytest

from bot.actions.audit_check import AuditCheck
from bot.ending import ended
from bot.jobs.sealing import Sealing
from bot.operations.answers import Accepted, Decided, Guard, OwnDocument
from bot.operations.journal import Journal
from bot.operations.operation import State
from bot.operations.outcomes import NotSent
from bot.operations.step import Step
from bot.store.audit import AT_ONCE, Audit
from bot.store.documents import Documents
from bot.store.keys import Keys
from bot.store.records import Act, Phase
from bot.store.replicas import Replicas
from bot.store.request_context import asking, was_seen_as
from bot.store.scripts import Script, Store
from tests.operations.ledger import Ledger, answering, hang
from tests.operations.rehearsal import (
    Crew,
    MovedClock,
    a_document,
    accepted,
    an_operation,
    settled,
    until,
    was_let_go,
)


@pytest.fixture
def audit(store: Store) -> Audit:
    return Audit(store)


async def recorded(audit: Audit) -> list[dict[str, Any]]:
    entries, _ = await audit.lengths()
    return [json.loads(entry) for entry in await audit.entries(1, entries)]


async def told(audit: Audit) -> list[tuple[str, str]]:
    """What each entry tells, and the state that it tells of."""
    entries = await recorded(audit)
    return [(entry["what"], entry["seen"].get("state") or entry["seen"].get("shown") or "") for entry in entries]


async def test_an_operation_leaves_one_entry_for_each_state_and_for_what_slack_shows(
    journal: Journal, crew: Crew, audit: Audit
) -> None:
    operation = await accepted(journal)
    crew.start(Ledger())
    await settled(journal, operation, State.DONE)
    assert await told(audit) == [("accepted", ""), ("moved", "sending"), ("moved", "done"), ("shown", "done")]
    assert [entry["n"] for entry in await recorded(audit)] == [1, 2, 3, 4]
    assert {entry["document"] for entry in await recorded(audit)} == {operation.document}


async def test_an_entry_says_who_in_which_role_under_which_request_and_what_was_shown(
    journal: Journal, documents: Documents, audit: Audit
) -> None:
    pending = replace(a_document(phase=Phase.PENDING), revision=2, content_hash="abc", requester="U_ANA")
    await documents.adopt(pending)
    guard = Guard(
        revision=2, content_hash="abc", four_eyes=True, act=Act(1, "U_BRUNO", "approved"), shown={"total": "100"}
    )
    with asking(request="7K3Q", actor="U_BRUNO", doing="invoice.approve"):
        was_seen_as("approver")
        answer = await journal.accept(an_operation(kind="stamp", actor="U_BRUNO"), guard=guard)
    assert isinstance(answer, Accepted)
    assert answer.operation.request_id == "7K3Q"
    entry = (await recorded(audit))[-1]
    kept = {name: entry[name] for name in ("actor", "roles", "request", "doing", "shown", "of_content", "contents")}
    assert kept == {
        "actor": "U_BRUNO",
        "roles": ["approver"],
        "request": "7K3Q",
        "doing": "invoice.approve",
        "shown": {"total": "100"},
        "of_content": "abc",
        "contents": {"contents": "first"},
    }
    assert entry["seen"]["content_hash"] == "abc"
    assert entry["seen"]["revision"] == "2"


async def test_a_role_is_not_told_of_somebody_in_whose_name_cobro_goes_on(journal: Journal, audit: Audit) -> None:
    with asking(actor="U_CARLA"):
        was_seen_as("collector")
        await accepted(journal, an_operation(actor="U_ANA"))
    (entry,) = await recorded(audit)
    assert (entry["actor"], "roles" in entry) == ("U_ANA", False)


async def test_what_is_refused_by_the_rules_changes_nothing_and_records_nothing_here(
    journal: Journal, documents: Documents, audit: Audit
) -> None:
    await documents.adopt(a_document(phase=Phase.PENDING, requester="U_ANA"))
    before = await told(audit)
    answer = await journal.decide("D-7K3Q", by="U_ANA", guard=Guard(four_eyes=True))
    assert isinstance(answer, OwnDocument)
    assert await told(audit) == before


@pytest.mark.parametrize("state", [State.SENDING, State.DONE])
async def test_a_repeated_call_is_recorded_once(store: Store, clock: MovedClock, audit: Audit, state: State) -> None:
    """redis-py sends a script again when its answer was lost."""
    repeating = Journal(replace(store, clock=clock, new_call_id=lambda: "the-same"))
    journal = Journal(replace(store, clock=clock))
    for _ in range(2):
        await accepted(repeating)
    (held,) = await journal.claim(limit=1, lease_ms=90_000)
    moving = Journal(replace(store, clock=clock, new_call_id=lambda: f"to {state}"))
    for _ in range(2):
        await moving.step(held, Step(state), keeps_document=True, lease_ms=90_000)
    assert await told(audit) == [("accepted", ""), ("moved", state)]


async def test_what_only_waits_longer_is_not_recorded(journal: Journal, crew: Crew, audit: Audit, store: Store) -> None:
    ledger = Ledger(behaviours=[answering(NotSent(60, "unreachable"))])
    operation = await accepted(journal)
    crew.start(ledger)
    await until(lambda: was_let_go(store, operation))
    assert len(ledger.sends) == 1
    assert ("moved", "accepted") in await told(audit)
    entries = len(await told(audit))
    await asyncio.sleep(0.1)
    assert len(await told(audit)) == entries


async def test_whoever_is_killed_between_an_act_and_its_seal_leaves_a_chain_that_goes_on(
    journal: Journal, crew: Crew, audit: Audit, store: Store
) -> None:
    ledger = Ledger(behaviours=[hang])
    operation = await accepted(journal)
    worker = crew.start(ledger)
    await _until(lambda: len(ledger.sends) == 1)
    await crew.kill(worker)
    assert await audit.lengths() == (2, 0)
    another = Audit(replace(store, client=store.client))
    head = await another.seal()
    assert (head.number, head.unsealed) == (2, 0)
    assert (await audit.verify()).holds
    found = await journal.find(operation.id)
    assert found
    assert found.state is State.SENDING


async def test_many_replicas_seal_at_once_and_the_seals_are_those_of_one(store: Store, audit: Audit) -> None:
    entries = [f'{{"n":{number}}}' for number in range(1, 2 * AT_ONCE + 1)]
    await store.client.rpush(store.keys("audit"), *entries)
    heads = await asyncio.gather(*(Audit(store).seal() for _ in range(8)))
    check = await audit.verify()
    assert check.holds
    assert {head.number for head in heads} == {2 * AT_ONCE}
    assert (check.number, check.unsealed, f"{check.number}:{check.seal}") == (2 * AT_ONCE, 0, str(heads[0]))


async def test_a_seal_that_is_late_overwrites_nothing(store: Store, audit: Audit) -> None:
    await audit.note("refused")
    head = await audit.seal()
    late = Script("bot.store", "seal")
    assert await store.run(late, {"after": 0, "seals": ["f" * 64]}) == 1
    assert str(await audit.head()) == str(head)


async def test_the_job_seals_within_two_seconds_and_says_that_its_process_lives(store: Store, audit: Audit) -> None:
    job = Sealing(audit, Replicas(store), "7K3QX2", "1.2.3", asyncio.get_running_loop().time, pause_seconds=0.01)
    running = asyncio.create_task(job.run())
    await audit.note("refused")
    await _until_sealed(audit)
    await until(lambda: Replicas(store).seen(within_seconds=60))
    (seen,) = await Replicas(store).seen(within_seconds=60)
    assert (seen.name, seen.version) == ("7K3QX2", "1.2.3")
    await ended(running)


async def test_one_companys_audit_is_not_anothers(store: Store, audit: Audit) -> None:
    other = Audit(replace(store, keys=Keys("main2")))
    await audit.note("refused")
    assert await other.lengths() == (0, 0)
    assert (await other.head()).seal != (await audit.head()).seal


async def test_a_decision_without_an_operation_is_recorded_too(
    journal: Journal, documents: Documents, audit: Audit
) -> None:
    await documents.adopt(a_document(phase=Phase.PENDING))
    answer = await journal.decide("D-7K3Q", by="U_BEA", guard=Guard(act=Act(1, "U_BEA", "noted"), alone=False))
    assert isinstance(answer, Decided)
    assert [(entry["what"], entry.get("actor")) for entry in await recorded(audit)] == [
        ("adopted", None),
        ("decided", "U_BEA"),
    ]


async def _until(condition: Any) -> None:
    async with asyncio.timeout(40):
        while not condition():  # noqa: ASYNC110 what is waited for sets no event
            await asyncio.sleep(0.01)


async def _until_sealed(audit: Audit) -> None:
    async with asyncio.timeout(40):
        while await audit.lengths() != (1, 1):  # noqa: ASYNC110 what is waited for is in the store
            await asyncio.sleep(0.01)


async def test_every_night_the_chain_is_checked_and_what_is_wrong_is_remembered(store: Store, audit: Audit) -> None:
    await audit.note("refused")
    await audit.note("refused")
    check = AuditCheck(audit, store.clock, dict)
    await check()
    found = await audit.checked()
    assert found
    assert (found.number, found.broken) == (2, ())
    await store.client.lset(store.keys("audit"), 0, '{"n":1,"what":"forged"}')
    await check()
    found = await audit.checked()
    assert found
    assert found.broken == (1,)


async def test_a_process_that_has_seen_a_head_finds_a_store_that_was_rewritten_since(
    store: Store, audit: Audit
) -> None:
    await audit.note("refused")
    head = await audit.seal()
    await store.client.delete(store.keys("audit"), store.keys("audit-seals"))
    await audit.note("refused", why="forged")
    await AuditCheck(audit, store.clock, lambda: {head.number: head.seal})()
    assert (await audit.verify()).holds
    found = await audit.checked()
    assert found
    assert found.broken == (1,)
