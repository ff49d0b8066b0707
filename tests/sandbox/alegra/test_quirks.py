"""Lists, their filters, and the switches for what Alegra does on some accounts (fact sheet 1, 2)."""

from dataclasses import asdict
from typing import Any

import httpx
import pytest

from sandbox.alegra.switches import Switches, UnknownSwitch, WrongSwitchValue
from tests.sandbox.alegra.local_alegra import Alegra


def ids(rows: list[Any]) -> list[str]:
    return [str(row["id"]) for row in rows]


def test_pages_of_thirty_oldest_first(alegra: Alegra) -> None:
    everything = list(alegra.books.invoices)
    assert ids(alegra.get("/invoices")) == everything[:30]
    assert ids(alegra.get("/invoices", start=30, limit=5)) == everything[30:35]
    assert ids(alegra.get("/invoices", order_direction="DESC", limit=2)) == everything[:-3:-1]
    assert alegra.get("/invoices", start=100_000) == []


def test_metadata_wraps_the_page(alegra: Alegra) -> None:
    answer = alegra.get("/invoices", metadata="true", limit=1, client_id=12)
    assert answer["metadata"]["total"] == sum(each["client"]["id"] == "12" for each in alegra.books.invoices.values())
    assert len(answer["data"]) == 1


@pytest.mark.parametrize(
    "query", [{"limit": 31}, {"limit": 0}, {"limit": "x"}, {"start": -1}, {"start": "²"}, {"limit": ""}]
)
def test_pages_that_do_not_exist(alegra: Alegra, query: dict[str, Any]) -> None:
    assert alegra.http.get("/invoices", params=query).status_code == 400


def test_the_filters_that_work(alegra: Alegra) -> None:
    today = alegra.app.state.account.moment().date
    new = alegra.opened()["id"]
    assert {each["status"] for each in alegra.get("/invoices", status="draft")} == {"draft"}
    assert ids(alegra.get("/invoices", date=today, client_id=12, status="open")) == [new]
    assert ids(alegra.get("/invoices", date_afterOrNow=today, status="open", client_id=12)) == [new]
    assert all(each["date"] <= "2020-01-01" for each in alegra.get("/invoices", date_beforeOrNow="2020-01-01"))
    assert ids(alegra.get("/invoices", id=f"{new},1", status="void")) == ["1", new]
    name = alegra.books.contacts["12"]["name"]
    assert {each["client"]["name"] for each in alegra.get("/invoices", client_name="los ANDES")} == {name}
    assert alegra.get("/invoices", client_identification="900482713")
    assert all("120" in ids(each["items"]) for each in alegra.get("/invoices", item_id=120))


def test_the_filters_that_are_ignored_until_the_switch_says_otherwise(alegra: Alegra) -> None:
    every = alegra.get("/invoices")
    for query in (
        {"date_after": "2100-01-01"},
        {"dueDate_beforeOrNow": "2000-01-01"},
        {"dueDate_afterOrNow": "2100-01-01"},
        {"dueDate": "2000-01-01"},
    ):
        assert alegra.get("/invoices", **query) == every
    alegra.switches.ignores_date_after = alegra.switches.ignores_due_date_filters = False
    for query in (
        {"date_after": "2100-01-01"},
        {"dueDate_beforeOrNow": "2000-01-01"},
        {"dueDate_afterOrNow": "2100-01-01"},
        {"dueDate": "2000-01-01"},
    ):
        assert alegra.get("/invoices", **query) == []


def test_one_status_at_a_time(alegra: Alegra) -> None:
    assert {each["status"] for each in alegra.get("/invoices", status="open,draft")} == {"open"}
    alegra.switches.one_status_at_a_time = False
    assert {each["status"] for each in alegra.get("/invoices", status="open,draft")} == {"open", "draft"}


def test_a_full_number_matches_every_number_that_ends_so(alegra: Alegra) -> None:
    def found(asked: str) -> set[str]:
        return {
            alegra.books.invoices[key]["numberTemplate"]["fullNumber"]
            for key in ids(alegra.get("/invoices", numberTemplate_fullNumber=asked))
        }

    assert {"FE240", "FE340"} <= found("40")
    assert found("FE340") == {"FE340"}
    alegra.switches.number_suffix_match = False
    assert found("40") == set()
    assert found("FE340") == {"FE340"}


def test_order_by_due_date_is_honoured_or_not(alegra: Alegra) -> None:
    by_due = [each["dueDate"] for each in alegra.get("/invoices", order_field="dueDate", order_direction="ASC")]
    assert by_due == sorted(by_due)
    alegra.switches.orders_by_due_date = False
    assert ids(alegra.get("/invoices", order_field="dueDate")) == list(alegra.books.invoices)[:30]


