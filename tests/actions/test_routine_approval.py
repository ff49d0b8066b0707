"""Level 0 at work: once, as it was handed in, undone like any approval."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from bot.actions.facts import rule_of
from bot.actions.routine import LOOK, RoutineApproval
from bot.billing.eligibility import NotPermitted
from bot.billing.policy import Level, Policy, Routine
from bot.operations.answers import Accepted, Withdrawn
from bot.operations.operation import State
from bot.slack.references import Reference
from bot.store.records import UNASKED, Document, Phase
from tests.actions.bench import ANA, BRUNO, CARLA, OLGA, POLLING, Bench, a_draft, undo_seconds
from tests.actions.carried_out import created

FINE = {"knows_client": True, "has_list_prices": True, "repeats_last": True}
POLICY = Policy((Level(),), Routine(Decimal(10_000_000)), version=2)


def routine(bench: Bench) -> RoutineApproval:
    return RoutineApproval(
        bench.journal, bench.documents, bench.new_operation, bench.store.clock, undo_seconds, POLLING
    )


@pytest.fixture
async def document(bench: Bench) -> Document:
    await created(bench)
    return await bench.set("D-7K3Q", {"policy": POLICY, "facts": {LOOK: FINE}, "editors": (ANA,)})


async def phase(bench: Bench) -> Phase:
    return (await bench.documents.get("D-7K3Q")).phase


async def test_a_routine_invoice_goes_out_and_says_by_which_rule(bench: Bench, document: Document) -> None:
    assert await routine(bench).let_out("D-7K3Q")
    out = await bench.documents.get("D-7K3Q")
    assert (out.phase, out.decision.by if out.decision else "") == (Phase.APPROVED, UNASKED)
    mark = rule_of(out, currency="COP")
    assert mark
    assert mark.amount == 10_000_000
    act = out.history[-1]
    assert (act.what, act.by, act.detail["amount"]) == ("routine", UNASKED, "10000000")
    (stamp,) = [each for each in await bench.journal.listed(State.ACCEPTED) if each.kind == "stamp"]
    assert 14_000 < stamp.not_before - stamp.accepted_at <= 15_000


@pytest.mark.parametrize(
    "sets",
    [
        {"policy": None},
        {"policy": replace(POLICY, routine=None)},
        {"policy": replace(POLICY, routine=Routine(Decimal(1000)))},
        {"facts": {LOOK: None}},
        {"facts": {LOOK: {**FINE, "knows_client": False}}},
        {"editors": (BRUNO,)},
        {"revision": 2},
        {"requester": ""},
        {"draft": replace(a_draft(), purchase_order="otra")},
        {"phase": Phase.RETURNED},
    ],
)
async def test_whatever_is_not_as_described_waits_for_a_click(
    bench: Bench, document: Document, sets: dict[str, Any]
) -> None:
    await bench.set("D-7K3Q", sets)
    assert await routine(bench).let_out("D-7K3Q")
    assert await phase(bench) is not Phase.APPROVED


async def test_told_twice_it_goes_out_once_and_undone_it_waits(bench: Bench, document: Document) -> None:
    for _ in range(2):
        await routine(bench).let_out("D-7K3Q")
    stamp = Reference("D-7K3Q", 1, "D-7K3Q/stamp/1")
    assert isinstance(await bench.approvals.undo(stamp, by=CARLA), NotPermitted)
    undone = await bench.approvals.undo(stamp, by=ANA)
    assert isinstance(undone, Withdrawn)
    assert (undone.document.votes, rule_of(undone.document, currency="COP")) == ((), None)
    await routine(bench).let_out("D-7K3Q")
    assert await phase(bench) is Phase.PENDING
    again = Reference("D-7K3Q", 1, undone.document.next_operation("stamp"))
    assert isinstance(await bench.approvals.approve(again, by=OLGA), Accepted)


async def test_an_approver_may_stop_it_too(bench: Bench, document: Document) -> None:
    await routine(bench).let_out("D-7K3Q")
    assert isinstance(await bench.approvals.undo(Reference("D-7K3Q", 1, "D-7K3Q/stamp/1"), by=BRUNO), Withdrawn)


async def test_what_somebody_approved_and_took_back_waits_although_it_is_told_of_only_then(
    bench: Bench, document: Document
) -> None:
    """The worker died before it could tell of the creation, and somebody was quicker than the next one."""
    stamp = Reference("D-7K3Q", 1, "D-7K3Q/stamp/1")
    assert isinstance(await bench.approvals.approve(stamp, by=BRUNO), Accepted)
    assert isinstance(await bench.approvals.undo(stamp, by=BRUNO), Withdrawn)
    await routine(bench).let_out("D-7K3Q")
    assert await phase(bench) is Phase.PENDING
