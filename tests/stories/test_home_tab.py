"""The Home tab: what waits for each person, published when they look and again when something of theirs changes."""

from tests.stories.acts import ana_submits, card_to_approve
from tests.stories.stage import Stage


async def test_somebody_new_is_shown_how_to_begin_and_begins_there(stage: Stage) -> None:
    ana = stage.person("ana")
    await ana.opens_home("messages")
    await ana.opens_home()

    home = await ana.home()
    await home.shows("Así se hace tu primera factura")
    assert home.buttons == ["Nueva factura"]
    assert len([line for line in stage.traffic.lines if line.what == "views.publish"]) == 1
    await home.press("Nueva factura")

    form = await ana.modal("Nueva factura")
    await form.fill("Cliente", "Clínica Los Andes")
    await form.shows("facturacion@losandes.example")
    await form.close()
    await home.shows("Sin enviar")
    await home.shows("Clínica Los Andes")
    await home.press("Seguir")
    await (await ana.modal("Nueva factura")).shows("facturacion@losandes.example")


async def test_an_approver_sees_what_waits_come_and_go_and_the_author_sees_it_come_back(stage: Stage) -> None:
    ana, bruno, diego = stage.person("ana"), stage.person("bruno"), stage.person("diego")
    for person in (ana, bruno, diego):
        await person.opens_home()
    homes = [await person.home() for person in (ana, bruno, diego)]
    await homes[1].shows("Nada espera por ti")
    assert homes[1].buttons == ["Nueva factura", "Registrar pago"]
    assert homes[2].buttons == ["Nueva factura", "Registrar pago", "Ajustes"]

    await ana_submits(stage)

    await homes[1].shows("Esperan tu aprobación")
    await homes[1].shows("Clínica Los Andes")
    await homes[0].shows("Pedidas por ti, sin decidir")
    await (await card_to_approve(stage)).press("Devolver")
    form = await bruno.modal("Devolver factura")
    await form.fill("Qué hay que cambiar, o por qué no va", "La OC es 45-8821")
    assert await form.submit() == {}
    await homes[0].shows("Devueltas a ti")
    await homes[0].shows("La OC es 45-8821")
    await homes[1].no_longer_shows("Esperan tu aprobación")
    await homes[0].press("Corregir")
    assert "Clínica Los Andes" in (await ana.modal()).text


async def test_a_tab_is_in_the_language_of_its_person_and_says_what_was_overdue_at_the_last_scan(stage: Stage) -> None:
    carla, emma = stage.person("carla"), stage.person("emma")
    await carla.sees("Cartera vencida")
    asked_before = len(stage.requests("GET /invoices"))
    await carla.opens_home()
    await emma.opens_home()

    home = await carla.home()
    await home.shows("Cartera vencida")
    assert "1–30" in home.text
    assert "Revisada hoy" in home.text
    await (await emma.home()).shows("How your first invoice is made")
    assert "Overdue" not in (await emma.home()).text
    assert len(stage.requests("GET /invoices")) == asked_before
