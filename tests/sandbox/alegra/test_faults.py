"""Accidents on demand, seen from the client's side of the socket."""

import time

import httpx
import pytest

from sandbox.alegra.faults import Faults, UnusableFault
from tests.sandbox.alegra.local_alegra import Alegra

CONNECTION_LOST = (httpx.RemoteProtocolError, httpx.ReadError)


def lose(alegra: Alegra, method: str, path: str, body: object) -> None:
    with pytest.raises(CONNECTION_LOST):
        alegra.http.request(method, path, json=body)


def test_a_lost_answer_leaves_the_invoice(alegra: Alegra) -> None:
    before = len(alegra.books.invoices)
    alegra.faults.add("lost_answer", method="POST", path="/invoices")
    lose(alegra, "POST", "/invoices", alegra.invoice_body(observations="[cobro:ABC]"))
    assert len(alegra.books.invoices) == before + 1
    assert list(alegra.books.invoices.values())[-1]["observations"] == "[cobro:ABC]"
    assert alegra.draft()["status"] == "draft", "the next request is answered"


def test_a_request_dropped_before_leaves_nothing(alegra: Alegra) -> None:
    before = len(alegra.books.invoices)
    alegra.faults.add("drop_before", method="POST", path="/invoices")
    lose(alegra, "POST", "/invoices", alegra.invoice_body())
    assert len(alegra.books.invoices) == before


def test_a_late_commit_lands_when_the_clock_gets_there(alegra: Alegra) -> None:
    before = len(alegra.books.invoices)
    alegra.faults.add("late_commit", method="POST", path="/invoices", seconds=90)
    lose(alegra, "POST", "/invoices", alegra.invoice_body())
    assert len(alegra.books.invoices) == before
    alegra.clock.advance(89)
    assert len(alegra.books.invoices) == before
    alegra.clock.advance(1)
    assert len(alegra.books.invoices) == before + 1


def test_a_late_commit_lands_by_itself_as_time_passes(alegra: Alegra) -> None:
    before = len(alegra.books.invoices)
    alegra.faults.add("late_commit", method="POST", path="/invoices", seconds=0.05)
    lose(alegra, "POST", "/invoices", alegra.invoice_body())
    deadline = time.monotonic() + 40
    while len(alegra.books.invoices) == before and time.monotonic() < deadline:
        alegra.get("/company")
    assert len(alegra.books.invoices) == before + 1


def test_a_late_commit_that_breaks_a_rule_by_then_does_nothing(alegra: Alegra) -> None:
    invoice = alegra.opened()
    alegra.faults.add("late_commit", method="POST", path="/payments", seconds=10)
    lose(alegra, "POST", "/payments", alegra.payment_body(invoice["id"], 595000))
    alegra.pay(invoice["id"], 595000)
    alegra.clock.advance(10)
    assert alegra.books.invoices[invoice["id"]]["balance"] == 0
    assert len(alegra.books.payments_of[invoice["id"]]) == 1


def test_a_server_error_before_the_effect(alegra: Alegra) -> None:
    before = len(alegra.books.invoices)
    alegra.faults.add("error_before", method="POST", path="/invoices", status=500)
    alegra.post("/invoices", alegra.invoice_body(), status=500)
    assert len(alegra.books.invoices) == before


def test_a_server_error_after_the_effect(alegra: Alegra) -> None:
    before = len(alegra.books.invoices)
    alegra.faults.add("error_after", method="POST", path="/invoices", status=502)
    assert alegra.http.post("/invoices", json=alegra.invoice_body()).status_code == 502
    assert len(alegra.books.invoices) == before + 1


@pytest.mark.parametrize(
    ("kind", "status", "code"),
    [
        ("rate_limited", 429, None),
        ("rate_limited_as_400", 400, 429),
        ("unauthorised", 401, None),
        ("suspended", 402, 402),
        ("forbidden", 403, 403),
    ],
)
def test_refusals_leave_nothing(alegra: Alegra, kind: str, status: int, code: int | None) -> None:
    before = len(alegra.books.invoices)
    alegra.faults.add(kind, method="POST", path="/invoices")  # type: ignore[arg-type]  # the kinds of the table
    answer = alegra.http.post("/invoices", json=alegra.invoice_body())
    assert (answer.status_code, answer.json().get("code")) == (status, code)
    assert answer.headers["X-Rate-Limit-Limit"]
    assert len(alegra.books.invoices) == before


