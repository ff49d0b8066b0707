"""What somebody says an operation became in Alegra, held against what was meant, trait by trait. Pure."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from bot.billing.draft import DateMode, Draft, DraftLine
from bot.billing.invoice import Invoice, Line


class What(StrEnum):
    CLIENT = "client"
    LINES = "lines"
    TERM = "term"
    DATE = "date"
    ORDER = "order"
    PRINTED_NOTE = "printed_note"
    AMOUNT = "amount"
    INVOICES = "invoices"
    NAME = "name"
    IDENTIFICATION = "identification"
    PRICE = "price"


@dataclass(frozen=True)
class Money:
    amount: Decimal
    currency: str = ""
    """Empty: the company's own."""


@dataclass(frozen=True)
class PricedLine:
    name: str
    quantity: Decimal
    price: Money


Shown = str | int | dt.date | Money | tuple[PricedLine, ...]


@dataclass(frozen=True)
class Trait:
    what: What
    compared: object
    """Equal in both: they agree."""
    shown: Shown


@dataclass(frozen=True)
class Pair:
    meant: Trait
    found: Trait

    @property
    def agrees(self) -> bool:
        return self.meant.compared == self.found.compared


def paired(meant: Sequence[Trait], found: Sequence[Trait]) -> tuple[Pair, ...]:
    """In the order of what was meant; both tell the same traits."""
    of_found = {trait.what: trait for trait in found}
    return tuple(Pair(trait, of_found[trait.what]) for trait in meant)


def of_draft(draft: Draft, *, client: str) -> tuple[Trait, ...]:
    """`client` is their name. As `is_as_asked` compares them."""
    traits = (
        Trait(What.CLIENT, draft.client_id, client),
        Trait(What.LINES, tuple(map(_draft_line, draft.lines)), tuple(_shown(line, draft) for line in draft.lines)),
        Trait(What.TERM, draft.term_days, draft.term_days),
        Trait(What.ORDER, draft.purchase_order, draft.purchase_order),
        Trait(What.PRINTED_NOTE, draft.printed_note, draft.printed_note),
    )
    if draft.date_mode is DateMode.FLOATING or draft.fixed_date is None:
        return traits
    return (*traits, Trait(What.DATE, draft.fixed_date, draft.fixed_date))


def of_invoice(invoice: Invoice) -> tuple[Trait, ...]:
    term = (invoice.due_date - invoice.issue_date).days
    order, note = invoice.purchase_order.strip(), invoice.printed_note.strip()
    return (
        Trait(What.CLIENT, invoice.client.id, invoice.client.name),
        Trait(What.LINES, tuple(map(_line, invoice.lines)), tuple(_read(line, invoice) for line in invoice.lines)),
        Trait(What.TERM, term, term),
        Trait(What.ORDER, order, order),
        Trait(What.PRINTED_NOTE, note, note),
        Trait(What.DATE, invoice.issue_date, invoice.issue_date),
    )


def _draft_line(line: DraftLine) -> tuple[object, ...]:
    taxes = tuple(sorted(line.tax_ids))
    return (line.item_id, line.price, line.quantity, line.discount, line.description, taxes)


def _line(line: Line) -> tuple[object, ...]:
    taxes = tuple(sorted(tax.id for tax in line.taxes))
    return (line.item_id, line.price, line.quantity, line.discount, line.description.strip(), taxes)


def _shown(line: DraftLine, draft: Draft) -> PricedLine:
    return PricedLine(line.name, line.quantity, Money(line.price, draft.currency))


def _read(line: Line, invoice: Invoice) -> PricedLine:
    return PricedLine(line.name, line.quantity, Money(line.price, invoice.currency))
