"""The first invoice as people do it at the page, in either language; a camera may look at each scene."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from playwright.async_api import Locator, Page, expect

from tests.stories.hand import Hand
from tests.stories.stage import FRIDAY_MORNING

FINANCE = "C0FACTURAS"
COMPANY_LANGUAGE = {"es": "es_CO", "en": "en"}
EARLY_ON_FRIDAY = FRIDAY_MORNING.replace(hour=7, minute=40)
"""Before the hour of the overdue digest, so that the story ends with it."""
Look = Callable[[str], Awaitable[None]]


@dataclass(frozen=True)
class Wording:
    """What people read and press, in their language."""

    language: str
    write: str
    form: str
    client: str
    item: str
    totals: str
    submit: str
    sent: str
    card: str
    approve: str
    stamp: str
    undo: str
    issued: str
    emailed: str
    papers: str
    authority: str
    you: str
    move_clock: str
    nine: str
    replies: str
    thread: str
    pay: str
    amount: str
    record: str
    owed: str
    paid: str
    in_full: str
    overdue: str


SPANISH = Wording(
    language="es",
    write="Agrega un mensaje",
    form="Nueva factura",
    client="Cliente",
    item="Producto o servicio",
    totals="Total $1.011.500",
    submit="Enviar a aprobación",
    sent="Enviada a aprobación",
    card="Factura por aprobar",
    approve="Aprobar y emitir",
    stamp="Emitir",
    undo="Deshacer",
    issued="FE342 emitida",
    emailed="Alegra la envió a facturacion@losandes.example",
    papers="PDF y XML en el hilo",
    authority="Ver en la DIAN",
    you="Eres",
    move_clock="Mover el reloj",
    nine="próximas 9:00",
    replies="respuestas",
    thread="Hilo",
    pay="Registrar pago",
    amount="Valor que entró al banco",
    record="Registrar",
    owed="Saldo de FE342: $1.011.500",
    paid="Pagada",
    in_full="pagó FE342 completa",
    overdue="Cartera vencida",
)
ENGLISH = Wording(
    language="en",
    write="Add a message",
    form="New invoice",
    client="Client",
    item="Item",
    totals="Total COP 1,011,500",
    submit="Send for approval",
    sent="Sent to @Bruno Salazar or @Diego Rivera for approval",
    card="Invoice to approve",
    approve="Approve & stamp",
    stamp="Stamp",
    undo="Undo",
    issued="FE342 stamped",
    emailed="Alegra sent it to facturacion@losandes.example",
    papers="PDF and XML in the thread",
    authority="See at the DIAN",
    you="You are",
    move_clock="Move the clock",
    nine="next 9:00",
    replies="replies",
    thread="Thread",
    pay="Record payment",
    amount="Amount received in the bank",
    record="Record",
    owed="COP 1,011,500",
    paid="Paid",
    in_full="paid FE342 in full",
    overdue="Overdue",
)


async def tell(hand: Hand, said: Wording, look: Look) -> None:
    """From an empty channel, as Ana, to the digest of that morning."""
    await _ana_asks(hand, said, look)
    await _bruno_approves(hand, said, look)
    await _everybody_reads_it(hand, said, look)
    await _carla_records_the_payment(hand, said, look)
    await _the_digest_comes(hand, said, look)


async def _ana_asks(hand: Hand, said: Wording, look: Look) -> None:
    page = hand.page
    await hand.clicks(page.get_by_label(said.write))
    await hand.types("/invoice create")
    await hand.presses("Enter")
    form = page.get_by_role("dialog", name=said.form)
    await hand.clicks(form.get_by_role("combobox", name=said.client, exact=True))
    await hand.types("andes")
    await hand.clicks(page.get_by_role("option", name=re.compile("Los Andes")))
    await expect(form).to_contain_text("facturacion@losandes.example")
    await hand.clicks(form.get_by_role("combobox", name=said.item, exact=True))
    await hand.types("mantenimiento prev")
    await hand.clicks(page.get_by_role("option", name=re.compile("Mantenimiento preventivo cuarto")))
    await expect(form).to_contain_text(said.totals)
    await look("form")
    await hand.clicks(form.get_by_role("button", name=said.submit))
    await expect(form).to_have_count(0)
    await expect(_messages(page)).to_contain_text(said.sent)


async def _bruno_approves(hand: Hand, said: Wording, look: Look) -> None:
    page = hand.page
    await _becomes(hand, said, "Bruno Salazar")
    card = _card(page, said.card)
    await expect(card).to_contain_text("Mantenimiento preventivo")
    await look("card")
    await hand.clicks(card.get_by_role("button", name=said.approve))
    sure = page.get_by_role("alertdialog")
    await expect(sure).to_contain_text("facturacion@losandes.example")
    await look("confirm")
    await hand.clicks(sure.get_by_role("button", name=said.stamp))
    await expect(_messages(page).get_by_role("button", name=said.undo)).to_be_visible()
    await look("undo")
    await hand.clicks(page.get_by_role("button", name=said.move_clock))
    await hand.clicks(page.get_by_role("menuitem", name="+15 s"))


async def _everybody_reads_it(hand: Hand, said: Wording, look: Look) -> None:
    page = hand.page
    card = _card(page, said.issued)
    await expect(card).to_contain_text(said.papers)
    await expect(card).to_contain_text(said.emailed)
    await expect(card).to_contain_text(re.compile(r"CUFE [0-9a-f]{4}…[0-9a-f]{4}"))
    there = card.get_by_role("link", name=said.authority)
    await expect(there).to_have_attribute("href", re.compile(r"^https://catalogo-vpfe.*documentkey=[0-9a-f]{96}$"))
    await hand.clicks(card.get_by_role("button", name=said.replies))
    thread = page.get_by_role("complementary", name=said.thread)
    for kind in ("pdf", "xml"):
        paper = thread.get_by_role("link", name=f"FE342_ClinicaLosAndes.{kind}")
        address = await paper.get_attribute("href")
        assert address, f"the {kind} leads nowhere"
        answer = await page.request.get(
            f"{page.url.split('?')[0].rstrip('/')}{address}" if address[0] == "/" else address
        )
        assert (await answer.body()).startswith(b"%PDF-" if kind == "pdf" else b"<?xml")
    await look("issued")


async def _carla_records_the_payment(hand: Hand, said: Wording, look: Look) -> None:
    page = hand.page
    await _becomes(hand, said, "Carla Mejía")
    await hand.clicks(_card(page, said.issued).get_by_role("button", name=said.pay))
    form = page.get_by_role("dialog", name=said.pay)
    await expect(form).to_contain_text(said.owed)
    await hand.clicks(form.get_by_label(said.amount))
    await hand.types("1011500")
    await look("payment")
    await hand.clicks(form.get_by_role("button", name=said.record, exact=True))
    await expect(form).to_have_count(0)
    await expect(_card(page, said.issued)).to_contain_text(said.paid)
    await expect(_card(page, said.in_full)).to_contain_text("💰")
    await look("paid")


async def _the_digest_comes(hand: Hand, said: Wording, look: Look) -> None:
    page = hand.page
    await hand.clicks(page.get_by_role("button", name=said.move_clock))
    await hand.clicks(page.get_by_role("menuitem", name=said.nine))
    await expect(_card(page, said.overdue)).to_contain_text("Constructora Altavista")
    await look("overdue")


async def _becomes(hand: Hand, said: Wording, name: str) -> None:
    await hand.clicks(hand.page.get_by_role("button", name=said.you))
    await hand.clicks(hand.page.get_by_role("menuitem", name=name))
    await expect(hand.page.get_by_role("button", name=f"{said.you} {name}")).to_be_visible()


def _messages(page: Page) -> Locator:
    return page.get_by_role("main").get_by_role("log")


def _card(page: Page, words: str) -> Locator:
    return _messages(page).get_by_role("article").filter(has_text=words).last
