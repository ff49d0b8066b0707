"""A payment on its way: sent once for all its invoices, looked for on each of them, told once, and followed by every card."""

import asyncio
from dataclasses import replace

from bot.actions.announcements import PAYMENTS, Announcements
from bot.actions.invoice_kind import Desk, InvoiceKind, as_read
from bot.actions.links import PaymentLinks, adopted
from bot.actions.outcomes import UNREACHED_SECONDS, error_facts, outcome_of, outcome_of_reading, sighting_of
from bot.actions.payments import PAYMENT, PAYMENTS_ASKED, AskedShare, PaymentAsked, as_asked
from bot.alegra.errors import AlegraError
from bot.alegra.payment_body import Allocation, payment_body
from bot.billing.internal_note import internal_note
from bot.billing.invoice import Invoice, Payment
from bot.billing.payments import Residue
from bot.operations import outcomes
from bot.operations.answers import Guard
from bot.operations.journal import Journal
from bot.operations.operation import ENDED, Operation, State
from bot.store.records import UNASKED, Document
from bot.store.withheld import Withheld

BALANCE_CHANGED = "balance_changed"


class RecordPayment(InvoiceKind):
    name = PAYMENT

    def __init__(self, desk: Desk, announcements: Announcements, journal: Journal, withheld: Withheld) -> None:
        super().__init__(desk)
        self._announcements, self._journal, self._withheld = announcements, journal, withheld

    async def send(self, operation: Operation) -> outcomes.Outcome:
        asked = PAYMENTS_ASKED.validate_python(operation.request)
        document = await self.desk.documents.get(operation.document)
        try:
            balances = await self._balances(asked)
        except AlegraError as error:
            return outcome_of_reading(error, on_refusal={"facts": {"refusal": error_facts(error)}})
        if not _is_over(operation) and any(invoice.balance != share.owed_before for share, invoice in balances):
            return await self._moved(balances[0][1], document, operation)
        said = [await self.desk.attribution.recorded(operation.actor)]
        body = payment_body(
            client_id=asked.client_id,
            paid_on=asked.paid_on,
            bank_account_id=asked.bank_account_id,
            method=asked.method,
            allocations=[Allocation(each.invoice_id, each.applied, each.withholdings) for each in asked.shares],
            observations=internal_note(_note(asked), operation.marker, said=said),
        )
        try:
            payment = await self.desk.alegra.payments.create(body)
        except AlegraError as error:
            return outcome_of(error, on_refusal={"facts": {"refusal": error_facts(error)}})
        return outcomes.Done(_recorded(payment), await self._paid(document))

    async def _balances(self, asked: PaymentAsked) -> list[tuple[AskedShare, Invoice]]:
        """As Alegra has them right before the money is written: somebody may have recorded the same payment there."""
        get = self.desk.alegra.invoices.get
        read = await asyncio.gather(*(get(share.invoice_id) for share in asked.shares))
        return list(zip(asked.shares, read, strict=True))

    async def _moved(self, invoice: Invoice, document: Document, operation: Operation) -> outcomes.Outcome:
        """Not what the form showed; unless an earlier send of this very payment arrived late."""
        situation = {"situation": BALANCE_CHANGED}
        refused = outcomes.Refused(situation, {**as_read(invoice, document), "facts": {"refusal": situation}})
        sighting = await self._looked(operation) if operation.attempts > 1 else outcomes.NotThere()
        match sighting:
            case outcomes.Found(result, found):
                return outcomes.Done(result, found)
            case outcomes.NotThere():
                return refused
        return outcomes.NotSent(UNREACHED_SECONDS, BALANCE_CHANGED)

    async def look_up(self, operation: Operation) -> outcomes.Sighting:
        own = await self._looked(operation)
        if not operation.ruling.link:
            return own
        links = PaymentLinks(self.desk.alegra, self.desk.documents, str, self._announcements)

        async def linked(payment: Payment) -> outcomes.Found:
            document = await self.desk.documents.get(operation.document)
            return outcomes.Found(_recorded(payment), await self._paid(document))

        return await adopted(operation, own, links=links, own_key=_key, take_up=linked)

    async def _looked(self, operation: Operation) -> outcomes.Sighting:
        asked = PAYMENTS_ASKED.validate_python(operation.request)
        document = await self.desk.documents.get(operation.document)
        try:
            found = await self.desk.alegra.payments.find_by_marker(client_id=asked.client_id, marker=operation.marker)
        except AlegraError as error:
            return sighting_of(error)
        return outcomes.Found(_recorded(found[0]), await self._paid(document)) if found else outcomes.NotThere()

    async def show(self, operation: Operation) -> float:
        """The channel is told at once; the poll, finding the same payment, says nothing more.

        Each card is drawn anew: all invoices are held while it is on its way.
        """
        asked = PAYMENTS_ASKED.validate_python(operation.request)
        if operation.state is State.DONE:
            await self._settle(as_asked(PAYMENTS.validate_python(operation.result["payment"]), asked), asked)
        waits = [await self.desk.shows(replace(operation, document=share.document)) for share in asked.shares]
        return max(waits)

    async def _settle(self, payment: Payment, asked: PaymentAsked) -> None:
        """May be done again at any time, also when it was voided since."""
        if await self._announcements.is_void(payment.id):
            return
        ids = {each.id for share in asked.shares for each in share.withholdings}
        await self._withheld.remember(asked.client_id, payment_id=payment.id, ids=ids)
        documents = [(share, await self.desk.documents.get(share.document)) for share in asked.shares]
        for share, document in documents:
            await self._note_residue(document, _residue(share, asked, payment_id=payment.id))
        up_to_date = {document.id for share, document in documents if _tells_it(document, share)}
        await self._announcements.announce(payment, up_to_date=up_to_date, is_waited_for=True)

    async def _note_residue(self, document: Document, residue: dict[str, str] | None) -> None:
        if document.facts.get("residue") != residue:
            guard = Guard(alone=False, sets={"facts": {"residue": residue}})
            await self._journal.decide(document.id, by=UNASKED, guard=guard)

    async def _paid(self, document: Document) -> dict[str, object]:
        """The new balance when Alegra tells it; otherwise it is read with the news, as the others are."""
        try:
            invoice = await self.desk.alegra.invoices.get(document.alegra_id)
        except AlegraError:
            return {"facts": {"refusal": None}}
        return {**as_read(invoice, document), "facts": {"refusal": None}}


def _is_over(operation: Operation) -> bool:
    """Only its request is wanted again, for somebody to see."""
    return operation.state in ENDED


def _tells_it(document: Document, share: AskedShare) -> bool:
    """What was read after the payment shows it, and nothing else."""
    return document.content is not None and document.content.balance == share.residual


def _note(asked: PaymentAsked) -> str:
    return " · ".join(part for part in (asked.note, asked.reason) if part)


def _residue(share: AskedShare, asked: PaymentAsked, *, payment_id: str) -> dict[str, str] | None:
    """Why the invoice still owes something, for its card and for whoever would chase it; nothing for a plain part.

    With the payment that left it: when that is voided, it is owed like anything else.
    """
    if not share.residual or asked.residue in {Residue.NONE, Residue.PART}:
        return None
    said = {"kind": asked.residue.value, "amount": str(share.residual), "reason": asked.reason}
    return {**said, "payment": payment_id}


def _key(found: outcomes.Found) -> str:
    return str(found.result["payment"]["id"])


def _recorded(payment: Payment) -> dict[str, object]:
    return {"payment": PAYMENTS.dump_python(payment, mode="json")}
