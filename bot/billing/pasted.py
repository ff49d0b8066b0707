"""Lines pasted as text, a line each: `4 x mantenimiento @850000`, `2 x limpieza @185000 -10%` (ux.md, "Pegar varias")."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.billing.directory import Item
from bot.billing.money import HUNDRED
from bot.billing.numbers import AmbiguousNumber, NotANumber, read_amount, read_number
from bot.billing.search import folded, words_of

LINE = re.compile(
    r"(?:(?P<quantity>[^\sx×*@]*\d[^\sx×*@]*)\s*[x×*](?=\s)|(?P<times>\d+)[x×*](?=\S))?"
    r"\s*(?P<item>[^@]*?)"
    r"(?:\s*@\s*(?P<price>[^@%]*?))?"
    r"(?:\s*[-−–]\s*(?P<discount>[^\s@%-]+)\s*%)?",
    re.IGNORECASE,
)
LONGEST = 300
"""Characters of a line; longer ones are no line, and would take long to read."""
SUGGESTIONS = 5


@dataclass(frozen=True)
class PastedLine:
    item: Item
    quantity: Decimal
    price: Decimal | None
    """None: the item's own."""
    discount: Decimal


@dataclass(frozen=True)
class UnknownItem:
    line: int
    """Counted from 1, empty lines too, as the text box shows them."""
    words: str


@dataclass(frozen=True)
class AmbiguousItem:
    line: int
    words: str
    items: tuple[Item, ...]
    """At most five of those that fit."""


@dataclass(frozen=True)
class BadNumber:
    line: int
    field: str
    """quantity, price or discount."""
    text: str


@dataclass(frozen=True)
class UnclearNumber:
    """To be asked back: `1.500` is 1500 or 1.5."""

    line: int
    field: str
    text: str
    readings: tuple[Decimal, Decimal]


@dataclass(frozen=True)
class OutOfRange:
    """A quantity that is not above 0, a price below 0, a discount that is not from 0 to 100."""

    line: int
    field: str
    value: Decimal


PastedProblem = UnknownItem | AmbiguousItem | BadNumber | UnclearNumber | OutOfRange


@dataclass(frozen=True)
class Pasted:
    lines: tuple[PastedLine, ...]
    problems: tuple[PastedProblem, ...]
    """By line; a line with a problem is not among `lines`."""


def read_pasted(text: str, *, items: Sequence[Item], currency: str = "COP") -> Pasted:
    """Items are found by the beginnings of their words, accents forgiven; an exact name or reference wins."""
    reader = _Reader(items, currency)
    for position, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            reader.read(position, line.strip())
    return Pasted(tuple(reader.lines), tuple(reader.problems))


class _Reader:
    def __init__(self, items: Sequence[Item], currency: str) -> None:
        active = [item for item in items if item.is_active]
        self._items = [(item, folded(item.name), folded(item.reference)) for item in active]
        self._currency = currency
        self.lines: list[PastedLine] = []
        self.problems: list[PastedProblem] = []

    def read(self, line: int, text: str) -> None:
        found = LINE.fullmatch(text) if len(text) <= LONGEST else None
        if found is None:
            self.problems.append(UnknownItem(line, text[:LONGEST]))
            return
        before = len(self.problems)
        item = self._item(line, found["item"].strip())
        quantity = self._number(line, "quantity", found["quantity"] or found["times"])
        price = self._number(line, "price", found["price"])
        discount = self._number(line, "discount", found["discount"])
        if item is not None and len(self.problems) == before:
            quantity = Decimal(1) if quantity is None else quantity
            self.lines.append(PastedLine(item, quantity, price, discount or Decimal(0)))

    def _item(self, line: int, words: str) -> Item | None:
        wanted = folded(words)
        exact = [item for item, name, reference in self._items if wanted and wanted in {name, reference}]
        fitting = exact or self._fitting(words)
        if len(fitting) == 1:
            return fitting[0]
        problem = AmbiguousItem(line, words, tuple(fitting[:SUGGESTIONS])) if fitting else UnknownItem(line, words)
        self.problems.append(problem)
        return None

    def _fitting(self, words: str) -> list[Item]:
        wanted = [f" {word}" for word in words_of(words)]
        return [
            item
            for item, name, reference in self._items
            if wanted and all(word in f" {name} {reference}" for word in wanted)
        ]

    def _number(self, line: int, field: str, text: str | None) -> Decimal | None:
        """None when it was not written, or has become a problem."""
        if text is None:
            return None
        try:
            read = read_amount if field == "price" else read_number
            value = read(text, currency=self._currency)
        except AmbiguousNumber as unclear:
            self.problems.append(UnclearNumber(line, field, text, unclear.readings))
        except NotANumber:
            self.problems.append(BadNumber(line, field, text))
        else:
            if _is_in_range(field, value):
                return value
            self.problems.append(OutOfRange(line, field, value))
        return None


def _is_in_range(field: str, value: Decimal) -> bool:
    ranges = {"quantity": value > 0, "price": value >= 0, "discount": 0 <= value <= HUNDRED}
    return ranges[field]
