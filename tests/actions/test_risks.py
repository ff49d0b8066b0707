"""What is kept when an invoice is handed in tells its risks later, without another request."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from bot.actions.approval_face import risk_chips
from bot.actions.creations import CreateInvoice
from bot.actions.risk_override import OwnVote, RiskOverrides
from bot.actions.risk_reading import BACKGROUND, KNOWN, KnownThen, risks_found, set_aside
from bot.billing.eligibility import NotPermitted, OwnDocument, Roles
from bot.billing.policy import Level, Policy
from bot.billing.risks import Background, Duplicate, Earlier, RiskKind, RiskLimits
from bot.billing.tally import AlreadyVoted
from bot.locale import Words
from bot.operations.answers import Accepted, Same, Stale
from bot.slack.references import Reference
from bot.slack.risk_chips import draw_risk
from bot.store.records import Document, Phase
from tests.actions.bench import BRUNO, DIEGO, LINE, OLGA, POLLING, ROLES, Bench, a_draft, roles
from tests.actions.carried_out import created


def found(bench: Bench, document: Document) -> set[RiskKind]:
    return {risk.kind for risk in risks_found(document, today=bench.today(), currency="COP")}


def button(document: Document, kind: str) -> Reference:
    return Reference(document.id, document.revision, document.next_operation(kind))


async def changed(bench: Bench, name: str = "D-7K3Q", **changes: Any) -> Document:
    return await created(bench, replace(a_draft(), **changes), document=name)


@pytest.fixture
def overrides(bench: Bench) -> RiskOverrides:
    of_store = (bench.journal, bench.documents, bench.new_operation, roles, bench.store.clock)
    return RiskOverrides(*of_store, POLLING, bench.approvals)


async def test_a_draft_of_somebody_else_is_known_although_alegra_was_not_asked(bench: Bench) -> None:
    first = await changed(bench)
    second = await changed(bench, "D-9X2M")
    assert found(bench, first) == set()
    (risk,) = risks_found(second, today=bench.today(), currency="COP")
    assert isinstance(risk, Duplicate)
    assert (risk.earlier.name, risk.earlier.is_issued) == ("D-7K3Q", False)


async def test_one_that_is_only_on_its_way_is_known_by_its_lines(bench: Bench) -> None:
    await bench.creation(a_draft(), document="D-AAAA")
    second = await changed(bench, "D-9X2M")
    assert found(bench, second) == {RiskKind.DUPLICATE}


async def test_a_draft_of_another_client_is_none(bench: Bench) -> None:
    await changed(bench)
    other = next(key for key, each in bench.local.state.books.contacts.items() if key != "12" and each["email"])
    assert found(bench, await changed(bench, "D-9X2M", client_id=other)) == set()


async def test_an_edit_is_weighed_anew(bench: Bench) -> None:
    document = await changed(bench)
    await bench.local.alegra.invoices.edit(
        document.alegra_id, {"items": [{"id": LINE.item_id, "price": 1, "quantity": 1, "discount": 50}]}
    )
    edited = await bench.set(document.id, {"content": await bench.local.alegra.invoices.get(document.alegra_id)})
    assert found(bench, edited) == {RiskKind.DISCOUNT}


async def at_risk(bench: Bench) -> Document:
    """Of a client that is over its limit, before a policy that asks two people for it."""
    document = await changed(bench, "D-9X2M")
    known = KnownThen(Background(owed=Decimal(10), credit_limit=Decimal(20)), RiskLimits())
    policy = Policy((Level(), Level(amount=Decimal(10**12), risks=frozenset({"credit_limit"}))))
    return await bench.set(
        document.id, {"facts": {BACKGROUND: KNOWN.dump_python(known, mode="json")}, "policy": policy}
    )


def missing(bench: Bench, document: Document) -> int:
    now = int(dt.datetime.combine(bench.today(), dt.time(12)).timestamp() * 1000)
    return POLLING(document, roles=ROLES, now=now).tally.missing


async def test_a_risk_raises_the_level_until_an_admin_sets_it_aside(bench: Bench, overrides: RiskOverrides) -> None:
    document = await at_risk(bench)
    assert missing(bench, document) == 2
    offered = await overrides.offered(document, by=DIEGO)
    assert isinstance(offered, tuple)

    done = await overrides.set_aside(offered[1], by=DIEGO, kinds=["credit_limit"], reason="Paga mañana")
    again = await overrides.set_aside(offered[1], by=DIEGO, kinds=["credit_limit"], reason="Paga mañana")

    assert (type(done), type(again)) == (Accepted, Same)
    now = await bench.documents.get(document.id)
    assert missing(bench, now) == 1
    assert {kind: (said.by, said.reason) for kind, said in set_aside(now).items()} == {
        RiskKind.CREDIT_LIMIT: (DIEGO, "Paga mañana")
    }
    act = now.history[-1]
    assert (act.what, act.by, act.detail) == (
        "risk_set_aside",
        DIEGO,
        {"risks": ["credit_limit"], "reason": "Paga mañana"},
    )


async def test_a_level_of_risks_without_a_total_is_asked_only_because_of_them(bench: Bench) -> None:
    only_risks = Policy((Level(), Level(risks=frozenset({"credit_limit"}))))
    usual = await bench.set((await changed(bench)).id, {"policy": only_risks})
    assert missing(bench, usual) == 1
    risky = await at_risk(bench)
    assert missing(bench, await bench.set(risky.id, {"policy": only_risks})) == 2


async def test_when_the_votes_that_it_has_are_enough_then_the_last_of_them_decides(
    bench: Bench, overrides: RiskOverrides
) -> None:
    document = await at_risk(bench)
    stamp = button(document, "stamp")
    await bench.approvals.approve(stamp, by=BRUNO)
    assert (await bench.documents.get(document.id)).phase is Phase.PENDING

    aside = button(document, "aside")
    await overrides.set_aside(aside, by=DIEGO, kinds=["credit_limit"], reason="Paga mañana")

    now = await bench.documents.get(document.id)
    assert (now.phase, now.decision and now.decision.by) == (Phase.APPROVED, BRUNO)
    assert [vote.by for vote in now.votes] == [BRUNO]


async def test_a_vote_that_counts_no_more_is_not_the_one_that_decides_then(
    bench: Bench, overrides: RiskOverrides
) -> None:
    document = await at_risk(bench)
    await bench.approvals.approve(button(document, "stamp"), by=BRUNO)
    (vote,) = (await bench.documents.get(document.id)).votes
    await bench.set(document.id, {"votes": (vote, replace(vote, by="U_LEFT", at=vote.at + 1))})

    await overrides.set_aside(button(document, "aside"), by=DIEGO, kinds=["credit_limit"], reason="Paga mañana")

    now = await bench.documents.get(document.id)
    assert (now.phase, now.decision and now.decision.by) == (Phase.APPROVED, BRUNO)


async def test_whoever_sets_a_risk_aside_is_not_the_one_whose_vote_it_makes_enough(
    bench: Bench, overrides: RiskOverrides
) -> None:
    """Diego administers and approves: with his own vote he may not spare himself the second person."""
    document = await at_risk(bench)

    async def with_diego() -> Roles:
        return replace(ROLES, approvers=ROLES.approvers | {DIEGO})

    approvals = replace(bench.approvals, roles=with_diego)
    stamp = button(document, "stamp")
    aside = button(document, "aside")
    await overrides.set_aside(aside, by=DIEGO, kinds=["credit_limit"], reason="Paga mañana")
    await approvals.approve(stamp, by=DIEGO)
    now = await bench.documents.get(document.id)
    assert (now.phase, [vote.by for vote in now.votes]) == (Phase.PENDING, [DIEGO])
    assert isinstance(await approvals.approve(stamp, by=DIEGO), AlreadyVoted)
    (chip,) = risk_chips(now, today=bench.today(), currency="COP")
    assert (chip.aside_by, chip.has_voted) == (DIEGO, True)

    await approvals.approve(stamp, by=BRUNO)
    assert (await bench.documents.get(document.id)).phase is Phase.APPROVED


async def test_whoever_has_approved_sets_nothing_aside_and_another_admin_may(
    bench: Bench, overrides: RiskOverrides
) -> None:
    document = await at_risk(bench)
    stamp = button(document, "stamp")
    await bench.approvals.approve(stamp, by=BRUNO)

    async def two_admins() -> Roles:
        return replace(ROLES, admins=frozenset({BRUNO, DIEGO}))

    of_bruno = replace(overrides, roles=two_admins)
    now = await bench.documents.get(document.id)
    assert await of_bruno.offered(now, by=BRUNO) == OwnVote(frozenset({DIEGO}))
    aside = button(document, "aside")
    refused = await of_bruno.set_aside(aside, by=BRUNO, kinds=["credit_limit"], reason="x")
    assert refused == OwnVote(frozenset({DIEGO}))
    assert (await bench.documents.get(document.id)) == now
    assert isinstance(await of_bruno.set_aside(aside, by=DIEGO, kinds=["credit_limit"], reason="x"), Accepted)
    assert (await bench.documents.get(document.id)).phase is Phase.APPROVED


async def test_another_revision_brings_it_back(bench: Bench, overrides: RiskOverrides) -> None:
    document = await at_risk(bench)
    await overrides.set_aside(
        button(document, "aside"),
        by=DIEGO,
        kinds=["credit_limit"],
        reason="Paga mañana",
    )
    edited = await bench.set(document.id, {"revision": document.revision + 1})
    assert missing(bench, edited) == 2


async def test_only_an_admin_who_did_not_write_it_may(bench: Bench, overrides: RiskOverrides) -> None:
    document = await at_risk(bench)
    assert isinstance(await overrides.offered(document, by=BRUNO), NotPermitted)
    own = await bench.set(document.id, {"editors": (DIEGO,)})
    assert isinstance(await overrides.offered(own, by=DIEGO), OwnDocument)


async def test_a_form_of_an_older_revision_sets_nothing_aside(bench: Bench, overrides: RiskOverrides) -> None:
    document = await at_risk(bench)
    old = button(document, "aside")
    await bench.set(document.id, {"revision": document.revision + 1})
    refused = await overrides.set_aside(old, by=DIEGO, kinds=["credit_limit"], reason="x")
    assert isinstance(refused, Stale)
    assert OLGA not in {said.by for said in set_aside(await bench.documents.get(document.id)).values()}


async def after_one_that_waited_in_alegra(bench: Bench, phase: Phase) -> Document:
    """Handed in while Alegra answered, in the client's history, the draft of another that stands at `phase` in Cobro."""
    first = await changed(bench)
    await bench.set(first.id, {"phase": phase})
    assert first.content is not None
    draft = Earlier(first.alegra_id, "", bench.today(), first.content.total, "COP", (), is_issued=False)
    operation = await bench.creation(a_draft(), document="D-9X2M")
    known = KnownThen(Background(earlier=(draft,)), RiskLimits())
    await bench.set("D-9X2M", {"facts": {BACKGROUND: KNOWN.dump_python(known, mode="json")}})
    return await bench.done(CreateInvoice(bench.desk), operation)


async def test_a_draft_that_was_discarded_is_no_duplicate_although_alegra_keeps_it(bench: Bench) -> None:
    assert found(bench, await after_one_that_waited_in_alegra(bench, Phase.DISCARDED)) == set()


async def test_a_draft_of_cobro_in_the_clients_history_is_named(bench: Bench) -> None:
    document = await after_one_that_waited_in_alegra(bench, Phase.RETURNED)
    (risk,) = risks_found(document, today=bench.today(), currency="COP")
    assert isinstance(risk, Duplicate)
    assert risk.earlier.name == "D-7K3Q"


def test_a_draft_that_was_made_in_alegra_is_named_by_its_id() -> None:
    draft = Earlier("4711", "", dt.date(2026, 11, 20), Decimal(1), "COP", (), is_issued=False)
    assert "el borrador 4711 de Alegra" in draw_risk(Duplicate(draft, same_lines=True), Words("es_CO"))
