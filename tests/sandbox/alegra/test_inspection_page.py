"""The page to look inside, in a real browser: what the API did is seen, and what is switched on the page takes effect."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import asdict
from os import environ
from urllib.parse import urljoin

import httpx
import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

from sandbox.alegra.accidents import KINDS
from sandbox.alegra.switches import CHOICES, Switches
from sandbox.alegra.web.page import STATIC
from tests.sandbox.alegra.local_alegra import Alegra

WORDS = (STATIC / "control_words.js").read_text(encoding="utf-8")
CHROMIUM = shutil.which("chromium-headless-shell") or shutil.which("chromium")
needs_chromium = pytest.mark.skipif(
    CHROMIUM is None and environ.get("COBRO_CI") != "1", reason="there is no Chromium here"
)
PHONE: ViewportSize = {"width": 390, "height": 844}


def test_every_switch_has_words_and_no_words_lack_a_switch() -> None:
    told = re.findall(r"^    \['(\w+)', '", WORDS[: WORDS.index("export const CHOICES")], re.MULTILINE)
    assert sorted(told) == sorted(asdict(Switches()))


def test_every_choice_of_a_switch_can_be_chosen() -> None:
    block = WORDS[WORDS.index("export const CHOICES") : WORDS.index("/** `asks`")]
    told = {
        name: tuple(re.findall(r"\['(\w+)'", choices))
        for name, choices in re.findall(r"^  (\w+): \[(.*)\],$", block, re.MULTILINE)
    }
    assert told == CHOICES


def test_every_fault_has_words_and_no_words_lack_a_fault() -> None:
    told = re.findall(r"^    \['(\w+)', '", WORDS[WORDS.index("export const FAULTS") :], re.MULTILINE)
    assert sorted(told) == sorted(KINDS)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM)
        yield browser
        browser.close()


@pytest.fixture
def page(alegra: Alegra, browser: Browser) -> Iterator[Page]:
    """A page on which no script may fail unseen."""
    failures: list[str] = []
    page = browser.new_page(base_url=alegra.url)
    page.on("pageerror", lambda error: failures.append(str(error)))
    page.goto("/")
    yield page
    page.close()
    assert failures == []


@needs_chromium
@pytest.mark.browser
def test_the_first_look_shows_what_is_owed(page: Page) -> None:
    expect(page.locator(".tile.red p")).to_have_text("$28.951.500")
    page.get_by_role("button", name="Vencidas").click()
    expect(page.locator(".rows tbody tr")).to_have_count(7)
    page.get_by_role("searchbox").fill("mirador rio")
    expect(page.locator(".rows tbody tr")).to_have_count(1)
    expect(page.locator(".rows tbody tr")).to_contain_text("FE329")
    expect(page.locator(".rows tbody tr")).to_contain_text("Abonada")


@needs_chromium
@pytest.mark.browser
def test_an_invoice_made_through_the_api_appears_and_opens_with_its_papers(page: Page, alegra: Alegra) -> None:
    expect(page.locator(".rows")).to_be_visible()
    invoice = alegra.stamped()
    page.get_by_text(invoice["numberTemplate"]["fullNumber"], exact=True).click()
    sheet = page.get_by_role("dialog")
    expect(sheet).to_contain_text("Clínica Los Andes S.A.S.")
    expect(sheet).to_contain_text(invoice["stamp"]["cufe"])
    for name, kind in (("Ver PDF", "application/pdf"), ("Ver XML", "application/xml")):
        answer = httpx.get(_link(page, name), trust_env=False)
        assert (answer.status_code, answer.headers["content-type"]) == (200, kind)
        assert "FE342_ClinicaLosAndes." in answer.headers["content-disposition"]
    page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)


@needs_chromium
@pytest.mark.browser
def test_a_payment_opens_with_what_the_client_withheld(page: Page) -> None:
    page.get_by_role("link", name="Pagos").click()
    page.get_by_role("searchbox").fill("FE319")
    page.locator(".rows tbody tr").click()
    expect(page.get_by_role("dialog")).to_contain_text("Retefuente servicios $154.120 · ReteIVA $109.811")


@needs_chromium
@pytest.mark.browser
def test_the_email_is_shown_as_it_would_arrive_and_may_run_nothing(page: Page, alegra: Alegra) -> None:
    alegra.stamped()
    page.get_by_role("link", name="Correos").click()
    frame = page.locator("iframe")
    expect(frame).to_have_attribute("sandbox", "")
    expect(page.frame_locator("iframe").get_by_text("Vence el")).to_be_visible()
    attachments = page.locator(".attachments a")
    expect(attachments).to_have_count(2)
    for name in attachments.all_inner_texts():
        assert httpx.get(_link(page, name), trust_env=False).status_code == 200


@needs_chromium
@pytest.mark.browser
def test_a_refusal_stands_in_red_with_what_was_sent_and_answered(page: Page, alegra: Alegra) -> None:
    alegra.post("/invoices", alegra.invoice_body(client="999"), status=400)
    page.get_by_role("link", name="Peticiones").click()
    refused = page.locator("details.refused")
    expect(refused).to_contain_text("400")
    refused.locator("summary").click()
    expect(refused).to_contain_text('"client": "999"')
    expect(refused).to_contain_text('"code": 3003')


@needs_chromium
@pytest.mark.browser
def test_a_switch_turned_on_the_page_changes_the_api(page: Page, alegra: Alegra) -> None:
    page.get_by_role("link", name="Interruptores y fallas").click()
    switch = page.locator("input[name=email_on_stamp]")
    expect(switch).to_be_checked()
    with page.expect_response("**/switches"):
        switch.click()
    assert alegra.switches.email_on_stamp is False


@needs_chromium
@pytest.mark.browser
def test_a_fault_put_on_the_page_strikes_the_next_request_and_is_gone(page: Page, alegra: Alegra) -> None:
    page.get_by_role("link", name="Interruptores y fallas").click()
    page.locator("select[name=kind]").select_option("error_before")
    page.locator("select[name=method]").select_option("GET")
    page.locator("input[name=path]").fill("/company")
    page.locator("input[name=status]").fill("503")
    page.get_by_role("button", name="Poner la falla").click()
    expect(page.locator(".waiting li")).to_have_count(1)
    assert alegra.http.get("/company").status_code == 503
    expect(page.locator(".waiting li")).to_have_count(0)
    assert alegra.http.get("/company").status_code == 200


@needs_chromium
@pytest.mark.browser
def test_a_fault_of_the_authority_is_put_with_its_code(page: Page, alegra: Alegra) -> None:
    page.get_by_role("link", name="Interruptores y fallas").click()
    page.locator("select[name=kind]").select_option("refuse_stamp")
    page.locator("input[name=code]").fill("AEP6008")
    page.get_by_role("button", name="Poner la falla").click()
    expect(page.locator(".waiting li")).to_contain_text("AEP6008")
    draft = alegra.draft()
    assert "AEP6008" in alegra.stamp(draft)["message"]


@needs_chromium
@pytest.mark.browser
def test_what_the_server_refuses_is_told_on_the_page(page: Page) -> None:
    page.get_by_role("link", name="Interruptores y fallas").click()
    page.locator("input[name=times]").fill("-1")
    page.get_by_role("button", name="Poner la falla").click()
    expect(page.get_by_role("alert")).to_contain_text("times must be a number")


@needs_chromium
@pytest.mark.browser
def test_moving_the_clock_makes_an_invoice_overdue(page: Page) -> None:
    overdue = page.get_by_role("button", name="Vencidas").locator(".count")
    expect(overdue).to_have_text("7")
    page.get_by_label("Adelantar el reloj").select_option("+30 días")
    expect(overdue).not_to_have_text("7")


@needs_chromium
@pytest.mark.browser
@pytest.mark.parametrize(
    "place",
    [
        "facturas",
        "facturas/100",
        "pagos",
        "directorio/clientes",
        "directorio/productos",
        "correos",
        "peticiones",
        "controles",
    ],
)
def test_nothing_is_wider_than_a_phone(page: Page, place: str) -> None:
    page.set_viewport_size(PHONE)
    page.goto(f"/#{place}")
    expect(page.locator("main > *").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def _link(page: Page, name: str) -> str:
    return urljoin(page.url, page.get_by_role("link", name=name).get_attribute("href"))
