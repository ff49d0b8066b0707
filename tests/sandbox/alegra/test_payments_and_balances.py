"""Payments and what they do to invoices (fact sheet 6)."""

from typing import Any

import pytest

from tests.sandbox.alegra.local_alegra import Alegra


def invoice(alegra: Alegra, key: str) -> Any:
    return alegra.get(f"/invoices/{key}")


def test_part_by_part_until_it_is_closed(alegra: Alegra) -> None:
    owed = alegra.stamped()["id"]
    first = alegra.pay(owed, "200000.50", observations="[cobro:1]", anotation="Transferencia 77")
    assert (first["status"], str(first["amount"]), first["observations"]) == ("open", "200000.5", "[cobro:1]")
    assert (invoice(alegra, owed)["status"], str(invoice(alegra, owed)["balance"])) == ("open", "394999.5")
    last = alegra.pay(owed, "394999.50")
    assert int(last["id"]) == int(first["id"]) + 1
    done = invoice(alegra, owed)
    assert (done["status"], done["balance"], done["totalPaid"]) == ("closed", 0, 595000)
    assert [each["id"] for each in done["payments"]] == [first["id"], last["id"]]
    assert done["payments"][0]["observations"] == "[cobro:1]"


def test_one_payment_for_several_invoices(alegra: Alegra) -> None:
    one, two = alegra.opened()["id"], alegra.opened()["id"]
    allocations = [{"id": one, "amount": 595000}, {"id": two, "amount": 5000}]
    payment = alegra.post("/payments", alegra.payment_body(one, 0) | {"invoices": allocations})
    assert payment["amount"] == 600000
    assert (invoice(alegra, one)["status"], invoice(alegra, two)["balance"]) == ("closed", 590000)


def test_void_open_and_delete_move_the_balance(alegra: Alegra) -> None:
    owed = alegra.opened()["id"]
    at = f"/payments/{alegra.pay(owed, 595000)['id']}"
    assert alegra.post(f"{at}/void")["status"] == "void"
    assert (invoice(alegra, owed)["status"], invoice(alegra, owed)["balance"]) == ("open", 595000)
    alegra.post(f"{at}/void", status=400)
    assert alegra.http.post(f"{at}/open").json()["status"] == "open", "without a body"
    alegra.post(f"{at}/open", status=400)
    assert invoice(alegra, owed)["status"] == "closed"
    assert alegra.delete(at)["code"] == 200
    assert "payments" not in invoice(alegra, owed)
    alegra.read(alegra.http.get(at), 404)


def test_a_void_payment_cannot_return_when_there_is_no_room(alegra: Alegra) -> None:
    owed = alegra.opened()["id"]
    first = alegra.pay(owed, 595000)
    alegra.post(f"/payments/{first['id']}/void")
    alegra.pay(owed, 100)
    assert alegra.post(f"/payments/{first['id']}/open", status=400)["code"] == 9030


def test_a_void_payment_cannot_return_to_a_void_invoice(alegra: Alegra) -> None:
    owed = alegra.opened()["id"]
    payment = alegra.pay(owed, 100)
    alegra.post(f"/payments/{payment['id']}/void")
    alegra.post(f"/invoices/{owed}/void", {"cause": "x"})
    assert alegra.post(f"/payments/{payment['id']}/open", status=400)["code"] == 4096


def test_only_open_invoices_are_paid(alegra: Alegra) -> None:
    draft, void, closed = alegra.draft()["id"], alegra.opened()["id"], alegra.opened()["id"]
    alegra.post(f"/invoices/{void}/void", {"cause": "x"})
    alegra.pay(closed, 595000)
    codes = [alegra.post("/payments", alegra.payment_body(key, 1), status=400)["code"] for key in (draft, void, closed)]
    assert codes == [4096, 4096, 9030]


def test_more_than_the_balance_is_refused(alegra: Alegra) -> None:
    owed = alegra.opened()["id"]
    before = len(alegra.books.payments)
    assert alegra.post("/payments", alegra.payment_body(owed, "595000.01"), status=400)["code"] == 9030
    assert len(alegra.books.payments) == before


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"date": None}, "date"),
        ({"date": "20/05/2026"}, "date"),
        ({"bankAccount": None}, "bankAccount"),
        ({"bankAccount": {"id": 999}}, "la cuenta bancaria"),
        ({"paymentMethod": None}, "paymentMethod"),
        ({"paymentMethod": "TRANSFER"}, "El método de pago no es válido"),
        ({"paymentMethod": ["cash"]}, "El método de pago no es válido"),
        ({"type": None}, "type"),
        ({"type": "sideways"}, "type"),
        ({"type": "out"}, "type in"),
        ({"invoices": []}, "invoices"),
        ({"invoices": {"id": 1}}, "invoices"),
        ({"invoices": [{"id": 99999, "amount": 1}]}, "la factura"),
        ({"invoices": [{"amount": 1}]}, "la factura"),
        ({"client": {"id": 13}}, "cliente"),
        ({"observations": "x" * 501}, "observations"),
        ({"costCenter": 77}, "el centro de costo"),
    ],
)
def test_what_a_payment_needs(alegra: Alegra, changes: dict[str, Any], told: str) -> None:
    body = alegra.payment_body(alegra.opened()["id"], 100) | changes
    answer = alegra.http.post("/payments", json=body)
    assert answer.status_code in {400, 404}
    assert told in answer.text


