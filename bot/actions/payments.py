"""Recording what a client paid."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from bot.actions.acting import Acting
from bot.actions.announcements import PAYMENTS, Announcements
from bot.actions.invoice_kind import Desk, InvoiceKind, as_read
from bot.actions.outcomes import error_facts, outcome_of, sighting_of
from bot.alegra.errors import AlegraError
from bot.alegra.payment_body import Allocation, payment_body
from bot.billing.dates import local_date
from bot.billing.eligibility import NotPermitted, may_collect
from bot.billing.invoice import Invoice, Payment
from bot.billing.markers import marked
from bot.billing.payments import PaymentProblem, payment_problems
from bot.operations import outcomes
from bot.operations.answers import Acceptance, NoDocument
from bot.operations.operation import Operation, State
from bot.slack.references import Reference
from bot.store.records import Document, Phase


@dataclass(frozen=True)
class PaymentAsked:
    amount: Decimal
    bank_account_id: str
    method: str
    paid_on: dt.date
    note: str


@dataclass(frozen=True)
class NotPayable:
    """What stands against it; the form stays open with each said under its field."""

    problems: tuple[PaymentProblem, ...]
    document: Document


@dataclass(frozen=True)
class Payments:
    acting: Acting
    timezone: str
    precision: int

    async def record(
        self, reference: Reference, *, by: str, asked: PaymentAsked
    ) -> Acceptance | NotPermitted | NotPayable:
        allowed = may_collect(by, roles=await self.acting.roles())
        if isinstance(allowed, NotPermitted):
            return allowed
        document = await self.acting.issued(reference)
        if document is None or document.content is None:
            return NoDocument()
        if found := await self._problems(document.content, asked):
            return NotPayable(found, document)
        request = {
            "amount": str(asked.amount),
            "bank_account_id": asked.bank_account_id,
            "method": asked.method,
            "paid_on": asked.paid_on.isoformat(),
            "note": asked.note,
            "client_id": document.content.client.id,
        }
        return await self.acting.accept(
            reference,
            kind=RecordPayment.name,
            by=by,
            request=request,
            phases=frozenset({Phase.ISSUED}),
            act="paid",
            said={"amount": str(asked.amount), "currency": document.content.currency},
        )

    async def _problems(self, invoice: Invoice, asked: PaymentAsked) -> tuple[PaymentProblem, ...]:
        return payment_problems(
            invoice,
            amount=asked.amount,
            paid_on=asked.paid_on,
            today=local_date(await self.acting.clock(), self.timezone),
            bank_account_id=asked.bank_account_id,
            method=asked.method,
            precision=self.precision,
        )


class RecordPayment(InvoiceKind):
    name = "payment"

    def __init__(self, desk: Desk, announcements: Announcements) -> None:
        super().__init__(desk)
        self._announcements = announcements

    async def send(self, operation: Operation) -> outcomes.Outcome:
        asked = operation.request
        document = await self.desk.documents.get(operation.document)
        body = payment_body(
            client_id=asked["client_id"],
            paid_on=dt.date.fromisoformat(asked["paid_on"]),
            bank_account_id=asked["bank_account_id"],
            method=asked["method"],
            allocations=[Allocation(document.alegra_id, Decimal(asked["amount"]))],
            observations=marked(asked["note"], operation.marker),
        )
        try:
            payment = await self.desk.alegra.payments.create(body)
        except AlegraError as error:
            return outcome_of(error, on_refusal={"facts": {"refusal": error_facts(error)}})
        return outcomes.Done(_recorded(payment), await self._paid(document))

    async def show(self, operation: Operation) -> float:
        """The channel is told at once; the poll, finding the same payment, says nothing more."""
        if operation.state is State.DONE:
            await self._announcements.announce(PAYMENTS.validate_python(operation.result["payment"]))
        return await super().show(operation)

    async def look_up(self, operation: Operation) -> outcomes.Sighting:
        document = await self.desk.documents.get(operation.document)
        try:
            found = await self.desk.alegra.payments.find_by_marker(
                client_id=operation.request["client_id"],
                marker=operation.marker,
            )
        except AlegraError as error:
            return sighting_of(error)
        return outcomes.Found(_recorded(found[0]), await self._paid(document)) if found else outcomes.NotThere()

    async def _paid(self, document: Document) -> dict[str, object]:
        """The new balance when Alegra tells it; otherwise the payment watch brings it."""
        try:
            invoice = await self.desk.alegra.invoices.get(document.alegra_id)
        except AlegraError:
            return {"facts": {"refusal": None}}
        return {**as_read(invoice, document), "facts": {"refusal": None}}


def _recorded(payment: Payment) -> dict[str, object]:
    return {"payment": PAYMENTS.dump_python(payment, mode="json")}
