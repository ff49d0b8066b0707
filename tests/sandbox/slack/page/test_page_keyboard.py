"""The page without a mouse, and what it draws of blocks that are pasted or handed over."""

import json

import pytest
from playwright.async_api import Page, expect

from tests.sandbox.slack.page.page_steps import Screens, open_scene, say
from tests.sandbox.slack.page.page_world import PageWorld

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_channels_are_reached_by_arrows_by_alt_by_a_few_letters_and_by_a_link_to_a_message(
    screens: Screens, world: PageWorld
) -> None:
    ana, page = await screens.open("ana", "C0VENTAS01"), await screens.open("bruno")
    await say(ana, "hola")
    await expect(page).to_have_title("(1) Bruno Salazar · Rivera Refrigeración")
    await page.keyboard.press("Alt+ArrowDown")
    await _is_open(page, "C0GENERAL1")
    await page.keyboard.press("Control+k")
    switcher = page.get_by_role("combobox", name="Ir a…")
    await expect(switcher).to_be_focused()
    await expect(page.get_by_role("option").first).to_contain_text("ventas")
    await switcher.press_sequentially("FACTÚ")
    await expect(page.get_by_role("option")).to_have_count(1)
    await switcher.press("Enter")
    await _is_open(page, "C0FACTURAS")
    await page.keyboard.press("Alt+Shift+ArrowDown")
    await _is_open(page, "C0VENTAS01")
    await expect(page).to_have_title("Bruno Salazar · Rivera Refrigeración")
    row = page.get_by_role("navigation").get_by_role("button", name="ventas")
    await row.focus()
    await row.press("ArrowUp")
    await page.keyboard.press("Enter")
    await _is_open(page, "C0GENERAL1")
    posted = await world.api("chat.postMessage", channel="C0FACTURAS", text="La tarjeta")
    link = await world.api("chat.getPermalink", channel=posted["channel"], message_ts=posted["ts"])
    await world.api("chat.postMessage", channel="C0GENERAL1", text=f"<{link['permalink']}|ver la tarjeta>")
    await page.get_by_role("link", name="ver la tarjeta").click()
    await _is_open(page, "C0FACTURAS")
    await expect(page.locator(".message.target")).to_contain_text("La tarjeta")
    await expect(page.get_by_role("button", name="Eres Bruno Salazar")).to_be_visible()


async def _is_open(page: Page, channel: str) -> None:
    await expect(page.get_by_role("main")).to_have_attribute("data-channel", channel)


async def test_a_question_mark_lists_the_keys_and_escape_closes_one_thing_after_another(screens: Screens) -> None:
    page = await screens.open("ana")
    await say(page, "/cobro thread")
    await page.get_by_role("button", name="2 respuestas").click()
    await page.get_by_role("log", name="Hilo").press("?")
    keys = page.get_by_role("dialog", name="Atajos de teclado")
    await expect(keys).to_contain_text("Ir a un canal o una persona")
    await page.keyboard.press("Tab")
    assert await keys.evaluate("dialog => dialog.contains(document.activeElement)")
    await page.keyboard.press("Escape")
    await expect(keys).to_have_count(0)
    await expect(page.get_by_role("complementary", name="Hilo")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("complementary", name="Hilo")).to_have_count(0)
    box = page.get_by_label("Agrega un mensaje")
    await box.press_sequentially("¿listo?")
    await expect(box).to_have_value("¿listo?")


async def test_a_file_goes_along_with_a_message_and_a_modal_keeps_the_keyboard(
    screens: Screens, world: PageWorld
) -> None:
    page = await screens.open("ana")
    await page.locator(".composer input[type=file]").set_input_files(
        {"name": "OC 45-8812.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4"}
    )
    await expect(page.locator(".attached")).to_contain_text("OC 45-8812.pdf")
    await say(page, "facturar esto")
    await expect(page.get_by_role("article", name="Ana Torres")).to_contain_text("OC 45-8812.pdf")
    (message,) = world.slack.state.workspace.directory.channel("C0FACTURAS").messages
    assert [file["name"] for file in message.files] == ["OC 45-8812.pdf"]
    dialog = await open_scene(page, "form")
    await page.keyboard.press("Control+k")
    await expect(page.get_by_role("combobox", name="Ir a…")).to_have_count(0)
    await page.keyboard.press("Shift+Tab")
    assert await dialog.evaluate("dialog => dialog.contains(document.activeElement)")


async def test_pasted_blocks_are_drawn_or_their_mistakes_listed(screens: Screens) -> None:
    page = await screens.open("ana")
    await page.get_by_role("button", name="Herramientas").click()
    await page.get_by_role("menuitem", name="Revisar bloques").click()
    box = page.get_by_role("dialog", name="Revisar bloques")
    said = box.get_by_role("status", name="Lo que dice Slack")
    header = {"type": "header", "text": {"type": "plain_text", "text": "Cartera <b>vencida</b>"}}
    await box.get_by_role("textbox").fill(json.dumps([header]))
    await expect(said.get_by_role("heading", name="Cartera <b>vencida</b>")).to_be_visible()
    header["text"] = {"type": "plain_text", "text": "x" * 151}
    await box.get_by_role("textbox").fill(json.dumps([header]))
    await expect(said).to_contain_text("/0/text/text must be less than 151 characters")
    await expect(said).to_contain_text("max_length: 150, 151")
    await box.get_by_role("textbox").fill("[")
    await expect(said).to_contain_text("Esto no es JSON")
