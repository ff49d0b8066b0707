"""Links to papers, e-mails, and what the inspection page reads (fact sheet 1.6, 5.7)."""

from urllib.parse import urlsplit

import httpx
import pytest

from tests.sandbox.alegra.local_alegra import Alegra


def fetch(url: str) -> httpx.Response:
    return httpx.get(url, trust_env=False)


def test_pdf_and_xml_come_by_signed_links(alegra: Alegra) -> None:
    invoice = alegra.get(f"/invoices/{alegra.stamped()['id']}", fields="pdf,xml,events")
    pdf, xml = fetch(invoice["pdf"]), fetch(invoice["xml"])
    assert (pdf.headers["content-type"], pdf.content[:4]) == ("application/pdf", b"%PDF")
    assert xml.headers["content-type"] == "application/xml"
    assert invoice["stamp"]["cufe"].encode() in xml.content


def test_links_expire_by_the_sandbox_clock(alegra: Alegra) -> None:
    link = alegra.get("/invoices/1", fields="pdf")["pdf"]
    alegra.clock.advance(270)
    assert fetch(link).status_code == 200
    alegra.clock.advance(31)
    expired = fetch(link)
    assert (expired.status_code, "expired" in expired.text) == (403, True)


@pytest.mark.parametrize(
    "change", [("/1.", "/2."), ("Expires=", "Expires=9"), ("Signature=", "Signature=0"), ("Signature", "Sig")]
)
def test_links_cannot_be_forged(alegra: Alegra, change: tuple[str, str]) -> None:
    link = alegra.get("/invoices/1", fields="pdf")["pdf"]
    assert fetch(link.replace(*change)).status_code == 403


def test_a_link_to_a_deleted_draft_leads_nowhere(alegra: Alegra) -> None:
    alegra.switches.draft_pdf = "link"
    draft = alegra.draft()
    link = alegra.get(f"/invoices/{draft['id']}", fields="pdf")["pdf"]
    alegra.delete(f"/invoices/{draft['id']}")
    assert fetch(link).status_code == 404


def test_a_draft_has_no_pdf_unless_the_switch_says_so(alegra: Alegra) -> None:
    at = f"/invoices/{alegra.draft()['id']}"
    answer = alegra.get(at, fields="pdf,xml")
    assert (answer["pdf"], answer["xml"]) == (None, None)
    alegra.switches.draft_pdf = "404"
    alegra.read(alegra.http.get(at, params={"fields": "pdf"}), 404)
    assert "pdf" not in alegra.get(at)
    alegra.switches.draft_pdf = "link"
    assert fetch(alegra.get(at, fields="pdf")["pdf"]).content.startswith(b"%PDF")


def test_links_lead_to_the_address_that_was_set(alegra: Alegra) -> None:
    alegra.app.state.base_url = "http://localhost:4999/"
    try:
        assert alegra.get("/invoices/1", fields="pdf")["pdf"].startswith("http://localhost:4999/files/invoices/1.pdf?")
    finally:
        alegra.app.state.base_url = ""


def test_an_email_arrives_with_its_papers_and_what_was_typed(alegra: Alegra) -> None:
    invoice = alegra.opened()
    body = {
        "emails": ["a@x.example", "b@x.example"],
        "sendCopyToUser": True,
        "invoiceType": "copy",
        "emailMessage": {"subject": "Su factura", "message": "Hola"},
    }
    assert alegra.post(f"/invoices/{invoice['id']}/email", body)["code"] == 200
    [email] = alegra.books.emails
    assert email["to"] == ["a@x.example", "b@x.example", "admin@rivera.example"]
    assert (email["subject"], "Hola" in email["text"], "Hola" in email["html"]) == ("Su factura", True, True)
    [shown] = fetch(f"{alegra.url}/inspect/state").json()["emails"]
    paper = fetch(alegra.url + shown["attachments"][0]["href"])
    assert (paper.headers["content-type"], paper.content[:4]) == ("application/pdf", b"%PDF")


@pytest.mark.parametrize(
    "body",
    [{}, {"emails": []}, {"emails": "a@x.example"}, {"emails": ["a"]}, {"emails": ["a@b"]}, {"emails": [5]}, {"emails": ["a@x.example\nBcc: b@x.example"]},
     {"emails": ["a@x.example"], "emailMessage": "x"}, {"emails": ["a@x.example"], "sendCopyToUser": "si"}, {"emails": ["a@x.example"], "invoiceType": "fax"}],
)  # fmt: skip
def test_emails_that_are_refused(alegra: Alegra, body: dict[str, object]) -> None:
    alegra.post(f"/invoices/{alegra.opened()['id']}/email", body, status=400)
    assert alegra.books.emails == []


def test_a_draft_is_not_sent(alegra: Alegra) -> None:
    alegra.post(f"/invoices/{alegra.draft()['id']}/email", {"emails": ["a@x.example"]}, status=400)
    assert alegra.books.emails == []


def test_an_email_shows_the_document_as_it_was(alegra: Alegra) -> None:
    invoice = alegra.opened()
    alegra.post(f"/invoices/{invoice['id']}/email", {"emails": ["a@x.example"]})
    alegra.put(f"/invoices/{invoice['id']}", {"anotation": "después"})
    assert alegra.books.emails[0]["snapshot"]["anotation"] is None


def test_the_page_reads_the_whole_state(alegra: Alegra) -> None:
    alegra.stamped()
    state = fetch(f"{alegra.url}/inspect/state").json()
    assert state["company"]["name"] == alegra.books.company["name"]
    assert state["invoices"][0]["numberTemplate"]["fullNumber"] == "FE342"
    assert len(state["payments"]) == len(alegra.books.payments)
    assert state["emails"][0]["to"] == [alegra.books.contacts["12"]["email"]]
    assert "snapshot" not in state["emails"][0]
    assert state["requests"]["lines"][-1]["what"].startswith("GET /invoices/")
    assert state["switches"]["requests_per_minute"] == 100_000
    assert "token" not in str(state["company"])
    assert len(fetch(f"{alegra.url}/inspect/directory").json()["contacts"]) == len(alegra.books.contacts)


def test_the_page_draws_papers_and_says_when_there_are_none(alegra: Alegra) -> None:
    assert fetch(f"{alegra.url}/inspect/invoices/1.pdf").content.startswith(b"%PDF")
    for path in (
        "/inspect/invoices/99999.pdf",
        "/inspect/invoices/1.exe",
        "/inspect/invoices/pdf",
        "/inspect/emails/9/x.pdf",
    ):
        assert fetch(alegra.url + path).status_code == 404
    assert urlsplit(alegra.url).hostname == "127.0.0.1"


def test_the_clock_is_served_and_moved(alegra: Alegra) -> None:
    before = fetch(f"{alegra.url}/clock").json()["now_ms"]
    httpx.post(f"{alegra.url}/clock", json={"advance_seconds": 60}, trust_env=False)
    assert fetch(f"{alegra.url}/clock").json()["now_ms"] - before >= 60_000
