"""What hurried, hostile and disconnected people do at the page: nothing is done twice, nothing is lost, nothing is obeyed."""

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
from playwright.async_api import BrowserContext, Locator, Page, expect

from bot.store.connection import Client
from tests.chromium import demanded
from tests.stories.browser_story import EARLY_ON_FRIDAY, FINANCE, SPANISH
from tests.stories.stage import Stage, performance

pytestmark = pytest.mark.browser

PATIENCE_MS = 60_000
HOSTILE = "<b>x</b> <!channel> 😀 & *y*"


@dataclass
class Office:
    """The stage, and a browser in which each person has a tab."""

    stage: Stage
    context: BrowserContext
    problems: list[str] = field(default_factory=list)

    async def tab(self, person: str) -> Page:
        page = await self.context.new_page()
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        await page.goto(f"{self.stage.slack.state.base_url}/?as={person}&in={FINANCE}")
        return page

    @property
    def stamps(self) -> int:
        return len(self.stage.requests("POST /invoices/stamp"))


@pytest.fixture
async def office(redis: Client) -> AsyncIterator[Office]:
    expect.set_options(timeout=PATIENCE_MS)
    async with demanded() as browser, performance(redis, start=EARLY_ON_FRIDAY) as stage:
        context = await browser.new_context(viewport={"width": 1280, "height": 800}, timezone_id="America/Bogota")
        context.set_default_timeout(PATIENCE_MS)
        office = Office(stage, context)
        yield office
        await context.close()
        assert office.problems == []


async def test_a_double_click_on_approve_and_on_its_confirmation_stamps_once(office: Office) -> None:
    await submit(await office.tab("ana"))
    bruno = await office.tab("bruno")
    await bruno.get_by_role("button", name=SPANISH.approve).dblclick()
    await bruno.get_by_role("alertdialog").get_by_role("button", name=SPANISH.stamp).dblclick()
    await expect(bruno.get_by_role("button", name=SPANISH.undo)).to_be_visible()
    office.stage.clock.advance(16)
    await expect(log(bruno)).to_contain_text(SPANISH.issued)
    assert office.stamps == 1


async def test_of_two_approvers_who_press_at_once_one_decides_and_the_other_is_told_who(office: Office) -> None:
    await submit(await office.tab("ana"))
    tabs = [await office.tab("bruno"), await office.tab("diego")]
    for tab in tabs:
        await tab.get_by_role("button", name=SPANISH.approve).click()
    await asyncio.gather(
        *(tab.get_by_role("alertdialog").get_by_role("button", name=SPANISH.stamp).click() for tab in tabs)
    )
    late = [asyncio.ensure_future(log(tab).get_by_text("ya la aprobó").wait_for()) for tab in tabs]
    told, silent = await asyncio.wait(late, return_when=asyncio.FIRST_COMPLETED)
    assert len(told) == 1
    await asyncio.gather(*told)
    for task in silent:
        task.cancel()
    office.stage.clock.advance(16)
    for tab in tabs:
        await expect(log(tab)).to_contain_text(SPANISH.issued)
    assert sum([await log(tab).get_by_text("ya la aprobó").count() for tab in tabs]) == 1
    assert office.stamps == 1


async def test_a_form_that_was_escaped_from_or_reloaded_goes_on_where_it_was(office: Office) -> None:
    page = await office.tab("ana")
    form = await filled_form(page)
    await page.keyboard.press("Escape")
    await expect(form).to_have_count(0)
    form = await open_form(page)
    await expect(form).to_contain_text("Seguimos donde ibas")
    await page.reload()
    await expect(form).to_contain_text(SPANISH.totals)
    await become(page, "Bruno Salazar")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await become(page, "Ana Torres")
    await form.get_by_role("button", name=SPANISH.submit).click()
    await expect(log(page)).to_contain_text(SPANISH.card)
    assert len(office.stage.invoices) == 1


async def test_an_empty_form_is_not_sent_and_says_what_is_missing(office: Office) -> None:
    page = await office.tab("ana")
    form = await open_form(page)
    await form.get_by_role("button", name=SPANISH.submit).click()
    await expect(form.get_by_role("alert")).to_have_text(["Completa este campo obligatorio."] * 3)
    assert office.stage.requests("POST /invoices") == []


