"""What the cards say and what they never say (the rules of "What can never happen")."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from bot.locale import Words
from bot.slack import home, samples
from bot.slack.drawing import Message
from bot.slack.escape import inert
from bot.slack.invoice_lines import continuation
from bot.slack.messages import (
    approval_card,
    discarded_card,
    overdue_digest,
    payment_notice,
    returned_card,
    technical_request,
    voided_card,
)
from bot.slack.refusals import Refusal, advice
from tests.slack.reading import ENGLISH, SPANISH, read, squeezed

PENDING = approval_card.SAMPLES["pending"]


def test_the_approval_card_says_what_a_careful_approver_checks() -> None:
    said = read(approval_card.draw(PENDING, SPANISH))

    for fact in (
        "🧾 Factura por aprobar · *$4.585.070* · Rivera Refrigeración",
        "*Clínica Los Andes S.A.S.* · NIT 900.482.713-5 · Bogotá",
        "4 × Mantenimiento preventivo cuarto frío · $850.000 → *$3.400.000*",
        "2 × Limpieza de condensador (dcto 10 %) · $185.000 → *$333.000*",
        "Base gravada 19 %  $3.853.000 · IVA  $732.070",
        "*Total a pagar  $4.585.070*",
        "*Fecha:* la del día de emisión · *Vence:* a 30 días · *Crédito*",
        "*Numeración:* FE, sigue la 342 · quedan 4.659 números, vence 1 ene 2027",
        "*OC:* 45-8812 · *Centro de costo:* Norte",
        "*Se enviará a:* facturacion@losandes.co",
        "🟢 Sin vencidos · paga a 34 días en promedio (6 facturas)",
        "🟡 Parecida a FE319 (28 oct, mismo valor): revisa que no sea repetida",
        "Falta 1 de 1: <@U0BRUNO002> o <@U0DIEGO004>. <@U0ANA00001> no puede aprobarla.",
    ):
        assert fact in said


def test_the_notification_says_who_wants_what_for_whom() -> None:
    assert (
        approval_card.draw(PENDING, SPANISH).text == "<@U0ANA00001> pide emitir una factura a Clínica Los Andes S.A.S."
    )


def test_a_draft_is_never_given_a_number_that_it_does_not_have() -> None:
    assert "FE342" not in read(approval_card.draw(PENDING, SPANISH))


@pytest.mark.parametrize("words", [SPANISH, ENGLISH], ids=["es", "en"])
def test_slacks_dialog_names_the_client_the_total_and_the_destination(words: Words) -> None:
    button = approval_card.draw(PENDING, words).blocks[-2]["elements"][0]
    text = button["confirm"]["text"]["text"]

    assert "Clínica Los Andes S.A.S." in text
    assert words.money(Decimal(4585070), "COP").replace("\u00a0", " ") in text.replace("\u00a0", " ")
    assert "facturacion@losandes.co" in text
    assert len(text) <= 300


def test_the_dialog_keeps_the_total_however_long_the_names_are() -> None:
    client = replace(samples.CLINIC, name="Razón social " * 30)
    card = replace(
        PENDING, invoice=replace(samples.PENDING, client=client), recipients=("x" * 60 + "@losandes.co", "b@x.co")
    )
    text = approval_card.draw(card, SPANISH).blocks[-2]["elements"][0]["confirm"]["text"]["text"]

    assert "$4.585.070" in text
    assert "nota crédito" in text
    assert "(+1)" in text


@pytest.mark.parametrize("sample", ["pending", "many lines", "endless line", "hostile"])
def test_every_line_can_be_read_on_the_card_or_in_its_thread(sample: str) -> None:
    card = approval_card.SAMPLES[sample]
    thread = [read(each).replace(each.text, "").replace("**", "") for each in continuation(card.invoice, SPANISH)]
    everything = read(approval_card.draw(card, SPANISH)) + "".join(thread)

    for line in card.invoice.lines:
        assert squeezed(inert(line.name, 9999)) in squeezed(everything)
        assert squeezed(inert(line.description, 9999)) in squeezed(everything)


def test_a_card_with_lines_in_the_thread_says_so_before_the_buttons() -> None:
    said = read(approval_card.draw(approval_card.SAMPLES["many lines"], SPANISH))

    assert "siguen en el hilo: léelas antes de decidir" in said
    assert continuation(samples.PENDING, SPANISH) == ()


def test_a_refusal_says_what_to_do_and_the_button_says_it_was_done() -> None:
    message = approval_card.draw(approval_card.SAMPLES["refused"], SPANISH)
    said = read(message)

    assert "La numeración FE no está asociada a tu empresa (AEP6009). No se emitió nada." in said
    assert "*Qué hacer:* en el portal de la DIAN, asocia la resolución 18764000001 a Alegra." in said
    assert "Ya lo hice, reintentar" in said
    assert "Aprobar y emitir" not in said


@pytest.mark.parametrize("code", ["", "AEP1003", "AEP6009", "AEP6014", "AEP9999", "EPR503", "3065", "9030", "x"])
def test_no_refusal_is_left_without_advice(code: str) -> None:
    assert advice(Refusal("No", code), SPANISH)
    assert advice(Refusal("No", code), ENGLISH)


def test_only_admins_are_offered_the_technical_request() -> None:
    assert "Solicitud técnica" not in read(approval_card.draw(PENDING, SPANISH))
    assert "Solicitud técnica" in read(approval_card.draw(replace(PENDING, for_admins=True), SPANISH))


def test_a_home_tab_tells_nobody_owes_anything_from_nobody_has_looked() -> None:
    assert "nobody owes anything" in str(home.draw(home.SAMPLES["nothing overdue"], ENGLISH))
    assert "I have not looked yet" in str(home.draw(home.SAMPLES["not scanned yet"], ENGLISH))
    assert "Overdue" not in str(home.draw(home.SAMPLES["somebody new"], ENGLISH)), "who may not collect"


def test_seventy_overdue_clients_fit_one_message() -> None:
    message = overdue_digest.draw(overdue_digest.SAMPLES["many clients"], SPANISH)

    assert len(message.blocks) <= 50
    assert "y 50 clientes más por $49.997.775" in read(message)


def test_secrets_are_unreadable_in_a_technical_request() -> None:
    body = {
        "Authorization": "Basic cXdl",
        "client": {"apiToken": "tok-123", "name": "Acme"},
        "items": [{"secretKey": "s3cr3t"}],
    }
    said = read(
        technical_request.draw(technical_request.TechnicalRequest("D-7K3Q", "POST", "/invoices", body), SPANISH)
    )

    assert "Acme" in said
    for secret in ("cXdl", "tok-123", "s3cr3t"):
        assert secret not in said


@pytest.mark.parametrize(
    "drawn",
    [
        lambda words: payment_notice.draw(_told_with_figures(is_void=True), words),
        lambda words: payment_notice.draw(_told_with_figures(is_void=False), words),
        lambda words: voided_card.draw(replace(voided_card.SAMPLES["voided"], reason=FIGURES), words),
        lambda words: returned_card.draw(replace(returned_card.SAMPLES["returned"], reason=FIGURES), words),
        lambda words: discarded_card.draw(replace(discarded_card.SAMPLES["discarded"], reason=FIGURES), words),
    ],
)
def test_where_amounts_are_hidden_nobodys_reason_tells_them(drawn: Callable[[Words], Message]) -> None:
    assert "600.000" in read(drawn(SPANISH))
    assert "600.000" not in read(drawn(replace(SPANISH, hides_amounts=True)))


FIGURES = "eran $600.000 y no $500.000"


def _told_with_figures(*, is_void: bool) -> payment_notice.PaymentNotice:
    void, other = payment_notice.SAMPLES["voided"], payment_notice.SAMPLES["part, for another reason"]
    if is_void and void.reversal:
        return replace(void, reversal=replace(void.reversal, reason=FIGURES))
    return replace(other, reason=FIGURES)
