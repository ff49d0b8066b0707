"""Alegra shows one user for everything, so the internal note says who asked and who approved."""

from dataclasses import replace

import pytest

from bot.actions.attribution import Attribution
from bot.actions.creations import CreateInvoice, EditInvoice
from bot.actions.invoice_kind import DRAFTS, Desk
from bot.actions.stamps import StampInvoice
from bot.billing.internal_note import NAME_CHARACTERS
from bot.billing.markers import marker_in
from bot.locale import Words
from bot.store.people import Person
from bot.store.records import Document, Phase
from tests.actions.bench import ANA, BRUNO, OLGA, Bench, a_draft
from tests.actions.carried_out import created

NOTED = replace(a_draft(), note="contrato 2026-07")
PEOPLE = (Person(ANA, "anita", full_name="Ana Torres"), Person(BRUNO, "Bruno Salazar"))


async def english() -> Words:
    return Words("en")


@pytest.fixture
async def bench(bench: Bench) -> Bench:
    await bench.people.put(PEOPLE)
    return bench


def noted(bench: Bench, document: Document) -> str:
    """The internal note without its marker, which must be there."""
    said, _, marker = str(bench.kept(document)["observations"]).rpartition(" ")
    assert marker_in(marker)
    return said


async def stamped(bench: Bench, document: Document, *, asked_on: str) -> Document:
    """Approved by Bruno, `asked_on` some day."""
    bench.kept(document)["date"] = asked_on
    request = {"content_hash": document.content_hash, "revision": document.revision}
    operation = await bench.operation("stamp", request, by=BRUNO)
    await bench.set(document.id, {"phase": Phase.APPROVED})
    return await bench.done(StampInvoice(bench.desk), operation)


async def test_the_draft_says_who_asked(bench: Bench) -> None:
    assert noted(bench, await created(bench, NOTED)) == "Pidió Ana Torres. contrato 2026-07"


async def test_whose_name_is_not_known_is_named_by_id(bench: Bench) -> None:
    await bench.people.forget(ANA)
    assert noted(bench, await created(bench, NOTED)) == f"Pidió {ANA}. contrato 2026-07"


async def test_an_edit_by_somebody_else_keeps_who_asked(bench: Bench) -> None:
    document = await created(bench, NOTED)
    marker = marker_in(bench.kept(document)["observations"])
    edited = DRAFTS.dump_python(replace(NOTED, note="contrato 2026-08"), mode="json")
    request = {"draft": edited, "base_hash": document.content_hash}

    await bench.done(EditInvoice(bench.desk), await bench.operation("edit", request, by=OLGA))

    assert noted(bench, document) == "Pidió Ana Torres. contrato 2026-08"
    assert marker_in(bench.kept(document)["observations"]) == marker


async def test_when_the_date_moves_before_the_stamp_it_says_who_approved(bench: Bench) -> None:
    document = await created(bench, NOTED)
    marker = marker_in(bench.kept(document)["observations"])

    issued = await stamped(bench, document, asked_on="2020-01-01")

    assert issued.phase is Phase.ISSUED
    assert noted(bench, document) == "Pidió Ana Torres. Aprobó Bruno Salazar. contrato 2026-07"
    assert marker_in(bench.kept(document)["observations"]) == marker


async def test_what_the_accountant_added_in_alegra_outlives_the_moving_of_the_date(bench: Bench) -> None:
    document = await created(bench, NOTED)
    bench.kept(document)["observations"] += " ojo, retención"

    await stamped(bench, document, asked_on="2020-01-01")

    assert noted(bench, document) == "Pidió Ana Torres. Aprobó Bruno Salazar. contrato 2026-07  ojo, retención"


async def test_nothing_is_written_only_to_say_who_approved(bench: Bench) -> None:
    document = await created(bench, NOTED)
    bench.faults.add("error_before", method="PUT", path=f"/invoices/{document.alegra_id}", times=9)

    issued = await stamped(bench, document, asked_on=bench.today().isoformat())

    assert issued.phase is Phase.ISSUED
    assert noted(bench, document) == "Pidió Ana Torres. contrato 2026-07"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Ana T.", "Requested by Ana T."),
        ("Ana\n\u202e Torres", "Requested by Ana Torres."),
        (" . ", f"Requested by {ANA}."),
        ("Á" * 90, f"Requested by {'Á' * (NAME_CHARACTERS - 1)}…."),
    ],
)
async def test_a_name_is_one_short_line_of_plain_text(bench: Bench, name: str, said: str) -> None:
    await bench.people.put([Person(ANA, name)])
    assert await Attribution(bench.people.get, english).asked(ANA) == said


async def test_the_company_reads_its_own_language(bench: Bench) -> None:
    desk: Desk = replace(bench.desk, attribution=Attribution(bench.people.get, english))
    document = await bench.done(CreateInvoice(desk), await bench.creation(NOTED))
    assert noted(bench, document) == "Requested by Ana Torres. contrato 2026-07"
