"""A local Alegra at hand, spoken to over real HTTP."""

from dataclasses import dataclass
from decimal import Decimal
from json import loads
from pathlib import Path
from typing import Any

import httpx
import yaml
from starlette.applications import Starlette

from sandbox.alegra.books import Books
from sandbox.alegra.faults import Faults
from sandbox.alegra.switches import Switches
from sandbox.clock import Clock
from sandbox.traffic import Traffic

WORLD = yaml.safe_load((Path(__file__).parents[3] / "sandbox" / "world.yaml").read_text(encoding="utf-8"))
USER = WORLD["alegra"]["users"][0]


@dataclass
class Alegra:
    """The server at hand: `http` speaks as its user, the rest is what stands behind it."""

    app: Starlette
    clock: Clock
    traffic: Traffic
    url: str
    http: httpx.Client

    @property
    def books(self) -> Books:
        books: Books = self.app.state.books
        return books

    @property
    def switches(self) -> Switches:
        switches: Switches = self.app.state.switches
        return switches

    @property
    def faults(self) -> Faults:
        faults: Faults = self.app.state.faults
        return faults

    def get(self, path: str, **query: Any) -> Any:
        return self.read(self.http.get(path, params=query), 200)

    def post(self, path: str, body: Any = None, *, status: int | None = None) -> Any:
        return self.read(self.http.post(path, json={} if body is None else body), status)

    def put(self, path: str, body: Any, *, status: int = 200) -> Any:
        return self.read(self.http.put(path, json=body), status)

    def delete(self, path: str, *, status: int = 200) -> Any:
        return self.read(self.http.delete(path), status)

    @staticmethod
    def read(answer: httpx.Response, status: int | None) -> Any:
        wanted = {200, 201} if status is None else {status}
        assert answer.status_code in wanted, answer.text
        return loads(answer.text, parse_float=Decimal)

    def draft(self, **changes: Any) -> Any:
        return self.post("/invoices", self.invoice_body(**changes), status=201)

    def opened(self, **changes: Any) -> Any:
        """An open invoice of the plain numbering."""
        return self.draft(numberTemplate={"id": 20}, status="open", **changes)

    def stamped(self, **changes: Any) -> Any:
        draft = self.draft(**changes)
        result = self.stamp(draft)
        assert result["success"], result
        return self.get(f"/invoices/{draft['id']}")

    def stamp(self, draft: Any) -> Any:
        """What Alegra says of this one among those that are stamped."""
        [result] = self.post("/invoices/stamp", {"ids": [draft["id"]]})
        return result

    def invoice_body(self, **changes: Any) -> dict[str, Any]:
        today = self.app.state.account.moment().date
        line = {"id": 101, "price": 500000, "quantity": 1, "tax": [{"id": 3}]}
        return {
            "date": today,
            "dueDate": today,
            "client": {"id": 12},
            "items": [line],
            "paymentForm": "CREDIT",
            "numberTemplate": {"id": 19},
        } | changes

    def payment_body(self, invoice: str, amount: Any, **changes: Any) -> dict[str, Any]:
        today = self.app.state.account.moment().date
        return {
            "type": "in",
            "date": today,
            "bankAccount": {"id": 1},
            "paymentMethod": "transfer",
            "invoices": [{"id": invoice, "amount": amount}],
        } | changes

    def pay(self, invoice: str, amount: Any, **changes: Any) -> Any:
        return self.post("/payments", self.payment_body(invoice, amount, **changes), status=201)
