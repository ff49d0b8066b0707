"""What may be recorded as a payment, and what an invoice without a balance is called."""

import datetime as dt
from decimal import Decimal
from enum import StrEnum

from bot.billing.invoice import Invoice, Status
from bot.billing.money import ZERO, rounded

PAYMENT_METHODS = ("transfer", "deposit", "cash", "check", "debit-card", "credit-card")
"""Alegra's own words for payments, not those for invoices (Alegra fact sheet 6); the usual ones first."""


class PaymentProblem(StrEnum):
    NOT_OPEN = "not_open"
    """Draft, void or without a balance: Alegra answers 4096."""
    NOT_POSITIVE = "not_positive"
    ABOVE_BALANCE = "above_balance"
    TOO_PRECISE = "too_precise"
    """Decimals that the currency does not have."""
    IN_FUTURE = "in_future"
    NO_ACCOUNT = "no_account"
    UNKNOWN_METHOD = "unknown_method"


def payment_problems(
    invoice: Invoice,
    *,
    amount: Decimal,
    paid_on: dt.date,
    today: dt.date,
    bank_account_id: str,
    method: str,
    precision: int = 2,
) -> tuple[PaymentProblem, ...]:
    """Everything that stands against recording it; `amount` in the invoice's currency, `today` in the company's zone."""
    found = {
        PaymentProblem.NOT_OPEN: invoice.status is not Status.OPEN or invoice.balance <= 0,
        PaymentProblem.NOT_POSITIVE: amount <= 0,
        PaymentProblem.ABOVE_BALANCE: amount > max(invoice.balance, ZERO),
        PaymentProblem.TOO_PRECISE: amount != rounded(amount, precision),
        PaymentProblem.IN_FUTURE: paid_on > today,
        PaymentProblem.NO_ACCOUNT: not bank_account_id,
        PaymentProblem.UNKNOWN_METHOD: method not in PAYMENT_METHODS,
    }
    return tuple(problem for problem, is_so in found.items() if is_so)


class PaidWord(StrEnum):
    OWED = "owed"
    PARTLY = "partly"
    """Abonada."""
    PAID = "paid"
    """Pagada: the only one that is thanked."""
    CREDITED = "credited"
    """Saldada con nota crédito, wholly or for what payments left."""


def paid_word(invoice: Invoice) -> PaidWord:
    """Of an issued invoice. What payments and withholdings do not explain of a settled one, credit notes did."""
    received = sum((payment.amount for payment in invoice.payments if payment.status != "void"), ZERO)
    if invoice.balance > 0 or invoice.status in {Status.DRAFT, Status.VOID}:
        return PaidWord.PARTLY if received > 0 else PaidWord.OWED
    withheld = sum((withholding.amount for withholding in invoice.withholdings), ZERO)
    return PaidWord.PAID if received > 0 and received + withheld >= invoice.total else PaidWord.CREDITED
