"""What is said of an issued invoice and of its payments, and what never is."""

from dataclasses import replace

import pytest

from bot.slack import samples
from bot.slack.messages import issued_card, payment_notice
from tests.slack.reading import SPANISH, read

STAMPED = issued_card.SAMPLES["stamped"]


def test_a_stamped_invoice_is_never_offered_a_plain_void() -> None:
    said = read(issued_card.draw(STAMPED, SPANISH)).split("\n")

    assert "Anular o corregir" in said
    assert "Anular" not in said


def test_a_plain_invoice_can_be_voided_until_it_has_a_payment() -> None:
    assert "Anular" in read(issued_card.draw(issued_card.SAMPLES["opened"], SPANISH)).split("\n")
    assert "Anular" not in read(issued_card.draw(issued_card.SAMPLES["opened, part paid"], SPANISH)).split("\n")


def test_the_issued_card_says_number_authority_balance_and_who_sent_the_mail() -> None:
    said = read(issued_card.draw(STAMPED, SPANISH))

    assert "✅ *FE342* emitida · Clínica Los Andes S.A.S. · *$4.585.070*" in said
    assert "Aceptada por la DIAN el 26 nov 4:04 a. m. · vence vie 26 dic 2025 · saldo $4.585.070" in said
    assert "✉️ Alegra la envió a facturacion@losandes.co" in said
    assert "CUFE 8f3a…c21e · <https://catalogo-vpfe.dian.gov.co/document/searchqr?documentkey=" in said
    assert "|Ver en la DIAN> · PDF y XML en el hilo" in said


def test_a_qr_text_that_leads_elsewhere_makes_no_link() -> None:
    stamp = replace(samples.STAMPED.stamp, qr_url="https://evil.example/document")
    said = read(issued_card.draw(replace(STAMPED, invoice=replace(samples.STAMPED, stamp=stamp)), SPANISH))

    assert "evil" not in said
    assert "Ver en la DIAN" not in said


@pytest.mark.parametrize(
    ("sample", "word"),
    [("stamped", ""), ("part paid", "*Abonada*"), ("paid", "*Pagada*"), ("settled", "*Saldada con nota crédito*")],
)
def test_paid_partly_paid_and_settled_are_three_words(sample: str, word: str) -> None:
    said = read(issued_card.draw(issued_card.SAMPLES[sample], SPANISH))

    for each in ("*Abonada*", "*Pagada*", "*Saldada con nota crédito*"):
        assert (each in said) is (each == word)


def test_nothing_more_is_asked_of_who_owes_nothing() -> None:
    assert "Registrar pago" not in read(issued_card.draw(issued_card.SAMPLES["paid"], SPANISH))


def test_a_part_payment_says_what_is_left_and_since_when() -> None:
    said = read(payment_notice.draw(payment_notice.SAMPLES["part"], SPANISH))

    assert (
        "💰 *Clínica Los Andes S.A.S.* abonó *$3.000.000* a *FE329* · saldo *$1.585.070*, vencida hace 41 días" in said
    )


def test_a_payment_older_than_its_invoice_is_pointed_at() -> None:
    """A slip of the year, or an advance."""
    assert "es anterior a FE342" in read(payment_notice.draw(payment_notice.SAMPLES["before the invoice"], SPANISH))
    assert "anterior" not in read(payment_notice.draw(payment_notice.SAMPLES["full"], SPANISH))


def test_a_voided_payment_is_corrected_in_place() -> None:
    said = read(payment_notice.draw(payment_notice.SAMPLES["voided"], SPANISH))

    assert (
        "~💰 Clínica Los Andes S.A.S. pagó FE329~ Anulado por <@U0CARLA003> el 29 dic: «se aplicó al cliente equivocado»."
        in said
    )
    assert "FE329 vuelve a deber $1.585.070." in said
