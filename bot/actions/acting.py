"""What the acts on an issued invoice have at hand when they are asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.actions.accepting import NewOperations
from bot.actions.petitions import Petitions
from bot.actions.rehearsing import DryRun
from bot.actions.role_book import RolesNow
from bot.billing.invoice import Invoice
from bot.operations.answers import Acceptance, Guard, NoDocument, WrongPhase
from bot.operations.journal import Journal
from bot.operations.operation import Operation
from bot.slack.references import Reference
from bot.store.connection import Clock
from bot.store.documents import Documents
from bot.store.records import Act, Document, Phase

NO_OTHERS: Mapping[str, int] = {}


@dataclass(frozen=True)
class Acting:
    journal: Journal
    documents: Documents
    new_operation: NewOperations
    roles: RolesNow
    clock: Clock
    petitions: Petitions | None = None
    """Whom to ask before something is taken back; None: nobody."""

    async def accept(
        self,
        reference: Reference,
        *,
        kind: str,
        by: str,
        request: Mapping[str, Any],
        phases: frozenset[Phase],
        act: str,
        said: Mapping[str, Any],
        others: Mapping[str, int] = NO_OTHERS,
    ) -> Acceptance:
        """`act` and `said` go into the history. The operation is the one that the form was drawn for.

        What takes money back may have to be approved first: then the operation that asks for it is accepted instead.
        `others` are further documents that it needs for itself (see `Guard`).
        Raise DryRun, with nothing accepted, for a form that was opened to see what would be sent; BadReference for a form of
        another act.
        """
        now = await self.clock()
        operation_id = reference.reserved(kind) or (await self.next_id(reference.document, kind))
        if not operation_id:
            return NoDocument()
        operation = self.new_operation(operation_id, actor=by, request=dict(request), accepted_at=now)
        if reference.rehearse:
            return await self._rehearse(operation, phases)
        told = Act(now, by, act, dict(said))
        if self.petitions and (asked := await self.petitions.instead(operation, told)):
            return asked
        guard = Guard(phases=phases, act=told, others=others)
        return await self.journal.accept(operation, guard=guard)

    async def _rehearse(self, operation: Operation, phases: frozenset[Phase]) -> NoDocument | WrongPhase:
        """Answers only what would stand against accepting it."""
        document = await self.documents.find(operation.document)
        if document is None:
            return NoDocument()
        if document.phase not in phases:
            return WrongPhase(document)
        operation, _ = await self.journal.gate(operation, Guard())
        raise DryRun(operation, document)

    async def follow(self, document_id: str, invoice: Invoice) -> None:
        """Have what is stored follow what was just read for a form: the submission is measured by what is stored."""
        stored = await self.documents.find(document_id)
        if stored and stored.content != invoice:
            now = await self.clock()
            operation = self.new_operation.reading(document_id, at=now, is_waited_for=True)
            await self.journal.accept(operation, guard=Guard(alone=False))

    async def next_id(self, document_id: str, kind: str) -> str:
        document = await self.documents.find(document_id)
        return document.next_operation(kind) if document else ""

    async def issued(self, reference: Reference) -> Document | None:
        """The document, when it has an invoice to act on."""
        document = await self.documents.find(reference.document)
        return document if document and document.content else None
