"""Issuing without a second person: only where the policy it began with allows it, only by an admin, and marked as such."""

import pytest

from bot.actions.admin_notices import AdminNotices
from bot.actions.break_glass import FACT, BreakGlass
from bot.actions.facts import without_second_of
from bot.actions.invoice_kind import revised
from bot.billing.eligibility import NotPermitted
from bot.billing.policy import Level, Policy
from bot.operations import answers
from bot.operations.answers import Accepted
from bot.slack.references import Reference
from bot.store.records import Phase
from tests.actions.bench import ANA, BRUNO, DIEGO, OLGA, Bench
from tests.actions.carried_out import created

STAMP = Reference("D-7K3Q", 1, "D-7K3Q/stamp/1")
OPEN, SHUT = Policy((Level(),), break_glass=True, version=2), Policy((Level(),), version=2)
WHY = "La DIAN cierra a medianoche y no hay nadie más"


async def glass(bench: Bench, policy: Policy | None) -> BreakGlass:
    await created(bench)
    await bench.set("D-7K3Q", {"policy": policy})
    return BreakGlass(bench.approvals, AdminNotices(bench.journal, bench.new_operation, bench.store.clock))


@pytest.mark.parametrize("policy", [None, SHUT])
async def test_it_is_off_unless_the_policy_allows_it_also_for_admins(bench: Bench, policy: Policy | None) -> None:
    breaking = await glass(bench, policy)
    assert isinstance(await breaking.issue(STAMP, by=DIEGO, reason=WHY), NotPermitted)


async def test_only_an_admin_does_it_and_the_document_says_so(bench: Bench) -> None:
    breaking = await glass(bench, OPEN)
    for person in (ANA, BRUNO):
        assert await breaking.issue(STAMP, by=person, reason=WHY) == NotPermitted(frozenset({DIEGO}))
    issued = await breaking.issue(STAMP, by=DIEGO, reason=WHY)
    assert isinstance(issued, Accepted)
    document = issued.document
    assert (document.phase, document.facts[FACT]) == (Phase.APPROVED, {"by": DIEGO, "reason": WHY})
    mark = without_second_of(document)
    assert mark
    assert mark.reason == WHY
    act = document.history[-1]
    assert (act.what, act.by, act.detail["reason"]) == ("broke_glass", DIEGO, WHY)
    told = [operation for operation in await bench.journal.listed(issued.operation.state) if operation.kind == "warn"]
    assert [each.request["glass_by"] for each in told] == [DIEGO]


async def test_a_card_of_before_lets_nothing_out(bench: Bench) -> None:
    breaking = await glass(bench, OPEN)
    await bench.set("D-7K3Q", {"revision": 2})
    assert isinstance(await breaking.issue(STAMP, by=DIEGO, reason=WHY), answers.Stale)


async def test_undone_or_approved_by_others_later_it_bears_no_mark(bench: Bench) -> None:
    breaking = await glass(bench, OPEN)
    await breaking.issue(STAMP, by=DIEGO, reason=WHY)
    undone = await bench.approvals.undo(STAMP, by=DIEGO)
    assert isinstance(undone, answers.Withdrawn)
    assert (undone.document.phase, undone.document.facts.get(FACT)) == (Phase.PENDING, None)
    again = Reference("D-7K3Q", 1, undone.document.next_operation("stamp"))
    approved = await bench.approvals.approve(again, by=OLGA)
    assert isinstance(approved, Accepted)
    assert without_second_of(approved.document) is None


async def test_what_changed_since_goes_back_to_the_approvers(bench: Bench) -> None:
    breaking = await glass(bench, OPEN)
    await breaking.issue(STAMP, by=DIEGO, reason=WHY)
    document = await bench.documents.get("D-7K3Q")
    assert document.content
    anew = await bench.set("D-7K3Q", revised(document.content, document, by="alegra"))
    assert (anew.phase, anew.votes) == (Phase.PENDING, ())
    assert without_second_of(anew) is None