def test_padded_numbers(alegra: Alegra) -> None:
    invoice = alegra.opened()
    alegra.pay(invoice["id"], 1000)
    at = f"/invoices/{invoice['id']}"
    some = alegra.get(at)
    assert (some["items"][0]["price"], some["items"][0]["discount"], some["payments"][0]["amount"], some["total"]) == (
        "500000.00",
        "0.0000000000",
        "1000.00",
        595000,
    )
    alegra.switches.padded_numbers = "all"
    assert (alegra.get(at)["total"], alegra.get(at)["items"][0]["quantity"]) == ("595000.00", "1.0000")
    alegra.switches.padded_numbers = "none"
    assert (alegra.get(at)["total"], alegra.get(at)["items"][0]["price"]) == (595000, 500000)
    assert alegra.get("/items/101")["price"][0]["price"] == 850000


def test_ids_are_numbers_in_lists_of_items_and_payments(alegra: Alegra) -> None:
    assert {type(each["id"]) for each in alegra.get("/items") + alegra.get("/payments")} == {int}
    assert alegra.get("/items/101")["id"] == "101"
    alegra.switches.whole_ids = False
    assert {type(each["id"]) for each in alegra.get("/items") + alegra.get("/payments")} == {str}


def test_the_template_is_an_array_in_lists(alegra: Alegra) -> None:
    def kinds() -> list[type]:
        return [
            type(alegra.get("/invoices", limit=1)[0]["numberTemplate"]),
            type(alegra.get("/invoices/1")["numberTemplate"]),
        ]

    assert kinds() == [list, dict]
    alegra.switches.template_as_array = "always"
    assert kinds() == [list, list]
    alegra.switches.template_as_array = "never"
    assert kinds() == [dict, dict]


def test_taxes_come_as_total_and_results(alegra: Alegra) -> None:
    answer = alegra.get("/taxes")
    assert (answer["total"], len(answer["results"])) == ("4", 4)
    assert alegra.get("/taxes", metadata="true")["metadata"]["total"] == 4
    alegra.switches.taxes_as_results = False
    assert len(alegra.get("/taxes")) == 4


def test_contacts_are_found_by_identification_and_email_only(alegra: Alegra) -> None:
    contact = alegra.books.contacts["12"]
    assert ids(alegra.get("/contacts", identification=contact["identification"][2:])) == ["12"]
    assert ids(alegra.get("/contacts", email=contact["email"].upper())) == ["12"]
    assert len(alegra.get("/contacts", query=contact["name"])) == 30
    alegra.switches.ignores_contact_search = False
    assert (
        ids(alegra.get("/contacts", query=contact["name"]))
        == ids(alegra.get("/contacts", name=contact["name"]))
        == ["12"]
    )


def test_payment_dates_are_ignored(alegra: Alegra) -> None:
    assert alegra.get("/payments", date_afterOrNow="2100-01-01")
    alegra.switches.ignores_payment_dates = False
    assert alegra.get("/payments", date_afterOrNow="2100-01-01") == []


def test_a_list_of_payments_takes_its_time(alegra: Alegra) -> None:
    alegra.switches.payment_row_seconds = 0.05
    with pytest.raises(httpx.ReadTimeout):
        alegra.http.get("/payments", params={"limit": 10}, timeout=0.2)
    assert len(alegra.get("/payments", limit=1)) == 1


def test_switches_are_read_and_turned_over_http(alegra: Alegra) -> None:
    with httpx.Client(base_url=alegra.url, trust_env=False) as http:
        assert http.get("/switches").json() == asdict(alegra.switches)
        assert http.post("/switches", json={"draft_pdf": "404", "whole_ids": False}).json()["draft_pdf"] == "404"
        assert (alegra.switches.draft_pdf, alegra.switches.whole_ids) == ("404", False)
        refused = [
            {"colour": 1},
            {"draft_pdf": "maybe"},
            {"whole_ids": 1},
            {"requests_per_minute": "many"},
            {"whole_ids": True, "padded_numbers": None},
            [1],
        ]
        assert [http.post("/switches", json=each).status_code for each in refused] == [400] * len(refused)
    assert alegra.switches.whole_ids is False, "all of a request or none"


def test_switches_refuse_what_they_do_not_know() -> None:
    with pytest.raises(UnknownSwitch, match="colour"):
        Switches().change({"colour": 1})
    with pytest.raises(WrongSwitchValue, match="padded_numbers"):
        Switches().change({"padded_numbers": "often"})
