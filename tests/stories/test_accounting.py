"""What the company's accountant checks before trusting Cobro with its invoices: amounts, dates, who is told what."""

import re
from datetime import datetime
from decimal import Decimal
from typing import Any

import httpx
import pytest

from bot.store.connection import Client
from sandbox.slack.client.message import Message
from sandbox.slack.client.waiting import until
from tests.stories.acts import in_time
from tests.stories.invoicing import (
    CLINIC,
    PLAIN,
    UNDO_IS_OVER,
    approves,
    chooses_options,
    fills,
    issued,
    opened,
    opens_form,
    texts,
    to_approve,
)
from tests.stories.stage import FRIDAY_MORNING, Stage, performance

LAST_OF_NOVEMBER = FRIDAY_MORNING.replace(day=30, hour=23, minute=50)
CODES = re.compile(r"[a-z]+_[a-z_]+|\b(?:CASH|CREDIT|None|null|True|False)\b|Error 4\d\d")
"""What means nothing to a person: names of the program, Alegra's codes."""


async def test_three_rates_of_vat_have_their_own_base_and_an_excluded_base_is_not_called_taxed(stage: Stage) -> None:
    card = await _approval_of(stage, "4 x Mantenimiento preventivo\n2 x Nevera eficiente\n1 x Transporte de carga")

    assert "Base gravada 19 %  $3.400.000 · IVA  $646.000" in _plain(card.text)
    assert "Base gravada 5 %  $2.900.000 · IVA  $145.000" in _plain(card.text)
    assert "IVA Excluido  base $680.000" in _plain(card.text)
    assert "Base gravada 0 %" not in _plain(card.text)
    (invoice,) = stage.invoices
    assert (invoice["subtotal"], invoice["tax"]) == (Decimal(3400000 + 2900000 + 680000), Decimal(646000 + 145000))
    assert _amounts(_line(card, "Total a pagar")) == [invoice["total"]]


async def test_discounts_and_cents_add_up_to_what_alegra_says(stage: Stage) -> None:
    card = await _approval_of(stage, "2 x Limpieza @185000 -10%\n7 x Visita @101333,33 -7,5%\n3 x Limpieza @0,99")

    (invoice,) = stage.invoices
    base, tax = _amounts(_line(card, "Base gravada 19 %"))
    assert base == invoice["subtotal"] - invoice["discount"]
    assert tax == invoice["tax"]
    assert base + tax == invoice["total"] == _amounts(_line(card, "Total a pagar"))[0]
    assert "(dcto 10 %) · $185.000 → *$333.000*" in _plain(card.text)
    assert _total_of_dialog(card) == invoice["total"]


async def test_asked_for_in_november_and_approved_in_december_it_is_of_december_and_due_a_term_later(
    redis: Client,
) -> None:
    async with performance(redis, start=LAST_OF_NOVEMBER) as stage:
        card = await to_approve(stage)
        assert "*Fecha:* la del día de emisión · *Vence:* a 30 días · *Crédito*" in card.text
        stage.clock.advance(20 * 60)
        await approves(card)
        stage.clock.advance(UNDO_IS_OVER)
        await card.shows("emitida")

        (invoice,) = stage.invoices
        assert (invoice["date"], invoice["dueDate"]) == ("2026-12-01", "2026-12-31")
        assert "vence jue 31 dic 2026" in card.text


async def test_a_month_that_ends_between_approval_and_stamp_is_asked_about_in_words(redis: Client) -> None:
    async with performance(redis, start=LAST_OF_NOVEMBER.replace(minute=59, second=30)) as stage:
        card = await to_approve(stage)
        await approves(card)
        stage.clock.advance(40)

        await card.shows("cambió el mes, y el IVA caería en otro período")
        assert "Aprobar y emitir" in card.text
        assert stage.invoices[0]["status"] == "draft"
        told = await stage.person("ana").sees_directly("No se emitió la factura de")
        assert "Qué hacer" in told.text
        assert not CODES.findall(told.text)


