"""What takes money back waits for the votes that the policy asks for, and for nobody where it asks for none."""

import asyncio
from dataclasses import replace
from decimal import Decimal

import pytest

from bot.actions.petitions import TAKES_BACK, Petitions, is_asked
from bot.actions.polling import Polling
from bot.actions.reversals import DeleteDraft, Reversals, VoidInvoice
from bot.billing.eligibility import NotApprover, NotPermitted, OwnDocument, Roles
from bot.billing.policy import Level, Matter, Policy
from bot.operations import answers
from bot.slack.references import Reference
from bot.store.records import Document, Phase, Vote
from tests.actions.bench import ANA, BRUNO, CARLA, DIEGO, OLGA, POLLING, ROLES, Bench

EMMA = "U0EMMA"
VOID = Reference("D-7K3Q", 1, "D-7K3Q/void/1")
TAKING_BACK = frozenset(Matter) - {Matter.INVOICE}
TWO = Policy((Level(TAKING_BACK, amount=Decimal(1000), needed=2),), version=4)


async def roles() -> Roles:
    return replace(ROLES, approvers=ROLES.approvers | {EMMA})


def reversals(bench: Bench, policy: Policy | None) -> tuple[Reversals, Petitions]:
    async def in_force() -> Policy | None:
        return policy

    acting = replace(bench.acting, roles=roles)
    petitions = Petitions(
        bench.journal, bench.documents, bench.new_operation, roles, bench.store.clock, POLLING, in_force
    )
    return Reversals(replace(acting, petitions=petitions), "elsewhere"), petitions


async def issued(bench: Bench, *, phase: Phase = Phase.ISSUED, total: Decimal = Decimal(5000)) -> Document:
    invoice = await bench.local.alegra.invoices.get("1")
    issued = replace(invoice, payments=(), paid=Decimal(0), total=total)
    document = Document("D-7K3Q", "main", phase, ANA, invoice.id, revision=1, content=issued, content_hash="x")
    return await bench.documents.adopt(document)


async def kinds(bench: Bench) -> list[str]:
    return [operation.kind for operation in await bench.journal.of_document("D-7K3Q")]


@pytest.mark.parametrize(
    "policy", [None, Policy(), replace(TWO, levels=(replace(TWO.levels[0], amount=Decimal(9**9)),))]
)
async def test_where_no_level_is_for_it_whoever_may_void_voids(bench: Bench, policy: Policy | None) -> None:
    await issued(bench)
    reversing, _ = reversals(bench, policy)
    voided = await reversing.void(VOID, by=BRUNO, cause="error")
    assert isinstance(voided, answers.Accepted)
    assert voided.operation.kind == "void"


async def test_a_void_waits_for_the_votes_and_is_accepted_with_the_last(bench: Bench) -> None:
    await issued(bench)
    reversing, petitions = reversals(bench, TWO)
    asked = await reversing.void(VOID, by=BRUNO, cause="otro cliente")
    assert isinstance(asked, answers.Accepted)
    assert (asked.operation.kind, asked.document.open_operation) == ("ask", "")
    twice = await reversing.void(VOID, by=BRUNO, cause="otra vez")
    assert is_asked(asked)
    assert is_asked(twice), "nothing is on its way yet"
    again = await reversing.void(replace(VOID, operation=""), by=OLGA, cause="error")
    assert isinstance(again, answers.AlreadyAsked)
    assert isinstance(await petitions.approve(VOID, by=BRUNO), OwnDocument)
    assert isinstance(await petitions.approve(VOID, by=DIEGO), NotApprover)
    first = await petitions.approve(VOID, by=OLGA)
    assert isinstance(first, answers.Accepted)
    assert first.operation.kind == "vote"
    last = await petitions.approve(VOID, by=EMMA)
    assert isinstance(last, answers.Accepted)
    assert not is_asked(last)
    assert (last.operation.id, last.operation.request) == ("D-7K3Q/void/1", {"cause": "otro cliente"})
    assert (last.document.petition, last.document.open_operation) == (None, "D-7K3Q/void/1")
    act = last.document.history[-1]
    assert (act.what, act.by, act.detail["asked_by"], act.detail["reason"]) == ("voided", EMMA, BRUNO, "otro cliente")
    assert isinstance(await petitions.approve(VOID, by=EMMA), answers.Stale)


