"""Draft, open, closed, void: what each allows (fact sheet 5.4)."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.sandbox.alegra.local_alegra import Alegra


def status(alegra: Alegra, invoice: Any) -> Any:
    return alegra.get(f"/invoices/{invoice['id']}")["status"]


def test_a_new_invoice_is_a_draft_without_a_number(alegra: Alegra) -> None:
    draft = alegra.draft()
    assert draft["status"] == "draft"
    assert draft["numberTemplate"]["number"] is None
    assert (draft["subtotal"], draft["tax"], draft["total"], draft["balance"]) == (500000, 95000, 595000, 595000)
    assert "stamp" not in draft


def test_created_and_opened_at_once_it_has_the_next_number(alegra: Alegra) -> None:
    following = alegra.books.number_templates["20"]["nextInvoiceNumber"]
    invoice = alegra.opened()
    assert invoice["numberTemplate"] | {"text": ""} == {
        "id": "20", "prefix": "RR", "documentType": "invoice", "isElectronic": False, "text": "",
        "number": str(following), "fullNumber": f"RR{following}", "formattedNumber": str(following),
    }  # fmt: skip
    assert alegra.opened()["numberTemplate"]["number"] == str(following + 1)


def test_without_a_template_the_preferred_one_is_used(alegra: Alegra) -> None:
    body = alegra.invoice_body()
    del body["numberTemplate"]
    assert alegra.post("/invoices", body)["numberTemplate"]["id"] == "19"


def test_put_changes_only_what_was_sent_and_the_last_one_wins(alegra: Alegra) -> None:
    draft = alegra.draft(observations="una", anotation="impresa")
    alegra.put(f"/invoices/{draft['id']}", {"observations": "dos"})
    changed = alegra.put(f"/invoices/{draft['id']}", {"observations": "tres", "termsConditions": None})
    assert (changed["observations"], changed["anotation"], changed["total"]) == ("tres", "impresa", 595000)
    assert alegra.put(f"/invoices/{draft['id']}", {"anotation": None})["anotation"] is None


def test_put_of_items_computes_anew(alegra: Alegra) -> None:
    draft = alegra.draft()
    line = {"id": 104, "price": "95000.50", "quantity": 3, "discount": 10, "tax": [{"id": 3}]}
    changed = alegra.put(f"/invoices/{draft['id']}", {"items": [line]})
    assert changed["subtotal"] == Decimal("285001.5")
    assert changed["discount"] == Decimal("28500.15")
    assert changed["total"] == changed["subtotal"] - changed["discount"] + changed["tax"] == changed["balance"]


def test_put_status_open_opens_a_draft(alegra: Alegra) -> None:
    draft = alegra.draft(numberTemplate={"id": 20})
    opened = alegra.put(f"/invoices/{draft['id']}", {"status": "open"})
    assert opened["status"] == "open"
    assert opened["numberTemplate"]["fullNumber"].startswith("RR")


@pytest.mark.parametrize("wanted", ["void", "closed", "abierta", 1])
def test_put_knows_no_other_status(alegra: Alegra, wanted: object) -> None:
    alegra.put(f"/invoices/{alegra.draft()['id']}", {"status": wanted}, status=400)


def test_an_open_invoice_never_becomes_a_draft_again(alegra: Alegra) -> None:
    invoice = alegra.opened()
    alegra.put(f"/invoices/{invoice['id']}", {"status": "draft"}, status=400)
    assert status(alegra, invoice) == "open"


def test_an_open_invoice_keeps_its_number_when_edited(alegra: Alegra) -> None:
    invoice = alegra.opened()
    changed = alegra.put(
        f"/invoices/{invoice['id']}", {"anotation": "otra", "status": "open", "numberTemplate": {"id": 20}}
    )
    assert changed["numberTemplate"] == invoice["numberTemplate"]
    alegra.put(f"/invoices/{invoice['id']}", {"numberTemplate": {"id": 19}}, status=400)


def test_an_open_invoice_cannot_shrink_below_what_was_paid(alegra: Alegra) -> None:
    invoice = alegra.opened()
    alegra.pay(invoice["id"], 300000)
    line = {"id": 101, "price": 100000, "quantity": 1, "tax": [{"id": 3}]}
    alegra.put(f"/invoices/{invoice['id']}", {"items": [line]}, status=400)
    assert alegra.get(f"/invoices/{invoice['id']}")["total"] == 595000


def test_post_open_reverts_a_void(alegra: Alegra) -> None:
    invoice = alegra.opened()
    alegra.post(f"/invoices/{invoice['id']}/void", {"cause": "Error en el precio"})
    assert status(alegra, invoice) == "void"
    alegra.post(f"/invoices/{invoice['id']}/open", {})
    assert alegra.get(f"/invoices/{invoice['id']}")["numberTemplate"] == invoice["numberTemplate"]
    assert status(alegra, invoice) == "open"


def test_post_open_refuses_drafts_unless_the_switch_allows(alegra: Alegra) -> None:
    draft = alegra.draft(numberTemplate={"id": 20})
    alegra.post(f"/invoices/{draft['id']}/open", status=400)
    alegra.switches.open_accepts_drafts = True
    assert alegra.post(f"/invoices/{draft['id']}/open")["status"] == "open"


def test_post_open_wants_a_json_object(alegra: Alegra) -> None:
    invoice = alegra.opened()
    alegra.post(f"/invoices/{invoice['id']}/void", {"cause": "x"})
    assert alegra.http.post(f"/invoices/{invoice['id']}/open").status_code == 400


@pytest.mark.parametrize("body", [{}, {"reason": "Error"}, {"cause": ""}, {"cause": "  "}, {"cause": 5}])
def test_a_void_needs_a_cause(alegra: Alegra, body: dict[str, object]) -> None:
    invoice = alegra.opened()
    assert "cause" in alegra.post(f"/invoices/{invoice['id']}/void", body, status=400)["message"]
    assert status(alegra, invoice) == "open"


def test_a_void_is_refused_for_drafts_paid_and_void_ones(alegra: Alegra) -> None:
    draft, paid, void = alegra.draft(), alegra.opened(), alegra.opened()
    alegra.pay(paid["id"], 1000)
    alegra.post(f"/invoices/{void['id']}/void", {"cause": "x"})
    for invoice in (draft, paid, void):
        before = status(alegra, invoice)
        alegra.post(f"/invoices/{invoice['id']}/void", {"cause": "x"}, status=400)
        assert status(alegra, invoice) == before


def test_void_and_closed_invoices_are_not_edited(alegra: Alegra) -> None:
    void, closed = alegra.opened(), alegra.opened()
    alegra.post(f"/invoices/{void['id']}/void", {"cause": "x"})
    alegra.pay(closed["id"], 595000)
    for invoice in (void, closed):
        alegra.put(f"/invoices/{invoice['id']}", {"anotation": "no"}, status=400)
        assert alegra.put(f"/invoices/{invoice['id']}", {"comments": ["sí"]})["comments"] == ["sí"]


def test_only_drafts_are_deleted(alegra: Alegra) -> None:
    draft, opened = alegra.draft(), alegra.opened()
    assert alegra.delete(f"/invoices/{draft['id']}")["code"] == 200
    alegra.read(alegra.http.get(f"/invoices/{draft['id']}"), 404)
    alegra.delete(f"/invoices/{opened['id']}", status=400)
    assert alegra.draft()["id"] not in {draft["id"], opened["id"]}, "an id is never given again"


def test_a_payment_inside_the_creation_opens_and_closes_it(alegra: Alegra) -> None:
    payment = {"date": alegra.invoice_body()["date"], "account": {"id": 1}, "amount": 595000, "paymentMethod": "cash"}
    invoice = alegra.draft(numberTemplate={"id": 20}, payments=[payment])
    assert (invoice["status"], invoice["balance"], len(invoice["payments"])) == ("closed", 0, 1)


def test_a_creation_refused_half_way_leaves_nothing(alegra: Alegra) -> None:
    counts = (
        len(alegra.books.invoices),
        len(alegra.books.payments),
        alegra.books.number_templates["20"]["nextInvoiceNumber"],
    )
    payment = {
        "date": alegra.invoice_body()["date"],
        "account": {"id": 1},
        "amount": 9_000_000,
        "paymentMethod": "cash",
    }
    answer = alegra.post("/invoices", alegra.invoice_body(numberTemplate={"id": 20}, payments=[payment]), status=400)
    assert answer["code"] == 9030
    assert counts == (
        len(alegra.books.invoices),
        len(alegra.books.payments),
        alegra.books.number_templates["20"]["nextInvoiceNumber"],
    )


def test_a_numbering_out_of_its_range_is_refused_and_nothing_is_taken(alegra: Alegra) -> None:
    template = alegra.books.number_templates["20"]
    template["maxInvoiceNumber"] = template["nextInvoiceNumber"]
    alegra.opened()
    draft = alegra.draft(numberTemplate={"id": 20})
    assert "límite" in alegra.put(f"/invoices/{draft['id']}", {"status": "open"}, status=400)["message"]
    assert status(alegra, draft) == "draft"


def test_a_numbering_out_of_its_dates_is_refused(alegra: Alegra) -> None:
    today = date.fromisoformat(alegra.invoice_body()["date"])
    alegra.books.number_templates["20"]["endDate"] = str(today - timedelta(days=1))
    assert (
        "vigencia"
        in alegra.post("/invoices", alegra.invoice_body(numberTemplate=20, status="open"), status=400)["message"]
    )


def test_inactive_foreign_and_unknown_numberings_are_refused(alegra: Alegra) -> None:
    alegra.books.number_templates["20"]["status"] = "inactive"
    alegra.post("/invoices", alegra.invoice_body(numberTemplate={"id": 20}), status=400)
    alegra.post("/invoices", alegra.invoice_body(numberTemplate={"id": 25}), status=400)
    alegra.post("/invoices", alegra.invoice_body(numberTemplate={"id": 999}), status=404)


def test_a_numbering_without_autoincrement_takes_the_number_once(alegra: Alegra) -> None:
    alegra.books.number_templates["20"]["autoincrement"] = False
    body = alegra.invoice_body(numberTemplate={"id": 20, "number": 4711}, status="open")
    assert alegra.post("/invoices", body, status=201)["numberTemplate"]["fullNumber"] == "RR4711"
    assert "Ya existe" in alegra.post("/invoices", body, status=400)["message"]
    alegra.post("/invoices", alegra.invoice_body(numberTemplate={"id": 20}, status="open"), status=400)
    alegra.post(
        "/invoices", alegra.invoice_body(numberTemplate={"id": 20, "number": "4711x"}, status="open"), status=400
    )


def test_a_draft_shows_the_client_as_it_is_now_and_an_open_invoice_as_it_was(alegra: Alegra) -> None:
    draft, opened = alegra.draft(), alegra.opened()
    contact = alegra.get("/contacts/12")
    alegra.put("/contacts/12", {"name": "Otro nombre", "identificationObject": contact["identificationObject"]})
    assert alegra.get(f"/invoices/{draft['id']}")["client"]["name"] == "Otro nombre"
    assert alegra.get(f"/invoices/{opened['id']}")["client"]["name"] == contact["name"]


def test_withholdings_lower_the_balance(alegra: Alegra) -> None:
    invoice = alegra.opened(retentions=[{"id": 1, "amount": 20000}])
    assert (invoice["totalPaid"], invoice["balance"]) == (20000, 575000)
    changed = alegra.put(f"/invoices/{invoice['id']}/retentions-applied", {"retentions": [{"id": 1}]})
    assert changed["balance"] == 575000, "4 % of 500.000"
    alegra.put(
        f"/invoices/{invoice['id']}/retentions-applied", {"retentions": [{"id": 1, "amount": 900000}]}, status=400
    )


def test_a_preview_keeps_nothing_and_draws_a_pdf(alegra: Alegra) -> None:
    before = len(alegra.books.invoices)
    answer = alegra.post("/invoices/preview", alegra.invoice_body())
    assert alegra.http.get(answer["pdfUrl"], auth=None).content.startswith(b"%PDF")
    assert len(alegra.books.invoices) == before
