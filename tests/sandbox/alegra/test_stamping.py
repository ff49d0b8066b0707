"""Emission in Colombia: what is asked, what comes back, what it fixes (fact sheet 5.5, 5.6)."""

from hashlib import sha384
from typing import Any

import pytest

from sandbox.alegra.rules.dian import TECHNICAL_KEY
from tests.sandbox.alegra.local_alegra import Alegra


def test_a_stamped_draft_is_open_with_number_cufe_and_qr(alegra: Alegra) -> None:
    invoice = alegra.stamped()
    assert (invoice["status"], invoice["numberTemplate"]["fullNumber"]) == ("open", "FE342")
    assert invoice["stamp"]["legalStatus"] == "STAMPED_AND_ACCEPTED"
    assert f"documentkey={invoice['stamp']['cufe']}" in invoice["stamp"]["barCodeContent"]
    assert "NumFac: FE342\n" in invoice["stamp"]["barCodeContent"]


def test_the_cufe_is_the_sha384_of_the_fields_that_the_annex_names(alegra: Alegra) -> None:
    invoice = alegra.stamped()
    rows = dict(line.split(": ", 1) for line in invoice["stamp"]["barCodeContent"].splitlines())
    said = f"FE342{invoice['date']}{rows['HorFac']}500000.000195000.00040.00030.00595000.00{rows['NitFac']}{rows['DocAdq']}{TECHNICAL_KEY}2"
    assert invoice["stamp"]["cufe"] == rows["CUFE"] == sha384(said.encode()).hexdigest()


def test_an_opened_invoice_of_electronic_numbering_keeps_its_number_when_stamped(alegra: Alegra) -> None:
    invoice = alegra.draft(status="open")
    assert alegra.stamp(invoice)["success"]
    assert alegra.get(f"/invoices/{invoice['id']}")["numberTemplate"] == invoice["numberTemplate"]


def test_a_line_without_a_product_key_is_accepted_with_observations(alegra: Alegra) -> None:
    alegra.books.items["101"]["productKey"] = None
    told = alegra.stamped()["stamp"]
    assert told["legalStatus"] == "STAMPED_AND_ACCEPTED_WITH_OBSERVATIONS"
    assert "FAZ09" in told["warnings"][0]


CLIENT_GAPS = {
    "identificationObject": (None, "2035"),
    "kindOfPerson": (None, "kindOfPerson"),
    "regime": (None, "regime"),
    "address": ({"address": "Cl 1"}, "client.address.city"),
}


@pytest.mark.parametrize("field", CLIENT_GAPS)
def test_a_client_without_what_the_dian_wants_is_refused(alegra: Alegra, field: str) -> None:
    value, told = CLIENT_GAPS[field]
    alegra.books.contacts["12"][field] = value
    draft = alegra.draft()
    result = alegra.stamp(draft)
    assert not result["success"]
    assert told in result["message"]
    assert alegra.get(f"/invoices/{draft['id']}") == draft, "nothing has changed"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"paymentForm": None}, "paymentForm"),
        ({"paymentForm": "CASH"}, "paymentMethod"),
        ({"numberTemplate": {"id": 20}}, "AEP6009"),
        ({"items": [{"id": 127, "price": 1, "quantity": 1}]}, "El campo items.0.unit es requerido"),
    ],
)
def test_an_invoice_without_what_the_dian_wants_is_refused(alegra: Alegra, changes: dict[str, Any], told: str) -> None:
    draft = alegra.draft(**changes)
    result = alegra.stamp(draft)
    assert (result["success"], result["status"]) == (False, "draft")
    assert told in result["message"]


def test_cash_with_its_means_is_stamped(alegra: Alegra) -> None:
    assert alegra.stamped(paymentForm="CASH", paymentMethod="CASH")["status"] == "open"


def test_a_numbering_at_its_end_is_not_stamped(alegra: Alegra) -> None:
    alegra.books.number_templates["19"]["maxInvoiceNumber"] = 341
    assert "límite" in alegra.stamp(alegra.draft())["message"]


def test_bulk_stamping_tells_each_its_fate(alegra: Alegra) -> None:
    good, bad = alegra.draft(), alegra.draft(paymentForm=None)
    results = alegra.post("/invoices/stamp", {"ids": [good["id"], int(bad["id"]), "999999"]})
    assert [each["success"] for each in results] == [True, False, False]


