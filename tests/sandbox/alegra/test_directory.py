"""Contacts, items and the lists they refer to (fact sheet 4)."""

from typing import Any

import pytest

from tests.sandbox.alegra.local_alegra import Alegra

IDENTITY = {"type": "NIT", "number": "900123456", "dv": 8}


def test_a_contact_from_birth_to_deletion(alegra: Alegra) -> None:
    contact = alegra.post(
        "/contacts",
        {
            "name": "Frío S.A.S.",
            "identificationObject": IDENTITY,
            "email": "a@frio.example",
            "term": 4,
            "seller": {"id": 1},
        },
        status=201,
    )
    assert (contact["identification"], contact["identificationObject"]["dv"], contact["term"]["name"]) == (
        "900123456",
        "8",
        "30 días",
    )
    at = f"/contacts/{contact['id']}"
    changed = alegra.put(at, {"name": "Frío Ltda.", "identificationObject": IDENTITY, "term": None})
    assert (changed["name"], changed["term"], changed["email"]) == ("Frío Ltda.", None, "a@frio.example")
    assert alegra.delete(at)["code"] == 200
    alegra.read(alegra.http.get(at), 404)


def test_people_have_names_in_parts(alegra: Alegra) -> None:
    parts = {"firstName": "Luz", "secondName": None, "lastName": "Ñáñez"}
    assert alegra.post("/contacts", {"nameObject": parts, "identification": "5"}, status=201)["name"] == "Luz Ñáñez"


def test_the_same_identification_twice(alegra: Alegra) -> None:
    body = {"name": "A", "identificationObject": IDENTITY}
    first = alegra.post("/contacts", body, status=201)
    refused = alegra.post("/contacts", body, status=400)
    assert (refused["code"], refused["contactId"]) == (2006, first["id"])
    again = alegra.post("/contacts", body | {"ignoreRepeated": True}, status=201)
    assert again["id"] != first["id"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, 400),
        ({"name": "  "}, 400),
        ({"name": 5}, 400),
        ({"name": "A", "nameObject": {"firstName": "B"}}, 2039),
        ({"nameObject": "A"}, 400),
        ({"nameObject": {}}, 400),
        ({"name": "A", "identificationObject": {"number": "1"}}, 2035),
        ({"name": "A", "identificationObject": {"type": "RFC", "number": "1"}}, 400),
        ({"name": "A", "identificationObject": {"type": "CC"}}, 400),
        ({"name": "A", "identification": [1]}, 400),
        ({"name": "A", "type": []}, 400),
        ({"name": "A", "type": [{}]}, 400),
        ({"name": "A", "type": "boss"}, 400),
        ({"name": "A", "term": 99}, 404),
        ({"name": "A", "regime": "X"}, 400),
        ({"name": "A", "address": "Cl 1"}, 400),
        ({"name": "A", "address": {"city": 1}}, 400),
        ({"name": "A", "email": {}}, 400),
        ({"name": "A", "creditLimit": "much"}, 400),
        ({"name": "A", "ignoreRepeated": "yes"}, 400),
    ],
)
def test_contacts_that_are_refused(alegra: Alegra, body: dict[str, Any], code: int) -> None:
    before = len(alegra.books.contacts)
    answer = alegra.http.post("/contacts", json=body)
    assert (answer.status_code, answer.json()["code"]) == (404 if code == 404 else 400, code)
    assert len(alegra.books.contacts) == before


def test_put_of_a_contact_repeats_name_and_identification(alegra: Alegra) -> None:
    assert "name" in alegra.put("/contacts/12", {"email": "x@y.example"}, status=400)["message"]
    assert "identificationObject" in alegra.put("/contacts/12", {"name": "x"}, status=400)["message"]


def test_a_contact_with_documents_stays_and_an_inactive_one_is_not_billed(alegra: Alegra) -> None:
    alegra.delete("/contacts/12", status=400)
    contact = alegra.books.contacts["12"]
    alegra.put(
        "/contacts/12",
        {"name": contact["name"], "identificationObject": contact["identificationObject"], "status": "inactive"},
    )
    assert alegra.post("/invoices", alegra.invoice_body(), status=400)["code"] == 3003


def test_an_item_from_birth_to_deletion(alegra: Alegra) -> None:
    item = alegra.post(
        "/items",
        {"name": "Válvula", "price": "1500.50", "tax": [{"id": 3}], "inventory": {"unit": "unit"}, "reference": "V"},
        status=201,
    )
    assert (item["price"][0]["price"], item["price"][0]["main"], item["tax"][0]["id"]) == ("1500.50", True, "3")
    at = f"/items/{item['id']}"
    assert alegra.put(at, {"price": [{"idPriceList": 1, "price": 7}]})["price"][0]["price"] == "7.00"
    alegra.put(at, {"status": "inactive"})
    alegra.put(at, {"name": "no"}, status=400)
    alegra.put(at, {"status": "active"})
    assert alegra.delete(at) == {"error": "El producto fue eliminado correctamente.", "code": 200}
    alegra.read(alegra.http.get(at), 404)


@pytest.mark.parametrize(
    "body",
    [{}, {"name": "A"}, {"price": 1}, {"name": "", "price": 1}, {"name": "A", "price": -1}, {"name": "A", "price": []}, {"name": "A", "price": [{"idPriceList": 9, "price": 1}]},
     {"name": "A", "price": 1, "tax": 99}, {"name": "A", "price": 1, "type": "x"}, {"name": "A", "price": 1, "inventory": "unit"}, {"name": "x" * 151, "price": 1}],
)  # fmt: skip
def test_items_that_are_refused(alegra: Alegra, body: dict[str, Any]) -> None:
    before = len(alegra.books.items)
    assert alegra.http.post("/items", json=body).status_code in {400, 404}
    assert len(alegra.books.items) == before


def test_items_are_searched(alegra: Alegra) -> None:
    found = alegra.get("/items", query="refrigerante", status="active")
    assert found
    assert all("Refrigerante" in each["name"] and each["status"] == "active" for each in found)
    assert [each["reference"] for each in alegra.get("/items", reference="UC-2HP")] == ["UC-2HP"]


@pytest.mark.parametrize(
    "path",
    [
        "retentions",
        "number-templates",
        "bank-accounts",
        "terms",
        "sellers",
        "cost-centers",
        "warehouses",
        "price-lists",
        "users",
    ],
)
def test_short_lists_and_their_rows(alegra: Alegra, path: str) -> None:
    rows = alegra.get(f"/{path}")
    assert rows
    assert alegra.get(f"/{path}/{rows[0]['id']}") == rows[0]
    alegra.read(alegra.http.get(f"/{path}/none"), 404)


def test_currencies_go_by_code(alegra: Alegra) -> None:
    assert alegra.get("/currencies/USD")["exchangeRate"] > 1000


def test_number_templates_by_document(alegra: Alegra) -> None:
    assert {each["documentType"] for each in alegra.get("/number-templates", documentType="creditNote")} == {
        "creditNote"
    }


def test_inactive_bank_accounts_only_on_request(alegra: Alegra) -> None:
    alegra.books.bank_accounts["2"]["status"] = "inactive"
    assert [each["id"] for each in alegra.get("/bank-accounts")] == ["1", "3"]
    assert len(alegra.get("/bank-accounts", includeInactive="true")) == 3


def test_the_company_and_who_asks(alegra: Alegra) -> None:
    assert alegra.get("/company")["applicationVersion"] == "colombia"
    assert alegra.get("/users/self")["role"] == "admin"
