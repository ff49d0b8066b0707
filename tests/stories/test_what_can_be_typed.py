"""What Ana may type into the form, and what she is told under the field when it cannot be meant so."""

from decimal import Decimal

import pytest

from sandbox.slack.client.waiting import until
from tests.stories.invoicing import CLINIC, PRICE, asks_for, chooses_options, fills, opens_form, to_approve
from tests.stories.stage import Stage


@pytest.mark.parametrize("typed", ["1.500.000,50", "1,500,000.50"])
async def test_both_ways_of_writing_a_price_are_the_same_price(stage: Stage, typed: str) -> None:
    await asks_for(stage.person("ana"), price=typed)

    (invoice,) = stage.invoices
    assert Decimal(invoice["items"][0]["price"]) == Decimal("1500000.50")
    assert Decimal(invoice["total"]) == Decimal("1785000.60")


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        (PRICE, "1,500", "¿1500 o 1,5?"),
        (PRICE, "mil quinientos", "Escribe el precio como número"),
        (PRICE, "0", "El precio debe ser mayor que 0"),
        (PRICE, "-1500", "El precio debe ser mayor que 0"),
        ("Cantidad", "1.500", "¿1500 o 1,5?"),
        ("Cantidad", "dos", "Escribe la cantidad como número"),
        ("Cantidad", "0", "La cantidad debe ser mayor que 0"),
        ("Cantidad", "-2", "La cantidad debe ser mayor que 0"),
        ("Cantidad", "1e3", "Escribe la cantidad como número"),
    ],
)
async def test_what_cannot_be_a_number_is_asked_back_under_its_field(
    stage: Stage, field: str, typed: str, told: str
) -> None:
    form = await fills(await opens_form(stage.person("ana")))
    await form.fill(field, typed)

    await form.submit()

    assert told in form.errors[field]
    assert stage.invoices == []
    assert form.value(field) == typed


async def test_forty_lines_with_emoji_and_a_shout_are_all_seen_and_wake_nobody(stage: Stage) -> None:
    ana = stage.person("ana")
    form = await opens_form(ana)
    await form.fill("Cliente", CLINIC)
    await form.press("Pegar varias")
    paste = await ana.modal("Pegar varias")
    rows = "\n".join(f"{number} x Limpieza de condensador @{number}00000" for number in range(1, 41))
    await paste.fill("Líneas", rows)
    assert await paste.submit() == {}
    await form.shows("40. 40 × Limpieza de condensador")
    await form.choose("draft.line", "Editar", beside="40. 40 ×")
    line = await ana.modal("Editar línea")
    await line.fill("Descripción", "❄️ urgente <!channel> <https://evil.example|aquí> *ya*")
    assert await line.submit() == {}
    await form.shows("❄️ urgente")
    assert await form.submit() == {}

    card = await stage.person("bruno").sees("Factura por aprobar")

    def seen() -> str:
        return "\n".join([card.text, *(reply.text for reply in card.thread())])

    lines = [*(f"{number} × Limpieza de condensador" for number in range(1, 41)), "❄️ urgente"]
    await until(lambda: all(each in seen() for each in lines), lambda: f"all lines in {seen()}")
    drawn = str([card.blocks, *(reply.blocks for reply in card.thread())])
    assert "<!channel>" not in drawn
    assert "<https://evil.example" not in drawn
    (invoice,) = stage.invoices
    assert len(invoice["items"]) == 40
    assert invoice["items"][39]["description"] == "❄️ urgente <!channel> <https://evil.example|aquí> *ya*"


@pytest.mark.parametrize("field", ["Nota interna", "Nota impresa en la factura"])
async def test_three_thousand_characters_are_refused_under_the_note(stage: Stage, field: str) -> None:
    ana = stage.person("ana")
    form = await fills(await opens_form(ana))
    await form.press("⚙️ Más opciones")
    more = await ana.modal("Más opciones")
    await more.fill(field, "ñ" * 3000)

    await more.submit()

    assert "3000 caracteres" in more.errors[field]
    assert more.is_open


async def test_three_thousand_characters_are_refused_under_the_description(stage: Stage) -> None:
    ana = stage.person("ana")
    form = await fills(await opens_form(ana))
    await form.press("+ Otra línea")
    await form.shows("1. 1 × Mantenimiento")
    await form.choose("draft.line", "Editar")
    line = await ana.modal("Editar línea")
    await line.fill("Descripción", "x" * 3000)

    await line.submit()

    assert "3000 caracteres" in line.errors["Descripción"]


async def test_a_fixed_date_of_three_days_ago_is_accepted_with_a_warning_for_the_approver(stage: Stage) -> None:
    card = await to_approve(stage, options={"Fecha de la factura": "Una fecha fija", "Fecha fija": "2026-11-24"})

    (invoice,) = stage.invoices
    assert invoice["date"] == "2026-11-24"
    assert invoice["dueDate"] == "2026-12-24"
    assert "🟡" in card.text
    assert "24 nov" in card.text


@pytest.mark.parametrize("day", ["2026-11-20", "2026-12-08"])
async def test_a_fixed_date_beyond_the_companys_window_is_refused(stage: Stage, day: str) -> None:
    ana = stage.person("ana")
    form = await fills(await opens_form(ana))
    await chooses_options(form, ana, {"Fecha de la factura": "Una fecha fija", "Fecha fija": day})

    await form.submit()

    (told,) = form.errors.values()
    assert "La fecha fija debe estar entre el" in told
    assert "22 nov" in told
    assert stage.invoices == []


async def test_an_item_deleted_meanwhile_comes_back_to_its_author_with_everything_that_was_typed(stage: Stage) -> None:
    ana = stage.person("ana")
    form = await fills(await opens_form(ana), quantity="3", price="777.000,5")
    await chooses_options(form, ana, {"Nota interna": "contrato 2026-07", "Orden de compra": "45-8812"})
    del stage.alegra.state.books.items["101"]
    stage.traffic.expect("POST /invoices")
    stage.traffic.expect("GET /items/101")
    assert await form.submit() == {}

    told = await ana.sees_directly("Alegra no la creó")
    assert "Clínica Los Andes" in told.text
    await told.press("Corregir y reenviar")
    again = await ana.modal("Nueva factura")
    assert again.value("Cliente")["text"]["text"].startswith(CLINIC)
    assert "45-8812" in again.text
    assert "con notas" in again.text
    assert "3 × " in again.text, "by its name while the copy of the directory has it"
    assert "777.000,5" in again.text, "also when the copy has forgotten it"
    await again.choose("draft.line", "Quitar")
    await again.no_longer_shows("777.000,5")
    await fills(again, client="", item="Limpieza de condensador")
    assert await again.submit() == {}

    await ana.sees_directly("En aprobación")
    (invoice,) = stage.invoices
    assert [line["name"] for line in invoice["items"]] == ["Limpieza de condensador"]
    assert invoice["purchaseOrderNumber"] == "45-8812"
    assert invoice["observations"].startswith("Pidió Ana Torres. contrato 2026-07 [cobro:")