async def test_of_a_crowd_that_presses_at_once_the_void_is_accepted_once(bench: Bench) -> None:
    await issued(bench)
    crowd = tuple(f"U0P{n}" for n in range(8))

    async def many() -> Roles:
        return replace(ROLES, approvers=frozenset(crowd))

    reversing, petitions = reversals(bench, TWO)
    await reversing.void(VOID, by=BRUNO, cause="error")
    pressing = replace(petitions, roles=many)
    given = await asyncio.gather(*[pressing.approve(VOID, by=person) for person in crowd])
    accepted = sorted(each.operation.kind for each in given if isinstance(each, answers.Accepted))
    assert accepted == ["void", "vote"]


async def test_it_can_be_refused_by_whoever_may_void_and_withdrawn_by_who_asked(bench: Bench) -> None:
    await issued(bench)
    reversing, petitions = reversals(bench, TWO)
    await reversing.void(VOID, by=BRUNO, cause="error")
    assert isinstance(await petitions.refuse(VOID, by=CARLA), NotPermitted)
    refused = await petitions.refuse(VOID, by=BRUNO)
    assert isinstance(refused, answers.Accepted)
    assert refused.document.petition is None
    assert isinstance(await petitions.approve(VOID, by=OLGA), answers.Stale)
    assert "void" not in await kinds(bench)


async def test_votes_for_one_petition_count_for_no_other(bench: Bench) -> None:
    await issued(bench)
    reversing, petitions = reversals(bench, TWO)
    await reversing.void(VOID, by=BRUNO, cause="error")
    await petitions.approve(VOID, by=OLGA)
    await petitions.refuse(VOID, by=BRUNO)
    assert isinstance(await reversing.void(VOID, by=BRUNO, cause="otra cosa"), answers.Ended)
    anew = replace(VOID, operation="D-7K3Q/void/2")
    asked = await reversing.void(anew, by=BRUNO, cause="otra cosa")
    assert isinstance(asked, answers.Accepted)
    assert asked.document.petition_votes == ()
    assert isinstance(await petitions.approve(VOID, by=EMMA), answers.Stale)
    assert isinstance(await petitions.approve(anew, by=EMMA), answers.Accepted)
    assert "void" not in await kinds(bench)


async def test_a_vote_judged_before_it_was_withdrawn_is_not_counted(bench: Bench) -> None:
    """Between the look and the script."""
    document = await issued(bench)
    reversing, petitions = reversals(bench, replace(TWO, levels=(replace(TWO.levels[0], needed=1),)))
    await reversing.void(VOID, by=BRUNO, cause="error")
    stood = (await bench.documents.get(document.id)).petition
    assert stood
    await petitions.refuse(VOID, by=BRUNO)
    late = answers.Casting(vote=Vote(OLGA, 1, 1, "x", (0,)), seen=(), needed=1, decides=True, field="petition_votes")
    operation = bench.new_operation(stood.id, actor=OLGA, request={}, accepted_at=1)
    assert isinstance(
        await bench.journal.accept(operation, guard=answers.Guard(petition=stood.id, casting=late)), answers.Ended
    )


async def test_deleting_a_discarded_draft_passes_the_same_table(bench: Bench) -> None:
    await issued(bench, phase=Phase.DISCARDED)
    reversing, petitions = reversals(bench, TWO)
    reference = Reference("D-7K3Q", 1, "D-7K3Q/delete/1")
    asked = await reversing.delete(reference, by=ANA)
    assert isinstance(asked, answers.Accepted)
    assert asked.operation.kind == "ask"
    assert isinstance(await petitions.approve(reference, by=OLGA), answers.Accepted)
    last = await petitions.approve(reference, by=BRUNO)
    assert isinstance(last, answers.Accepted)
    assert last.operation.kind == "delete"


def test_every_kind_that_takes_money_back_has_its_matter() -> None:
    assert {VoidInvoice.name, DeleteDraft.name, "void_payment"} == set(TAKES_BACK)
    assert set(TAKES_BACK.values()) == TAKING_BACK


async def test_a_payment_is_weighed_by_its_own_amount(bench: Bench) -> None:
    notice = Document("P-58", "main", Phase.NOTICE, facts={"payment": {"amount": "900", "currency": "COP"}})
    polling: Polling = POLLING
    assert polling.case_of(notice, Matter.PAYMENT_VOID).amount == Decimal(900)
    abroad = replace(notice, facts={"payment": {"amount": "900", "currency": "USD"}})
    assert polling.case_of(abroad, Matter.PAYMENT_VOID).rate is None
