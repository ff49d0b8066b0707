"""The checks of the generated lives can fail: each thing that must never be is put in place by hand, and named."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from bot.store.records import Phase
from tests.properties.invoicing_life import Invoicing
from tests.simulation.company import ANA, BRUNO
from tests.simulation.policies import ONE, TWO
from tests.simulation.store_watch import KEYS

Spoiling = Callable[[Invoicing], None]


def goes_back(life: Invoicing) -> None:
    life.office.store.hset(KEYS("doc", life.documents[0]), "phase", Phase.PENDING)


def forgets_an_act(life: Invoicing) -> None:
    life.office.store._values[KEYS("history", life.documents[0])].pop(0)


def rewrites_the_audit(life: Invoicing) -> None:
    entries = life.office.store._values[KEYS("audit")]
    entries[0] = entries[0].replace(ANA, BRUNO)


def _vote(life: Invoicing, *people: str) -> None:
    document = KEYS("doc", life.documents[-1])
    shown = life.office.store.hget(document, "content_hash")
    votes = [{"by": who, "at": 1, "revision": 1, "content_hash": shown} for who in people]
    life.office.store.hset(document, "votes", json.dumps(votes))


def counts_a_vote_twice(life: Invoicing) -> None:
    _vote(life, BRUNO, BRUNO)


def counts_the_authors_vote(life: Invoicing) -> None:
    _vote(life, ANA)


def decides_too_early(life: Invoicing) -> None:
    life.auditor.stamps.rule = TWO
    _vote(life, BRUNO)
    life.office.store.hset(KEYS("doc", life.documents[-1]), "phase", Phase.APPROVED)


def lets_go_of_a_document(life: Invoicing) -> None:
    life.edits(len(life.documents) - 1, ANA)
    life.office.store.hset(KEYS("doc", life.documents[-1]), "open_operation", "")


def loses_money(life: Invoicing) -> None:
    invoice = next(iter(life.office.account.invoices.values()))
    invoice["balance"] -= 1


def voids_what_is_paid(life: Invoicing) -> None:
    assert life.office.account.by_hand("1", "pay", price="")
    life.office.account.invoices["1"]["status"] = "void"


STEP: dict[Spoiling, str] = {
    goes_back: "issued -> pending",
    forgets_an_act: "was rewritten",
    rewrites_the_audit: "the audit was rewritten",
    counts_a_vote_twice: "one person is one vote",
    counts_the_authors_vote: "nobody votes who asked or edited",
    decides_too_early: "only",
    lets_go_of_a_document: "is held by",
    loses_money: "balances tie",
    voids_what_is_paid: "what is paid is not void",
}


@pytest.fixture
def life() -> Iterator[Invoicing]:
    begun = Invoicing()
    try:
        begun.opens(ONE, seed=1, issued=1)
        begun.holds()
        yield begun
    finally:
        begun.ends()


@pytest.mark.parametrize("spoils", STEP, ids=lambda spoils: spoils.__name__)
def test_what_must_never_be_is_named_when_it_is(life: Invoicing, spoils: Spoiling) -> None:
    spoils(life)
    wrong = life.auditor.step()
    assert any(STEP[spoils] in why for why in wrong), wrong


def unheard_payment(life: Invoicing) -> str:
    """Nobody told Cobro of it."""
    assert life.office.account.by_hand("1", "pay", price="")
    return "in Alegra"


def unheard_void(life: Invoicing) -> str:
    assert life.office.account.by_hand("1", "void", price="")
    return "and void in Alegra"


def undrawn_card(life: Invoicing) -> str:
    for shown in life.office.outside.workspace.messages.values():
        shown.versions = [replace(shown.newest, blocks=())]
    return "is not on its card"


def forged_audit(life: Invoicing) -> str:
    """By somebody who sees to it that nobody had looked before."""
    rewrites_the_audit(life)
    life.auditor._audit = list(life.office.store._values[KEYS("audit")])
    return "the audit breaks at"


@pytest.mark.parametrize("spoils", [unheard_payment, unheard_void, undrawn_card, forged_audit])
def test_cobro_slack_and_alegra_must_say_the_same_at_rest(life: Invoicing, spoils: Callable[[Invoicing], str]) -> None:
    life.everybody_waits()
    expected = spoils(life)
    wrong = life.auditor.rest()
    assert any(expected in why for why in wrong), wrong


def test_an_edit_that_meets_what_was_stamped_by_hand_leaves_nothing_to_approve_or_discard(life: Invoicing) -> None:
    """Found by a generated life: it stood as pending, and nobody looked again."""
    life.everybody_waits()
    life.edits(0, ANA)
    life.works_in_alegra(1, "stamp")
    life.everybody_waits()
    assert life.stored()[1].phase is Phase.ISSUED