async def test_what_was_withheld_ties_the_bank_to_the_invoice(stage: Stage) -> None:
    card = await issued(stage)
    (invoice,) = stage.invoices
    await _in_alegra(
        stage,
        "/payments",
        {
            "type": "in",
            "date": "2026-11-27",
            "bankAccount": {"id": 1},
            "paymentMethod": "transfer",
            "client": {"id": 12},
            "invoices": [{"id": int(invoice["id"]), "amount": 953275}],
            "retentions": [{"id": 1, "amount": 34000}, {"id": 3, "amount": 24225}],
        },
    )

    await in_time(stage, lambda: "*Pagada*" in card.text, "the card to be paid")
    notice = await stage.person("carla").sees("💰")
    said = _plain(notice.text)
    assert "*$953.275*" in said
    assert "Retenciones  $58.225 (Retefuente servicios 34.000 · ReteIVA 24.225)" in said
    assert "Aplicado $1.011.500 · *saldo $0*" in said
    assert "saldo $0" in card.text
    assert "Registrar pago" not in card.text


async def test_nobody_is_promised_an_email_that_nobody_sends(stage: Stage) -> None:
    card = await to_approve(stage, options=PLAIN)

    assert "llegará a" not in card.confirmation("Aprobar y abrir")
    assert "Se enviará a" not in card.text
    await approves(card, button="Aprobar y abrir")
    stage.clock.advance(UNDO_IS_OVER)
    await card.shows("✉️ sin enviar")
    assert stage.emails == []
    told = await stage.person("ana").sees_directly("emitida a")
    assert "sin enviar" in told.text


async def test_a_client_without_an_address_is_named_before_the_approval(stage: Stage) -> None:
    card = await to_approve(stage, client="Eventos Quintero")

    assert "nadie: el cliente no tiene correo en Alegra" in card.text
    assert "no se enviará a nadie" in card.confirmation("Aprobar y emitir")


async def test_cash_says_how_it_is_paid_and_an_edit_says_it_in_words(stage: Stage) -> None:
    ana, diego = stage.person("ana"), stage.person("diego")
    form = await fills(await opens_form(ana))
    await form.fill("Vence", "De contado")
    await chooses_options(form, ana, {"Medio de pago": "Efectivo"})
    assert await form.submit() == {}
    card = await stage.person("bruno").sees("Factura por aprobar")
    assert "*Vence:* el mismo día · *Contado* · Efectivo" in card.text

    await (await diego.sees("Factura por aprobar")).choose("invoice.more", "Editar")
    edit = await diego.modal()
    await edit.fill("Vence", "8 días")
    await chooses_options(edit, diego, {"Numeración": PLAIN["Numeración"]})
    assert await edit.submit() == {}

    await card.shows("Cambió desde la última vez")
    assert "• Forma de pago: ~Contado~ → *Crédito*" in card.text
    assert "• Numeración: ~FE~ → *RR*" in card.text
    assert not CODES.findall(card.text)
    assert "Falta 1 de 1: <@U0BRUNO002>." in card.text
    note = await diego.sees_privately("Enviada a aprobación")
    assert "U0DIEGO004" not in note.text


async def test_changed_in_alegra_after_approval_is_told_once_and_stands_in_the_history(stage: Stage) -> None:
    ana, diego = stage.person("ana"), stage.person("diego")
    card = await to_approve(stage)
    await approves(card)
    line = {"id": 101, "price": 900000, "quantity": 1, "tax": [{"id": 3}]}
    await _in_alegra(stage, f"/invoices/{stage.invoices[0]['id']}", {"items": [line]}, method="PUT")
    stage.clock.advance(UNDO_IS_OVER)

    await card.shows("Cambió en Alegra después de aprobada")
    assert "• Total: ~$1.011.500~ → *$1.071.000*" in _plain(card.text)
    assert "~IVA 19 % $161.500~ → *IVA 19 % $171.000*" in _plain(card.text)
    await ana.sees_directly("cambió en Alegra después de aprobada. Debe aprobarse otra vez")
    assert len(texts(ana, "cambió en Alegra", channel="direct")) == 1
    assert not [text for text in texts(ana, "", channel="direct") if CODES.findall(text)]
    await (await diego.sees("Factura por aprobar")).choose("invoice.more", "Historial")
    history = await diego.sees_privately("Historial de")
    assert [_act(row) for row in history.text.splitlines()[1:]] == [
        "la envió a aprobación",
        "creó el borrador en Alegra",
        "la aprobó",
        "cambió en Alegra después de aprobada",
    ]


async def test_an_edit_that_alegra_has_overtaken_is_told_to_its_author(stage: Stage) -> None:
    ana = stage.person("ana")
    await to_approve(stage)
    await (await ana.sees("Factura por aprobar")).choose("invoice.more", "Editar")
    edit = await ana.modal()
    await _in_alegra(stage, f"/invoices/{stage.invoices[0]['id']}", {"purchaseOrderNumber": "X-1"}, method="PUT")
    await chooses_options(edit, ana, {"Orden de compra": "45-8812"})
    assert await edit.submit() == {}

    told = await ana.sees_directly("No se guardó tu cambio")
    assert "alguien la cambió en Alegra" in told.text
    assert not CODES.findall(told.text)
    assert stage.invoices[0]["purchaseOrderNumber"] == "X-1"


