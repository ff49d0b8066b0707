"""What may be recorded as a payment, and what an invoice without a balance is called."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from bot.billing.invoice import Invoice, Status
from bot.billing.money import ZERO, rounded
from bot.billing.settlement import Settlement, Share

PAYMENT_METHODS = ("transfer", "deposit", "cash", "check", "debit-card", "credit-card")
"""Alegra's own words for payments, not those for invoices (Alegra fact sheet 6); the usual ones first."""


class Residue(StrEnum):
    """What the payer of less than the balance means by it."""

    NONE = ""
    PART = "part"
    """Abono: the rest is owed and chased as before."""
    UNDOCUMENTED = "undocumented"
    """A withholding whose certificate has not come: the balance stays, and it is said why."""
    OTHER = "other"
    """In the words of whoever records it."""


class PaymentProblem(StrEnum):
    NOT_POSITIVE = "not_positive"
    ABOVE_BALANCE = "above_balance"
    """Alegra answers 9030; an advance is no part of its documented API, so none is offered."""
    TOO_PRECISE = "too_precise"
    """Decimals that the currency does not have."""
    NO_ROOM = "no_room"
    """What entered and what was withheld are more than the invoice owes."""
    NOT_SPREAD = "not_spread"
    """Money is left that no invoice has."""
    OVERSPREAD = "overspread"
    NOTHING_APPLIED = "nothing_applied"
    """Withheld from an invoice that nothing of the payment goes to."""
    NEGATIVE = "negative"
    RESIDUE_UNSAID = "residue_unsaid"
    REASON_MISSING = "reason_missing"
    IN_FUTURE = "in_future"
    NO_ACCOUNT = "no_account"
    UNKNOWN_METHOD = "unknown_method"


@dataclass(frozen=True)
class Objection:
    """One problem, of one invoice where it has one; `amount` is by how much, or what would fit."""

    problem: PaymentProblem
    invoice_id: str = ""
    amount: Decimal = ZERO


@dataclass(frozen=True)
class PaidHow:
    """Everything of a payment but its amounts."""

    paid_on: dt.date
    bank_account_id: str
    method: str
    residue: Residue = Residue.NONE
    reason: str = ""


def objections(settlement: Settlement, how: PaidHow, *, today: dt.date, precision: int = 2) -> tuple[Objection, ...]:
    """Everything that stands against recording it; `today` in the company's zone. Empty: it may be sent."""
    found = _against_amounts(settlement, precision)
    said = () if found else _against_residue(settlement, how)
    plain = {
        PaymentProblem.IN_FUTURE: how.paid_on > today,
        PaymentProblem.NO_ACCOUNT: not how.bank_account_id,
        PaymentProblem.UNKNOWN_METHOD: how.method not in PAYMENT_METHODS,
    }
    return (*found, *said, *(Objection(problem) for problem, is_so in plain.items() if is_so))


def _against_amounts(settlement: Settlement, precision: int) -> tuple[Objection, ...]:
    owed = sum((share.owed.balance for share in settlement.shares), ZERO)
    if settlement.entered <= 0:
        return (Objection(PaymentProblem.NOT_POSITIVE),)
    if settlement.entered > owed:
        return (Objection(PaymentProblem.ABOVE_BALANCE, amount=owed),)
    of_each = [each for share in settlement.shares for each in _against_share(share, precision)]
    if of_each:
        return tuple(of_each)
    if settlement.entered != rounded(settlement.entered, precision):
        return (Objection(PaymentProblem.TOO_PRECISE),)
    return _against_spread(settlement)


def _against_share(share: Share, precision: int) -> tuple[Objection, ...]:
    amounts = [share.applied, *(each.amount for each in share.withholdings)]
    key, too_much = share.owed.invoice_id, -share.residual
    found = {
        PaymentProblem.NEGATIVE: any(amount < 0 for amount in amounts) or any(amount == 0 for amount in amounts[1:]),
        PaymentProblem.TOO_PRECISE: any(amount != rounded(amount, precision) for amount in amounts),
        PaymentProblem.NO_ROOM: too_much > 0,
        PaymentProblem.NOTHING_APPLIED: bool(share.withholdings) and not share.applied,
    }
    return tuple(Objection(problem, key, max(too_much, ZERO)) for problem, is_so in found.items() if is_so)[:1]


def _against_spread(settlement: Settlement) -> tuple[Objection, ...]:
    left = settlement.unspread
    if not left:
        return ()
    if left < 0:
        return (Objection(PaymentProblem.OVERSPREAD, amount=-left),)
    full = next((share for share in settlement.reached if share.withholdings and not share.residual), None)
    if full and len(settlement.shares) == 1:
        return (Objection(PaymentProblem.NO_ROOM, full.owed.invoice_id, left),)
    return (Objection(PaymentProblem.NOT_SPREAD, amount=left),)


def _against_residue(settlement: Settlement, how: PaidHow) -> tuple[Objection, ...]:
    """Who leaves something owed says what it is."""
    if not settlement.residual:
        return ()
    if how.residue is Residue.NONE:
        return (Objection(PaymentProblem.RESIDUE_UNSAID, amount=settlement.residual),)
    if how.residue is Residue.OTHER and not how.reason.strip():
        return (Objection(PaymentProblem.REASON_MISSING),)
    return ()


class PaidWord(StrEnum):
    OWED = "owed"
    PARTLY = "partly"
    """Abonada."""
    PAID = "paid"
    """Pagada: the only one that is thanked."""
    CREDITED = "credited"
    """Saldada con nota crédito, wholly or for what payments left."""


def paid_word(invoice: Invoice, *, withheld: Decimal = ZERO) -> PaidWord:
    """Of an issued invoice. What payments and withholdings do not explain of a settled one, credit notes did.

    `withheld` was kept when it was paid: whether the amounts of its payments contain that is not confirmed.
    """
    received = sum((payment.amount for payment in invoice.payments if payment.status != "void"), ZERO)
    if invoice.balance > 0 or invoice.status in {Status.DRAFT, Status.VOID}:
        return PaidWord.PARTLY if received > 0 else PaidWord.OWED
    kept = withheld + sum((withholding.amount for withholding in invoice.withholdings), ZERO)
    return PaidWord.PAID if received > 0 and received + kept >= invoice.total else PaidWord.CREDITED
