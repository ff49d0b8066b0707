"""Operations that send nothing to Alegra: a decision that Slack still has to show, a fresh reading."""

from bot.actions.invoice_kind import InvoiceKind, as_read, hash_of, revised
from bot.actions.outcomes import outcome_of_reading
from bot.alegra.errors import AlegraError, NotFound
from bot.billing.invoice import Invoice, Status
from bot.operations import outcomes
from bot.operations.operation import Operation, State
from bot.store.records import Document, Phase


class Mark(InvoiceKind):
    """Done as soon as it is accepted: the act was in the script; what remains is to show it."""

    async def send(self, operation: Operation) -> outcomes.Outcome:  # noqa: ARG002 nothing is sent
        return outcomes.Done()

    async def look_up(self, operation: Operation) -> outcomes.Sighting:  # noqa: ARG002 nothing was sent
        return outcomes.Found()

    async def show(self, operation: Operation) -> float:
        """Not before it is done: until then it holds the document, and whatever a card offered would have to wait."""
        return await super().show(operation) if operation.state is State.DONE else 0.0


class ReturnInvoice(Mark):
    name = "return"


class ReadAgain(InvoiceKind):
    """Take over what Alegra says now: somebody paid, voided or changed it there.

    What is being issued or edited stays as it is: those read and compare for themselves.
    """

    name = "read"

    async def send(self, operation: Operation) -> outcomes.Outcome:
        document = await self.desk.documents.get(operation.document)
        try:
            invoice = await self.desk.alegra.invoices.get(document.alegra_id)
        except NotFound:
            return outcomes.Done(document={"phase": Phase.DELETED})
        except AlegraError as error:
            return outcome_of_reading(error)
        return outcomes.Done(document=_taken_over(invoice, document))

    async def look_up(self, operation: Operation) -> outcomes.Sighting:
        outcome = await self.send(operation)
        return outcomes.Found(document=outcome.document) if isinstance(outcome, outcomes.Done) else outcomes.NotThere()


def _taken_over(invoice: Invoice, document: Document) -> dict[str, object]:
    if document.phase is Phase.APPROVED or (document.phase is Phase.PENDING and document.open_operation):
        return {}
    if document.phase is Phase.PENDING and hash_of(invoice, document) != document.content_hash:
        return revised(invoice, document, by="alegra")
    return {**as_read(invoice, document), **_phase(invoice, document)}


def _phase(invoice: Invoice, document: Document) -> dict[str, object]:
    """Voided there, or reopened after a void."""
    if invoice.status is Status.VOID:
        return {"phase": Phase.VOIDED}
    is_reopened = document.phase is Phase.VOIDED and invoice.status in {Status.OPEN, Status.CLOSED}
    return {"phase": Phase.ISSUED} if is_reopened else {}
