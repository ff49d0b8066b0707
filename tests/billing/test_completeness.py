import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from bot.billing.completeness import Lack, Missing, missing_for_stamping
from bot.billing.countries import rules_of
from bot.billing.directory import Client
from bot.billing.draft import DateMode
from tests.billing.cast import CLINICA, FE, ITEMS, MANTENIMIENTO, RIVERA, TODAY, VISITA, draft, draft_line

MEXICO = replace(RIVERA, country="Mexico", currency="MXN")
ESCUELA = Client("7", "ESCUELA KEMPER URGATE", "RFC", "EKU9003173C9", regime="GENERAL_REGIME_OF_MORAL_PEOPLE_LAW")


def missing(**changes: Any) -> tuple[Missing, ...]:
    asked: dict[str, Any] = {"client": CLINICA, "items": ITEMS, "numbering": FE, "company": RIVERA, "today": TODAY}
    asked |= {name: value for name, value in changes.items() if name in asked}
    return missing_for_stamping(draft(**{k: v for k, v in changes.items() if k not in asked}), **asked)


def test_the_clinics_invoice_lacks_nothing() -> None:
    assert missing() == ()


@pytest.mark.parametrize(
    "field",
    ["name", "identification_type", "identification", "kind_of_person", "regime", "address", "city", "department"],
)
def test_in_colombia_each_of_these_of_the_client_is_needed(field: str) -> None:
    blank: dict[str, Any] = {field: " "}
    assert missing(client=replace(CLINICA, **blank)) == (Missing(f"client.{field}", Lack.MISSING),)


def test_a_nit_needs_its_check_digit_and_the_right_one() -> None:
    assert missing(client=replace(CLINICA, check_digit="")) == (Missing("client.check_digit", Lack.MISSING),)
    assert missing(client=replace(CLINICA, check_digit="4")) == (Missing("client.check_digit", Lack.INVALID),)
    assert missing(client=replace(CLINICA, identification="90048271X")) == (
        Missing("client.check_digit", Lack.INVALID),
    )


def test_a_cedula_has_none() -> None:
    person = replace(CLINICA, identification_type="CC", identification="52345678", check_digit="")
    assert missing(client=person) == ()


@pytest.mark.parametrize(
    ("form", "method", "found"),
    [
        ("CREDIT", "", ()),
        ("CASH", "TRANSFER_DEBIT_BANK", ()),
        ("CASH", "", (Missing("payment_method", Lack.MISSING),)),
        ("", "", (Missing("payment_form", Lack.MISSING),)),
        ("PUE", "", (Missing("payment_form", Lack.INVALID),)),
    ],
)
def test_paid_at_once_needs_to_say_how(form: str, method: str, found: tuple[Missing, ...]) -> None:
    assert missing(payment_form=form, payment_method=method) == found


def test_every_line_needs_an_active_item_with_a_unit() -> None:
    lines = (
        draft_line(MANTENIMIENTO, "1"),
        draft_line(VISITA, "1", item_id="999"),
        draft_line(VISITA, "1", unit=""),
        draft_line(MANTENIMIENTO, "1", unit=""),
    )
    items = {"101": replace(MANTENIMIENTO, is_active=False), "102": replace(VISITA, unit="")}
    assert missing(lines=lines, items=items) == (
        Missing("line.item", Lack.INACTIVE, 1),
        Missing("line.item", Lack.MISSING, 2),
        Missing("line.item", Lack.INACTIVE, 4),
        Missing("line.unit", Lack.MISSING, 3),
    )


def test_without_lines_or_client_there_is_nothing_to_stamp() -> None:
    assert missing(lines=(), client=None) == (Missing("client", Lack.MISSING), Missing("lines", Lack.MISSING))
    assert missing(client=replace(CLINICA, is_active=False)) == (Missing("client", Lack.INACTIVE),)


def test_the_numbering_is_asked_for_the_day_of_issue() -> None:
    expiring = replace(FE, ends=TODAY)
    tomorrow = TODAY + dt.timedelta(days=1)
    assert missing(numbering=expiring) == ()
    assert missing(numbering=expiring, today=tomorrow) == (Missing("numbering", Lack.EXPIRED),)
    assert missing(numbering=expiring, today=tomorrow, date_mode=DateMode.FIXED, fixed_date=TODAY) == ()
    assert missing(numbering=None) == (Missing("numbering", Lack.MISSING),)


def test_a_plain_numbering_asks_only_for_a_number_to_give() -> None:
    plain = replace(FE, is_electronic=False)
    bare = Client("12", "Clínica")
    assert missing(numbering=plain, client=bare, payment_form="") == ()
    assert missing(numbering=replace(plain, next_number=5001), client=bare) == (Missing("numbering", Lack.EXHAUSTED),)


def test_in_mexico_the_rfc_is_checked_and_a_deferred_payment_is_to_be_defined() -> None:
    deferred: dict[str, Any] = {"company": MEXICO, "payment_form": "PPD", "payment_method": "99"}
    assert missing(client=ESCUELA, **deferred) == ()
    assert missing(client=replace(ESCUELA, identification="XAXX010101000"), **deferred) == ()
    wrong = replace(ESCUELA, identification="EKU9013993C9", regime="")
    assert missing(client=wrong, company=MEXICO, payment_form="PPD", payment_method="03") == (
        Missing("client.regime", Lack.MISSING),
        Missing("client.identification", Lack.INVALID),
        Missing("payment_method", Lack.INVALID),
    )
    assert missing(client=ESCUELA, company=MEXICO, payment_form="CREDIT", payment_method="") == (
        Missing("payment_form", Lack.INVALID),
        Missing("payment_method", Lack.MISSING),
    )
    assert missing(client=ESCUELA, company=MEXICO, payment_form="") == (
        Missing("payment_form", Lack.MISSING),
        Missing("payment_method", Lack.MISSING),
    )


def test_elsewhere_the_least_is_asked() -> None:
    peru = replace(RIVERA, country="peru")
    assert missing(company=peru, client=Client("9", "Ana", identification="44556677"), payment_form="") == ()
    assert missing(company=peru, client=Client("9", "Ana")) == (Missing("client.identification", Lack.MISSING),)


@pytest.mark.parametrize(
    ("country", "cash", "credit"), [("colombia", "CASH", "CREDIT"), ("MEXICO", "PUE", "PPD"), ("peru", "", "")]
)
def test_the_form_of_payment_follows_from_the_term(country: str, cash: str, credit: str) -> None:
    rules = rules_of(country)
    assert (rules.payment_form(0), rules.payment_form(30)) == (cash, credit)
