"""What voiding or reopening a payment does to its invoices, and why it may not be possible (Alegra fact sheet 6)."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from bot.billing.invoice import PaidInvoice, Payment
from bot.billing.money import ZERO

VOID = "void"


class CannotReverse(StrEnum):
    ALREADY_VOID = "payment_already_void"
    NOT_VOID = "payment_not_void"
    ABOVE_BALANCE = "payment_above_balance"
    """Its invoices have been paid otherwise since it was voided."""


@dataclass(frozen=True)
class Effect:
    number: str
    """Of the invoice."""
    owed: Decimal
    would_owe: Decimal


def objection_to_voiding(payment: Payment) -> CannotReverse | None:
    return CannotReverse.ALREADY_VOID if payment.status == VOID else None


def objection_to_reopening(payment: Payment) -> CannotReverse | None:
    if payment.status != VOID:
        return CannotReverse.NOT_VOID
    owe_less = any(paid.balance < _settled(paid, payment) for paid in payment.invoices)
    return CannotReverse.ABOVE_BALANCE if owe_less else None


def effects_of(payment: Payment) -> tuple[Effect, ...]:
    """Of turning it round: what is open becomes void, what is void open. With balances as Alegra has them now."""
    sign = -1 if payment.status == VOID else 1
    return tuple(
        Effect(paid.number, paid.balance, paid.balance + sign * _settled(paid, payment)) for paid in payment.invoices
    )


def _settled(paid: PaidInvoice, payment: Payment) -> Decimal:
    """What entered for it and what was withheld from it; of a single invoice, all that was withheld."""
    withheld = (
        sum((held.amount for held in payment.withholdings), ZERO) if len(payment.invoices) == 1 else paid.withheld
    )
    return paid.amount + withheld
