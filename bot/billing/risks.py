"""What makes a document riskier than others of its client: pure functions over what was read when it was handed in.

Each risk is a chip on the approval card and can raise the level that its approval asks for (the policy says by how much).
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from statistics import median

from bot.billing.client_standing import Standing
from bot.billing.draft import DateMode
from bot.billing.invoice import Invoice
from bot.billing.money import HUNDRED, ZERO, rounded
from bot.billing.numbering import NumberingWarning

FEWEST_FOR_USUAL = 3
"""Of fewer issued invoices nobody can say what is usual."""

LineKey = tuple[str, str, str]
"""Item id, quantity and price, decimals in their shortest form: what makes two lines the same."""


class RiskKind(StrEnum):
    DUPLICATE = "duplicate"
    UNUSUAL_AMOUNT = "unusual_amount"
    DISCOUNT = "discount"
    CLIENT_OVERDUE = "client_overdue"
    CREDIT_LIMIT = "credit_limit"
    BACK_DATED = "back_dated"
    NUMBERING_ENDS = "numbering_ends"


@dataclass(frozen=True)
class RiskLimits:
    """A table: what a company bears with. None of them forbids anything."""

    duplicate_days: int = 30
    """Either way; 0: only of the same day."""
    duplicate_percent: Decimal = Decimal(1)
    """How near two totals are the same; 0: only equal ones."""
    unusual_times: Decimal = Decimal(3)
    """Of the median of the client's issued invoices; 0: no amount is unusual."""
    discount_percent: Decimal = Decimal(20)
    """Of one line; 100: every discount is borne with."""
    overdue_days: int = 0
    """How late a client may pay: later than this is a risk."""


@dataclass(frozen=True)
class Earlier:
    """An invoice or a draft of the same client that was there before: issued, or waiting like this one."""

    id: str
    """Alegra's; empty while it is being created."""
    name: str
    """Its number, else the draft's name in Cobro, else empty: a draft that was made in Alegra."""
    issue_date: dt.date
    total: Decimal | None
    """None: it is being created, and only its lines are known."""
    currency: str
    lines: tuple[LineKey, ...]
    is_issued: bool


@dataclass(frozen=True)
class Background:
    """What was known of the client when the document was handed in; what changes by itself since is left as it was."""

    earlier: tuple[Earlier, ...] = ()
    standing: Standing | None = None
    """None: Alegra did not answer when the client was chosen."""
    owed: Decimal = ZERO
    """In the company's currency, of the client's last thirty invoices, whether overdue or not."""
    credit_limit: Decimal | None = None
    """In the company's currency; None: Alegra has none."""


@dataclass(frozen=True)
class Duplicate:
    earlier: Earlier
    same_lines: bool
    same_total: bool = False
    kind: RiskKind = RiskKind.DUPLICATE


@dataclass(frozen=True)
class UnusualAmount:
    usual: Decimal
    currency: str
    invoices: int
    kind: RiskKind = RiskKind.UNUSUAL_AMOUNT


@dataclass(frozen=True)
class DiscountOver:
    line: int
    """Counted from 1."""
    percent: Decimal
    limit: Decimal
    kind: RiskKind = RiskKind.DISCOUNT


@dataclass(frozen=True)
class OwesLate:
    standing: Standing
    currency: str
    """The company's."""
    kind: RiskKind = RiskKind.CLIENT_OVERDUE


@dataclass(frozen=True)
class OverCredit:
    owed: Decimal
    """With this document."""
    limit: Decimal
    currency: str
    """The company's."""
    kind: RiskKind = RiskKind.CREDIT_LIMIT


@dataclass(frozen=True)
class BackDated:
    issue_date: dt.date
    today: dt.date
    kind: RiskKind = RiskKind.BACK_DATED


@dataclass(frozen=True)
class NumberingShort:
    prefix: str
    warning: NumberingWarning
    kind: RiskKind = RiskKind.NUMBERING_ENDS


Risk = Duplicate | UnusualAmount | DiscountOver | OwesLate | OverCredit | BackDated | NumberingShort


@dataclass(frozen=True)
class Weighed:
    """A document as its approver sees it, and the day on which they do."""

    invoice: Invoice
    date_mode: DateMode
    today: dt.date
    currency: str
    """The company's."""
    background: Background
    numbering_prefix: str = ""
    numbering: NumberingWarning | None = None


