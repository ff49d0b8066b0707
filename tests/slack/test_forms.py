"""What people type into the modals, as Slack sends it back, and what they read under a field when it will not do."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from bot.billing.payments import PaymentProblem
from bot.locale import Words
from bot.slack import samples
from bot.slack.drawing import View
from bot.slack.forms import FieldErrors
from bot.slack.modals import email, payment, resolve, return_, void
from bot.slack.references import Reference

SPANISH = Words("es_CO")


def typed(text: str | None) -> dict[str, Any]:
    return {"type": "plain_text_input", "value": text}


def option(value: str) -> dict[str, Any]:
    return {"type": "static_select", "selected_option": {"text": {"type": "plain_text", "text": "…"}, "value": value}}


def a_payment(amount: str = "4585070", day: str | None = "2025-12-28") -> dict[str, Any]:
    return {
        payment.AMOUNT: {payment.AMOUNT: typed(amount)},
        payment.ACCOUNT: {payment.ACCOUNT: option("1")},
        payment.METHOD: {payment.METHOD: option("transfer")},
        payment.DAY: {payment.DAY: {"type": "datepicker", "selected_date": day}},
        payment.NOTE: {payment.NOTE: typed(" PSE ")},
    }


@pytest.mark.parametrize(
    ("amount", "read"),
    [
        ("1.500.000,50", Decimal("1500000.50")),
        ("1,500,000.50", Decimal("1500000.50")),
        ("$ 4.585.070", Decimal(4585070)),
        ("1500", Decimal(1500)),
        ("1,5", Decimal("1.5")),
    ],
)
def test_an_amount_is_read_as_people_write_it(amount: str, read: Decimal) -> None:
    form = payment.read(a_payment(amount), SPANISH, currency="COP")

    assert form == payment.TypedPayment(read, "1", "transfer", dt.date(2025, 12, 28), "PSE")


def test_an_amount_that_reads_two_ways_is_asked_back_under_its_field() -> None:
    refused = payment.read(a_payment("1.500"), SPANISH, currency="COP")

    assert refused == FieldErrors({payment.AMOUNT: "¿1500 o 1,5? Escríbelo de una de esas dos formas"})


@pytest.mark.parametrize("amount", ["", "abc", "12 pesos", "1e9", "١٢٣"])
def test_what_is_no_number_is_refused_under_the_amount(amount: str) -> None:
    refused = payment.read(a_payment(amount), SPANISH, currency="COP")

    assert isinstance(refused, FieldErrors)
    assert list(refused.errors) == [payment.AMOUNT]


def test_every_wrong_field_of_a_payment_is_named_at_once() -> None:
    refused = payment.read(a_payment("abc", day=None), SPANISH, currency="COP")

    assert isinstance(refused, FieldErrors)
    assert set(refused.errors) == {payment.AMOUNT, payment.DAY}


def test_every_problem_of_a_payment_has_a_sentence_under_a_field_of_the_form() -> None:
    fields = _input_blocks(payment.draw(payment.SAMPLES["open"], SPANISH))

    for problem in PaymentProblem:
        errors = payment.problems((problem,), samples.STAMPED, SPANISH).errors
        assert set(errors) <= fields
        assert len(errors) == 1


def test_above_the_balance_says_what_the_balance_is() -> None:
    refused = payment.problems((PaymentProblem.ABOVE_BALANCE, PaymentProblem.TOO_PRECISE), samples.PART_PAID, SPANISH)

    assert refused.errors == {
        payment.AMOUNT: "El saldo es $1.585.070: lo que pasa de ahí no se puede aplicar a esta factura"
    }


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("a@x.co", ("a@x.co",)),
        ("a@x.co, b@y.com.co", ("a@x.co", "b@y.com.co")),
        ("a@x.co\nb@y.com.co\na@x.co", ("a@x.co", "b@y.com.co")),
        ("<a@x.co>; mailto:b@y.co", ("a@x.co", "b@y.co")),
    ],
)
def test_addresses_are_read_however_they_are_separated(text: str, addresses: tuple[str, ...]) -> None:
    values = {email.ADDRESSES: {email.ADDRESSES: typed(text)}, email.MESSAGE: {email.MESSAGE: typed(None)}}

    assert email.read(values, SPANISH) == email.TypedEmail(addresses, "")


@pytest.mark.parametrize(
    "text", ["", "ana", "ana@", "@x.co", "ana@x", "a@x.co b@@y.co", "a@x.co\r\nBcc:", "ñ@x.co", "a@-x.co"]
)
def test_what_is_no_address_is_named_under_the_field(text: str) -> None:
    refused = email.read({email.ADDRESSES: {email.ADDRESSES: typed(text)}}, SPANISH)

    assert isinstance(refused, FieldErrors)
    assert list(refused.errors) == [email.ADDRESSES]


def test_an_invoice_is_not_sent_to_a_crowd() -> None:
    crowd = ",".join(f"a{n}@x.co" for n in range(11))
    refused = email.read({email.ADDRESSES: {email.ADDRESSES: typed(crowd)}}, SPANISH)

    assert refused == FieldErrors({email.ADDRESSES: "Son 11 direcciones: envía a lo sumo a 10"})


def test_a_return_says_for_what_and_why() -> None:
    values = {
        return_.FATE: {return_.FATE: option("discard")},
        return_.REASON: {return_.REASON: typed(" Ya se facturó ")},
    }

    assert return_.read(values, SPANISH) == return_.TypedReturn(return_.Fate.DISCARD, "Ya se facturó")


@pytest.mark.parametrize("reason", [None, "   ", "x" * 501])
def test_a_return_without_a_usable_reason_is_asked_again(reason: str | None) -> None:
    values = {return_.FATE: {return_.FATE: option("correct")}, return_.REASON: {return_.REASON: typed(reason)}}
    refused = return_.read(values, SPANISH)

    assert isinstance(refused, FieldErrors)
    assert list(refused.errors) == [return_.REASON]


def test_a_return_for_an_unknown_purpose_is_refused() -> None:
    values = {return_.FATE: {return_.FATE: option("stamp")}, return_.REASON: {return_.REASON: typed("x")}}

    assert isinstance(return_.read(values, SPANISH), FieldErrors)


def test_a_void_needs_a_reason() -> None:
    assert void.read({void.REASON: {void.REASON: typed("Duplicada")}}, SPANISH) == void.TypedVoid("Duplicada")
    assert isinstance(void.read({void.REASON: {void.REASON: typed(" ")}}, SPANISH), FieldErrors)
    assert isinstance(void.read({}, SPANISH), FieldErrors)


def test_what_a_person_saw_in_alegra_is_said_with_words() -> None:
    values = {resolve.SEEN: {resolve.SEEN: option("happened")}, resolve.NOTE: {resolve.NOTE: typed("Es la FE342")}}

    assert resolve.read(values, SPANISH) == resolve.TypedResolution(resolve.Seen.HAPPENED, "Es la FE342")
    assert isinstance(resolve.read({**values, resolve.NOTE: {}}, SPANISH), FieldErrors)
    assert isinstance(resolve.read({**values, resolve.SEEN: {}}, SPANISH), FieldErrors)


@pytest.mark.parametrize(
    "view",
    [
        payment.draw(payment.SAMPLES["hostile"], SPANISH),
        email.draw(email.SAMPLES["hostile"], SPANISH),
        return_.draw(return_.SAMPLES["hostile"], SPANISH),
        void.draw(void.SAMPLES["hostile"], SPANISH),
        resolve.draw(resolve.SAMPLES["hostile"], SPANISH),
    ],
    ids=["payment", "email", "return", "void", "resolve"],
)
def test_a_modal_carries_its_reference_and_nothing_else(view: View) -> None:
    assert Reference.unpack(view["private_metadata"]).document == "D-7K3Q"
    assert len(view["private_metadata"]) <= 150


def test_a_form_that_comes_back_keeps_what_was_typed() -> None:
    view = payment.draw(payment.SAMPLES["refused before"], SPANISH)
    held = {block["block_id"]: block["element"] for block in view["blocks"] if block["type"] == "input"}

    assert held[payment.AMOUNT]["initial_value"] == "4.585.070,00"
    assert held[payment.NOTE]["initial_value"] == "Pago PSE"
    assert held[payment.DAY]["initial_date"] == "2025-12-27"


def _input_blocks(view: View) -> set[str]:
    return {block["block_id"] for block in view["blocks"] if block["type"] == "input"}
