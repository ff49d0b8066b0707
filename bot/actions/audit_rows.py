"""The audit for other programs: an entry as a line of JSON or as a row of a table, and which of them are wanted."""

import datetime as dt
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from bot.billing.cells import inert_cell

COLUMNS = (
    "number",
    "time",
    "company",
    "document",
    "operation",
    "what",
    "actor",
    "roles",
    "request_id",
    "doing",
    "state",
)
REST = ("details", "seal")
TOLD_IN_COLUMNS = frozenset({"n", "at", "document", "what", "actor", "roles", "request", "doing"})


@dataclass(frozen=True)
class Wanted:
    """What an export is of. Days are whole, in the company's time zone; None: without an end."""

    zone: ZoneInfo
    since: dt.date | None = None
    until: dt.date | None = None
    documents: Collection[str] | None = None

    def has(self, entry: Mapping[str, Any]) -> bool:
        day = _moment(entry, self.zone).date()
        return (
            (self.since is None or day >= self.since)
            and (self.until is None or day <= self.until)
            and (self.documents is None or any(concerns(entry, document) for document in self.documents))
        )


def concerns(entry: Mapping[str, Any], document: str) -> bool:
    """One payment may be of several invoices: it stands under the first, and names the others."""
    return entry.get("document") == document or document in (entry.get("also") or ())


def parsed(raw: bytes) -> dict[str, Any] | None:
    """None for what somebody has made unreadable."""
    try:
        entry = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    return entry if isinstance(entry, dict) and isinstance(entry.get("at"), int) else None


def line(company: str, raw: bytes, seal: str) -> str:
    """The entry as it is stored, byte for byte, so that whoever has the lines can compute the seals anew."""
    text = raw.decode("utf-8", "replace")
    return f'{{"company":{json.dumps(company)},"seal":{json.dumps(seal)},"entry":{text}}}'


def row(company: str, entry: Mapping[str, Any], seal: str, zone: ZoneInfo) -> list[str]:
    """By COLUMNS and REST; no cell is a formula."""
    seen = entry.get("seen") if isinstance(entry.get("seen"), dict) else {}
    rest = {name: value for name, value in entry.items() if name not in TOLD_IN_COLUMNS}
    cells = (
        entry.get("n"),
        _moment(entry, zone).isoformat(timespec="milliseconds"),
        company,
        entry.get("document"),
        (seen or {}).get("operation"),
        entry.get("what"),
        entry.get("actor"),
        ", ".join(map(str, entry.get("roles") or ())),
        entry.get("request"),
        entry.get("doing"),
        (seen or {}).get("state") or (seen or {}).get("shown"),
        json.dumps(rest, ensure_ascii=False, separators=(",", ":")),
        seal,
    )
    return [inert_cell("" if cell is None else str(cell)) for cell in cells]


def documents_numbered(entries: Iterable[Mapping[str, Any]], number: str) -> frozenset[str]:
    """The documents that were seen to have this number: invoices, receipts, and the receipts of an invoice."""
    wanted = number.strip().upper()
    return frozenset(str(entry["document"]) for entry in entries if entry.get("document") and wanted in _numbers(entry))


def _numbers(entry: Mapping[str, Any]) -> set[str]:
    """In capitals; none is empty."""
    said = [_within(entry, "sets").get("number")]
    payment = _within(entry, "created", "facts", "payment")
    said += [payment.get("number"), *(paid.get("number") for paid in payment.get("invoices") or ())]
    return {str(each).upper() for each in said if each}


def _within(entry: Mapping[str, Any], *path: str) -> Mapping[str, Any]:
    for name in path:
        inner = entry.get(name)
        entry = inner if isinstance(inner, dict) else {}
    return entry


def _moment(entry: Mapping[str, Any], zone: ZoneInfo) -> dt.datetime:
    return dt.datetime.fromtimestamp(int(entry["at"]) / 1000, dt.UTC).astimezone(zone)