def risks_of(document: Weighed, limits: RiskLimits) -> tuple[Risk, ...]:
    """In the order in which an approver would ask; one of each kind at most."""
    found = (
        _duplicate(document, limits),
        _unusual(document, limits),
        _discount(document.invoice, limits),
        _owes_late(document, limits),
        _over_credit(document),
        _back_dated(document),
        NumberingShort(document.numbering_prefix, document.numbering) if document.numbering else None,
    )
    return tuple(risk for risk in found if risk)


def kinds_of(risks: Iterable[Risk]) -> frozenset[RiskKind]:
    return frozenset(risk.kind for risk in risks)


def line_key(item_id: str, quantity: Decimal, price: Decimal) -> LineKey:
    return item_id, format(quantity.normalize(), "f"), format(price.normalize(), "f")


def lines_of(invoice: Invoice) -> tuple[LineKey, ...]:
    return tuple(line_key(line.item_id, line.quantity, line.price) for line in invoice.lines)


def _duplicate(document: Weighed, limits: RiskLimits) -> Duplicate | None:
    """The likeliest: the same total before a near one, the newest before older ones."""
    invoice, lines = document.invoice, sorted(lines_of(document.invoice))
    alike = [
        Duplicate(earlier, bool(lines) and sorted(earlier.lines) == lines, earlier.total == invoice.total)
        for earlier in document.background.earlier
        if _may_be_the_same(earlier, document, limits)
    ]
    percent = limits.duplicate_percent
    likely = [each for each in alike if each.same_lines or is_near(each.earlier.total, invoice.total, percent)]
    return (
        max(likely, key=lambda each: (each.same_total, each.earlier.issue_date, each.earlier.name)) if likely else None
    )


def _may_be_the_same(earlier: Earlier, document: Weighed, limits: RiskLimits) -> bool:
    is_itself = bool(earlier.id) and earlier.id == document.invoice.id
    on = document.today if document.date_mode is DateMode.FLOATING else document.invoice.issue_date
    is_in_window = abs((on - earlier.issue_date).days) <= limits.duplicate_days
    return not is_itself and is_in_window and _is_in_its_currency(earlier, document)


def _is_in_its_currency(earlier: Earlier, document: Weighed) -> bool:
    """Documents leave the company's own out."""
    return (earlier.currency or document.currency) == (document.invoice.currency or document.currency)


def is_near(one: Decimal | None, other: Decimal, percent: Decimal) -> bool:
    """Of the larger of the two: whichever came first makes no difference."""
    return one is not None and abs(one - other) * HUNDRED <= percent * max(abs(one), abs(other))


def _unusual(document: Weighed, limits: RiskLimits) -> UnusualAmount | None:
    invoice = document.invoice
    issued = [
        each.total
        for each in document.background.earlier
        if each.is_issued and each.total and each.id != invoice.id and _is_in_its_currency(each, document)
    ]
    if len(issued) < FEWEST_FOR_USUAL or not limits.unusual_times:
        return None
    usual = rounded(median(issued), 2)
    return UnusualAmount(usual, invoice.currency, len(issued)) if invoice.total > usual * limits.unusual_times else None


def _discount(invoice: Invoice, limits: RiskLimits) -> DiscountOver | None:
    given = [(line.discount, -number) for number, line in enumerate(invoice.lines, 1)]
    percent, number = max(given, default=(ZERO, 0))
    return DiscountOver(-number, percent, limits.discount_percent) if percent > limits.discount_percent else None


def _owes_late(document: Weighed, limits: RiskLimits) -> OwesLate | None:
    standing = document.background.standing
    if standing is None or not standing.overdue_count or standing.oldest_days <= limits.overdue_days:
        return None
    return OwesLate(standing, document.currency)


def _over_credit(document: Weighed) -> OverCredit | None:
    """Alegra writes 0 for a client without a limit (Alegra fact sheet 4.3)."""
    limit, invoice = document.background.credit_limit, document.invoice
    owed = document.background.owed + rounded(invoice.total * invoice.rate, 2)
    return OverCredit(owed, limit, document.currency) if limit and owed > limit else None


def _back_dated(document: Weighed) -> BackDated | None:
    is_fixed = document.date_mode is DateMode.FIXED
    on = document.invoice.issue_date
    return BackDated(on, document.today) if is_fixed and on < document.today else None
