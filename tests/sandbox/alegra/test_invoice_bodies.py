"""What a request to create an invoice may say (fact sheet 5.2): a table of refusals, each in words, never a 500."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.sandbox.alegra.local_alegra import Alegra

LINE: dict[str, Any] = {"id": 101, "price": 1000, "quantity": 1}


def line(**changes: Any) -> dict[str, Any]:
    return {"items": [LINE | changes]}


REFUSALS: list[tuple[dict[str, Any], int, str]] = [
    ({"client": None}, 3003, "El cliente no existe"),
    ({"client": {"id": 99999}}, 3003, "El cliente no existe"),
    ({"client": {"name": "Nuevo"}}, 3003, "El cliente no existe"),
    ({"client": True}, 400, "client"),
    ({"client": [12]}, 400, "client"),
    ({"items": None}, 400, "la factura debe contener mínimo un item"),
    ({"items": []}, 400, "la factura debe contener mínimo un item"),
    ({"items": {}}, 400, "items"),
    ({"items": [None]}, 400, "items"),
    ({"items": [LINE] * 501}, 400, "items"),
    ({"items": [{"price": 1, "quantity": 1}]}, 3065, "posición 0"),
    (line(id=99999), 400, "Solo puedes incluir ítems activos"),
    (line(id=126), 400, "Solo puedes incluir ítems activos"),
    (line(price=None), 400, "items.0.price"),
    (line(price="mil"), 400, "items.0.price"),
    (line(price=-1), 400, "items.0.price"),
    (line(price=True), 400, "items.0.price"),
    (line(quantity=None), 400, "items.0.quantity"),
    (line(quantity=0), 400, "items.0.quantity"),
    (line(quantity=-2), 400, "items.0.quantity"),
    (line(quantity="1.500,00"), 400, "items.0.quantity"),
    (line(quantity="1_000"), 400, "items.0.quantity"),
    (line(price=10**14, quantity=10**14), 400, "items.0"),
    (line(discount=100.5), 400, "items.0.discount"),
    (line(discount=-1), 400, "items.0.discount"),
    (line(tax=[{"id": 99}]), 404, "el impuesto"),
    (line(tax=[{"name": "IVA"}]), 404, "el impuesto"),
    (line(tax=[[3]]), 400, "tax"),
    (line(description="x" * 1001), 400, "description"),
    (line(description={}), 400, "description"),
    ({"date": None}, 400, "date"),
    ({"date": "2026-02-30"}, 400, "date"),
    ({"date": "20260215"}, 400, "date"),
    ({"date": 20260215}, 400, "date"),
    ({"dueDate": ""}, 400, "dueDate es requerido"),
    ({"dueDate": None}, 400, "dueDate es requerido"),
    ({"date": "2026-05-02", "dueDate": "2026-05-01"}, 400, "dueDate"),
    ({"observations": "x" * 501}, 400, "observations"),
    ({"anotation": "x" * 501}, 400, "anotation"),
    ({"termsConditions": 5}, 400, "termsConditions"),
    ({"status": "closed"}, 400, "status"),
    ({"paymentForm": "credito"}, 400, "paymentForm"),
    ({"paymentMethod": "cash"}, 400, "paymentMethod"),
    ({"type": "LOCAL"}, 400, "type"),
    ({"operationType": []}, 400, "operationType"),
    ({"term": {"id": 99}}, 404, "el plazo de pago"),
    ({"seller": 99}, 404, "el vendedor"),
    ({"costCenter": "x"}, 404, "el centro de costo"),
    ({"currency": "USD"}, 400, "currency"),
    ({"currency": {"code": "EUR"}}, 400, "currency.code"),
    ({"currency": {"code": "USD"}}, 400, "currency.exchangeRate"),
    ({"currency": {"code": "USD", "exchangeRate": 0}}, 400, "currency.exchangeRate"),
    ({"stamp": True}, 400, "stamp"),
    ({"stamp": {"generateStamp": "yes"}}, 400, "generateStamp"),
    ({"comments": "x"}, 400, "comments"),
    ({"retentions": [{"amount": 5}]}, 400, "retentions.id"),
    ({"retentions": [{"id": 1, "amount": 9e9}]}, 400, "retentions"),
    ({"payments": "x"}, 400, "payments"),
    ({"payments": [{}]}, 400, "date"),
    ({"numberTemplate": {"id": {}}}, 400, "numberTemplate"),
]


@pytest.mark.parametrize(("changes", "code", "told"), REFUSALS, ids=lambda value: str(value)[:60])
def test_refusals(alegra: Alegra, changes: dict[str, Any], code: int, told: str) -> None:
    before = len(alegra.books.invoices)
    answer = alegra.http.post("/invoices", json=alegra.invoice_body(**changes))
    body = answer.json()
    assert (answer.status_code, body["code"]) == (404 if code == 404 else 400, code)
    assert told in (body.get("message") or body.get("error"))
    assert len(alegra.books.invoices) == before


def test_everything_that_can_be_said_comes_back(alegra: Alegra) -> None:
    said = {
        "observations": "[cobro:K]",
        "anotation": "Gracias",
        "termsConditions": "30 días",
        "purchaseOrderNumber": "OC-9",
        "operationType": "STANDARD",
        "type": "NATIONAL",
    }
    invoice = alegra.draft(
        **said,
        term={"id": 4},
        seller={"id": 1},
        costCenter={"id": 1},
        comments=["hola"],
        items=[line(name="A", description="B", reference="C", tax=3)["items"][0]],
    )
    assert {name: invoice[name] for name in said} == said
    assert (invoice["term"], invoice["seller"]["name"], invoice["costCenter"]["name"]) == (
        "30 días",
        "Ana Torres",
        "Norte",
    )
    assert invoice["comments"] == ["hola"]
    [shown] = invoice["items"]
    assert (shown["id"], shown["name"], shown["description"], shown["reference"], shown["tax"][0]["percentage"]) == (
        "101",
        "A",
        "B",
        "C",
        "19.00",
    )


def test_ids_bare_or_in_objects_numbers_or_texts(alegra: Alegra) -> None:
    drafts = [alegra.draft(client=client) for client in (12, "12", {"id": 12}, {"id": "12"})]
    assert {each["client"]["id"] for each in drafts} == {"12"}


def test_a_withholding_without_an_amount_is_its_percentage_of_its_base(alegra: Alegra) -> None:
    lines = line(price=100000, discount=10, tax=[{"id": 3}])
    amounts = [each["amount"] for each in alegra.draft(**lines, retentions=[{"id": 1}, {"id": 3}])["retentions"]]
    assert amounts == [3600, 2565], "4 % of 90.000 without tax, 15 % of the 17.100 of IVA"


def test_what_a_line_leaves_out_is_the_items(alegra: Alegra) -> None:
    [shown] = alegra.draft(**line())["items"]
    item = alegra.books.items["101"]
    assert [shown[each] for each in ("name", "description", "reference")] == [
        item[each] for each in ("name", "description", "reference")
    ]
    assert (shown["unit"], shown["productKey"]) == ("service", "72151207")


def test_stamping_and_paying_at_once_is_refused(alegra: Alegra) -> None:
    before = len(alegra.books.invoices)
    payment = {"date": alegra.invoice_body()["date"], "account": 1, "amount": 1, "paymentMethod": "cash"}
    alegra.post("/invoices", alegra.invoice_body(stamp={"generateStamp": True}, payments=[payment]), status=400)
    assert len(alegra.books.invoices) == before


def test_a_line_without_tax_has_none(alegra: Alegra) -> None:
    assert alegra.draft(**line())["tax"] == 0
    assert alegra.draft(**line(tax=[]))["items"][0]["tax"] == []


def test_foreign_money_is_shown_and_local_money_is_not(alegra: Alegra) -> None:
    assert alegra.draft(currency={"code": "USD", "exchangeRate": "4012.50"})["currency"] == {
        "code": "USD",
        "symbol": "US$",
        "exchangeRate": Decimal("4012.5"),
    }
    assert "currency" not in alegra.draft(currency={"code": "COP"})


def test_prices_with_tax_inside_round_to_what_was_meant(alegra: Alegra) -> None:
    invoice = alegra.draft(**line(price="16746.218487", tax=[{"id": 3}]))
    assert (invoice["subtotal"], invoice["tax"], invoice["total"]) == (Decimal("16746.22"), Decimal("3181.78"), 19928)


def test_halves_are_rounded_up(alegra: Alegra) -> None:
    assert alegra.draft(**line(price="0.005"))["total"] == Decimal("0.01")
    assert alegra.draft(**line(price="2.5", quantity="0.25", discount=20, tax=[]))["total"] == Decimal("0.5")


def test_a_company_without_decimals_rounds_to_whole_pesos(alegra: Alegra) -> None:
    alegra.books.company = alegra.books.company | {"decimalPrecision": "0"}
    invoice = alegra.draft(**line(price="1000.5", tax=[{"id": 3}]))
    assert (invoice["subtotal"], invoice["tax"], invoice["total"], invoice["decimalPrecision"]) == (
        1001,
        190,
        1191,
        "0",
    )


def test_forty_lines_emoji_and_hostile_texts_are_kept_as_they_are(alegra: Alegra) -> None:
    text = "<!channel> 🧊 =cmd|' /C calc'!A0 \u202e"
    invoice = alegra.draft(items=[LINE | {"description": text}] * 40)
    assert len(invoice["items"]) == 40
    assert {each["description"] for each in invoice["items"]} == {text}


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8)
    | st.sampled_from(["12", "101", "open", "2026-05-01"]),
    lambda children: (
        st.lists(children, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "amount", "price", "quantity", "tax", "code", "number"]), children, max_size=4
        )
    ),
    max_leaves=6,
)
FIELDS = st.sampled_from(
    [
        "date",
        "dueDate",
        "client",
        "items",
        "numberTemplate",
        "status",
        "payments",
        "retentions",
        "currency",
        "term",
        "stamp",
        "comments",
        "seller",
    ]
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(changes=st.dictionaries(FIELDS, VALUES, min_size=1, max_size=3))
def test_whatever_is_sent_is_answered_and_never_breaks_the_server(alegra: Alegra, changes: dict[str, Any]) -> None:
    answer = alegra.http.post("/invoices", json=alegra.invoice_body(**changes))
    assert answer.status_code in {201, 400, 404}, answer.text
    if answer.status_code != 201:
        assert answer.json().get("message") or answer.json().get("error")
