import pytest
from playwright.async_api import expect

from tests.sandbox.slack.page.page_steps import Screens, say
from tests.sandbox.slack.page.page_world import MANIFEST, PageWorld

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_what_one_person_writes_appears_at_once_on_another_persons_page(screens: Screens) -> None:
    ana, bruno = await screens.open("ana"), await screens.open("bruno")
    await say(ana, "¿Quién *aprueba* hoy? :eyes:")
    message = bruno.get_by_role("article", name="Ana Torres")
    await expect(message).to_contain_text("¿Quién aprueba hoy? 👀")
    await expect(message.locator("b", has_text="aprueba")).to_be_visible()


async def test_a_channel_turns_bold_for_who_looks_elsewhere_and_is_read_when_opened(screens: Screens) -> None:
    ana, bruno = await screens.open("ana"), await screens.open("bruno", "C0GENERAL1")
    await say(ana, "Hola <@U0BRUNO002>")
    row = bruno.get_by_role("navigation").get_by_role("button", name="facturacion")
    await expect(row).to_have_attribute("data-unread", "1")
    await expect(row).to_have_class("row  unread")
    await row.click()
    await expect(bruno.get_by_role("separator").filter(has_text="Mensajes nuevos")).to_be_visible()
    await expect(row).to_have_attribute("data-unread", "0")


async def test_a_direct_message_of_the_app_is_counted_beside_its_name(screens: Screens, world: PageWorld) -> None:
    ana = await screens.open("ana")
    await world.api("chat.postMessage", channel="U0ANA00001", text="Bruno aprobó la factura")
    app = ana.get_by_role("navigation").get_by_role("button", name="Cobro")
    await expect(app.get_by_title("1 sin leer")).to_be_visible()
    await app.click()
    await expect(ana.get_by_role("log")).to_contain_text("Bruno aprobó la factura")
    await expect(app.get_by_title("1 sin leer")).to_have_count(0)
    await expect(ana.get_by_text("El envío de mensajes a esta aplicación está desactivado.")).to_be_visible()


async def test_a_command_is_completed_with_the_keyboard_and_shows_how_it_is_used(screens: Screens) -> None:
    page = await screens.open("ana")
    box = page.get_by_label("Agrega un mensaje")
    await box.fill("/")
    offered = page.get_by_role("listbox", name="Comandos").get_by_role("option")
    await expect(offered).to_have_count(len(MANIFEST["features"]["slash_commands"]))
    await box.press("ArrowDown")
    await expect(page.get_by_role("option", selected=True)).to_contain_text("Crear y ver facturas")
    await box.press("Enter")
    await expect(box).to_have_value("/factura ")
    hint = next(each["usage_hint"] for each in MANIFEST["features"]["slash_commands"] if each["command"] == "/factura")
    await expect(page.get_by_role("main")).to_contain_text(hint)


async def test_an_ephemeral_answer_is_seen_by_the_asker_alone(screens: Screens) -> None:
    ana, bruno = await screens.open("ana"), await screens.open("bruno")
    await say(ana, "/cobro nada")
    await say(ana, "después")
    await expect(ana.get_by_role("article", name="Cobro")).to_contain_text("Solo visible para ti")
    await expect(bruno.get_by_role("log")).to_contain_text("después")
    await expect(bruno.get_by_role("log")).not_to_contain_text("No conozco")


async def test_slack_itself_speaks_the_persons_language(screens: Screens) -> None:
    ana, emma = await screens.open("ana"), await screens.open("emma")
    await say(ana, "/nada que ver")
    await expect(ana.get_by_role("article", name="Slackbot")).to_contain_text("/nada no es un comando válido")
    await say(emma, "/nothing here")
    await expect(emma.get_by_role("article", name="Slackbot")).to_contain_text("/nothing is not a valid command")


async def test_text_from_outside_never_becomes_markup(screens: Screens) -> None:
    page = await screens.open("ana")
    await say(page, "/cobro hostile")
    message = page.get_by_role("article", name="Cobro")
    await expect(message).to_contain_text("<img src=x onerror=alert(1)>")
    await expect(message).to_contain_text("<javascript:alert(3)|pulsa>")
    await expect(message).to_contain_text("<!channel> *2*3*4*")
    await expect(message.locator("img, a, .mention")).to_have_count(0)


