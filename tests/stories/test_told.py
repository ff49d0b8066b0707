"""Who is told what, in which words, and how often: nobody is woken for nothing, nothing is promised that does not happen."""

import re

import pytest

from tests.stories.acts import in_time
from tests.stories.invoicing import (
    PLAIN,
    UNDO_IS_OVER,
    approves,
    chooses_options,
    fills,
    in_alegra,
    issued,
    opened,
    opens_form,
    texts,
    to_approve,
)
from tests.stories.read_off import CODES, plain
from tests.stories.stage import Stage


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
    await in_alegra(stage, "PUT", f"/invoices/{stage.invoices[0]['id']}", {"items": [line]})
    stage.clock.advance(UNDO_IS_OVER)

    await card.shows("Cambió en Alegra después de aprobada")
    assert "• Total: ~$1.011.500~ → *$1.071.000*" in plain(card.text)
    assert "~IVA 19 % $161.500~ → *IVA 19 % $171.000*" in plain(card.text)
    await ana.sees_directly("cambió en Alegra después de aprobada. Debe aprobarse otra vez")
    assert len(texts(ana, "cambió en Alegra", channel="direct")) == 1
    assert not [text for text in texts(ana, "", channel="direct") if CODES.findall(text)]
    await (await diego.sees("Factura por aprobar")).choose("invoice.more", "Historial")
    history = await diego.sees_privately("Historial de")
    assert [_act(row) for row in history.text.splitlines()[1:]] == [
        "la envió a aprobación",
        "creó el borrador en Alegra",
        "la aprobó",
        "vio que cambió en Alegra, fuera de Cobro",
    ]


async def test_an_edit_that_alegra_has_overtaken_is_told_to_its_author(stage: Stage) -> None:
    ana = stage.person("ana")
    await to_approve(stage)
    await (await ana.sees("Factura por aprobar")).choose("invoice.more", "Editar")
    edit = await ana.modal()
    await in_alegra(stage, "PUT", f"/invoices/{stage.invoices[0]['id']}", {"purchaseOrderNumber": "X-1"})
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


def _act(row: str) -> str:
    """What was done, of a line of the history: when, who, what."""
    return row.split(" · ")[2]
