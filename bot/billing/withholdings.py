"""What a client keeps of an invoice when it pays: on which base, how much, and what it usually keeps.

Income-tax and municipal withholding are taken on what is left after discounts and before taxes, VAT withholding on the VAT.
Rates are read from Alegra, never constants (Alegra fact sheet 4.5).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.billing.directory import WithholdingRule
from bot.billing.invoice import Invoice, Withholding
from bot.billing.money import HUNDRED, WITHOUT_CENTS, ZERO, rounded
from bot.billing.totals import taxes_of

INCOME, VAT, MUNICIPAL = "FUENTE", "IVA", "ICA"
KINDS = (INCOME, VAT, MUNICIPAL)
"""In the order in which certificates name them."""
LAST_PAYMENTS = 6
"""How many of a client's payments tell what it usually withholds."""
SMALLEST_UNITS = 5
"""Of the currency: by so much may the certificate's rounding differ from ours."""


@dataclass(frozen=True)
class Bases:
    net: Decimal
    """The total without any tax."""
    vat: Decimal


def bases_of(invoice: Invoice) -> Bases:
    """The total less its taxes, since Alegra's `subtotal` is told with and without the discount; VAT goes by its name."""
    vat = sum((tax.amount for tax in taxes_of(invoice.lines, precision=2) if VAT in tax.name.upper()), ZERO)
    return Bases(net=invoice.total - invoice.tax, vat=min(vat, invoice.tax))


def by_kind(rule: WithholdingRule) -> tuple[int, str]:
    """To sort by."""
    kind = rule.kind.upper()
    return KINDS.index(kind) if kind in KINDS else len(KINDS), rule.name


def base_of(rule: WithholdingRule, bases: Bases) -> Decimal:
    return bases.vat if rule.kind.upper() == VAT else bases.net


def withholding_of(rule: WithholdingRule, bases: Bases, *, currency: str) -> Withholding:
    """In whole pesos, as certificates are written; in cents where the currency has them."""
    amount = rounded(base_of(rule, bases) * rule.rate / HUNDRED, places_of(currency))
    return Withholding(rule.id, rule.name, rule.rate, amount)


def places_of(currency: str) -> int:
    return 0 if currency in WITHOUT_CENTS else 2


def tolerance(currency: str) -> Decimal:
    """The one place that decides what is only rounding: 5 pesos, or 5 cents."""
    return SMALLEST_UNITS * Decimal(1).scaleb(-places_of(currency))


def usual_withholdings(kept: Sequence[frozenset[str]]) -> tuple[str, ...]:
    """Ids that most of a client's last payments carried; `kept` has one set for each payment, newest first."""
    last = kept[:LAST_PAYMENTS]
    ids = sorted(set().union(*last))
    return tuple(key for key in ids if sum(key in one for one in last) * 2 > len(last))
