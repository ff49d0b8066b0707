"""What the authority would refuse is said while the form is open, not after the approval."""

import pytest

from tests.stories.invoicing import PLAIN, approves, chooses_options, fills, opens_form
from tests.stories.stage import Stage

FIVE_MINUTES = 301


@pytest.mark.parametrize(
    ("client", "lacks"),
    [
        ("Bodegas del Pacífico", "la dirección"),
        ("Gimnasio Vital Norte", "la ciudad"),
    ],
)
async def test_a_client_without_an_address_is_refused_with_what_to_complete(
    stage: Stage, client: str, lacks: str
) -> None:
    form = await fills(await opens_form(stage.person("ana")), client=client)

    await form.submit()

    told = form.errors["Cliente"]
    assert lacks in told
    assert "Complétalo en Alegra" in told
    assert stage.invoices == []


async def test_under_the_plain_numbering_the_same_client_is_fine(stage: Stage) -> None:
    ana = stage.person("ana")
    form = await fills(await opens_form(ana), client="Bodegas del Pacífico")
    await chooses_options(form, ana, PLAIN)

    assert await form.submit() == {}

    await ana.sees_directly("En aprobación")
    card = await stage.person("bruno").sees("Factura por aprobar")
    await approves(card, button="Aprobar y abrir")
    stage.clock.advance(16)
    await card.shows("RR")
    assert stage.invoices[0]["status"] == "open"
    assert stage.requests("POST /invoices/stamp") == []


async def test_an_item_without_a_unit_is_refused_naming_it(stage: Stage) -> None:
    form = await fills(await opens_form(stage.person("ana")), item="Empaque magnético")

    await form.submit()

    assert "falta la unidad de medida" in form.errors["Producto o servicio"]


async def test_an_expired_numbering_is_not_proposed_and_is_refused_naming_the_way_out(stage: Stage) -> None:
    ana = stage.person("ana")
    stage.alegra.state.books.number_templates["19"]["endDate"] = "2026-11-01"
    stage.clock.advance(FIVE_MINUTES)
    form = await opens_form(ana)
    while "Numeración: FE" in form.text:
        await form.close()
        form = await opens_form(ana)
    await fills(form)
    await chooses_options(form, ana, {"Numeración": "FE"})

    await form.submit()

    assert "la numeración ya venció" in " ".join(form.errors.values()).lower()
    assert stage.invoices == []