async def test_marks_quotes_code_links_and_mentions_are_drawn(screens: Screens) -> None:
    page = await screens.open("bruno")
    await say(page, "/cobro marks")
    message = page.get_by_role("article", name="Cobro")
    for tag, text in {
        "b": "negrita",
        "i": "cursiva",
        "s": "tachado",
        "code": "código",
        "blockquote": "una cita",
        "pre": "bloque",
    }.items():
        await expect(message.locator(f".text {tag}", has_text=text)).to_have_count(1)
    await expect(message.locator("blockquote")).to_have_count(1)
    await expect(message.get_by_role("link", name="la página")).to_have_attribute(
        "href", "https://example.com/a?b=1&c=2"
    )
    await expect(message).to_contain_text("Aviso @channel a @Ana Torres")


async def test_a_confirmed_click_updates_the_card_in_place_for_everyone(screens: Screens) -> None:
    ana, bruno = await screens.open("ana"), await screens.open("bruno")
    await say(ana, "/cobro card")
    approve = bruno.get_by_role("button", name="Aprobar y emitir")
    await approve.click()
    question = bruno.get_by_role("alertdialog", name="¿Emitir ante la DIAN?")
    await question.wait_for()
    await bruno.keyboard.press("Escape")
    await expect(question).to_have_count(0)
    await expect(approve).to_be_visible()
    await approve.click()
    await question.get_by_role("button", name="Emitir").click()
    for page in (ana, bruno):
        await expect(page.get_by_role("log")).to_contain_text("La aprobó @Bruno Salazar")
        await expect(page.get_by_role("button", name="Aprobar y emitir")).to_have_count(0)


async def test_an_update_leaves_a_reader_where_they_were(screens: Screens, world: PageWorld) -> None:
    page = await screens.open("ana")
    first = await world.api("chat.postMessage", channel="C0FACTURAS", text="uno")
    for number in range(40):
        await world.api("chat.postMessage", channel="C0FACTURAS", text=f"línea {number}")
    log = page.get_by_role("log")
    await expect(log).to_contain_text("línea 39")
    await expect(page.get_by_text("línea 39")).to_be_in_viewport()
    await log.evaluate("list => { list.scrollTop = 200 }")
    await page.wait_for_function("document.querySelector('[role=log]').scrollTop === 200")
    await world.api("chat.postMessage", channel="C0FACTURAS", text="la última")
    await world.api("chat.update", channel="C0FACTURAS", ts=first["ts"], text="uno, corregido")
    await expect(log).to_contain_text("uno, corregido (editado)")
    assert await log.evaluate("list => list.scrollTop") == 200


async def test_a_thread_opens_beside_the_channel_with_its_files(screens: Screens) -> None:
    page = await screens.open("ana")
    await say(page, "/cobro thread")
    await page.get_by_role("button", name="2 respuestas").click()
    thread = page.get_by_role("complementary", name="Hilo")
    await expect(thread).to_contain_text("FE342_ClinicaLosAndes.pdf")
    await thread.get_by_role("button", name="Vista previa de FE342_ClinicaLosAndes.xml").click()
    preview = page.get_by_role("dialog", name="FE342_ClinicaLosAndes.xml")
    await expect(preview).to_contain_text("<Invoice><ID>FE342</ID></Invoice>")
    await page.keyboard.press("Escape")
    await expect(preview).to_have_count(0)
    async with page.expect_download() as saved:
        await thread.get_by_role("link", name="Descargar FE342_ClinicaLosAndes.pdf").click()
    assert (await saved.value).suggested_filename == "FE342_ClinicaLosAndes.pdf"
    await thread.get_by_role("textbox").fill("Gracias")
    await thread.get_by_role("textbox").press("Enter")
    await expect(page.get_by_role("button", name="3 respuestas")).to_be_visible()
    await expect(page.get_by_role("main")).not_to_contain_text("Gracias")
