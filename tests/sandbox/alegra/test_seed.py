"""The year that the account starts with."""

from collections import Counter
from datetime import UTC, datetime
from typing import Any

import pytest

from sandbox.alegra import build_alegra
from sandbox.alegra.rules.refusals import Refused
from sandbox.alegra.seed import seeded
from sandbox.clock import Clock
from sandbox.traffic import Traffic
from tests.sandbox.alegra.local_alegra import WORLD, Alegra

NOON = datetime(2026, 3, 2, 17, tzinfo=UTC)


def world(**changes: Any) -> dict[str, Any]:
    return {**WORLD, "alegra": {**WORLD["alegra"], **changes}}


def test_the_history_ends_today_and_looks_a_year_back() -> None:
    books = seeded(WORLD, NOON.timestamp())
    dates = sorted(invoice["date"] for invoice in books.invoices.values())
    assert "2025-03-01" < dates[0] < "2025-03-31"
    assert "2026-02-01" < dates[-1] <= "2026-03-02"


def test_ids_of_invoices_and_payments_follow_their_dates() -> None:
    books = seeded(WORLD, NOON.timestamp())
    for table in (books.invoices, books.payments):
        moments = [record["datetime"] for record in table.values()]
        assert moments == sorted(moments)
        assert [int(key) for key in table] == sorted(int(key) for key in table)


def test_today_is_the_companys() -> None:
    evening_in_bogota = datetime(2026, 3, 3, 3, tzinfo=UTC).timestamp()
    app = build_alegra(world=WORLD, clock=Clock(start=datetime(2026, 3, 3, 3, tzinfo=UTC)), traffic=Traffic())
    assert app.state.account.moment().date == "2026-03-02"
    history = [{"client": "12", "date": 0, "term": "4", "template": "19", "lines": [["101", 1]], "hour": 0}]
    [invoice] = seeded(world(history=history), evening_in_bogota).invoices.values()
    assert (invoice["date"], invoice["dueDate"], invoice["datetime"]) == (
        "2026-03-02",
        "2026-04-01",
        "2026-03-02 00:00:00",
    )


def test_there_is_something_of_everything() -> None:
    books = seeded(WORLD, NOON.timestamp())
    statuses = Counter(invoice["status"] for invoice in books.invoices.values())
    assert all(statuses[each] for each in ("draft", "open", "closed", "void"))
    overdue = [each for each in books.invoices.values() if each["status"] == "open" and each["dueDate"] < "2026-03-02"]
    assert len(overdue) >= 5
    assert any(each["totalPaid"] for each in books.invoices.values() if each["status"] == "open") or statuses["closed"]


def test_stamped_history_carries_its_stamp_and_sent_nothing() -> None:
    books = seeded(WORLD, NOON.timestamp())
    assert books.emails == []
    for invoice in books.invoices.values():
        electronic = invoice["numberTemplate"]["isElectronic"] and invoice["status"] != "draft"
        assert bool(invoice["stamp"]) == electronic


def test_a_history_that_breaks_a_rule_is_refused_at_start() -> None:
    too_much = {
        "client": "12",
        "date": -9,
        "term": "4",
        "template": "19",
        "lines": [["101", 1]],
        "paid": [[-5, 99_000_000, "1"]],
    }
    with pytest.raises(Refused, match="superior al total por pagar"):
        seeded(world(history=[too_much]), NOON.timestamp())


def test_a_world_can_be_told_in_whole_by_the_caller() -> None:
    books = seeded(world(contacts=[], items=[], history=[]), NOON.timestamp())
    assert (books.contacts, books.items, books.invoices) == ({}, {}, {})


def test_a_reset_is_in_place_and_total(alegra: Alegra) -> None:
    books, before = alegra.books, len(alegra.books.invoices)
    alegra.stamped()
    alegra.faults.add("suspended")
    alegra.switches.whole_ids = False
    alegra.app.state.reset(WORLD)
    assert (len(books.invoices), books.emails, alegra.faults.waiting, alegra.switches.whole_ids) == (
        before,
        [],
        [],
        True,
    )
    assert alegra.switches.requests_per_minute == 150


def test_two_accounts_share_nothing() -> None:
    one, two = (build_alegra(world=WORLD, clock=Clock(), traffic=Traffic()) for _ in range(2))
    one.state.books.contacts["12"]["name"] = "Otro"
    one.state.books.company["name"] = "Otra"
    one.state.books.items["101"]["price"][0]["price"] = None
    assert two.state.books.contacts["12"]["name"] != "Otro"
    assert two.state.books.company["name"] != "Otra"
    assert two.state.books.items["101"]["price"][0]["price"] is not None
    one.state.reset(WORLD)
    assert one.state.books.company["name"] != "Otra"
