"""The lines of the form: added, pasted, edited, and what they come to."""

from decimal import Decimal

from tests.stories.invoicing import CLINIC, ITEM, fills, opens_form
from tests.stories.stage import Stage


async def test_a_line_that_was_not_added_counts_all_the_same(stage: Stage) -> None:
    ana = stage.person("ana")
    form = await fills(await opens_form(ana))
    await form.press("+ Otra línea")
    await form.shows("1. 1 × Mantenimiento preventivo")
    await fills(form, client="", item="Visita de diagnóstico", quantity="2")
    await form.shows("$1.297.100")

    assert await form.submit() == {}

    await ana.sees_directly("En aprobación")
    assert [(line["name"], line["quantity"]) for line in stage.invoices[0]["items"]] == [
        ("Mantenimiento preventivo cuarto frío", Decimal(1)),
        ("Visita de diagnóstico", Decimal(2)),
    ]


async def test_lines_are_duplicated_edited_with_discount_and_description_and_removed(stage: Stage) -> None:
    ana = stage.person("ana")
    form = await fills(await opens_form(ana))
    await form.press("+ Otra línea")
    await form.shows("1. 1 × Mantenimiento")
    await form.choose("draft.line", "Duplicar", beside="1. ")
    await form.shows("2. 1 × Mantenimiento")
    await form.choose("draft.line", "Quitar", beside="1. ")
    await form.no_longer_shows("2. 1 × Mantenimiento")
    await form.choose("draft.line", "Editar", beside="1. ")
    line = await ana.modal("Editar línea")
    await line.fill("Cantidad", "2,5")
    await line.fill("Descuento %", "10")
    await line.fill("Descripción", "Sede norte")
    assert await line.submit() == {}
    await form.shows("1. 2,5 × Mantenimiento preventivo cuarto frío · Sede norte · dcto 10")
    await form.shows("Dcto −$212.500")

    assert await form.submit() == {}

    await ana.sees_directly("En aprobación")
    (invoice,) = stage.invoices
    (item,) = invoice["items"]
    assert (item["quantity"], item["discount"], item["description"]) == (Decimal("2.5"), Decimal(10), "Sede norte")
    assert Decimal(invoice["total"]) == Decimal("2275875.00")


async def test_adding_a_line_that_cannot_be_read_says_why(stage: Stage) -> None:
    form = await fills(await opens_form(stage.person("ana")))
    await form.fill("Cantidad", "ninguna")

    await form.press("+ Otra línea")

    await form.shows("Escribe la cantidad como número")
    assert form.value("Cantidad") == "ninguna"


async def test_several_pasted_lines_good_and_bad(stage: Stage) -> None:
    ana = stage.person("ana")
    form = await opens_form(ana)
    await form.fill("Cliente", CLINIC)
    await form.press("Pegar varias")
    paste = await ana.modal("Pegar varias")
    await paste.fill(
        "Líneas", "4 x mantenimiento preventivo @850000\n2 x refrigerante\n3 x dragones\n1 x limpieza @1,500"
    )

    await paste.submit()

    told = paste.errors["Líneas"]
    assert "Renglón 2: «refrigerante» puede ser" in told
    assert "Renglón 3: no encuentro «dragones» en Alegra" in told
    assert "Renglón 4: ¿«1,500» es 1500 o 1,5?" in told
    await paste.fill("Líneas", "4 x mantenimiento preventivo @850000\n2 x LIMPIEZA @185000 -10%")
    assert await paste.submit() == {}
    await form.shows("1. 4 × Mantenimiento preventivo")
    await form.shows("2. 2 × Limpieza de condensador · dcto 10")
    await form.shows("*Total $4.442.270*")


async def test_totals_follow_choices_and_the_enter_key(stage: Stage) -> None:
    form = await opens_form(stage.person("ana"))
    assert "aparece al elegir un producto" in form.text
    await fills(form)
    await form.shows("Subtotal $850.000 · IVA 19\u00a0% $161.500 · *Total $1.011.500*")

    await form.fill("Cantidad", "3", enter=True)

    await form.shows("*Total $3.034.500*")


async def test_a_total_that_nobody_saw_is_shown_once_before_it_is_sent(stage: Stage) -> None:
    ana = stage.person("ana")
    form = await fills(await opens_form(ana))
    await form.fill("Cantidad", "3")

    assert await form.submit() == {}

    await form.shows("El total cambió con lo que escribiste")
    await form.shows("*Total $3.034.500*")
    assert stage.invoices == []
    assert await form.submit() == {}
    await ana.sees_directly("En aprobación")
    assert Decimal(stage.invoices[0]["total"]) == Decimal(3034500)


async def test_of_several_lines_the_one_that_is_wrong_is_named(stage: Stage) -> None:
    form = await fills(await opens_form(stage.person("ana")))
    await form.press("+ Otra línea")
    await form.shows("1. 1 × Mantenimiento preventivo")
    await form.fill(ITEM, "Visita de diagnóstico")
    await form.shows("$1.154.300")
    await form.fill("Cantidad", "0")

    await form.submit()

    assert form.errors["Cantidad"] == "Línea 2: la cantidad debe ser mayor que 0"
