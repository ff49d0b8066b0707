"""How two contents differ, field by field and line by line, for a person to see before approving anew."""

import dataclasses
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher

from bot.billing.approval import ApprovedContent, ApprovedLine, ApprovedTax
from bot.billing.draft import Draft, DraftLine
from bot.billing.invoice import Invoice

Value = str | int | Decimal | dt.date | ApprovedLine | tuple[ApprovedTax, ...] | None


@dataclass(frozen=True)
class Difference:
    field: str
    """A field of ApprovedContent, `seller`, `cost_center` or `note`; `line` for a whole line, `line.price` for a field of one."""
    before: Value
    """None: there was none (a line added)."""
    after: Value
    line: int = 0
    """Counted from 1, as the card counts; of a removed line, where it stood before. 0: not about a line."""


OF_A_DRAFT = {
    "client_id": "client_id",
    "date_mode": "date_mode",
    "issue_date": "fixed_date",
    "term_days": "term_days",
    "numbering_id": "numbering_id",
    "payment_form": "payment_form",
    "payment_method": "payment_method",
    "currency": "currency",
    "rate": "rate",
    "printed_note": "printed_note",
    "purchase_order": "purchase_order",
    "seller": "seller_id",
    "cost_center": "cost_center_id",
    "note": "note",
}
"""What stands on the card, each as a draft calls it."""


def differences(before: ApprovedContent, after: ApprovedContent) -> tuple[Difference, ...]:
    """In the order of ApprovedContent; empty exactly when the two are equal."""
    found: list[Difference] = []
    for field in (field.name for field in dataclasses.fields(ApprovedContent)):
        if field == "lines":
            found.extend(_of_lines(before.lines, after.lines))
        elif getattr(before, field) != getattr(after, field):
            found.append(Difference(field, getattr(before, field), getattr(after, field)))
    return tuple(found)


def differences_beside(before: Invoice, after: Invoice) -> tuple[Difference, ...]:
    """In what stands on the card without being in ApprovedContent (design 5)."""
    pairs = (
        ("seller", (before.seller_id, before.seller), (after.seller_id, after.seller)),
        ("cost_center", (before.cost_center_id, before.cost_center), (after.cost_center_id, after.cost_center)),
    )
    return tuple(Difference(field, was[1] or was[0], now[1] or now[0]) for field, was, now in pairs if was[0] != now[0])


def draft_differences(before: Draft, after: Draft) -> tuple[Difference, ...]:
    """Of two drafts, in what the card shows of them."""
    found = [
        Difference(field, getattr(before, named), getattr(after, named))
        for field, named in OF_A_DRAFT.items()
        if getattr(before, named) != getattr(after, named)
    ]
    return (*found, *_of_lines(*(tuple(map(_as_approved, draft.lines)) for draft in (before, after))))


def _as_approved(line: DraftLine) -> ApprovedLine:
    """Taxes follow from the items."""
    return ApprovedLine(line.item_id, line.name, line.description, line.price, line.quantity, line.discount, ())


def _of_lines(before: tuple[ApprovedLine, ...], after: tuple[ApprovedLine, ...]) -> Iterator[Difference]:
    """Lines are paired by item in their order, so one inserted above does not make all others look changed."""
    matcher = SequenceMatcher(None, [line.item_id for line in before], [line.item_id for line in after], autojunk=False)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            for old, position in zip(before[start:end], range(new_start, new_end), strict=True):
                yield from _of_line(old, after[position], position + 1)
            continue
        for position in range(start, end):
            yield Difference("line", before[position], None, position + 1)
        for position in range(new_start, new_end):
            yield Difference("line", None, after[position], position + 1)


def _of_line(before: ApprovedLine, after: ApprovedLine, line: int) -> Iterator[Difference]:
    for field in (field.name for field in dataclasses.fields(ApprovedLine)):
        old, new = getattr(before, field), getattr(after, field)
        if old != new:
            yield Difference(f"line.{field}", old, new, line)
