"""Alegra's invoices, and what may be done to each."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from tests.simulation import alegra_money
from tests.simulation.alegra_records import Json, Refusal, Stamping, TakenBack

RATE = Decimal(19)
PREFIX = {"19": "FE", "20": "PL"}
BOGOTA = dt.timezone(dt.timedelta(hours=-5))


@dataclass
class InvoiceBooks:
    now: Callable[[], int]
    authority: Callable[[], str]
    """What becomes of the next stamp; see `weather.STAMPS`."""
    elapsed: Callable[[], float]
    invoices: dict[str, Json] = field(default_factory=dict)
    written_at: dict[str, float] = field(default_factory=dict)
    stampings: list[Stamping] = field(default_factory=list)
    taken_back: list[TakenBack] = field(default_factory=list)
    voids_tried: list[tuple[str, float]] = field(default_factory=list)
    """Requests to void an invoice, by its key and when each came, refused ones too."""
    decided_at: dict[str, float] = field(default_factory=dict)
    """When the authority answers about a stamp that waits."""
    prices: dict[str, set[str]] = field(default_factory=dict)
    """Every price that an invoice ever had: who typed it has written a revision."""
    numbers: int = 0

    def settle_waiting(self) -> None:
        """What the authority has decided by now."""
        for key, at in list(self.decided_at.items()):
            if at <= self.elapsed():
                del self.decided_at[key]
                self.invoices[key]["stamp"] |= {"legalStatus": "STAMPED_AND_ACCEPTED", "cufe": f"cufe-{key}"}

    def _invoice(self, key: str) -> Json:
        self.settle_waiting()
        if key not in self.invoices:
            raise Refusal(404, "Factura no encontrada")
        return self.invoices[key]

    def _next(self) -> str:
        self.numbers += 1
        return str(self.numbers)

    def _local(self) -> str:
        return dt.datetime.fromtimestamp(self.now() / 1000, BOGOTA).strftime("%Y-%m-%d %H:%M:%S")

    def _create(self, body: Json) -> Json:
        key = self._next()
        invoice = {"id": key, "status": "draft", "datetime": self._local(), "payments": [], "stamp": {}, "totalPaid": 0}
        self.invoices[key], self.written_at[key] = invoice, self.elapsed()
        return self._edit(invoice, body)

    def _edit(self, invoice: Json, body: Json) -> Json:
        if body.get("status") == "open":
            return self._open(invoice)
        if invoice["status"] != "draft" or invoice["stamp"].get("legalStatus", "").startswith("STAMPED_AND_W"):
            raise Refusal(400, "La factura ya fue emitida", 3061)
        invoice |= {name: value for name, value in body.items() if name not in {"items", "numberTemplate", "client"}}
        if "items" in body:
            lines = [_priced(line) for line in body["items"]]
            self.prices.setdefault(invoice["id"], set()).update(str(line["price"]) for line in lines)
            subtotal = sum((line["price"] * line["quantity"] for line in lines), Decimal(0))
            tax = sum((line["tax"][0]["amount"] for line in lines), Decimal(0))
            invoice |= {"items": lines, "subtotal": subtotal, "tax": tax, "total": subtotal + tax}
            invoice["client"] = {
                "id": body["client"]["id"],
                "name": "Clínica Los Andes S.A.S.",
                "email": "pagos@losandes.example",
            }
            template = body["numberTemplate"]["id"]
            invoice["numberTemplate"] = {"id": template, "prefix": PREFIX[template], "isElectronic": template == "19"}
        invoice["balance"] = invoice["total"] - invoice["totalPaid"]
        return invoice

    def _open(self, invoice: Json) -> Json:
        if invoice["status"] != "draft":
            raise Refusal(400, "La factura no es un borrador", 3062)
        invoice["status"] = "open"
        self._number(invoice)
        self.stampings.append(Stamping(invoice["id"], invoice["total"], self.elapsed()))
        return invoice

    def _number(self, invoice: Json) -> None:
        number, template = self._next(), invoice["numberTemplate"]
        template |= {"number": number, "fullNumber": template["prefix"] + number}

    def _stamp(self, key: str) -> Json:
        invoice = self._invoice(key)
        if invoice["stamp"].get("legalStatus") in {"STAMPED_AND_ACCEPTED", "STAMPED_AND_WAITING_RESPONSE"}:
            raise Refusal(400, "AEP2011 el documento ya fue enviado")
        fate = self.authority()
        if fate == "authority_down":
            raise Refusal(400, "EPR503 la DIAN no responde")
        if fate == "rejected":
            attempt = len(invoice["stamp"].get("warnings", [])) + 1
            invoice["stamp"] = {"legalStatus": "STAMPED_AND_REJECTED", "warnings": [f"FAK{n}" for n in range(attempt)]}
            return {"id": key, "success": False, "message": "rechazada"}
        invoice["status"] = "open"
        self._number(invoice)
        invoice["stamp"] = {"legalStatus": "STAMPED_AND_ACCEPTED", "cufe": f"cufe-{key}", "date": self._local()}
        if fate in {"waiting", "down_but_arrived"}:
            invoice["stamp"] = {"legalStatus": "STAMPED_AND_WAITING_RESPONSE"}
            self.decided_at[key] = self.elapsed() + 75
        self.stampings.append(Stamping(key, invoice["total"], self.elapsed()))
        if fate == "down_but_arrived":
            raise Refusal(400, "EPR503 la DIAN no responde")
        return {"id": key, "success": True}

    def _delete(self, key: str) -> Json:
        if self._invoice(key)["status"] != "draft":
            raise Refusal(400, "Solo se eliminan borradores", 3063)
        del self.invoices[key]
        self._note_taken("delete", key)
        return {"code": 200}

    def _void(self, invoice: Json) -> Json:
        self.voids_tried.append((invoice["id"], self.elapsed()))
        if invoice["status"] != "open" or alegra_money.paid_of(invoice):
            raise Refusal(400, "No se puede anular", 3064)
        invoice["status"] = "void"
        self._note_taken("void", invoice["id"])
        return invoice

    def _reopen(self, invoice: Json) -> Json:
        if invoice["status"] != "void":
            raise Refusal(400, "No está anulada", 3065)
        invoice["status"] = "open"
        alegra_money.settle(invoice)
        return invoice

    def _note_taken(self, kind: str, key: str) -> None:
        self.taken_back.append(TakenBack(kind, key, self.elapsed()))


def _priced(line: Json) -> Json:
    price, quantity = Decimal(line["price"]), Decimal(line["quantity"])
    tax = {"id": "3", "name": "IVA", "percentage": RATE, "amount": price * quantity * RATE / 100}
    return {**line, "price": price, "quantity": quantity, "tax": [tax]}
