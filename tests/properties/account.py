"""The simulation's Alegra with all the money in it: withholdings, payments voided and reopened, invoices reopened."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from bot.billing.markers import marker_in
from tests.simulation.alegra_books import Books
from tests.simulation.alegra_records import Json, Refusal
from tests.simulation.company import CLIENT
from tests.simulation.outsiders import MADE_LEGAL

ZERO = Decimal(0)
PAID_BY_HAND = Decimal(1000)
BY_HAND = ("edit", "stamp", "void", "delete", "pay")
BY_HAND_REQUESTS = {"void": ("POST", "/invoices/{key}/void"), "delete": ("DELETE", "/invoices/{key}")}


class Account(Books):
    """What a payment settles of an invoice is what entered and what was withheld, as long as it is not void (fact sheet 6)."""

    void_of_paid: tuple[str, ...] = ()
    """Invoices that Cobro asked to void although it had recorded a payment of them itself."""
    is_by_hand: bool = False
    """Whoever asks now does so on Alegra's own pages."""

    def by_hand(self, key: str, act: str, *, price: str) -> bool:
        """What somebody does on Alegra's own pages; whether Alegra let them."""
        invoice = self.invoices.get(key)
        if invoice is None:
            return False
        if act == "edit":
            return self.meddle(key, price)
        if act == "pay":
            return invoice["balance"] > PAID_BY_HAND and self._lets("POST", "/payments", _a_payment(key))
        if invoice["stamp"]:
            return False
        if act == "stamp":
            return self._stamp_by_hand(invoice)
        method, path = BY_HAND_REQUESTS[act]
        return self._lets(method, path.format(key=key), {})

    def _lets(self, method: str, path: str, body: Json) -> bool:
        asked_by_cobro, self.is_by_hand = self.void_of_paid, True
        try:
            self.answer(method, path, body, {})
        except Refusal:
            self.void_of_paid = asked_by_cobro
            return False
        finally:
            self.is_by_hand = False
        return True

    def _note_taken(self, kind: str, key: str) -> None:
        """The judge looks while it is answered."""
        if not self.is_by_hand:
            super()._note_taken(kind, key)

    def _stamp_by_hand(self, invoice: Json) -> bool:
        if invoice["status"] != "draft":
            return False
        number = f"H{invoice['id']}"
        invoice |= {"status": "open", "stamp": {**MADE_LEGAL, "date": self._local()}}
        invoice["numberTemplate"] |= {"number": number, "fullNumber": number}
        return True

    def settled(self, key: str) -> Decimal:
        """By the payments themselves, each counted anew."""
        alive = [payment for payment in self.payments.values() if payment["status"] != "void"]
        paid = [each for payment in alive for each in payment["invoices"] if each["id"] == key]
        return sum((each["amount"] + _withheld(each) for each in paid), ZERO)

    def _about_payments(self, method: str, rest: list[str], body: Json) -> Any:
        return self._as_told(super()._about_payments(method, rest, body))

    def _pay(self, body: Json) -> Json:
        alone = {"retentions": body["retentions"]} if "retentions" in body else {}
        asked = [(self._invoice(each["id"]), {**alone, **each}) for each in body["invoices"]]
        if any(invoice["status"] != "open" for invoice, _ in asked):
            raise Refusal(400, "La factura no está abierta", 4096)
        if any(invoice["balance"] < each["amount"] + _withheld(each) for invoice, each in asked):
            raise Refusal(400, "El pago supera el saldo", 9030)
        key = self._next()
        amount = sum((each["amount"] for _, each in asked), ZERO)
        said = {"id": key, "number": key, "date": body["date"], "status": "open", "type": "in", "amount": amount}
        paid = [{"number": invoice["numberTemplate"]["fullNumber"], **each} for invoice, each in asked]
        self.payments[key], self.written_at[key] = {**body, **said, "invoices": paid}, self.elapsed()
        self._recount(self.payments[key])
        return self.payments[key]

    def _void_payment(self, payment: Json) -> Json:
        if payment["status"] == "void":
            raise Refusal(400, "El pago ya está anulado", 9031)
        self._turn(payment, "void")
        self._note_taken("void_payment", payment["id"])
        return payment

    def _open_payment(self, payment: Json) -> Json:
        if payment["status"] == "open":
            raise Refusal(400, "El pago ya está abierto", 9031)
        if not self._has_room(payment):
            raise Refusal(400, "El pago supera el saldo", 9030)
        self._turn(payment, "open")
        return payment

    def _turn(self, payment: Json, status: str) -> None:
        payment["status"] = status
        self._recount(payment)

    def _has_room(self, payment: Json) -> bool:
        paid = [(self._invoice(each["id"]), each) for each in payment["invoices"]]
        is_owed = all(invoice["status"] in {"open", "closed"} for invoice, _ in paid)
        return is_owed and all(invoice["balance"] >= each["amount"] + _withheld(each) for invoice, each in paid)

    def _recount(self, payment: Json) -> None:
        """Every invoice of the payment, from all its payments."""
        applied = {"id": payment["id"], "number": payment["number"], "date": payment["date"]}
        for each in payment["invoices"]:
            invoice = self._invoice(each["id"])
            others = [other for other in invoice["payments"] if other["id"] != payment["id"]]
            invoice["payments"] = [*others, {**applied, "amount": each["amount"], "status": payment["status"]}]
            invoice["totalPaid"] = self.settled(each["id"])
            invoice["balance"] = invoice["total"] - invoice["totalPaid"]
            invoice["status"] = "open" if invoice["balance"] else "closed"

    def _as_told(self, payment: Json) -> Json:
        """With what its invoices owe now."""
        owed = [
            {**each, "total": self.invoices[each["id"]]["total"], "balance": self.invoices[each["id"]]["balance"]}
            for each in payment["invoices"]
        ]
        return {**payment, "invoices": owed}

    def _listed(self, rows: Mapping[str, Json], params: Mapping[str, str]) -> list[Json]:
        found = super()._listed(rows, params)
        return [self._as_told(row) for row in found] if rows is self.payments else found

    def _void(self, invoice: Json) -> Json:
        if self.settled(invoice["id"]):
            if any(self._is_cobros(each) for each in invoice["payments"]):
                self.void_of_paid += (invoice["id"],)
            raise Refusal(400, "La factura tiene pagos", 3064)
        return super()._void(invoice)

    def _is_cobros(self, applied: Json) -> bool:
        return applied["status"] != "void" and bool(marker_in(self.payments[applied["id"]].get("observations", "")))


def _a_payment(key: str) -> Json:
    paid = [{"id": key, "amount": PAID_BY_HAND}]
    client = {"id": CLIENT, "name": "Clínica Los Andes S.A.S."}
    return {"date": "2026-09-14", "client": client, "invoices": paid, "observations": ""}


def _withheld(paid: Json) -> Decimal:
    return sum((each["amount"] for each in paid.get("retentions", ())), ZERO)
