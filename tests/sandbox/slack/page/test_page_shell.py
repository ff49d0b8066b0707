import copy
import re

import pytest
from playwright.async_api import Browser, expect

from sandbox.slack.workspace.directory import Person
from tests.sandbox.slack.page.page_steps import Screens, open_scene, say
from tests.sandbox.slack.page.page_world import MANIFEST, PageWorld, page_world

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

PHONE = {"width": 375, "height": 740}


async def test_the_person_is_changed_at_the_top_and_held_by_the_address(screens: Screens) -> None:
    page = await screens.open("ana")
    await page.get_by_role("button", name="Eres Ana Torres").click()
    await page.get_by_role("menuitem", name="Emma Clark").click()
    await expect(page.get_by_role("button", name="You are Emma Clark")).to_be_visible()
    await expect(page).to_have_url(re.compile(r"\?as=emma"))
    await page.reload()
    await expect(page.get_by_label("Add a message")).to_be_visible()


async def test_somebody_new_is_in_the_menu_without_a_reload(screens: Screens, world: PageWorld) -> None:
    page = await screens.open("ana")
    directory = world.slack.state.workspace.directory
    somebody = next(iter(directory.humans()))
    newcomer = Person(**{**vars(somebody), "id": "U0NUEVA007", "name": "nora", "real_name": "Nora Nueva"})
    directory.people[newcomer.id] = newcomer
    world.slack.state.workspace.changed()
    await page.get_by_role("button", name="Eres Ana Torres").click()
    await expect(page.get_by_role("menuitem", name="Nora Nueva")).to_be_visible()


async def test_the_clock_is_moved_from_the_page(screens: Screens, world: PageWorld) -> None:
    page = await screens.open("ana")
    clock = world.slack.state.clock
    for step, at_least in (("+15 s", 15), ("+1 min", 60), ("+1 h", 3600), ("+1 d", 86_400)):
        before = clock.now()
        await page.get_by_role("button", name="Mover el reloj").click()
        async with page.expect_response("**/clock"):
            await page.get_by_role("menuitem", name=step, exact=True).click()
        assert at_least <= clock.now() - before < at_least + 15
    await page.get_by_role("button", name="Mover el reloj").click()
    await page.get_by_role("menuitem", name="próximas 9:00").click()
    await expect(page.get_by_role("button", name="Mover el reloj")).to_contain_text(re.compile(r"9:00:0\d"))


async def test_a_refusal_is_counted_and_shown_in_red_with_its_json(screens: Screens, world: PageWorld) -> None:
    page = await screens.open("ana")
    await say(page, "/cobro card")
    await page.get_by_role("button", name="Aprobar y emitir").wait_for()
    await world.fault("lost_delivery", what="block_actions")
    await page.get_by_role("button", name="Devolver").click()
    await expect(page.get_by_role("article", name="Cobro").get_by_role("alert")).to_contain_text(
        "La aplicación no respondió"
    )
    await page.get_by_role("button", name="Tráfico, 1 líneas en rojo").click()
    drawer = page.get_by_role("complementary", name="Tráfico")
    await drawer.get_by_label("Solo rojas").check()
    line = drawer.locator("details.red")
    await expect(line).to_contain_text("block_actions")
    await line.click()
    await expect(line).to_contain_text('"action_id": "return"')
    await drawer.get_by_label("Filtrar").fill("chat.postMessage")
    await expect(drawer).to_contain_text("Nada todavía.")
    await drawer.get_by_label("Solo rojas").uncheck()
    await expect(drawer.locator("details.line")).to_have_count(1)
    world.traffic.expect("block_actions")


async def test_a_fault_is_set_and_cleared_in_the_drawer_while_a_modal_is_open(
    screens: Screens, world: PageWorld
) -> None:
    page = await screens.open("ana")
    dialog = await open_scene(page, "form")
    await page.get_by_role("button", name="Tráfico").click()
    drawer = page.get_by_role("complementary", name="Tráfico")
    await drawer.get_by_text("Fallas", exact=True).click()
    await drawer.get_by_label("Qué falla").select_option("refused")
    await drawer.get_by_label("Código de Slack").fill("channel_not_found")
    await drawer.get_by_label("Dónde").fill("chat.postMessage")
    await drawer.get_by_label("Veces").fill("2")
    await drawer.get_by_role("button", name="Poner falla").click()
    await expect(drawer.locator(".faults").get_by_role("listitem")).to_contain_text('"code":"channel_not_found"')
    (fault,) = world.slack.state.faults.waiting()
    assert (fault.kind, fault.what, fault.times, fault.code) == ("refused", "chat.postMessage", 2, "channel_not_found")
    await drawer.get_by_role("button", name="Quitar fallas").click()
    await expect(drawer).to_contain_text("Sin fallas puestas.")
    assert world.slack.state.faults.waiting() == []
    await expect(dialog).to_be_visible()


async def test_the_local_alegra_is_linked_where_there_is_one(screens: Screens, world: PageWorld) -> None:
    page = await screens.open("ana")
    await expect(page.get_by_role("link", name="Alegra")).to_have_count(0)
    world.slack.state.links["alegra"] = "http://127.0.0.1:4200/"
    await page.reload()
    await expect(page.get_by_role("link", name="Alegra")).to_have_attribute("href", "http://127.0.0.1:4200/")
    await page.get_by_role("button", name="Tráfico").click()
    await page.get_by_text("Fallas", exact=True).click()
    faults = page.get_by_role("link", name="Fallas e interruptores del Alegra local")
    await expect(faults).to_have_attribute("href", "http://127.0.0.1:4200/#controles")


