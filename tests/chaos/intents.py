"""What people want of the storm: invoices of a price of their own each, and what becomes of them in the end."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from random import Random

FIRST_PRICE, STEP = 100_100, 100
"""With 19 % of VAT every total is whole, and nobody else's."""
VAT = Decimal("1.19")
SHARE = 0.4
"""Of the invoices for each of what may be wanted besides."""


class Ending(StrEnum):
    ISSUED = "issued"
    PAID = "paid"
    PAYMENT_VOIDED = "payment voided"
    VOIDED = "voided"
    """Only what is not electronic can be."""


@dataclass(frozen=True)
class Intent:
    price: int
    ending: Ending
    is_plain: bool
    """Under the numbering that is not electronic."""
    is_edited: bool
    """Its purchase order is written down after it was handed in, before anybody approves."""
    is_listed: bool
    """Approved only from the list of what waits."""
    is_emailed: bool
    """Once more, to an address of its own."""

    @property
    def total(self) -> int:
        return int(self.price * VAT)

    @property
    def shown(self) -> str:
        """As Colombia writes it."""
        return f"${self.total:,}".replace(",", ".")

    @property
    def order(self) -> str:
        return f"OC-{self.price}" if self.is_edited else ""

    @property
    def address(self) -> str:
        return f"copia-{self.price}@andes.example" if self.is_emailed else ""

    @property
    def is_paid(self) -> bool:
        return self.ending in (Ending.PAID, Ending.PAYMENT_VOIDED)


def drawn(count: int, chance: Random) -> tuple[Intent, ...]:
    """Every ending is among any four in a row, so that the shortest storm has all of them."""
    return tuple(_intent(FIRST_PRICE + STEP * number, ending, chance) for number, ending in _endings(count, chance))


def _endings(count: int, chance: Random) -> list[tuple[int, Ending]]:
    endings: list[Ending] = []
    while len(endings) < count:
        endings += chance.sample(list(Ending), len(Ending))
    return list(enumerate(endings[:count]))


def _intent(price: int, ending: Ending, chance: Random) -> Intent:
    return Intent(
        price,
        ending,
        is_plain=ending is Ending.VOIDED,
        is_edited=chance.random() < SHARE,
        is_listed=chance.random() < SHARE,
        is_emailed=chance.random() < SHARE,
    )
