"""Filters of lists, with those that Alegra documents and ignores (fact sheet 2 and its truth table).

A parameter that is not in these tables filters nothing, as live.
"""

from collections.abc import Callable, Iterable, Mapping

from sandbox.alegra.books import Record
from sandbox.alegra.switches import Switches

Keep = Callable[[Record, str], bool]

COMPARISONS: dict[str, Callable[[str, str], bool]] = {
    "": lambda mine, asked: mine == asked,
    "_after": lambda mine, asked: mine > asked,
    "_afterOrNow": lambda mine, asked: mine >= asked,
    "_before": lambda mine, asked: mine < asked,
    "_beforeOrNow": lambda mine, asked: mine <= asked,
}


def invoices(records: Iterable[Record], query: Mapping[str, str], switches: Switches) -> list[Record]:
    """`id` is a list of at most 30 and silences the other filters."""
    if "id" in query:
        wanted = set(query["id"].split(",")[:30])
        return [record for record in records if record["id"] in wanted]
    return _kept(records, query, {**_invoice_filters(switches), **_date_filters(switches)})


def payments(records: Iterable[Record], query: Mapping[str, str], switches: Switches) -> list[Record]:
    table: dict[str, Keep] = {
        "id": lambda record, asked: record["id"] in asked.split(","),
        "type": lambda record, asked: record["type"] == asked,
        "client_id": lambda record, asked: record["client"]["id"] == asked,
    }
    dates = {} if switches.ignores_payment_dates else _dates("date")
    return _kept(records, query, {**table, **dates})


def contacts(records: Iterable[Record], query: Mapping[str, str], switches: Switches) -> list[Record]:
    table: dict[str, Keep] = {
        "identification": lambda record, asked: asked in (record["identification"] or ""),
        "email": lambda record, asked: asked.casefold() == (record["email"] or "").casefold(),
        "type": lambda record, asked: asked in record["type"],
    }
    searches: dict[str, Keep] = {
        "query": _named_or_identified,
        "name": lambda record, asked: _in(asked, record["name"]),
    }
    return _kept(records, query, table if switches.ignores_contact_search else table | searches)


def items(records: Iterable[Record], query: Mapping[str, str], _switches: Switches) -> list[Record]:
    table: dict[str, Keep] = {
        "query": lambda record, asked: _in(asked, record["name"]) or _in(asked, record["reference"]),
        "name": lambda record, asked: _in(asked, record["name"]),
        "reference": lambda record, asked: _in(asked, record["reference"]),
        "description": lambda record, asked: _in(asked, record["description"]),
        "status": lambda record, asked: record["status"] == asked,
        "type": lambda record, asked: (record["type"] == "kit") == (asked == "kit"),
    }
    return _kept(records, query, table)


def number_templates(records: Iterable[Record], query: Mapping[str, str], _switches: Switches) -> list[Record]:
    return _kept(records, query, {"documentType": lambda record, asked: record["documentType"] == asked})


def bank_accounts(records: Iterable[Record], query: Mapping[str, str], _switches: Switches) -> list[Record]:
    if query.get("includeInactive") == "true":
        return list(records)
    return [record for record in records if record["status"] == "active"]


def unfiltered(records: Iterable[Record], _query: Mapping[str, str], _switches: Switches) -> list[Record]:
    return list(records)


def _kept(records: Iterable[Record], query: Mapping[str, str], table: Mapping[str, Keep]) -> list[Record]:
    asked = [(table[name], value) for name, value in query.items() if name in table and value != ""]
    return [record for record in records if all(keep(record, value) for keep, value in asked)]


def _invoice_filters(switches: Switches) -> dict[str, Keep]:
    return {
        "status": lambda record, asked: (
            record["status"] in (asked.split(",")[:1] if switches.one_status_at_a_time else asked.split(","))
        ),
        "client_id": lambda record, asked: record["client"]["id"] == asked,
        "client_name": lambda record, asked: _in(asked, record["client"]["name"]),
        "client_identification": lambda record, asked: asked in (record["client"]["identification"] or ""),
        "item_id": lambda record, asked: any(line["id"] == asked for line in record["items"]),
        "numberTemplate_fullNumber": lambda record, asked: _has_number(
            record, asked, by_suffix=switches.number_suffix_match
        ),
    }


def _date_filters(switches: Switches) -> dict[str, Keep]:
    dates = _dates("date")
    if switches.ignores_date_after:
        dates = {name: keep for name, keep in dates.items() if name not in {"date_after", "date_before"}}
    return dates if switches.ignores_due_date_filters else dates | _dates("dueDate")


def _dates(field: str) -> dict[str, Keep]:
    return {f"{field}{suffix}": _date_keeper(field, compare) for suffix, compare in COMPARISONS.items()}


def _date_keeper(field: str, compare: Callable[[str, str], bool]) -> Keep:
    return lambda record, asked: compare(record[field], asked)


def _has_number(record: Record, asked: str, *, by_suffix: bool) -> bool:
    number = record["numberTemplate"]["fullNumber"] or ""
    return number.endswith(asked) if by_suffix else number == asked


def _named_or_identified(record: Record, asked: str) -> bool:
    return _in(asked, record["name"]) or asked in (record["identification"] or "")


def _in(asked: str, value: str | None) -> bool:
    return asked.casefold() in (value or "").casefold()
