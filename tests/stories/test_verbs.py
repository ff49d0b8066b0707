"""What else can be typed about an invoice: found, shown on paper, made again; and what would be sent."""

from sandbox.slack.client.waiting import until
from tests.stories.invoicing import CLINIC, fills, issued, opens_form, texts, to_approve
from tests.stories.stage import Stage


async def test_a_search_by_client_state_and_month_that_turns_its_page(stage: Stage) -> None:
    ana = stage.person("ana")

    await ana.types("/factura buscar HOTEL mirádor vencidas")
    found = await ana.sees_privately("Facturas con «HOTEL mirádor vencidas»")
    assert "FE329" in found.text
    assert "cliente «HOTEL mirádor» · vencidas" in found.text
    await ana.types("/invoice find pagadas")
    many = await ana.sees_privately("Facturas con «pagadas»")
    assert many.text.count("✅") == 10
    await many.press("Ver más")
    first = {line for line in many.text.splitlines() if line.startswith("*")}
    await until(lambda: len(texts(ana, "Facturas con «pagadas»")) == 2, "the next page")
    more = texts(ana, "Facturas con «pagadas»")[-1]
    assert {line for line in more.splitlines() if line.startswith("*")} & first == {"*Facturas con «pagadas»*"}

    await ana.types("/invoice find >12000000")
    assert "desde 12.000.000" in (await ana.sees_privately("Facturas con «>12000000»")).text
    await ana.types("/invoice find dragones")
    assert "No hay clientes que se llamen «dragones»" in (await ana.sees_privately("dragones")).text
    await ana.types("/invoice find FE329 anuladas")
    assert "/factura buscar FE341" in (await ana.sees_privately("No encontré facturas con «FE329 anuladas»")).text
    await ana.types("/invoice find")
    await ana.sees_privately("Escribe qué buscas")


async def test_a_verb_without_an_invoice_asks_which(stage: Stage) -> None:
    await issued(stage)
    bruno = stage.person("bruno")
    await bruno.types("/invoice void")
    which = await bruno.modal("Anular factura")
    await which.fill("Factura", "FE342")
    await which.submit()
    told = await bruno.modal("Anular o corregir")
    assert "ya fue aceptada por la DIAN" in told.text
    await told.close(whole_stack=True)

    await bruno.types("/invoice email FE342")
    assert (await bruno.modal("Enviar por correo")).value("Para") == "facturacion@losandes.example"


async def test_the_pdf_of_a_draft_goes_into_the_thread_once_and_to_whoever_types_for_it(stage: Stage) -> None:
    """Alegra prints no drafts here: it is asked for a preview, which it does not keep."""
    card, bruno = await to_approve(stage), stage.person("bruno")

    await card.choose("invoice.more", "Ver PDF")
    await bruno.sees_privately("Está en el hilo")
    (paper,) = [reply for reply in card.thread() if reply.files]
    name = paper.files[0]["name"]
    assert name.endswith("_ClinicaLosAndes.pdf")
    assert paper.content(name).startswith(b"%PDF")
    await card.choose("invoice.more", "Ver PDF")
    await bruno.sees_privately("Ya está en el hilo")
    assert len([reply for reply in card.thread() if reply.files]) == 1

    await bruno.types("/invoice preview FE341")
    await bruno.sees_privately("Te lo mandé por mensaje directo")
    sent = await bruno.sees_directly("FE341_")
    assert sent.files[0]["name"].startswith("FE341_")
    assert len(stage.invoices) == 1, "a preview is no invoice"


async def test_same_again_fills_the_form_on_new_dates_and_leaves_an_unsent_one_alone(stage: Stage) -> None:
    await issued(stage, quantity="3")
    ana = stage.person("ana")
    unsent = await opens_form(ana)
    await unsent.fill("Cliente", "Hotel Mirador")
    await unsent.shows("Hotel Mirador")
    await unsent.close()

    await ana.types("/factura igual FE342")
    form = await (await ana.modal("Nueva factura")).shows("Igual que FE342, con fechas nuevas")
    assert "3 × Mantenimiento preventivo" in form.text
    assert await form.submit() == {}
    await ana.sees_directly("En aprobación")

    again = stage.invoices[-1]
    assert again["client"]["name"].startswith(CLINIC)
    assert again["observations"] != stage.invoices[0]["observations"]
    await ana.types("/invoice create")
    assert "Hotel Mirador" in (await ana.modal("Nueva factura")).text


async def test_what_an_invoice_would_send_is_shown_and_no_name_is_reserved(stage: Stage) -> None:
    ana = stage.person("ana")
    form = await fills(await opens_form(ana, "/invoice create --simular"))
    assert "Simulación" in form.text
    assert form.submit_label == "Simular"

    await form.submit()

    told = await (await ana.modal("Cobro")).shows("POST /invoices")
    assert '"status": "draft"' in told.text
    assert "Mantenimiento preventivo" in told.text
    assert stage.invoices == []
    assert stage.requests("POST") == []


async def test_each_verb_has_its_help_and_a_slip_is_understood(stage: Stage) -> None:
    ana = stage.person("ana")
    for typed, told in (
        ("/invoice void help", "/factura anular FE341"),
        ("/pago anular ayuda", "/pago anular FE341 --dry-run"),
        ("/invoice help clonar", "/factura clonar FE341"),
        ("/invoice viod FE341", "¿Querías `/factura anular FE341`?"),
        ("/factura busca hotel", "¿Querías `/factura buscar clinica andes 2026-10`?"),
    ):
        await ana.types(typed)
        await ana.sees_privately(told)
