"""Who may come in, how often, and what happens to what makes no sense (fact sheet 1, 3)."""

import socket
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from sandbox.alegra.web.rate import Windows
from tests.sandbox.alegra.local_alegra import USER, Alegra


@pytest.mark.parametrize(
    "auth", [None, ("nobody@rivera.example", USER["token"]), (USER["email"], "wrong"), ("", ""), ("ñ", "é")]
)
def test_strangers_are_unauthorized_everywhere(alegra: Alegra, auth: Any) -> None:
    for path in ("/company", "/invoices/1", "/nowhere", "/users/self"):
        answer = httpx.get(f"{alegra.url}/api/v1{path}", auth=auth, trust_env=False)
        assert (answer.status_code, answer.json()) == (401, {"message": "Unauthorized"})
        assert answer.headers["X-Rate-Limit-Limit"]


@pytest.mark.parametrize("header", ["Bearer x", "Basic", "Basic !!!", "Basic //79", "basic " + "A" * 5000])
def test_broken_credentials_are_unauthorized(alegra: Alegra, header: str) -> None:
    assert (
        httpx.get(f"{alegra.url}/api/v1/company", headers={"Authorization": header}, trust_env=False).status_code == 401
    )


def test_the_token_is_never_shown(alegra: Alegra) -> None:
    shown = alegra.http.get("/users/self").text + alegra.http.get("/users").text + alegra.http.get("/users/1").text
    assert USER["email"] in shown
    assert USER["token"] not in shown


def test_every_answer_counts_down_and_the_151st_is_refused(alegra: Alegra) -> None:
    alegra.switches.requests_per_minute = 150
    remaining = [alegra.http.get("/company").headers["X-Rate-Limit-Remaining"] for _ in range(150)]
    assert remaining == [str(left) for left in range(149, -1, -1)]
    refused = alegra.http.get("/company")
    assert (refused.status_code, refused.headers["X-Rate-Limit-Remaining"]) == (429, "0")
    assert 0 < int(refused.headers["X-Rate-Limit-Reset"]) <= 60
    alegra.switches.over_limit_as_400 = True
    hidden = alegra.http.get("/company")
    assert (hidden.status_code, hidden.json()["code"]) == (400, 429)


def test_a_window_ends_after_a_minute() -> None:
    now = [100.0]
    windows = Windows(real=lambda: now[0])
    assert [windows.count("ana", 2).exceeded for _ in range(3)] == [False, False, True]
    assert not windows.count("bruno", 2).exceeded
    now[0] += 59.9
    assert windows.count("ana", 2).exceeded
    now[0] += 0.1
    assert windows.count("ana", 2).remaining == 1


def test_the_hidden_throttle_of_contacts(alegra: Alegra) -> None:
    alegra.switches.contacts_per_minute = 5
    statuses = [alegra.http.get("/contacts").status_code for _ in range(6)]
    assert statuses == [200] * 5 + [400]
    assert alegra.http.get("/contacts/12").json()["code"] == 429
    assert alegra.http.get("/items").status_code == 200


def test_unknown_paths_and_methods(alegra: Alegra) -> None:
    assert alegra.http.get("/nowhere").status_code == 404
    assert alegra.http.get("/invoices/1/nowhere").status_code == 404
    assert alegra.http.patch("/invoices/1", json={}).status_code == 405
    assert alegra.http.delete("/company").status_code == 405
    assert httpx.get(f"{alegra.url}/api/v1", auth=(USER["email"], USER["token"]), trust_env=False).status_code == 404


def test_a_slash_at_the_end_is_tolerated(alegra: Alegra) -> None:
    draft = alegra.post("/invoices/", alegra.invoice_body(numberTemplate=20, status="open"))
    alegra.post(f"/invoices/{draft['id']}/void/", {"cause": "x"})
    assert alegra.get(f"/invoices/{draft['id']}/")["status"] == "void"


BROKEN_BODIES = [
    b"",
    b"{",
    b"[]",
    b"null",
    b'"x"',
    b"\xff\xfe",
    b'{"a": NaN}',
    b'{"a": Infinity}',
    b'{"observations": "\\ud800"}',
    b"[" * 100_000,
]


@pytest.mark.parametrize("body", BROKEN_BODIES)
@pytest.mark.parametrize("path", ["/invoices", "/payments", "/contacts", "/items", "/invoices/stamp"])
def test_bodies_that_are_no_json_object_are_400(alegra: Alegra, path: str, body: bytes) -> None:
    answer = alegra.http.post(path, content=body)
    assert answer.status_code == 400
    assert "inválida" in answer.json()["message"]


def test_a_number_of_ten_thousand_digits_is_400(alegra: Alegra) -> None:
    for number in ("9" * 10_000, "1e999999999", "1" + "0" * 400 + ".5", "0." + "0" * 5000 + "1"):
        body = (
            '{"items": [{"id": 101, "quantity": 1, "price": '
            + number
            + '}], "client": 12, "date": "2026-01-01", "dueDate": "2026-01-01"}'
        )
        assert alegra.http.post("/invoices", content=body).status_code in {201, 400}


def test_a_giant_body_is_refused_before_it_is_read(alegra: Alegra) -> None:
    host = urlsplit(alegra.url)
    with socket.create_connection((host.hostname, host.port or 0), timeout=40) as raw:
        head = f"POST /api/v1/invoices HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: {_basic()}\r\nContent-Length: 500000000\r\n\r\n"
        raw.sendall(head.encode() + b" " * (3 * 1024 * 1024))
        said = raw.recv(4096).lower()
        assert b"400 bad request" in said
        assert b"x-rate-limit-limit" in said, "Alegra itself refuses it"


def test_a_body_that_breaks_off_changes_nothing(alegra: Alegra) -> None:
    before = len(alegra.books.invoices)
    host = urlsplit(alegra.url)
    with socket.create_connection((host.hostname, host.port or 0), timeout=40) as raw:
        raw.sendall(
            f"POST /api/v1/invoices HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: {_basic()}\r\nContent-Length: 500\r\n\r\n{{".encode()
        )
    assert alegra.get("/company")["name"]
    assert len(alegra.books.invoices) == before


def test_unknown_query_parameters_are_ignored(alegra: Alegra) -> None:
    assert alegra.get("/invoices", query="FE340", number="340", colour="red") == alegra.get("/invoices")


def test_every_request_is_on_record_and_refusals_are_red(alegra: Alegra) -> None:
    alegra.get("/company")
    alegra.http.get("/invoices/99999")
    good, bad = list(alegra.traffic.lines)[-2:]
    alegra.http.get("/invoices", params={"limit": 31})
    assert "limit" in alegra.traffic.lines[-1].trouble
    assert (good.service, good.what, good.status, good.trouble) == ("alegra", "GET /company", 200, "")
    assert (bad.what, bad.status) == ("GET /invoices/99999", 404)
    assert "la factura" in bad.trouble
    assert USER["token"] not in repr(list(alegra.traffic.lines))


def _basic() -> str:
    return str(
        httpx.Request(
            "GET",
            "http://x",
            headers=dict(
                next(httpx.BasicAuth(USER["email"], USER["token"]).auth_flow(httpx.Request("GET", "http://x"))).headers
            ),
        ).headers["Authorization"]
    )
