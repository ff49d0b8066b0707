"""An invoice while a person is still writing it: what was typed, as typed, and the moves of the form.

Every move answers a new composition. A line's `revision` rises whenever Cobro itself changes what a field holds, since Slack
keeps a person's input for as long as the block's id stays the same (Slack fact sheet 2.5).
"""

from dataclasses import dataclass, replace
from decimal import Decimal

from bot.billing.client_history import ClientHistory, PastInvoice
from bot.billing.directory import Client, Item
from bot.billing.draft import DateMode, Draft, DraftLine

MOST_LINES = 60
ONE = "1"
"""The quantity of a line that nobody touched."""


@dataclass(frozen=True)
class ComposedLine:
    key: int
    item_id: str = ""
    quantity: str = ONE
    price: str = ""
    discount: str = ""
    description: str = ""
    revision: int = 0

    @property
    def is_begun(self) -> bool:
        return bool(self.item_id or self.price.strip() or self.quantity.strip() not in {"", ONE})


@dataclass(frozen=True)
class Composition:
    id: str
    operation: str
    """Reserved when the form was drawn: pressing Send twice is one operation."""
    person: str
    channel: str
    """Where the form was opened from: the private answer goes there."""
    base_revision: int = 0
    """Of the document that is edited; 0 for a new one."""
    resends: bool = False
    """It was given back to its author: handing the form in asks for its approval again."""
    client_id: str = ""
    client_revision: int = 0
    history: ClientHistory | None = None
    lines: tuple[ComposedLine, ...] = ()
    open_line: ComposedLine = ComposedLine(key=0)
    term_id: str = ""
    date_mode: DateMode = DateMode.FLOATING
    fixed_date: str = ""
    numbering_id: str = ""
    payment_method: str = ""
    seller_id: str = ""
    cost_center_id: str = ""
    purchase_order: str = ""
    printed_note: str = ""
    note: str = ""
    notice: str = ""
    """A sentence shown in the form until the next move, such as why a line could not be added."""
    shown_total: str = ""
    """The total that was last on screen: sending another one asks once more."""
    rehearse: bool = False
    """Handing it in shows what would be sent, and creates nothing (`--dry-run`)."""
    way: str = ""
    """Of an approver's edit: edit, or suggest; empty for whoever has no vote to lose by it."""
    revision: int = 0

    @property
    def document(self) -> str:
        return self.operation.split("/")[0]

    @property
    def kind(self) -> str:
        return self.operation.split("/")[1]

    @property
    def is_begun(self) -> bool:
        return bool(self.client_id or self.lines or self.open_line.is_begun)

    @property
    def all_lines(self) -> tuple[ComposedLine, ...]:
        """The closed lines and the open one, which counts when it is begun: a forgotten "add" loses nothing."""
        return (*self.lines, self.open_line) if self.open_line.is_begun or not self.lines else self.lines


def choose_client(form: Composition, client: Client | None) -> Composition:
    """The client's own term and seller come along; what a person chose for another client does not stay."""
    if client is None or client.id == form.client_id:
        return form
    return replace(form, client_id=client.id, term_id=client.term_id or form.term_id, seller_id=client.seller_id or form.seller_id,
                   history=None, client_revision=form.client_revision + 1)  # fmt: skip


def forget_client(form: Composition) -> Composition:
    """Nobody is chosen any more, on the screen too."""
    return replace(form, client_id="", history=None, client_revision=form.client_revision + 1)


def choose_item(form: Composition, item: Item, *, price: Decimal, description: str = "") -> Composition:
    """The price comes with the item, and a person may write over it; an item without a price waits for one."""
    chosen = replace(
        form.open_line,
        item_id=item.id,
        price=plain_number(price) if price else "",
        description=description,
        revision=form.open_line.revision + 1,
    )
    return replace(form, open_line=chosen, notice="")


def close_line(form: Composition) -> Composition:
    return replace(form, lines=(*form.lines, form.open_line), open_line=ComposedLine(key=_next_key(form)), notice="")


def change_line(form: Composition, changed: ComposedLine) -> Composition:
    return replace(form, lines=tuple(changed if line.key == changed.key else line for line in form.lines), notice="")


def duplicate_line(form: Composition, key: int) -> Composition:
    return replace(form, lines=(*form.lines, replace(_line(form, key), key=_next_key(form))), notice="")


def remove_line(form: Composition, key: int) -> Composition:
    return replace(form, lines=tuple(line for line in form.lines if line.key != key), notice="")


def add_lines(form: Composition, lines: tuple[DraftLine, ...]) -> Composition:
    first = _next_key(form)
    added = tuple(_composed(line, key=first + index) for index, line in enumerate(lines))
    return replace(form, lines=(*form.lines, *added), notice="")


def same_as(form: Composition, past: PastInvoice) -> Composition:
    """The lines of an earlier invoice; the dates stay those of the new one."""
    empty = replace(form, lines=(), open_line=ComposedLine(key=_next_key(form)))
    return add_lines(empty, past.lines)


def recompose(draft: Draft, *, blank: Composition, term_id: str) -> Composition:
    """The form again, with everything that was typed in it."""
    return add_lines(
        replace(
            blank,
            client_id=draft.client_id,
            term_id=term_id,
            date_mode=draft.date_mode,
            fixed_date=draft.fixed_date.isoformat() if draft.fixed_date else "",
            numbering_id=draft.numbering_id,
            payment_method=draft.payment_method,
            seller_id=draft.seller_id,
            cost_center_id=draft.cost_center_id,
            purchase_order=draft.purchase_order,
            printed_note=draft.printed_note,
            note=draft.note,
        ),
        draft.lines,
    )


def plain_number(value: Decimal) -> str:
    """Without grouping and with a decimal comma only where needed, so that it reads back as the same number.

    Three decimals would be asked back as if they were thousands (design 7): those get a fourth.
    """
    text = f"{value.normalize():f}"
    whole, _, decimals = text.partition(".")
    return f"{whole},{decimals}0" if len(decimals) == 3 else f"{whole},{decimals}" if decimals else whole


def _composed(line: DraftLine, *, key: int) -> ComposedLine:
    return ComposedLine(
        key=key,
        item_id=line.item_id,
        quantity=plain_number(line.quantity),
        price=plain_number(line.price),
        discount=plain_number(line.discount) if line.discount else "",
        description=line.description,
    )


def _line(form: Composition, key: int) -> ComposedLine:
    return next(line for line in form.lines if line.key == key)


def _next_key(form: Composition) -> int:
    return max(line.key for line in (*form.lines, form.open_line)) + 1