async def test_whoever_voids_is_named_with_the_reason_not_whoever_approved(stage: Stage) -> None:
    ana, diego = stage.person("ana"), stage.person("diego")
    card = await opened(stage)
    await (await diego.sees("Anular")).press("Anular")
    form = await diego.modal()
    await form.fill("Motivo", "Se facturó al cliente equivocado")
    assert await form.submit() == {}

    await card.shows("anulada")
    told = await ana.sees_directly("<@U0DIEGO004> anuló RR")
    assert "«Se facturó al cliente equivocado»" in told.text
    living = await ana.sees_directly("anulada por <@U0DIEGO004>")
    assert "Bruno" not in living.text
    assert "U0BRUNO002" not in living.text


async def test_a_silent_authority_is_said_while_it_lasts(stage: Stage) -> None:
    card = await to_approve(stage)
    stage.alegra.state.faults.add("authority_down")
    stage.traffic.expect("POST /invoices/stamp")
    await approves(card)
    stage.clock.advance(UNDO_IS_OVER)

    await card.shows("La DIAN está fuera de servicio desde")
    assert "sigue aprobada y saldrá sola" in card.text
    stage.alegra.state.faults.clear()
    await in_time(stage, lambda: "emitida" in card.text, lambda: f"the stamp in {card.text}")
    assert len(stage.emails) == 1


async def test_the_overdue_digest_adds_up_and_chases_only_who_owes(stage: Stage) -> None:
    invoices = stage.alegra.state.books.invoices.values()
    owed = sum(each["balance"] for each in invoices if _is_overdue(each))
    digest = await stage.person("carla").sees("Cartera vencida")

    head, buckets, _, *rest = _plain(digest.text).splitlines()
    rows = [line for line in rest if line.startswith("*")]
    assert _amounts(head)[0] == owed
    assert sum(_amounts(buckets)) == owed
    assert sum(_amounts(row)[0] for row in rows) == owed
    late = {each["client"]["name"] for each in invoices if _is_overdue(each)}
    assert {row.split("*")[1] for row in rows} == late
    assert "$" not in digest.notification


async def test_a_debt_in_dollars_is_chased_in_pesos_at_its_own_rate(stage: Stage) -> None:
    await stage.person("carla").sees("Cartera vencida")
    before = sum(each["balance"] for each in stage.alegra.state.books.invoices.values() if _is_overdue(each))
    await _in_alegra(
        stage,
        "/invoices",
        {
            "date": "2026-11-25",
            "dueDate": "2026-11-28",
            "client": {"id": 12},
            "status": "open",
            "numberTemplate": {"id": 20},
            "currency": {"code": "USD", "exchangeRate": 4000},
            "items": [{"id": 102, "price": 100, "quantity": 1, "tax": [{"id": 3}]}],
        },
    )
    stage.clock.advance(3 * 24 * 3600)

    digest = await _newest(stage, "Clínica Los Andes S.A.S.")
    assert "*$476.000*" in _plain(digest.text)
    later = [row for row in _plain(digest.text).splitlines() if row.startswith("📋")]
    became_due = sum(
        each["balance"]
        for each in stage.alegra.state.books.invoices.values()
        if each["status"] == "open" and not each["currency"] and "2026-11-27" <= each["dueDate"] < "2026-11-30"
    )
    assert _amounts(later[0])[0] == before + became_due + 476000


async def test_an_invoice_made_in_alegra_has_its_own_date_and_no_invented_people(stage: Stage) -> None:
    bruno = stage.person("bruno")
    await bruno.types("/invoice show FE329")

    shown = await bruno.sees_privately("FE329")
    assert "Aceptada por la DIAN el 2 oct 2:00 p. m." in _plain(shown.text)
    assert "Hecha en Alegra" in shown.text
    assert "Pidió" not in shown.text
    assert "sin enviar" not in shown.text


async def test_voided_in_alegra_it_is_void_for_whoever_asks(stage: Stage) -> None:
    bruno = stage.person("bruno")
    await opened(stage)
    (invoice,) = stage.invoices
    await _in_alegra(stage, f"/invoices/{invoice['id']}/void", {"cause": "Se facturó dos veces"})
    await bruno.types(f"/invoice show {invoice['numberTemplate']['fullNumber']}")

    shown = await bruno.sees_privately("anulada")
    assert "Registrar pago" not in shown.text


