"""Pages of a list: start, limit, order, metadata (fact sheet 1.3)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sandbox.alegra.account import Account
from sandbox.alegra.books import Record
from sandbox.alegra.rules.refusals import Refused
from sandbox.alegra.web.calls import Answer, Call
from sandbox.alegra.web.rendering import shown

LONGEST_PAGE = 30


@dataclass(frozen=True)
class Page:
    start: int
    limit: int
    order_field: str
    descending: bool
    metadata: bool


def listed(
    account: Account, call: Call, resource: str, records: Iterable[Record], order_fields: tuple[str, ...]
) -> Answer:
    """The page that was asked for; an order field of another resource is as good as none (assumed)."""
    page = _read(call.query, order_fields)
    found = sorted(records, key=lambda record: _rank(record, page.order_field), reverse=page.descending)
    rows = [
        shown(resource, account.books, account.switches, record, "list")
        for record in found[page.start : page.start + page.limit]
    ]
    return Answer(200, {"metadata": {"total": len(found)}, "data": rows} if page.metadata else rows)


def _read(query: Mapping[str, str], order_fields: tuple[str, ...]) -> Page:
    limit = _whole(query, "limit", LONGEST_PAGE)
    if not 1 <= limit <= LONGEST_PAGE:
        raise Refused("El parámetro limit debe estar entre 1 y 30")
    field = query.get("order_field", "id")
    return Page(
        start=_whole(query, "start", 0),
        limit=limit,
        order_field=field if field in order_fields else "id",
        descending=query.get("order_direction", "ASC").upper() == "DESC",
        metadata=query.get("metadata") == "true",
    )


def _whole(query: Mapping[str, str], name: str, default: int) -> int:
    value = query.get(name, str(default))
    if not value.isascii() or not value.isdigit() or len(value) > 12:
        raise Refused(f"El parámetro {name} debe ser un número entero")
    return int(value)


def _rank(record: Record, field: str) -> tuple[bool, str, int]:
    """Ties are broken by id, oldest first; the client's name stands for an invoice's name (assumed)."""
    key = record.get("id") or record.get("code") or ""
    value = "" if field == "id" else str(record.get(field) or record.get("client", {}).get("name") or "").casefold()
    if field == "number" and value.isdigit():
        value = value.rjust(20, "0")
    return (not key.isdigit(), value, int(key) if key.isdigit() else 0)
