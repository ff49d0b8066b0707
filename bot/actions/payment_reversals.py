"""Voiding a payment and reopening it: the money of the invoices follows, and the channel is told in place."""

from dataclasses import dataclass
from typing import Any

from bot.actions.acting import Acting
from bot.actions.announcements import PAYMENTS, Announcements, as_json, reversal_facts
from bot.actions.invoice_kind import Desk, InvoiceKind, Shows
from bot.actions.outcomes import error_facts, outcome_of, outcome_of_reading, sighting_of, unread
from bot.alegra.errors import AlegraError
from bot.billing.eligibility import NotPermitted, may_void
from bot.billing.invoice import Payment
from bot.billing.payment_reversal import VOID, CannotReverse, objection_to_reopening, objection_to_voiding
from bot.operations import outcomes
from bot.operations.answers import Acceptance
from bot.operations.operation import Operation, State
from bot.slack.payment_reversal_lines import REOPEN_PAYMENT, VOID_PAYMENT
from bot.slack.references import Reference
from bot.store.records import Phase

ACTS = {VOID_PAYMENT: "payment_voided", REOPEN_PAYMENT: "payment_reopened"}
"""In the history, by kind of operation."""


@dataclass(frozen=True)
class PaymentReversals:
    acting: Acting

    async def forbidden(self, person: str) -> NotPermitted | None:
        allowed = may_void(person, roles=await self.acting.roles())
        return allowed if isinstance(allowed, NotPermitted) else None

    async def reverse(self, reference: Reference, *, kind: str, by: str, reason: str) -> Acceptance | NotPermitted:
        """`reference` is that of the form, which was drawn from the payment as Alegra had it then. Raise DryRun."""
        if forbidden := await self.forbidden(by):
            return forbidden
        return await self.acting.accept(
            reference,
            kind=kind,
            by=by,
            request={"payment_id": payment_id(reference.document), "reason": reason},
            phases=frozenset({Phase.NOTICE}),
            act=ACTS[kind],
            said={"reason": reason},
        )


def payment_id(document: str) -> str:
    """Of the document of a payment's notice, `P-58`."""
    return document.partition("-")[2]


class _PaymentReversal(InvoiceKind):
    """Read first, since somebody may have done it in Alegra; read again after, since its answer is not the outcome."""

    def __init__(self, desk: Desk, announcements: Announcements, shows: Shows) -> None:
        """`shows` draws the payment's notice."""
        super().__init__(desk)
        self._announcements, self._shows = announcements, shows

    async def send(self, operation: Operation) -> outcomes.Outcome:
        try:
            payment = await self._read(operation)
        except AlegraError as error:
            return outcome_of_reading(error, on_refusal=_refusal(error_facts(error)))
        if self.is_done(payment):
            return await self._done(payment, operation, is_ours=operation.attempts > 1)
        if objection := self.objection(payment):
            situation = {"situation": objection.value}
            return outcomes.Refused(situation, _refusal(situation))
        try:
            await self.post(payment.id)
        except AlegraError as error:
            return outcome_of(error, on_refusal=_refusal(error_facts(error)))
        return await self._read_back(operation)

    async def look_up(self, operation: Operation) -> outcomes.Sighting:
        try:
            payment = await self._read(operation)
        except AlegraError as error:
            return sighting_of(error)
        if not self.is_done(payment):
            return outcomes.NotThere()
        done = await self._done(payment, operation, is_ours=True)
        return outcomes.Found(done.result, done.document)

    async def show(self, operation: Operation) -> float:
        """The cards of its invoices take over their new balance, then the notice is corrected in place."""
        if operation.state is State.DONE:
            payment = PAYMENTS.validate_python(operation.result["payment"])
            await self._announcements.read_again(payment, now=await self.desk.clock(), is_waited_for=True)
        return await self._shows(operation)

    async def post(self, key: str) -> None:
        raise NotImplementedError

    def is_done(self, payment: Payment) -> bool:
        raise NotImplementedError

    def objection(self, payment: Payment) -> CannotReverse | None:
        raise NotImplementedError

    async def _read_back(self, operation: Operation) -> outcomes.Outcome:
        try:
            after = await self._read(operation)
        except AlegraError as error:
            return unread(error)
        if not self.is_done(after):
            return outcomes.Unknown(f"still {after.status}")
        return await self._done(after, operation, is_ours=True)

    async def _read(self, operation: Operation) -> Payment:
        return await self.desk.alegra.payments.get(operation.request["payment_id"])

    async def _done(self, payment: Payment, operation: Operation, *, is_ours: bool) -> outcomes.Done:
        """Not ours: somebody did it in Alegra before, and nobody here gets the credit."""
        reversal = reversal_facts(payment.status, at=await self.desk.clock())
        if is_ours:
            reversal |= {"by": operation.actor, "reason": operation.request["reason"]}
        facts = {"payment": as_json(payment), "reversal": reversal, "refusal": None}
        return outcomes.Done({"payment": as_json(payment)}, {"facts": facts})


class VoidPayment(_PaymentReversal):
    name = VOID_PAYMENT

    async def post(self, key: str) -> None:
        await self.desk.alegra.payments.void(key)

    def is_done(self, payment: Payment) -> bool:
        return payment.status == VOID

    def objection(self, payment: Payment) -> CannotReverse | None:
        return objection_to_voiding(payment)


class ReopenPayment(_PaymentReversal):
    name = REOPEN_PAYMENT

    async def post(self, key: str) -> None:
        await self.desk.alegra.payments.reopen(key)

    def is_done(self, payment: Payment) -> bool:
        return payment.status != VOID

    def objection(self, payment: Payment) -> CannotReverse | None:
        return objection_to_reopening(payment)


def _refusal(error: dict[str, Any]) -> dict[str, Any]:
    return {"facts": {"refusal": error}}
