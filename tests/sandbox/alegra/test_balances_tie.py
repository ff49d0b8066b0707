"""Whatever is paid, voided, opened, deleted, in whatever order: the balances tie."""

from collections import defaultdict
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sandbox.alegra.books import Books
from tests.sandbox.alegra.local_alegra import Alegra

STEPS = st.lists(
    st.tuples(
        st.sampled_from(["pay", "pay both", "void", "open", "delete", "void invoice", "open invoice", "edit"]),
        st.integers(0, 3),
        st.decimals(min_value=Decimal("0.01"), max_value=700_000, places=2),
    ),
    max_size=14,
)


def check(books: Books) -> None:
    paid = applied(books)
    for invoice in books.invoices.values():
        withheld = sum((each["amount"] for each in invoice["retentions"]), Decimal(0))
        assert invoice["totalPaid"] == paid[invoice["id"]] + withheld
        assert invoice["balance"] == invoice["total"] - invoice["totalPaid"] >= 0
        assert (invoice["status"] == "closed") == (invoice["balance"] == 0 and invoice["status"] in {"open", "closed"})
        assert invoice["total"] == invoice["subtotal"] - invoice["discount"] + invoice["tax"]
        if invoice["status"] in {"draft", "void"}:
            assert paid[invoice["id"]] == 0


def applied(books: Books) -> dict[str, Decimal]:
    """Invoice id -> what the payments that are not void settle of it."""
    found: dict[str, Decimal] = defaultdict(Decimal)
    for payment in books.payments.values():
        for each in payment["invoices"] if payment["status"] == "open" else []:
            found[each["id"]] += each["amount"] + each["retained"]
    return found


def numbers(books: Books) -> list[str]:
    return [
        invoice["numberTemplate"]["fullNumber"]
        for invoice in books.invoices.values()
        if invoice["numberTemplate"]["fullNumber"]
    ]


def test_the_year_of_history_ties_and_its_numbers_have_no_gap(alegra: Alegra) -> None:
    check(alegra.books)
    electronic = sorted(int(number.removeprefix("FE")) for number in numbers(alegra.books) if number.startswith("FE"))
    assert electronic == list(range(electronic[0], electronic[0] + len(electronic)))
    assert alegra.books.number_templates["19"]["nextInvoiceNumber"] == electronic[-1] + 1


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=STEPS)
def test_balances_tie_whatever_the_order(alegra: Alegra, steps: list[tuple[str, int, Decimal]]) -> None:
    invoices = [alegra.opened()["id"], alegra.opened(retentions=[{"id": 1}])["id"]]
    payments: list[str] = []
    for step in steps:
        take(alegra, invoices, payments, step)
        check(alegra.books)
    assert len(numbers(alegra.books)) == len(set(numbers(alegra.books)))


def take(alegra: Alegra, invoices: list[str], payments: list[str], step: tuple[str, int, Decimal]) -> None:
    """One step, refused or not: the books must tie either way."""
    act, which, amount = step
    invoice = invoices[which % 2]
    if act in {"pay", "pay both"}:
        allocations = [{"id": key, "amount": str(amount)} for key in (invoices if act == "pay both" else [invoice])]
        answer = alegra.http.post("/payments", json=alegra.payment_body(invoice, 0) | {"invoices": allocations})
        payments += [answer.json()["id"]] if answer.status_code == 201 else []
    elif act in {"void invoice", "open invoice"}:
        answer = alegra.http.post(f"/invoices/{invoice}/{act.split(maxsplit=1)[0]}", json={"cause": "x"})
    elif act == "edit":
        answer = alegra.http.put(
            f"/invoices/{invoice}", json={"items": [{"id": 101, "price": str(amount), "quantity": 1, "tax": [3]}]}
        )
    else:
        key = payments[which % len(payments)] if payments else "0"
        answer = (
            alegra.http.delete(f"/payments/{key}") if act == "delete" else alegra.http.post(f"/payments/{key}/{act}")
        )
    assert answer.status_code in {200, 201, 400, 404}
