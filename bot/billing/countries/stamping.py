"""What a country's rules are asked, and what they answer."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.billing.directory import Client, Company, Item, Numbering
from bot.billing.draft import Draft, DraftLine


class Lack(StrEnum):
    MISSING = "missing"
    INVALID = "invalid"
    INACTIVE = "inactive"
    NOT_STARTED = "not_started"
    EXPIRED = "expired"
    EXHAUSTED = "exhausted"


@dataclass(frozen=True)
class Missing:
    """One thing without which the authority would refuse the document."""

    field: str
    """`client`, `client.<field>`, `numbering`, `lines`, `line.item`, `line.unit`, or a field of Draft."""
    code: Lack
    line: int = 0
    """Counted from 1; 0 when it is not about a line."""


@dataclass(frozen=True)
class Stamping:
    """A draft with what it refers to, on the day it would be issued."""

    draft: Draft
    client: Client | None
    items: Mapping[str, Item]
    """By id; a draft's item that is not in here is missing."""
    numbering: Numbering
    company: Company
    issue_date: dt.date

    def unit(self, line: DraftLine) -> str:
        return line.unit or (self.items[line.item_id].unit if line.item_id in self.items else "")
