"""What is typed behind `/invoice create`, and the form of an invoice that is edited as it stands."""

import pytest

from tests.stories.stage import Stage


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("4 x mantenimiento preventivo para Clínica Los Andes", "4 × Mantenimiento preventivo cuarto frío"),
        ("2 x limpieza @180000 -10% for clinica los andes", "2 × Limpieza de condensador · dcto 10\u00a0%"),
    ],
)
async def test_lines_for_a_client_fill_the_form(stage: Stage, typed: str, line: str) -> None:
    ana = stage.person("ana")
    await ana.types(f"/invoice create {typed}")
    form = await ana.modal("Nueva factura")
    assert line in form.text
    assert "facturacion@losandes.example" in form.text
    assert await form.submit() == {}
    await stage.person("bruno").sees(line.partition(" · ")[0])


async def test_a_line_that_fits_nothing_is_said_and_the_client_is_kept(stage: Stage) -> None:
    ana = stage.person("ana")
    await ana.types("/factura crear 4 x turbinas para Clínica Los Andes")
    form = await ana.modal("Nueva factura")
    assert "no encuentro «turbinas» en Alegra" in form.text
    assert "facturacion@losandes.example" in form.text


async def test_an_edit_that_changes_nothing_is_saved_at_once(stage: Stage) -> None:
    ana = stage.person("ana")
    await ana.types("/invoice create 4 x mantenimiento preventivo para Clínica Los Andes")
    assert await (await ana.modal("Nueva factura")).submit() == {}
    await (await ana.sees("Factura por aprobar")).choose("invoice.more", "Editar")
    form = await ana.modal()
    assert form.title.startswith("Editar D-")
    assert await form.submit() == {}
    assert ana.modals() == []


async def test_a_quantity_without_an_item_is_not_dropped_in_silence(stage: Stage) -> None:
    ana = stage.person("ana")
    await ana.types("/invoice create 4 x mantenimiento preventivo para Clínica Los Andes")
    form = await ana.modal("Nueva factura")
    await form.fill("Cantidad", "2")
    await form.submit()
    assert "elige un producto o servicio" in form.errors["Producto o servicio"]
    assert stage.invoices == []