@pytest.mark.parametrize("ids", [None, [], "8", ["1"] * 11, [True], [{"id": []}]])
def test_bulk_stamping_refuses_what_is_not_one_to_ten_ids(alegra: Alegra, ids: object) -> None:
    alegra.post("/invoices/stamp", {"ids": ids}, status=400)


def test_a_second_stamp_is_told_that_the_document_was_sent(alegra: Alegra) -> None:
    invoice = alegra.stamped()
    result = alegra.stamp(invoice)
    assert not result["success"]
    assert "AEP2011" in result["message"]
    assert alegra.get(f"/invoices/{invoice['id']}")["stamp"] == invoice["stamp"]


def test_a_void_invoice_is_not_stamped(alegra: Alegra) -> None:
    invoice = alegra.draft(status="open")
    alegra.post(f"/invoices/{invoice['id']}/void", {"cause": "x"})
    assert "void" in alegra.stamp(invoice)["message"]


def test_a_stamped_invoice_is_immutable(alegra: Alegra) -> None:
    invoice = alegra.stamped()
    at = f"/invoices/{invoice['id']}"
    alegra.put(at, {"anotation": "otra"}, status=400)
    alegra.put(at, {"observations": "otra"}, status=400)
    alegra.delete(at, status=400)
    assert "nota crédito" in alegra.post(f"{at}/void", {"cause": "x"}, status=400)["message"]
    assert alegra.get(at)["stamp"] == invoice["stamp"]
    assert alegra.put(at, {"comments": ["entregada"]})["comments"] == ["entregada"]


def test_the_note_of_a_stamped_invoice_is_editable_when_the_switch_says_so(alegra: Alegra) -> None:
    invoice = alegra.stamped()
    alegra.switches.stamped_observations_editable = True
    assert alegra.put(f"/invoices/{invoice['id']}", {"observations": "nota"})["observations"] == "nota"
    alegra.put(f"/invoices/{invoice['id']}", {"observations": "nota", "anotation": "no"}, status=400)


def test_create_and_stamp_in_one(alegra: Alegra) -> None:
    invoice = alegra.draft(stamp={"generateStamp": True})
    assert (invoice["status"], len(invoice["stamp"]["cufe"])) == ("open", 96)


def test_a_stamp_refused_on_creation_answers_400_and_leaves_the_draft(alegra: Alegra) -> None:
    alegra.faults.add("refuse_stamp", code="AEP6009")
    answer = alegra.post("/invoices", alegra.invoice_body(stamp={"generateStamp": True}), status=400)
    assert "AEP6009" in answer["message"]
    kept = alegra.get(f"/invoices/{answer['invoice']['id']}")
    assert (kept["status"], kept["numberTemplate"]["number"]) == ("draft", None)


def test_a_stamp_refused_on_creation_leaves_nothing_when_the_switch_is_off(alegra: Alegra) -> None:
    alegra.switches.failed_stamp_keeps_draft = False
    before = len(alegra.books.invoices)
    alegra.faults.add("refuse_stamp")
    answer = alegra.post("/invoices", alegra.invoice_body(stamp={"generateStamp": True}), status=400)
    assert "invoice" not in answer
    assert len(alegra.books.invoices) == before


@pytest.mark.parametrize("how", ["switch", "contact", "no address"])
def test_the_client_is_not_written_to_when_the_account_says_so(alegra: Alegra, how: str) -> None:
    if how == "switch":
        alegra.switches.email_on_stamp = False
    elif how == "contact":
        alegra.books.contacts["12"]["settings"] = {"sendElectronicDocuments": False}
    else:
        alegra.books.contacts["12"]["email"] = None
    assert "events" not in alegra.stamped()
    assert alegra.books.emails == []


def test_the_client_gets_pdf_and_xml_when_it_is_stamped(alegra: Alegra) -> None:
    invoice = alegra.stamped()
    [email] = alegra.books.emails
    assert email["to"] == [invoice["client"]["email"]]
    assert [each["content_type"] for each in email["attachments"]] == ["application/pdf", "application/xml"]
    assert invoice["events"][0]["type"] == "CLIENT_EMAILS"


def test_stamping_by_put_and_by_open(alegra: Alegra) -> None:
    draft, void = alegra.draft(), alegra.draft(status="open")
    assert alegra.put(f"/invoices/{draft['id']}", {"anotation": "x", "stamp": {"generateStamp": True}})["stamp"]["cufe"]
    alegra.post(f"/invoices/{void['id']}/void", {"cause": "x"})
    assert alegra.post(f"/invoices/{void['id']}/open", {"stamp": {"generateStamp": True}})["stamp"]["cufe"]
