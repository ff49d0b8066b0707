"""Where Alegra takes what was withheld without repeating it, the notice, the card and its words have it all the same."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from bot.actions.payments import AskedShare, PaymentAsked, as_asked
from bot.billing.invoice import PaidInvoice, Payment, Withholding

ZERO = Decimal(0)
INCOME, VAT = Withholding("1", "Retefuente", Decimal(4), ZERO), Withholding("3", "ReteIVA", Decimal(15), ZERO)


def share(key: str, applied: int, *withheld: Withholding) -> AskedShare:
    return AskedShare(f"D-{key}", key, f"FE{key}", Decimal(applied), ZERO, withheld)


def held(rule: Withholding, amount: int) -> Withholding:
    return replace(rule, amount=Decimal(amount))


ASKED = PaymentAsked(
    paid_on=dt.date(2026, 11, 27),
    bank_account_id="1",
    method="transfer",
    note="",
    client_id="16",
    currency="COP",
    shares=(share("8", 966, held(INCOME, 34)), share("9", 475, held(INCOME, 17), held(VAT, 8))),
)
SILENT = Payment(
    id="5",
    number="RC5",
    paid_on=dt.date(2026, 11, 27),
    amount=Decimal(1441),
    currency="COP",
    method="transfer",
    status="open",
    client_id="16",
    client_name="Mercados La Colina",
    bank_account="Bancolombia",
    invoices=(
        PaidInvoice("8", "FE8", Decimal(966), Decimal(1000), ZERO),
        PaidInvoice("9", "FE9", Decimal(475), Decimal(500), ZERO),
    ),
)


def test_each_invoice_has_its_own_and_each_kind_is_added_up() -> None:
    told = as_asked(SILENT, ASKED)
    assert [paid.withheld for paid in told.invoices] == [34, 25]
    assert [(each.id, each.amount) for each in told.withholdings] == [("1", Decimal(51)), ("3", Decimal(8))]
    assert told.amount + sum(each.amount for each in told.withholdings) == sum(paid.total for paid in told.invoices)


def test_what_alegra_did_not_count_is_not_claimed() -> None:
    owing = replace(SILENT.invoices[0], balance=Decimal(34))
    uncounted = replace(SILENT, invoices=(owing, SILENT.invoices[1]))
    assert as_asked(uncounted, ASKED) is uncounted


def test_what_alegra_says_itself_stays() -> None:
    said = replace(SILENT, invoices=tuple(replace(paid, withheld=Decimal(1)) for paid in SILENT.invoices))
    assert [paid.withheld for paid in as_asked(said, ASKED).invoices] == [1, 1]
    assert as_asked(SILENT, None) is SILENT