async def test_hostile_text_is_refused_where_a_number_belongs_and_inert_elsewhere(office: Office) -> None:
    page = await office.tab("ana")
    form = await filled_form(page)
    await form.get_by_label("Cantidad").fill(HOSTILE)
    await form.get_by_label("Precio").fill(HOSTILE)
    await form.get_by_role("button", name=SPANISH.submit).click()
    await expect(form).to_contain_text("Escribe la cantidad como número")
    await expect(form).to_contain_text("Escribe el precio como número")
    await form.get_by_label("Cantidad").fill("1")
    await form.get_by_label("Precio").fill("850000")
    await form.get_by_role("button", name="Más opciones").click()
    more = page.get_by_role("dialog", name="Más opciones")
    for label in ("Orden de compra", "Nota impresa", "Nota interna"):
        await more.get_by_label(label).fill(HOSTILE)
    await more.get_by_role("button", name="Guardar").click()
    await expect(more).to_have_count(0)
    await form.get_by_role("button", name=SPANISH.submit).click()
    card = log(page).get_by_role("article").filter(has_text=SPANISH.card)
    await expect(card).to_contain_text("OC: <b>x</b> <!channel> 😀 & ∗y∗")
    await expect(card.get_by_text("@channel")).to_have_count(0)


async def test_forty_pasted_lines_are_all_on_the_card_and_in_the_invoice(office: Office) -> None:
    page = await office.tab("ana")
    form = await open_form(page)
    await choose(page, form, SPANISH.client, "andes", "Los Andes")
    await form.get_by_role("button", name="Pegar varias").click()
    paste = page.get_by_role("dialog", name="Pegar varias")
    lines = [f"{number} x limpieza de condensador @{185_000 + number}" for number in range(1, 41)]
    await paste.get_by_label("Líneas").fill("\n".join(lines))
    await paste.get_by_role("button", name="Agregar").click()
    await expect(form).to_contain_text("40. 40 × Limpieza de condensador")
    await form.get_by_role("button", name=SPANISH.submit).click()
    card = log(page).get_by_role("article").filter(has_text=SPANISH.card)
    await expect(card).to_contain_text("40 × Limpieza de condensador · $185.040 → $7.401.600")
    (invoice,) = office.stage.invoices
    assert [line["price"] for line in invoice["items"]] == [185_000 + number for number in range(1, 41)]


async def test_without_a_network_a_click_says_so_and_works_once_it_is_back(office: Office) -> None:
    await submit(await office.tab("ana"))
    bruno = await office.tab("bruno")
    await bruno.get_by_role("button", name=SPANISH.approve).click()
    sure = bruno.get_by_role("alertdialog").get_by_role("button", name=SPANISH.stamp)
    await office.context.set_offline(True)
    await sure.click()
    await expect(log(bruno).get_by_role("alert")).to_contain_text("no respondió")
    await office.context.set_offline(False)
    await bruno.get_by_role("button", name=SPANISH.approve).click()
    await sure.click()
    await bruno.get_by_role("button", name=SPANISH.undo).click()
    await expect(bruno.get_by_role("button", name=SPANISH.approve)).to_be_visible()
    office.stage.clock.advance(16)
    assert [invoice["status"] for invoice in office.stage.invoices] == ["draft"]
    assert office.stamps == 0


async def submit(page: Page) -> None:
    form = await filled_form(page)
    await form.get_by_role("button", name=SPANISH.submit).click()
    await expect(form).to_have_count(0)


async def filled_form(page: Page) -> Locator:
    form = await open_form(page)
    await choose(page, form, SPANISH.client, "andes", "Los Andes")
    await expect(form).to_contain_text("facturacion@losandes.example")
    await choose(page, form, SPANISH.item, "mantenimiento prev", "Mantenimiento preventivo")
    await expect(form).to_contain_text(SPANISH.totals)
    return form


async def open_form(page: Page) -> Locator:
    await page.get_by_label(SPANISH.write).fill("/invoice create")
    await page.keyboard.press("Enter")
    form = page.get_by_role("dialog", name=SPANISH.form)
    await form.wait_for()
    return form


async def choose(page: Page, form: Locator, label: str, typed: str, option: str) -> None:
    await form.get_by_role("combobox", name=label, exact=True).click()
    await page.keyboard.type(typed)
    await page.get_by_role("option", name=re.compile(option)).first.click()


async def become(page: Page, name: str) -> None:
    await page.get_by_role("button", name="Eres").click()
    await page.get_by_role("menuitem", name=name).click()
    await expect(page.get_by_role("button", name=f"Eres {name}")).to_be_visible()


def log(page: Page) -> Locator:
    return page.get_by_role("main").get_by_role("log")