@pytest.mark.parametrize("amount", [0, -5, "mil", True, None, "NaN", "Infinity", 10**20, [1], {}, "1e30"])
def test_amounts_that_are_none(alegra: Alegra, amount: object) -> None:
    alegra.post("/payments", alegra.payment_body(alegra.opened()["id"], amount), status=400)


def test_invoices_of_two_clients_or_named_twice_are_refused(alegra: Alegra) -> None:
    one, two = alegra.opened()["id"], alegra.opened(client=13)["id"]
    for pair in ([one, two], [one, one]):
        allocations = [{"id": key, "amount": 100} for key in pair]
        alegra.post("/payments", alegra.payment_body(one, 0) | {"invoices": allocations}, status=400)


def test_what_the_client_withheld_settles_too(alegra: Alegra) -> None:
    owed = alegra.opened()["id"]
    payment = alegra.pay(owed, 575000, retentions=[{"id": 1, "amount": 20000}])
    assert (payment["amount"], invoice(alegra, owed)["status"]) == (575000, "closed")
    alegra.post(f"/payments/{payment['id']}/void")
    assert invoice(alegra, owed)["balance"] == 595000
    alegra.post("/payments", alegra.payment_body(owed, 590000, retentions=[{"id": 1, "amount": 5001}]), status=400)


def test_of_several_invoices_each_carries_what_was_withheld_from_it(alegra: Alegra) -> None:
    one, two = alegra.opened()["id"], alegra.opened()["id"]
    paid = [
        {"id": one, "amount": 575000, "retentions": [{"id": 1, "amount": 20000}]},
        {"id": two, "amount": 100, "retentions": [{"id": 3, "amount": 9}]},
    ]
    body = alegra.payment_body(one, 0) | {"invoices": paid}
    alegra.post("/payments", body | {"retentions": [{"id": 1, "amount": 1}]}, status=400)
    payment = alegra.post("/payments", body)
    assert (payment["amount"], payment["retentions"]) == (575100, [])
    assert [each["retentions"][0]["name"] for each in payment["invoices"]] == ["Retefuente servicios", "ReteIVA"]
    assert (invoice(alegra, one)["status"], invoice(alegra, two)["balance"]) == ("closed", 594891)
    alegra.post(f"/payments/{payment['id']}/void")
    assert invoice(alegra, two)["balance"] == 595000


def test_more_withheld_than_the_invoice_owes_is_refused(alegra: Alegra) -> None:
    one, two = alegra.opened()["id"], alegra.opened()["id"]
    paid = [{"id": one, "amount": 590000, "retentions": [{"id": 1, "amount": 5001}]}, {"id": two, "amount": 1}]
    refused = alegra.post("/payments", alegra.payment_body(one, 0) | {"invoices": paid}, status=400)
    assert refused["code"] == 9030


def test_an_account_may_ignore_what_was_withheld_from_an_invoice_of_a_payment(alegra: Alegra) -> None:
    alegra.switches.change({"retentions_of_paid_invoices": False})
    one, two = alegra.opened()["id"], alegra.opened()["id"]
    paid = [{"id": one, "amount": 1, "retentions": [{"id": 1, "amount": 5}]}, {"id": two, "amount": 1}]
    payment = alegra.post("/payments", alegra.payment_body(one, 0) | {"invoices": paid})
    assert "retentions" not in payment["invoices"][0]
    assert invoice(alegra, one)["balance"] == 594999


def test_words_of_a_payment_change_allocations_do_not(alegra: Alegra) -> None:
    owed = alegra.opened()["id"]
    at = f"/payments/{alegra.pay(owed, 100)['id']}"
    assert alegra.put(at, {"observations": "nueva", "bankAccount": {"id": 3}})["bankAccount"]["type"] == "cash"
    assert invoice(alegra, owed)["payments"][0]["observations"] == "nueva"
    alegra.put(at, {"invoices": []}, status=400)


def test_newest_first_as_a_poll_reads_them(alegra: Alegra) -> None:
    newest = alegra.pay(alegra.opened()["id"], 100)
    rows = alegra.get("/payments", type="in", order_field="id", order_direction="DESC", limit=20)
    assert str(rows[0]["id"]) == newest["id"]
    assert len(rows) == 20
    assert alegra.get("/payments", type="out") == []
    assert {str(each["client"]["id"]) for each in alegra.get("/payments", client_id=12)} == {"12"}


def test_receipts_count_on_from_their_numbering(alegra: Alegra) -> None:
    owed = alegra.opened()["id"]
    one, two = alegra.pay(owed, 1), alegra.pay(owed, 1)
    assert int(two["number"]) == int(one["number"]) + 1
    assert two["numberTemplate"]["fullNumber"] == f"RC{two['number']}"