def test_an_unreadable_answer_comes_after_the_effect(alegra: Alegra) -> None:
    before = len(alegra.books.invoices)
    alegra.faults.add("unreadable", method="POST", path="/invoices")
    answer = alegra.http.post("/invoices", json=alegra.invoice_body())
    assert answer.status_code == 201
    with pytest.raises(ValueError, match=r"Expecting|Unterminated"):
        answer.json()
    assert len(alegra.books.invoices) == before + 1


@pytest.mark.parametrize(("kind", "patience", "landed"), [("slow", 0.1, 0), ("slow_answer", 1, 1)])
def test_slow_requests_run_out_of_the_clients_patience(alegra: Alegra, kind: str, patience: float, landed: int) -> None:
    before = len(alegra.books.invoices)
    alegra.faults.add(kind, method="POST", path="/invoices", seconds=patience + 1)  # type: ignore[arg-type]  # the kinds of the table
    with pytest.raises(httpx.ReadTimeout):
        alegra.http.post("/invoices", json=alegra.invoice_body(), timeout=patience)
    assert len(alegra.books.invoices) == before + landed
    deadline = time.monotonic() + 40
    while len(alegra.books.invoices) == before and time.monotonic() < deadline:
        time.sleep(0.01)
    assert len(alegra.books.invoices) == before + 1, "the effect lands although nobody waits"


def test_a_fault_strikes_as_often_as_asked_and_lets_others_pass(alegra: Alegra) -> None:
    fault = alegra.faults.add("error_before", method="GET", path="/invoices/*", times=2, after=1)
    one = next(iter(alegra.books.invoices))
    statuses = [alegra.http.get(f"/invoices/{one}").status_code for _ in range(4)]
    assert statuses == [200, 503, 503, 200]
    assert alegra.http.get("/invoices").status_code == 200
    assert (fault.struck, alegra.faults.waiting) == (2, [])


def test_faults_are_set_listed_and_cleared_over_http(alegra: Alegra) -> None:
    with httpx.Client(base_url=alegra.url, trust_env=False) as http:
        made = http.post("/faults", json={"kind": "error_before", "method": "get", "path": "/company", "times": None})
        assert made.status_code == 201
        assert alegra.http.get("/company").status_code == 503
        [listed] = http.get("/faults").json()
        assert (listed["id"], listed["method"], listed["struck"]) == (made.json()["id"], "GET", 1)
        assert http.delete("/faults", params={"id": made.json()["id"]}).json() == []
        assert alegra.http.get("/company").status_code == 200
        http.post("/faults", json={"kind": "suspended"})
        assert http.delete("/faults").json() == []


@pytest.mark.parametrize(
    "wanted",
    [
        {},
        {"kind": "earthquake"},
        {"kind": ["slow"]},
        {"kind": "slow", "seconds": "long"},
        {"kind": "slow", "seconds": -1},
        {"kind": "slow", "times": 0},
        {"kind": "slow", "times": True},
        {"kind": "error_before", "status": 200},
        {"kind": "slow", "path": 5},
        {"kind": "slow", "colour": "red"},
        {"kind": "slow", "id": "9"},
        ["slow"],
        "slow",
    ],
)
def test_unusable_faults_are_refused_over_http(alegra: Alegra, wanted: object) -> None:
    answer = httpx.post(f"{alegra.url}/faults", json=wanted, trust_env=False)
    assert answer.status_code == 400
    assert answer.json()["error"]
    assert alegra.faults.waiting == []


def test_unusable_faults_are_refused_in_python() -> None:
    with pytest.raises(UnusableFault, match="earthquake"):
        Faults().add("earthquake")  # type: ignore[arg-type]  # what is refused


def test_a_fault_is_a_red_line_in_the_traffic(alegra: Alegra) -> None:
    alegra.faults.add("lost_answer", method="POST", path="/invoices")
    lose(alegra, "POST", "/invoices", alegra.invoice_body())
    line = alegra.traffic.lines[-1]
    assert (line.service, line.what, line.trouble, line.status) == ("alegra", "POST /invoices", "fault lost_answer", 0)


def test_a_dropped_connection_does_not_disturb_the_others(alegra: Alegra) -> None:
    alegra.faults.add("lost_answer", method="GET", path="/company", times=20)
    for _ in range(20):
        with pytest.raises(CONNECTION_LOST):
            alegra.http.get("/company")
    assert alegra.get("/company")["name"]