async def test_typed_text_outlives_a_restart_of_the_server(chromium: Browser) -> None:
    async with page_world() as world:
        port = int(world.url.rsplit(":", 1)[1])
        context = await chromium.new_context()
        page = await Screens(world, context).open("ana")
        await page.get_by_label("Agrega un mensaje").fill("a medio escri")
    await expect(page.get_by_text("Reconectando con el espacio local…")).to_be_visible()
    await expect(page.get_by_label("Agrega un mensaje")).to_have_value("a medio escri")
    async with page_world(port=port):
        await expect(page.get_by_text("Reconectando")).to_have_count(0, timeout=40_000)
        await page.get_by_label("Agrega un mensaje").press_sequentially("bir")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("log")).to_contain_text("a medio escribir")
        await context.close()


async def test_nothing_overflows_a_phone_and_modals_fill_it(screens: Screens) -> None:
    page = await screens.open("ana")
    await page.set_viewport_size(PHONE)  # type: ignore[arg-type]  # a TypedDict of the same two keys
    await say(page, "/cobro card")
    await page.get_by_role("button", name="Aprobar y emitir").wait_for()
    assert await widest(page) <= PHONE["width"]
    await page.get_by_role("button", name="Aprobar y emitir").click()
    await expect(page.get_by_role("alertdialog").get_by_role("button", name="Emitir")).to_be_in_viewport(ratio=1)
    await page.keyboard.press("Escape")
    dialog = await open_scene(page, "form")
    assert await dialog.evaluate("element => element.getBoundingClientRect().width") == PHONE["width"]
    assert await widest(page) <= PHONE["width"]
    await dialog.get_by_role("button", name="Cerrar").click()
    navigation = page.get_by_role("navigation")
    await expect(navigation).to_be_hidden()
    await page.get_by_role("button", name="Menú").click()
    await navigation.get_by_role("button", name="general").click()
    await expect(page.get_by_role("main")).to_have_attribute("data-channel", "C0GENERAL1")
    await expect(navigation).to_be_hidden()


async def widest(page: object) -> int:
    script = "Math.max(...[document.documentElement, ...document.querySelectorAll('main, .messages, .dialog, .dialog-body')].map(e => e.scrollWidth))"
    return int(await page.evaluate(script))  # type: ignore[attr-defined]


async def test_the_page_asks_nobody_but_its_own_server(screens: Screens, world: PageWorld) -> None:
    asked: list[str] = []
    screens.context.on("request", lambda request: asked.append(request.url))
    page = await screens.open("ana")
    await say(page, "/cobro thread")
    await page.get_by_role("button", name="2 respuestas").wait_for()
    assert asked
    assert [url for url in asked if not url.startswith((world.url, "data:"))] == []


async def test_the_language_of_the_page_follows_the_persons_own(screens: Screens) -> None:
    page = await screens.open("ana")
    await page.get_by_role("button", name="Eres Ana Torres").click()
    await page.get_by_role("menuitem", name="In English").click()
    await expect(page.get_by_label("Add a message")).to_be_visible()
    await expect(page.locator("html")).to_have_attribute("lang", "en")


async def test_home_and_shortcuts_are_there_when_the_manifest_has_them(chromium: Browser) -> None:
    manifest = copy.deepcopy(MANIFEST)
    manifest["features"]["app_home"]["home_tab_enabled"] = True
    shortcuts = [("Nueva factura", "global"), ("Factura desde este mensaje", "message")]
    manifest["features"]["shortcuts"] = [
        {"name": name, "type": kind, "callback_id": f"new_{kind}", "description": name} for name, kind in shortcuts
    ]
    blocks = [{"type": "header", "text": {"type": "plain_text", "text": "Cartera"}}]
    async with page_world(manifest=manifest) as world:
        context = await chromium.new_context()
        page = await Screens(world, context).open("ana")
        await say(page, "algo que facturar")
        await page.get_by_role("article").hover()
        await page.get_by_role("article").get_by_role("button", name="Más acciones").click()
        async with page.expect_response("**/message_shortcut"):
            await page.get_by_role("menuitem", name="Factura desde este mensaje").click()
        await page.locator(".composer").get_by_role("button", name="Atajos").click()
        async with page.expect_response("**/shortcut"):
            await page.get_by_role("menuitem", name="Nueva factura").click()
        kinds = [line.request["type"] for line in world.traffic.lines if line.direction == "out"]
        assert {"message_action", "shortcut"} <= set(kinds)
        await page.get_by_role("navigation").get_by_role("button", name="Cobro").click()
        await expect(page.get_by_role("main")).to_contain_text("La aplicación aún no ha publicado su inicio.")
        await world.api("views.publish", user_id="U0ANA00001", view={"type": "home", "blocks": blocks})
        await expect(page.get_by_role("heading", name="Cartera")).to_be_visible()
        await page.get_by_role("tab", name="Mensajes").click()
        await expect(page.get_by_role("tab", name="Mensajes")).to_have_attribute("aria-selected", "true")
        await context.close()
