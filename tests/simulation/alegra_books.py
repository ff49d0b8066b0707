"""Alegra's books as far as an invoice's life needs them; every effect is immediate here, its fate is `alegra_door.py`'s."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.simulation import alegra_money
from tests.simulation.alegra_invoices import InvoiceBooks
from tests.simulation.alegra_records import Json, Refusal


@dataclass
class Books(InvoiceBooks):
    payments: dict[str, Json] = field(default_factory=dict)
    emails: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    meddled_at: dict[str, float] = field(default_factory=dict)
    counts_since: dict[str, float] = field(default_factory=dict)
    """Since when a payment is open."""
    changed: Callable[[], None] = lambda: None
    """Called after each request that may have changed something, also one that was refused half-way."""

    def answer(self, method: str, path: str, body: Json, params: Mapping[str, str]) -> Any:
        """Raise Refusal."""
        try:
            return self._answer(method, path, body, params)
        finally:
            if method != "GET":
                self.changed()

    def _answer(self, method: str, path: str, body: Json, params: Mapping[str, str]) -> Any:
        resource, *rest = path.strip("/").split("/")
        if method == "GET" and not rest:
            return self._listed(self.invoices if resource == "invoices" else self.payments, params)
        return self._about_payments(method, rest, body) if resource == "payments" else self._about(method, rest, body)

    def _about(self, method: str, rest: list[str], body: Json) -> Any:  # noqa: PLR0911 one line for each of Alegra's paths
        match [method, *rest]:
            case ["POST"]:
                return self._create(body)
            case ["POST", "stamp"]:
                return [self._stamp(key) for key in body["ids"]]
            case ["PUT", key]:
                return self._edit(self._invoice(key), body)
            case ["GET", key]:
                papers = {"pdf": f"https://alegra.example/{key}.pdf", "xml": f"https://alegra.example/{key}.xml"}
                return self._invoice(key) | papers
            case ["DELETE", key]:
                return self._delete(key)
            case ["POST", key, "void"]:
                return self._void(self._invoice(key))
            case ["POST", key, "open"]:
                return self._reopen(self._invoice(key))
            case ["POST", key, "email"]:
                self.emails.append((key, tuple(body["emails"])))
                return {"code": 200}
        raise Refusal(404, f"no {method} {rest}")

    def _about_payments(self, method: str, rest: list[str], body: Json) -> Any:
        match [method, *rest]:
            case ["POST"]:
                return self._pay(body)
            case ["GET", key]:
                return self._payment(key)
            case ["POST", key, "void"]:
                return self._void_payment(self._payment(key))
            case ["POST", key, "open"]:
                return self._open_payment(self._payment(key))
        raise Refusal(404, f"no {method} {rest} of payments")

    def meddle(self, key: str, price: str) -> bool:
        """What a person does in Alegra's own pages, to a draft that nobody is deciding about."""
        invoice = self.invoices.get(key)
        if invoice is None or invoice["status"] != "draft":
            return False
        self.meddled_at[key] = self.elapsed()
        line = invoice["items"][0] | {"price": price}
        self._edit(invoice, {"items": [line], "client": invoice["client"], "numberTemplate": invoice["numberTemplate"]})
        self.changed()
        return True

    def _pay(self, body: Json) -> Json:
        asked = [(self._invoice(each["id"]), each["amount"]) for each in body["invoices"]]
        if any(invoice["status"] != "open" or invoice["balance"] < amount for invoice, amount in asked):
            raise Refusal(400, "El pago supera el saldo", 9030)
        key = self._next()
        applied = {"id": key, "number": key, "date": body["date"], "status": "open"}
        paid = [alegra_money.apply(invoice, {**applied, "amount": amount}) for invoice, amount in asked]
        amount = sum(each["amount"] for each in paid)
        payment = {**body, **applied, "amount": amount, "type": "in", "invoices": paid}
        self.payments[key] = payment
        self.written_at[key] = self.counts_since[key] = self.elapsed()
        return payment

    def _payment(self, key: str) -> Json:
        if key not in self.payments:
            raise Refusal(404, "Pago no encontrado")
        return self.payments[key]

    def _void_payment(self, payment: Json) -> Json:
        if payment["status"] == "void":
            raise Refusal(400, "El pago ya está anulado", 4097)
        alegra_money.turn(payment, self._paid_by(payment), "void")
        self._note_taken("void_payment", payment["id"])
        return payment

    def _open_payment(self, payment: Json) -> Json:
        paid = {entry["id"]: entry["amount"] for entry in payment["invoices"]}
        invoices = self._paid_by(payment)
        if payment["status"] != "void" or any(
            each["status"] != "open" or each["balance"] < paid[each["id"]] for each in invoices
        ):
            raise Refusal(400, "El pago no se puede abrir", 4098)
        alegra_money.turn(payment, invoices, "open")
        self.counts_since[payment["id"]] = self.elapsed()
        return payment

    def _paid_by(self, payment: Json) -> list[Json]:
        return [self.invoices[paid["id"]] for paid in payment["invoices"]]

    def _listed(self, rows: Mapping[str, Json], params: Mapping[str, str]) -> list[Json]:
        """Newest first; what was written a moment ago is not in it yet."""
        self.settle_waiting()
        lag = float(params.get("lag", 0))
        there = [row for key, row in rows.items() if self.written_at[key] + lag <= self.elapsed()]
        wanted = [
            row
            for row in reversed(there)
            if params.get("client_id", row["client"]["id"]) == row["client"]["id"]
            and params.get("date", row["date"]) == row["date"]
        ]
        start = int(params.get("start", 0))
        return wanted[start : start + int(params.get("limit", 30))]
