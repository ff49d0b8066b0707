"""Operations that send nothing to Alegra: a decision that Slack still has to show, a fresh reading."""

from collections.abc import Awaitable, Callable

from bot.actions.accepting import UNHURRIED
from bot.actions.invoice_kind import Desk, InvoiceKind, Shows, as_read
from bot.actions.outcomes import outcome_of_reading, sighting_by_doing
from bot.actions.outside import DIFFERS, KNOWN, change_of
from bot.alegra.errors import AlegraError, NotFound
from bot.billing.invoice import Invoice
from bot.operations import outcomes
from bot.operations.operation import AT_REST, Operation, State
from bot.store.records import Phase

Notice = Callable[[str], Awaitable[None]]
"""Told of a document that somebody changed in Alegra."""


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


class OnWhatWaits(Mark):
    """An act on what waits for votes: an invoice, or what somebody asks to take back."""

    def __init__(self, desk: Desk, notice: Shows) -> None:
        """`notice` shows the notice of a payment, of which no card tells."""
        super().__init__(desk)
        self._notice = notice

    async def show(self, operation: Operation) -> float:
        document = await self.desk.documents.get(operation.document)
        if document.phase is Phase.NOTICE and operation.state is State.DONE:
            return await self._notice(operation)
        return await super().show(operation)


class AskFor(OnWhatWaits):
    """Something that takes money back and waits for approvals, or waits no more."""

    name = "ask"


class SuggestChange(Mark):
    """What an approver would change; whoever asked for the invoice is told."""

    name = "suggest"


class ReadAgain(InvoiceKind):
    """Take over what Alegra says now: somebody paid it there, or it was sent.

    What is being issued or edited stays as it is: those read and compare for themselves. What somebody changed, stamped,
    voided or deleted is for an operation of its own to tell (`bot/actions/outside.py`).
    """

    name = "read"

    def __init__(self, desk: Desk, notice: Notice) -> None:
        super().__init__(desk)
        self._notice = notice

    async def send(self, operation: Operation) -> outcomes.Outcome:
        document = await self.desk.documents.get(operation.document)
        alegra = self.desk.alegra.unhurried if operation.request.get(UNHURRIED) else self.desk.alegra
        try:
            invoice: Invoice | None = await alegra.invoices.get(document.alegra_id)
        except NotFound:
            invoice = None
        except AlegraError as error:
            return outcome_of_reading(error)
        if document.phase in KNOWN | {Phase.APPROVED} and change_of(document, invoice):
            return outcomes.Done({DIFFERS: True})
        is_under_way = document.phase is Phase.PENDING and document.open_operation
        if invoice is None or document.phase not in KNOWN or is_under_way:
            return outcomes.Done()
        return outcomes.Done(document=as_read(invoice, document))

    async def look_up(self, operation: Operation) -> outcomes.Sighting:
        return sighting_by_doing(await self.send(operation))

    async def show(self, operation: Operation) -> float:
        """Nobody asked for it, and it writes nothing: no card says that it is late, or that nobody knows what became of it."""
        if operation.state not in AT_REST:
            return 0.0
        if operation.result.get(DIFFERS):
            await self._notice(operation.document)
        return await super().show(operation)
