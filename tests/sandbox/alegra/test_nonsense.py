"""Whatever is sent to whichever endpoint, the answer is Alegra's and never a broken server."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sandbox.alegra.web.endpoints import ENDPOINTS
from tests.sandbox.alegra.local_alegra import Alegra

NAMES = st.sampled_from(
    ["id", "ids", "name", "nameObject", "firstName", "price", "tax", "inventory", "unit", "status", "type", "client", "items", "invoices", "amount", "quantity", "date",
     "dueDate", "bankAccount", "paymentMethod", "retentions", "identification", "identificationObject", "number", "address", "term", "cause", "emails", "emailMessage",
     "subject", "stamp", "generateStamp", "numberTemplate", "observations", "comments", "payments", "currency", "code", "exchangeRate", "idPriceList"]
)  # fmt: skip
PLAIN = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=6)
)
TELLING = st.sampled_from(
    [
        "1",
        "12",
        "101",
        "19",
        "3",
        8,
        "open",
        "void",
        "cash",
        "in",
        "2026-05-01",
        "NIT",
        "a@b.example",
        "1e9",
        "transfer",
        "CREDIT",
    ]
)
VALUES = st.recursive(
    PLAIN | TELLING,
    lambda children: st.lists(children, max_size=3) | st.dictionaries(NAMES, children, max_size=4),
    max_leaves=8,
)
QUERIES = st.dictionaries(
    st.sampled_from(
        [
            "start",
            "limit",
            "order_field",
            "order_direction",
            "metadata",
            "id",
            "status",
            "date",
            "fields",
            "query",
            "client_id",
            "documentType",
            "type",
        ]
    ),
    st.text(max_size=6) | st.sampled_from(["pdf,xml", "1,2,3", "30", "dueDate", "DESC"]),
    max_size=3,
)


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    endpoint=st.sampled_from(ENDPOINTS),
    key=st.sampled_from(["1", "12", "101", "118", "121", "3", "0", "-1", "x", "%00", "ñ", "9" * 60]),
    body=st.dictionaries(NAMES, VALUES, max_size=6),
    query=QUERIES,
)
def test_no_request_breaks_the_server(
    alegra: Alegra, endpoint: Any, key: str, body: dict[str, Any], query: dict[str, str]
) -> None:
    answer = alegra.http.request(endpoint.method, endpoint.path.replace("{id}", key), json=body, params=query)
    assert answer.status_code in {200, 201, 400, 404}, answer.text
    said = answer.json()
    if answer.status_code >= 400:
        assert isinstance(said.get("message") or said.get("error"), str)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(changes=st.dictionaries(NAMES, VALUES, min_size=1, max_size=3))
def test_no_change_of_a_good_payment_or_edit_breaks_the_server(alegra: Alegra, changes: dict[str, Any]) -> None:
    invoice = alegra.opened()["id"]
    answers = [
        alegra.http.post("/payments", json=alegra.payment_body(invoice, 100) | changes),
        alegra.http.put(f"/invoices/{invoice}", json=changes),
        alegra.http.put(
            "/contacts/13", json={"name": "A", "identificationObject": {"type": "CC", "number": "1"}} | changes
        ),
        alegra.http.post("/items", json={"name": "A", "price": 1} | changes),
    ]
    assert {each.status_code for each in answers} <= {200, 201, 400, 404}