async def test_no_notification_carries_an_amount_and_one_message_tells_one_outcome(stage: Stage) -> None:
    card = await issued(stage)
    ana = stage.person("ana")
    await ana.sees_directly("FE342 emitida a")

    everything = [message for person in ("ana", "bruno") for message in stage.person(person).messages()]
    for message in [*everything, *ana.direct_messages()]:
        assert not re.search(r"\$\s?\d", message.notification)
        assert not CODES.findall(message.text)
    assert len(texts(ana, "FE342 emitida a", channel="direct")) == 1
    assert len(ana.direct_messages()) == 2
    cufe = stage.invoices[0]["stamp"]["cufe"]
    assert f"CUFE {cufe[:4]}…{cufe[-4:]} · <https://catalogo-vpfe.dian.gov.co/" in card.text


async def test_nobody_is_woken_by_what_they_did_themselves(stage: Stage) -> None:
    card = await issued(stage)
    carla = stage.person("carla")
    await (await carla.sees("Registrar pago")).press("Registrar pago")
    form = await carla.modal("Registrar pago")
    await form.fill("Valor que entró al banco", "1011500")
    assert await form.submit() == {}

    notice = await carla.sees("💰")
    assert "lo registró" in notice.text
    assert "<@" not in notice.text
    assert "<@" not in (await card.reply("emitida")).text


@pytest.mark.parametrize("code", ["AEP6009", "AEP1003", "AEP6014"])
async def test_a_refused_stamp_says_what_to_do_to_both_sides(stage: Stage, code: str) -> None:
    card = await to_approve(stage)
    stage.alegra.state.faults.add("refuse_stamp", code=code)
    stage.traffic.expect("POST /invoices/stamp")
    await approves(card)
    stage.clock.advance(UNDO_IS_OVER)

    await card.shows("No se emitió nada")
    told = await stage.person("ana").sees_directly("No se emitió la factura de")
    for said in (card.text, told.text):
        assert f"({code})" in said
        assert "*Qué hacer:*" in said
    assert len(texts(stage.person("ana"), "🔴", channel="direct")) == 1


async def _approval_of(stage: Stage, lines: str) -> Message:
    """The card of an invoice with these lines, pasted into the form."""
    ana = stage.person("ana")
    form = await opens_form(ana)
    await form.fill("Cliente", CLINIC)
    await form.press("Pegar varias")
    paste = await ana.modal("Pegar varias")
    await paste.fill("Líneas", lines)
    assert await paste.submit() == {}
    await form.shows("Subtotal")
    assert await form.submit() == {}
    return await stage.person("bruno").sees("Factura por aprobar")


async def _in_alegra(stage: Stage, path: str, body: dict[str, Any], *, method: str = "POST") -> None:
    """What the accountant does in Alegra itself, without Cobro."""
    known = stage.environment
    async with httpx.AsyncClient(auth=(known["ALEGRA_EMAIL"], known["ALEGRA_TOKEN"])) as alegra:
        answer = await alegra.request(method, known["ALEGRA_API_URL"] + path, json=body)
    assert answer.is_success, answer.text


async def _newest(stage: Stage, part: str) -> Message:
    """The newest digest, once it names this client."""

    def found() -> Message | None:
        digests = [each for each in stage.person("carla").messages() if "📋" in each.text]
        return digests[-1] if part in digests[-1].text else None

    return await until(found, f"a digest with {part}")


def _is_overdue(invoice: dict[str, Any]) -> bool:
    today = datetime.date(FRIDAY_MORNING).isoformat()
    return bool(invoice["status"] == "open" and invoice["balance"] > 0 and invoice["dueDate"] < today)


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def _line(card: Message, part: str) -> str:
    return next(line for line in _plain(card.text).splitlines() if part in line)


def _amounts(text: str) -> list[Decimal]:
    """`$1.011.500,50` as money, in the order in which they are read."""
    found = re.findall(r"\$(\d[\d.]*(?:,\d+)?)", text)
    return [Decimal(each.rstrip(".").replace(".", "").replace(",", ".")) for each in found]


def _total_of_dialog(card: Message) -> Decimal:
    return _amounts(_plain(card.confirmation("Aprobar y emitir")))[0]


def _act(row: str) -> str:
    """What was done, of a line of the history: when, who, what."""
    return row.split(" · ")[2]
