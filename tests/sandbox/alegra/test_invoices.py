"""The life of an invoice (fact sheet 5)."""

from tests.sandbox.alegra.conftest import Alegra


def test_a_new_invoice_is_a_draft_without_a_number(alegra: Alegra) -> None:
    draft = alegra.draft()
    assert draft["status"] == "draft"
    assert draft["numberTemplate"]["number"] is None
    assert (draft["subtotal"], draft["tax"], draft["total"], draft["balance"]) == (500000, 95000, 595000, 595000)


def test_stamp_email_and_payment(alegra: Alegra) -> None:
    invoice = alegra.stamped()
    assert invoice["status"] == "open"
    assert len(invoice["stamp"]["cufe"]) == 96
    assert invoice["numberTemplate"]["fullNumber"] == "FE342"
    assert [each["document"]["number"] for each in alegra.books.emails] == ["FE342"]
    alegra.post(f"/invoices/{invoice['id']}/email", {"emails": ["otra@losandes.example"]})
    assert alegra.books.emails[-1]["to"] == ["otra@losandes.example"]
    payment = alegra.pay(invoice["id"], 595000)
    assert payment["invoices"][0]["balance"] == 0
    assert alegra.get(f"/invoices/{invoice['id']}")["status"] == "closed"
