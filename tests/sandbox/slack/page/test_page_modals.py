from typing import Any

import pytest
from playwright.async_api import expect

from tests.sandbox.slack.page.page_steps import Screens, open_scene, say
from tests.sandbox.slack.page.page_world import PageWorld

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


def submitted(world: PageWorld) -> dict[str, Any]:
    """block_id -> what the app was given for its element, without the kind."""
    payload = next(line.request for line in reversed(world.traffic.lines) if line.what == "view_submission")
    return {
        block: value
        for block, actions in payload["view"]["state"]["values"].items()
        for (_, value) in [next(iter(actions.items()))]
    }


async def test_a_missing_field_is_asked_for_in_the_persons_language_and_the_app_hears_nothing(
    screens: Screens, world: PageWorld
) -> None:
    for person, cancel, sentence in (
        ("ana", "Cerrar", "Completa este campo obligatorio."),
        ("emma", "Close", "Please complete this required field."),
    ):
        page = await screens.open(person)
        dialog = await open_scene(page, "form")
        await dialog.get_by_role("button", name="Enviar").click()
        await expect(dialog.get_by_role("alert").filter(has_text=sentence)).to_have_count(2)
        await expect(dialog.get_by_label("Cliente")).to_have_attribute("aria-invalid", "true")
        await expect(dialog.get_by_label("Cliente")).to_be_focused()
        await dialog.get_by_role("button", name=cancel).click()
        await expect(dialog).to_have_count(0)
    assert not [line for line in world.traffic.lines if line.what == "view_submission"]


async def test_a_client_is_found_by_typing_and_chosen_with_the_keyboard(screens: Screens) -> None:
    page = await screens.open("ana")
    dialog = await open_scene(page, "form")
    client = dialog.get_by_label("Cliente")
    await client.click()
    await expect(page.get_by_role("option")).to_have_count(5)
    await client.press_sequentially("el")
    await expect(page.get_by_role("option")).to_have_count(3)
    await client.press("ArrowDown")
    await expect(page.locator(".option.at")).to_have_text("Transportes del Norte")
    await client.press("Enter")
    await expect(client).to_have_value("Transportes del Norte")
    await expect(page.get_by_role("listbox")).to_have_count(0)


async def test_options_come_in_groups_and_only_after_enough_letters(screens: Screens) -> None:
    page = await screens.open("ana")
    dialog = await open_scene(page, "form")
    item = dialog.get_by_label("Producto o servicio")
    await item.fill("c")
    await expect(page.get_by_role("listbox")).to_contain_text("Escribe al menos 2 caracteres para buscar")
    await item.fill("co")
    await expect(page.get_by_role("listbox")).to_contain_text("CatálogoLimpieza de condensadorCompresor 5 HP")
    await item.press("Escape")
    await expect(page.get_by_role("listbox")).to_have_count(0)
    await expect(dialog).to_be_visible()
    await item.fill("zzz")
    await expect(page.get_by_role("listbox")).to_contain_text("Sin resultados")


async def test_what_was_typed_stays_when_the_app_redraws_and_when_a_pushed_modal_closes(screens: Screens) -> None:
    page = await screens.open("ana")
    dialog = await open_scene(page, "form")
    await dialog.get_by_label("Nota").fill("entregar hoy")
    await dialog.get_by_role("button", name="Otra línea").click()
    await expect(dialog).to_contain_text("1 × Mantenimiento preventivo")
    await expect(dialog.get_by_label("Nota")).to_have_value("entregar hoy")
    await dialog.get_by_role("button", name="Pegar varias").click()
    pushed = page.get_by_role("dialog", name="Pegar varias")
    await pushed.get_by_label("Líneas").fill("4 x mantenimiento")
    await pushed.get_by_role("button", name="Atrás").click()
    form = page.get_by_role("dialog", name="Nueva factura")
    await expect(form.get_by_label("Nota")).to_have_value("entregar hoy")


