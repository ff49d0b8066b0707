"""How two contents differ, field by field and line by line, for a person to see before approving anew."""

import dataclasses
import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from difflib import SequenceMatcher

from bot.billing.approval import ApprovedContent, ApprovedLine, ApprovedTax
from bot.frozen import dataclass

Value = str | int | Decimal | dt.date | ApprovedLine | tuple[ApprovedTax, ...] | None


@dataclass(frozen=True)
class Difference:
    field: str
    """A field of ApprovedContent; `line` for a whole line added or removed; `line.price` for a field of one."""
    before: Value
    """None: there was none (a line added)."""
    after: Value
    line: int = 0
    """Counted from 1, as the card counts; of a removed line, where it stood before. 0: not about a line."""


def differences(before: ApprovedContent, after: ApprovedContent) -> tuple[Difference, ...]:
    """In the order of ApprovedContent; empty exactly when the two are equal."""
    found: list[Difference] = []
    for field in (field.name for field in dataclasses.fields(ApprovedContent)):
        if field == "lines":
            found.extend(_of_lines(before.lines, after.lines))
        elif getattr(before, field) != getattr(after, field):
            found.append(Difference(field, getattr(before, field), getattr(after, field)))
    return tuple(found)


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
