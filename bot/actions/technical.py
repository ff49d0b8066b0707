"""The exact requests of a document, for admins: what was sent last, and what approving it would send."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.actions.accepting import NewOperations
from bot.actions.announcements import PAYMENTS, Announcements
from bot.actions.approval_face import issuing_kind
from bot.actions.facts import called
from bot.actions.payment_reversals import payment_id
from bot.actions.rehearsing import Rehearsals
from bot.alegra.rehearsal import WouldSend
from bot.billing.invoice import Status
from bot.operations.journal import Journal
from bot.operations.operation import Operation
from bot.slack.messages.technical_request import TechnicalRequest
from bot.store.connection import Clock
from bot.store.records import Document, Phase

Sent = Callable[[Operation, Document], WouldSend]
SENT: dict[str, Sent] = {
    "create": lambda operation, _: WouldSend("POST", "/invoices", _asked(operation)),
    "edit": lambda operation, document: WouldSend("PUT", f"/invoices/{document.alegra_id}", _asked(operation)),
    "stamp": lambda _, document: WouldSend("POST", "/invoices/stamp", {"ids": [document.alegra_id]}),
    "open": lambda _, document: WouldSend("PUT", f"/invoices/{document.alegra_id}", {"status": Status.OPEN.value}),
    "void": lambda operation, document: WouldSend(
        "POST", f"/invoices/{document.alegra_id}/void", {"cause": operation.request.get("cause", "")}
    ),
    "reopen": lambda _, document: WouldSend("POST", f"/invoices/{document.alegra_id}/open", {}),
    "delete": lambda _, document: WouldSend("DELETE", f"/invoices/{document.alegra_id}"),
    "email": lambda operation, document: WouldSend("POST", f"/invoices/{document.alegra_id}/email", _asked(operation)),
    "payment": lambda operation, _: WouldSend("POST", "/payments", _asked(operation)),
    "void_payment": lambda _, document: WouldSend("POST", f"/payments/{payment_id(document.id)}/void", {}),
    "reopen_payment": lambda _, document: WouldSend("POST", f"/payments/{payment_id(document.id)}/open", {}),
}
"""By kind: as it was sent, as far as the journal keeps it; used where a rehearsal would send nothing any more."""


@dataclass(frozen=True)
class TechnicalRequests:
    last: tuple[TechnicalRequest, ...]
    """Of what was asked for last; empty: nothing was sent yet."""
    on_approval: tuple[TechnicalRequest, ...] = ()
    """Of what approving it now would send."""


@dataclass(frozen=True)
class Technical:
    journal: Journal
    rehearsals: Rehearsals
    announcements: Announcements
    new_operation: NewOperations
    clock: Clock

    async def requests(self, document: Document) -> TechnicalRequests:
        """Asks Alegra, and sends nothing."""
        operations = await self.journal.of_document(document.id)
        return TechnicalRequests(await self._last(document, operations), await self._on_approval(document))

    async def _last(self, document: Document, operations: Sequence[Operation]) -> tuple[TechnicalRequest, ...]:
        last = next((each for each in reversed(operations) if each.kind in SENT), None)
        about = (last, document) if last else await self._recording(document)
        if about is None:
            return ()
        rehearsed = await self.rehearsals(*about)
        return _shown(document, rehearsed.requests or (SENT[about[0].kind](*about),))

    async def _recording(self, document: Document) -> tuple[Operation, Document] | None:
        """Of the notice of a payment: what recorded it belongs to the invoice that it paid."""
        payment = document.facts.get("payment")
        return await self.announcements.recording(PAYMENTS.validate_python(payment)) if payment else None

    async def _on_approval(self, document: Document) -> tuple[TechnicalRequest, ...]:
        if document.phase is not Phase.PENDING or document.content is None:
            return ()
        operation = self.new_operation(
            document.next_operation(issuing_kind(document.content)),
            actor=document.requester,
            request={"content_hash": document.content_hash, "revision": document.revision},
            accepted_at=await self.clock(),
        )
        return _shown(document, (await self.rehearsals(operation, document)).requests)


def _asked(operation: Operation) -> dict[str, Any]:
    return {"marker": operation.marker, **operation.request}


def _shown(document: Document, requests: Sequence[WouldSend]) -> tuple[TechnicalRequest, ...]:
    name = called(document)
    return tuple(TechnicalRequest(name, each.method, each.path, each.body) for each in requests)