async def test_escape_closes_one_modal_and_the_cross_closes_them_all(screens: Screens) -> None:
    page = await screens.open("ana")
    dialog = await open_scene(page, "form")
    await dialog.get_by_role("button", name="Pegar varias").click()
    pushed = page.get_by_role("dialog", name="Pegar varias")
    await pushed.wait_for()
    await page.keyboard.press("Escape")
    form = page.get_by_role("dialog", name="Nueva factura")
    await form.get_by_role("button", name="Pegar varias").click()
    await pushed.get_by_role("button", name="Cerrar").click()
    await expect(page.get_by_role("dialog")).to_have_count(0)


async def test_errors_of_the_app_stand_under_their_field_and_go_when_mended(screens: Screens) -> None:
    page = await screens.open("ana")
    dialog = await open_scene(page, "form")
    await dialog.get_by_label("Cliente").click()
    await page.get_by_role("option", name="Ferretería").click()
    await dialog.get_by_label("Correo").fill("a@rebota.test")
    await dialog.get_by_role("button", name="Enviar").click()
    mail = dialog.locator("[data-block-id=mail]")
    await expect(mail.get_by_role("alert")).to_have_text("Ese correo rebotó la última vez")
    await dialog.get_by_label("Correo").fill("a@llega.co")
    await dialog.get_by_role("button", name="Enviar").click()
    await expect(dialog).to_have_count(0)


async def test_an_answer_that_slack_cannot_use_shows_the_banner_and_a_red_line(
    screens: Screens, world: PageWorld
) -> None:
    world.traffic.expect("response_action")
    page = await screens.open("ana")
    dialog = await open_scene(page, "form")
    await dialog.get_by_label("Cliente").click()
    await page.get_by_role("option", name="Ferretería").click()
    await dialog.get_by_label("Correo").fill("trouble@llega.co")
    await dialog.get_by_role("button", name="Enviar").click()
    await expect(dialog.get_by_role("alert")).to_contain_text("Tuvimos problemas para conectar. ¿Intentas de nuevo?")
    await expect(dialog.get_by_label("Correo")).to_have_value("trouble@llega.co")
    assert [line for line in world.traffic.lines if line.trouble]


async def test_a_lost_submission_shows_the_banner_and_can_be_sent_again(screens: Screens, world: PageWorld) -> None:
    world.traffic.expect("view_submission")
    page = await screens.open("emma")
    dialog = await open_scene(page, "everything")
    await world.fault("lost_delivery", what="view_submission")
    await dialog.get_by_role("button", name="Enviar").click()
    await expect(dialog.get_by_role("alert")).to_contain_text("We had some trouble connecting. Try again?")
    await dialog.get_by_role("button", name="Enviar").click()
    await expect(dialog).to_have_count(0)


