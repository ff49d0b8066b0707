"""A change that an approver suggests: only the requester takes it over, only as it was shown, and only they become its editor."""

from copy import copy
from dataclasses import replace

import pytest

from bot.actions.approval_face import ApprovalFace
from bot.actions.creations import EditInvoice
from bot.actions.drafting import Drafting
from bot.actions.shelves import shelf_of
from bot.actions.suggestions import FACT, Suggestions, suggested_of
from bot.alegra.catalog import SELLERS
from bot.billing.composing import Composition
from bot.billing.directory import Seller
from bot.billing.eligibility import NotPermitted
from bot.operations.answers import Accepted, Stale
from bot.operations.outcomes import Done
from bot.slack.references import Reference
from bot.store.directory import Changes
from bot.store.records import Document
from tests.actions.bench import ANA, BRUNO, CARLA, DIEGO, OLGA, POLLING, ROLES, Bench, a_draft, roles
from tests.actions.carried_out import created
from tests.simulation.company import FILLED

EDIT = Reference("D-7K3Q", 1, "D-7K3Q/edit/1")
SELLER = "Luis Alberto Prieto"
WANTED = replace(a_draft(), purchase_order="45-8821")


@pytest.fixture
async def document(bench: Bench) -> Document:
    return await created(bench)


@pytest.fixture
def suggestions(bench: Bench) -> Suggestions:
    return Suggestions(bench.journal, bench.documents, bench.new_operation, roles, bench.store.clock)


async def suggested(bench: Bench, suggestions: Suggestions, *, by: str = BRUNO) -> object:
    document = await bench.documents.get("D-7K3Q")
    form = Composition("f", "D-7K3Q/edit/1", by, "C1", base_revision=1)
    drafting = Drafting(None, FILLED, None, bench.store.clock, "America/Bogota")  # type: ignore[arg-type]
    return await suggestions.suggest(document, form, WANTED, drafting=drafting)


async def test_a_suggestion_changes_nothing_until_the_requester_takes_it_over(
    bench: Bench, document: Document, suggestions: Suggestions
) -> None:
    assert isinstance(await suggested(bench, suggestions), Accepted)
    shown = suggested_of(await bench.documents.get("D-7K3Q"))
    assert shown
    assert ("purchase_order", "", "45-8821") in [(each.field, each.before, each.after) for each in shown.changes]
    for person in (BRUNO, OLGA, DIEGO, CARLA):
        assert await suggestions.take_over(EDIT, by=person) == NotPermitted(frozenset({ANA}))
    taken = await suggestions.take_over(EDIT, by=ANA)
    assert isinstance(taken, Accepted)
    assert (taken.operation.kind, taken.operation.actor) == ("edit", ANA)
    assert taken.operation.request["base_hash"] == document.content_hash
    assert FACT not in taken.document.facts
    assert isinstance(await suggestions.decline(EDIT, by=ANA), Stale)


async def test_what_is_no_part_of_the_approved_content_is_shown_too(
    bench: Bench, document: Document, suggestions: Suggestions
) -> None:
    """By the names that people know; and once it is taken over, the card says what changed."""
    directory, sellers = copy(FILLED), shelf_of(SELLERS)
    sellers.take(Changes(0, {"2": sellers.written(Seller("2", SELLER))}, is_whole=True))
    directory._sellers = sellers
    wanted = replace(a_draft(), seller_id="2", cost_center_id="1", note="Avisar a la portería")
    form = Composition("f", EDIT.operation, BRUNO, "C1", base_revision=1)
    drafting = Drafting(None, directory, None, bench.store.clock, "America/Bogota")  # type: ignore[arg-type]
    await suggestions.suggest(document, form, wanted, drafting=drafting)
    shown = suggested_of(await bench.documents.get("D-7K3Q"))
    assert shown
    after = {each.field: each.after for each in shown.changes if each.field != "total"}
    assert after == {"seller": SELLER, "cost_center": "1", "note": "Avisar a la portería"}

    taken = await suggestions.take_over(EDIT, by=ANA)
    assert isinstance(taken, Accepted)
    edited = await bench.done(EditInvoice(bench.desk), taken.operation)
    assert edited.content
    face = ApprovalFace(FILLED, "America/Bogota", POLLING)
    card = face(edited, edited.content, roles=ROLES, emails="", now=await bench.store.clock())
    changed = {each.field: each.after for each in card.changes}
    assert changed == after | {"cost_center": edited.content.cost_center}


async def test_only_who_has_a_vote_to_lose_is_asked_and_may_suggest(
    bench: Bench, document: Document, suggestions: Suggestions
) -> None:
    assert [bool(await suggestions.way_of(document, person)) for person in (BRUNO, OLGA, ANA, DIEGO)] == [
        True, True, False, False,
    ]  # fmt: skip
    await bench.set("D-7K3Q", {"editors": (BRUNO,)})
    assert isinstance(await suggested(bench, suggestions), NotPermitted)
    assert isinstance(await suggested(bench, suggestions, by=ANA), NotPermitted)


async def test_a_suggestion_about_an_older_revision_is_not_taken_over(
    bench: Bench, document: Document, suggestions: Suggestions
) -> None:
    await suggested(bench, suggestions)
    await bench.set("D-7K3Q", {"revision": 2})
    assert isinstance(await suggestions.take_over(EDIT, by=ANA), Stale)


async def test_the_edit_makes_an_editor_of_the_requester_alone(
    bench: Bench, document: Document, suggestions: Suggestions
) -> None:
    await suggested(bench, suggestions)
    taken = await suggestions.take_over(EDIT, by=ANA)
    assert isinstance(taken, Accepted)
    outcome = await EditInvoice(bench.desk).send(taken.operation)
    assert isinstance(outcome, Done), outcome
    assert outcome.document["editors"] == (ANA,)
