"""Operations that send nothing to Alegra: a decision that Slack still has to show, a fresh reading."""

from bot.actions.invoice_kind import InvoiceKind, as_read
from bot.actions.outcomes import outcome_of
from bot.alegra.errors import AlegraError, NotFound
from bot.billing.invoice import Status
from bot.operations import outcomes
from bot.operations.operation import Operation
from bot.store.records import Phase


class Mark(InvoiceKind):
    """Done as soon as it is accepted: the act was in the script; what remains is to show it."""

    async def send(self, operation: Operation) -> outcomes.Outcome:  # noqa: ARG002 nothing is sent
        return outcomes.Done()

    async def look_up(self, operation: Operation) -> outcomes.Sighting:  # noqa: ARG002 nothing was sent
        return outcomes.Found()


class ReturnInvoice(Mark):
    name = "return"


class ReadAgain(InvoiceKind):
    """Take over what Alegra says now: somebody paid, voided or changed it there."""

    name = "read"

    async def send(self, operation: Operation) -> outcomes.Outcome:
        document = await self.desk.documents.get(operation.document)
        try:
            invoice = await self.desk.alegra.invoices.get(document.alegra_id)
        except NotFound:
            return outcomes.Done(document={"phase": Phase.DELETED})
        except AlegraError as error:
            outcome = outcome_of(error)
            return outcomes.NotSent(5, outcome.why) if isinstance(outcome, outcomes.Unknown) else outcome
        voided = {"phase": Phase.VOIDED} if invoice.status is Status.VOID else {}
        return outcomes.Done(document={**as_read(invoice, document), **voided})

    async def look_up(self, operation: Operation) -> outcomes.Sighting:
        outcome = await self.send(operation)
        return outcomes.Found(document=outcome.document) if isinstance(outcome, outcomes.Done) else outcomes.NotThere()