async def test_the_app_is_told_what_every_kind_of_element_holds(screens: Screens, world: PageWorld) -> None:
    page = await screens.open("ana")
    dialog = await open_scene(page, "everything")
    await dialog.get_by_label("Texto").fill("Ñandú")
    await dialog.get_by_label("Número").fill("7")
    await dialog.get_by_label("Enlace").fill("https://example.com/x")
    await dialog.get_by_label("Fecha").fill("2026-12-31")
    await dialog.get_by_label("Hora").fill("14:05")
    for label, option in (
        ("Elección", "Tres"),
        ("Varias", "Dos"),
        ("Persona", "Bruno Salazar"),
        ("Personas", "Carla Mejía"),
        ("Conversación", "general"),
    ):
        await dialog.get_by_label(label, exact=True).click()
        await page.get_by_role("option", name=option).click()
        await page.keyboard.press("Tab")
    await dialog.get_by_role("group", name="Casillas").get_by_label("Dos").check()
    await dialog.get_by_role("radiogroup", name="Botones").get_by_label("Tres").check()
    await dialog.get_by_label("Adjunto").set_input_files(
        {"name": "oc.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4"}
    )
    await expect(dialog.locator("[data-block-id=file]")).to_contain_text("oc.pdf")
    await dialog.get_by_role("button", name="Enviar").click()
    await expect(dialog).to_have_count(0)
    values = submitted(world)
    assert values["text"]["value"] == "Ñandú"
    assert values["number"]["value"] == "7"
    assert values["url"]["value"] == "https://example.com/x"
    assert values["date"]["selected_date"] == "2026-12-31"
    assert values["time"]["selected_time"] == "14:05"
    assert values["one"]["selected_option"]["value"] == "3"
    assert [option["value"] for option in values["many"]["selected_options"]] == ["1", "2"]
    assert values["user"]["selected_user"] == "U0BRUNO002"
    assert values["users"]["selected_users"] == ["U0CARLA003"]
    assert values["place"]["selected_conversation"] == "C0GENERAL1"
    assert [option["value"] for option in values["checks"]["selected_options"]] == ["2"]
    assert values["radio"]["selected_option"]["value"] == "3"
    assert [file["name"] for file in values["file"]["files"]] == ["oc.pdf"]


async def test_numbers_and_lengths_are_checked_before_the_app_hears_of_them(screens: Screens) -> None:
    page = await screens.open("ana")
    dialog = await open_scene(page, "everything")
    number = dialog.locator("[data-block-id=number]")
    for typed, sentence in (
        ("x", "Escribe un número entero."),
        ("1.5", "Escribe un número entero."),
        ("0", "mayor o igual que 1"),
        ("11", "menor o igual que 10"),
    ):
        await dialog.get_by_label("Número").fill(typed)
        await dialog.get_by_role("button", name="Enviar").click()
        await expect(number.get_by_role("alert")).to_contain_text(sentence)
    await dialog.get_by_label("Enlace").fill("ftp://x")
    await dialog.get_by_role("button", name="Enviar").click()
    await expect(dialog.locator("[data-block-id=url]").get_by_role("alert")).to_have_text("Escribe una URL válida.")


async def test_enter_in_a_dispatching_field_tells_the_app_and_leaves_the_form_open(
    screens: Screens, world: PageWorld
) -> None:
    page = await screens.open("ana")
    dialog = await open_scene(page, "form")
    await expect(dialog.locator("[data-block-id=price]")).to_contain_text("Presiona Entrar para enviar")
    await dialog.get_by_label("Precio").fill("850000")
    await dialog.get_by_label("Precio").press("Enter")
    await expect(dialog.locator(".spinner")).to_have_count(0)
    (heard,) = [line.request["actions"][0] for line in world.traffic.lines if line.what == "block_actions"]
    assert heard["value"] == "850000"
    await expect(dialog).to_be_visible()


async def test_tab_goes_round_inside_the_modal(screens: Screens) -> None:
    page = await screens.open("ana")
    await say(page, "/cobro card")
    dialog = await open_scene(page, "form")
    await dialog.get_by_role("button", name="Enviar").focus()
    await page.keyboard.press("Tab")
    await expect(dialog.get_by_role("button", name="Cerrar")).to_be_focused()
    await page.keyboard.press("Shift+Tab")
    await expect(dialog.get_by_role("button", name="Enviar")).to_be_focused()


async def test_a_menu_in_a_scrolled_modal_is_not_cut_off(screens: Screens) -> None:
    page = await screens.open("ana")
    dialog = await open_scene(page, "form")
    await dialog.get_by_role("button", name="Otra línea").click()
    await dialog.get_by_role("button", name="Más acciones").click()
    menu = page.get_by_role("menu")
    await expect(menu.get_by_role("menuitem")).to_have_text(["Editar", "Duplicar", "Quitar"])
    await page.keyboard.press("ArrowDown")
    await expect(menu.get_by_role("menuitem", name="Duplicar")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(menu).to_have_count(0)
