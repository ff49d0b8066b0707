"""What people type into the modals, as Slack sends it back, and what they read under a field when it will not do."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from bot.locale import Words
from bot.slack.drawing import View
from bot.slack.form_samples import SEVERAL, shown
from bot.slack.forms import FieldErrors, amount_or_error
from bot.slack.modals import draft, email, resolve, return_, void
from bot.slack.modals.draft import DraftForm
from bot.slack.references import Reference

SPANISH = Words("es_CO")


def typed(text: str | None) -> dict[str, Any]:
    return {"type": "plain_text_input", "value": text}


def option(value: str) -> dict[str, Any]:
    return {"type": "static_select", "selected_option": {"text": {"type": "plain_text", "text": "…"}, "value": value}}


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
    assert amount_or_error(amount, SPANISH, currency="COP") == read


def test_an_amount_that_reads_two_ways_is_asked_back() -> None:
    asked = "¿1500 o 1,5? Escríbelo de una de esas dos formas"
    assert amount_or_error("1,500", SPANISH, currency="COP") == asked
    assert amount_or_error("1.500", SPANISH, currency="USD") == asked
    assert amount_or_error("1.500", SPANISH, currency="COP") == 1500


@pytest.mark.parametrize("amount", ["", "abc", "12 pesos", "1e9", "١٢٣"])
def test_what_is_no_number_is_answered_with_an_example(amount: str) -> None:
    assert "por ejemplo" in str(amount_or_error(amount, SPANISH, currency="COP"))


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
        email.draw(email.SAMPLES["hostile"], SPANISH),
        return_.draw(return_.SAMPLES["hostile"], SPANISH),
        void.draw(void.SAMPLES["hostile"], SPANISH),
        resolve.draw(resolve.SAMPLES["hostile"], SPANISH),
    ],
    ids=["email", "return", "void", "resolve"],
)
def test_a_modal_carries_its_reference_and_nothing_else(view: View) -> None:
    assert Reference.unpack(view["private_metadata"]).document == "D-7K3Q"
    assert len(view["private_metadata"]) <= 150


def test_the_form_of_what_was_given_back_says_that_it_sends_it_again() -> None:
    returned = DraftForm(**shown(replace(SEVERAL, resends=True), editing="D-7K3QXP"))
    edited = replace(returned, form=SEVERAL)
    assert said_on(draft.draw(returned, SPANISH)) == ("Corregir y reenviar", "Guardar y reenviar")
    assert said_on(draft.draw(returned, Words("en"))) == ("Correct and resend", "Save and resend")
    assert said_on(draft.draw(edited, SPANISH)) == ("Editar D-7K3QXP", "Guardar cambios")


def said_on(view: View) -> tuple[str, str]:
    """Its title and its button."""
    return view["title"]["text"], view["submit"]["text"]
