"""Everything the local Alegra remembers, as records in the shape of its API."""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any, Literal

Record = dict[str, Any]
"""In the API's shape: ids are texts, amounts Decimal, dates texts. Rendering turns it into the JSON of the day."""

Table = dict[str, Record]
"""Records by id, in the order they were made."""


@dataclass(frozen=True)
class Verdict:
    """What the tax authority will have answered once `due` has come."""

    due: float
    status: Literal["STAMPED_AND_ACCEPTED", "STAMPED_AND_ACCEPTED_WITH_OBSERVATIONS", "STAMPED_AND_REJECTED"]
    warnings: tuple[str, ...] = ()


@dataclass
class Books:
    company: Record = field(default_factory=dict)
    users: Table = field(default_factory=dict)
    contacts: Table = field(default_factory=dict)
    items: Table = field(default_factory=dict)
    taxes: Table = field(default_factory=dict)
    retentions: Table = field(default_factory=dict)
    number_templates: Table = field(default_factory=dict)
    bank_accounts: Table = field(default_factory=dict)
    terms: Table = field(default_factory=dict)
    sellers: Table = field(default_factory=dict)
    cost_centers: Table = field(default_factory=dict)
    warehouses: Table = field(default_factory=dict)
    price_lists: Table = field(default_factory=dict)
    currencies: Table = field(default_factory=dict)
    """Keyed by code (fact sheet 4.8)."""
    invoices: Table = field(default_factory=dict)
    payments: Table = field(default_factory=dict)
    emails: list[Record] = field(default_factory=list)
    """As they would arrive: {id, at, to, subject, text, html, document, attachments: [{filename, content_type}]}."""
    waiting: dict[str, Verdict] = field(default_factory=dict)
    """Stamps that the authority has not answered yet, by invoice id."""
    webhooks: Table = field(default_factory=dict)
    """Subscriptions (fact sheet 10)."""
    webhook_failures: dict[str, int] = field(default_factory=dict)
    """Deliveries in a row that nobody answered, by subscription."""
    payments_of: dict[str, list[str]] = field(default_factory=dict)
    """Invoice id -> ids of the payments that name it."""
    last_ids: dict[str, int] = field(default_factory=dict)

    @property
    def places(self) -> int:
        """Decimals to which totals are rounded (fact sheet 1.5)."""
        return int(self.company.get("decimalPrecision", 2))

    def new_id(self, resource: str) -> str:
        """The next id; an id that was given once is never given again, even after a deletion."""
        table: Table = getattr(self, resource)
        if resource not in self.last_ids:
            self.last_ids[resource] = max((int(key) for key in table if key.isdigit()), default=0)
        self.last_ids[resource] += 1
        return str(self.last_ids[resource])

    def keep(self, resource: str, records: Iterable[Record], *, key: str = "id") -> None:
        getattr(self, resource).update({record[key]: record for record in records})

    def become(self, other: "Books") -> None:
        """Hold what `other` holds, so that whoever has these books at hand sees the new ones."""
        for each in fields(self):
            setattr(self, each.name, getattr(other, each.name))


@dataclass(frozen=True)
class Moment:
    """Now, in the company's time zone (fact sheet 1.5)."""

    at: datetime

    @property
    def date(self) -> str:
        return self.at.strftime("%Y-%m-%d")

    @property
    def datetime(self) -> str:
        return self.at.strftime("%Y-%m-%d %H:%M:%S")

    @property
    def seconds(self) -> float:
        return self.at.timestamp()
