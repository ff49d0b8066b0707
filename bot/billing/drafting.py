"""From what was typed to an invoice that can be asked for, or to what is wrong with it, field by field."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from bot.billing.composing import ComposedLine, Composition
from bot.billing.directory import Client, Company, Item, Term
from bot.billing.draft import DateMode, Draft, DraftLine
from bot.billing.internal_note import NOTE_CHARACTERS
from bot.billing.money import plain
from bot.billing.numbers import AmbiguousNumber, NotANumber, read_amount, read_number

PRINTED_NOTE_CHARACTERS = 500  # Alegra fact sheet 5.2
DESCRIPTION_CHARACTERS = 500  # assumed: the fact sheets name no limit
PURCHASE_ORDER_CHARACTERS = 50  # assumed: the fact sheets name no limit
LARGEST = Decimal(10) ** 12


@dataclass(frozen=True)
class Mistake:
    """`code` is the fact; the sentence for people is chosen where the form is drawn."""

    field: str
    """client, item, quantity, price, discount, description, term, date, purchase_order, printed_note or note."""
    code: str
    line: int = 0
    """Position on the form, from 1; 0 when it is not about a line."""
    key: int = -1
    """Of the composed line."""
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Known:
    """What the directory says of the ids in a form; a look-up answers None for what is not there."""

    company: Company
    client: Callable[[str], Client | None]
    item: Callable[[str], Item | None]
    term: Callable[[str], Term | None]


def read_form(form: Composition, *, known: Known) -> Draft | tuple[Mistake, ...]:
    mistakes = tuple(_mistakes(form, known))
    return mistakes or _draft(form, known)


def read_line(line: ComposedLine, *, position: int, known: Known) -> DraftLine | tuple[Mistake, ...]:
    """One line alone, when it is to be closed or its total shown."""
    mistakes = tuple(_line_mistakes(line, position, known))
    return mistakes or _draft_line(line, known)


def _mistakes(form: Composition, known: Known) -> Iterator[Mistake]:
    if known.client(form.client_id) is None:
        yield Mistake("client", "missing" if not form.client_id else "gone")
    if known.term(form.term_id) is None:
        yield Mistake("term", "missing")
    for position, line in enumerate(form.all_lines, start=1):
        yield from _line_mistakes(line, position, known)
    if form.date_mode is DateMode.FIXED and _date(form.fixed_date) is None:
        yield Mistake("date", "missing")
    lengths = (
        ("purchase_order", form.purchase_order, PURCHASE_ORDER_CHARACTERS),
        ("printed_note", form.printed_note, PRINTED_NOTE_CHARACTERS),
        ("note", form.note, NOTE_CHARACTERS),
    )
    yield from (_too_long(field, text, most) for field, text, most in lengths if len(text) > most)


def _line_mistakes(line: ComposedLine, position: int, known: Known) -> Iterator[Mistake]:
    item = known.item(line.item_id)
    if item is None:
        yield Mistake("item", "gone" if line.item_id else "missing", position, line.key)
    elif not item.is_active:
        yield Mistake("item", "inactive", position, line.key, (item.name,))
    yield from _number_mistakes(
        "quantity", line.quantity, position, line.key, is_right=lambda value: 0 < value < LARGEST
    )
    price = partial(read_amount, currency=known.company.currency)
    yield from _number_mistakes(
        "price", line.price, position, line.key, is_right=lambda value: 0 < value < LARGEST, read=price
    )
    if line.discount.strip():
        yield from _number_mistakes(
            "discount", line.discount, position, line.key, is_right=lambda value: 0 <= value < 100
        )
    if len(line.description) > DESCRIPTION_CHARACTERS:
        yield _too_long("description", line.description, DESCRIPTION_CHARACTERS, position, line.key)


def _number_mistakes(
    field: str,
    text: str,
    position: int,
    key: int,
    *,
    is_right: Callable[[Decimal], bool],
    read: Callable[[str], Decimal] = read_number,
) -> Iterator[Mistake]:
    try:
        value = read(text)
    except AmbiguousNumber as ambiguous:
        yield Mistake(field, "ambiguous", position, key, tuple(plain(reading) for reading in ambiguous.readings))
    except NotANumber:
        yield Mistake(field, "not_a_number" if text.strip() else "missing", position, key, (text,))
    else:
        if not is_right(value):
            yield Mistake(field, "out_of_range", position, key)


def _too_long(field: str, text: str, most: int, position: int = 0, key: int = -1) -> Mistake:
    return Mistake(field, "too_long", position, key, (str(len(text)), str(most)))


def _draft(form: Composition, known: Known) -> Draft:
    term = known.term(form.term_id)
    days = term.days if term else 0
    return Draft(
        client_id=form.client_id,
        lines=tuple(_draft_line(line, known) for line in form.all_lines),
        term_days=days,
        numbering_id=form.numbering_id,
        date_mode=form.date_mode,
        fixed_date=_date(form.fixed_date) if form.date_mode is DateMode.FIXED else None,
        payment_form="CREDIT" if days else "CASH",
        payment_method=form.payment_method,
        seller_id=form.seller_id,
        cost_center_id=form.cost_center_id,
        purchase_order=form.purchase_order.strip(),
        printed_note=form.printed_note.strip(),
        note=form.note.strip(),
    )


def _draft_line(line: ComposedLine, known: Known) -> DraftLine:
    item = known.item(line.item_id)
    return DraftLine(
        item_id=line.item_id,
        name=item.name if item else "",
        price=read_amount(line.price, currency=known.company.currency),
        quantity=read_number(line.quantity),
        discount=read_number(line.discount) if line.discount.strip() else Decimal(0),
        description=line.description.strip(),
        tax_ids=tuple(tax.id for tax in item.taxes) if item else (),
        unit=item.unit if item else "",
    )


def _date(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
