"""What Alegra's directory holds and invoices refer to. Ids are opaque text (Alegra fact sheet 1.4)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Company:
    name: str
    identification: str
    country: str
    """Lower case, as Alegra's `applicationVersion` says: colombia, mexico, …; unknown ones get the generic rules."""
    timezone: str
    currency: str
    precision: int
    """Decimal places of totals (`decimalPrecision`)."""

    def may_be(self, other: "Company") -> bool:
        """False for two that have neither name nor number in common: one of them may have been corrected meanwhile."""
        return self.identification == other.identification or self.name.casefold() == other.name.casefold()


@dataclass(frozen=True)
class Tax:
    id: str
    name: str
    rate: Decimal
    """Percentage: 19 means 19 %."""


@dataclass(frozen=True)
class WithholdingRule:
    """What clients keep of what they pay, as Alegra's list of retentions has it (Alegra fact sheet 4.5)."""

    id: str
    name: str
    rate: Decimal
    """Percentage: 4 means 4 %."""
    kind: str = ""
    """FUENTE, IVA, ICA …, as Alegra says: it decides the base."""


@dataclass(frozen=True)
class Term:
    id: str
    name: str
    days: int


@dataclass(frozen=True)
class Client:
    id: str
    name: str
    identification_type: str = ""
    """NIT, CC, RFC …; empty when Alegra has none."""
    identification: str = ""
    check_digit: str = ""
    email: str = ""
    address: str = ""
    city: str = ""
    department: str = ""
    kind_of_person: str = ""
    regime: str = ""
    term_id: str = ""
    seller_id: str = ""
    price_list_id: str = ""
    is_active: bool = True
    credit_limit: Decimal | None = None
    """In the company's currency; 0 and None: it has none."""


@dataclass(frozen=True)
class Item:
    id: str
    name: str
    price: Decimal
    """Unit price without tax, from the main price list."""
    taxes: tuple[Tax, ...] = ()
    description: str = ""
    reference: str = ""
    unit: str = ""
    prices: tuple[tuple[str, Decimal], ...] = ()
    """(price list id, price), for clients with a list of their own."""
    is_active: bool = True


@dataclass(frozen=True)
class Numbering:
    """A number template: in Colombia a resolution of the DIAN (Alegra fact sheet 4.6)."""

    id: str
    name: str
    prefix: str
    is_electronic: bool
    is_default: bool = False
    is_active: bool = True
    next_number: int | None = None
    last_number: int | None = None
    starts: date | None = None
    ends: date | None = None


@dataclass(frozen=True)
class BankAccount:
    id: str
    name: str
    kind: str
    """bank, cash or credit-card."""


@dataclass(frozen=True)
class Seller:
    id: str
    name: str


@dataclass(frozen=True)
class CostCenter:
    id: str
    name: str
