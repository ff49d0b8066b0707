"""What an operation would send, found out by letting its own kind do it with a transport that holds every write back."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.actions.invoice_kind import InvoiceKind
from bot.alegra.api import Alegra
from bot.alegra.rehearsal import RehearsalTransport, WouldSend
from bot.operations.kind import Kind
from bot.operations.operation import Operation
from bot.operations.outcomes import Outcome
from bot.store.documents import Documents
from bot.store.records import Document


class DryRun(Exception):
    """It was asked only what would be sent: nothing was accepted, and no number or name was reserved."""

    def __init__(self, operation: Operation, document: Document) -> None:
        super().__init__(f"{operation.kind} of {document.id} is only rehearsed")
        self.operation, self.document = operation, document


@dataclass(frozen=True)
class Rehearsed:
    requests: tuple[WouldSend, ...]
    outcome: Outcome
    """What came of it instead, where nothing would be sent: a refusal before anything leaves, or it is so already."""


class Rehearsals:
    def __init__(self, kinds: Iterable[Kind]) -> None:
        self._kinds = {kind.name: kind for kind in kinds if isinstance(kind, InvoiceKind)}

    async def __call__(self, operation: Operation, document: Document) -> Rehearsed:
        """`operation` and `document` may be such as were never stored."""
        kind = self._kinds[operation.kind]
        transport = RehearsalTransport(kind.desk.alegra.transport)
        documents = _Imagined(kind.desk.documents, document)
        desk = replace(kind.desk, alegra=Alegra(transport), documents=documents)
        outcome = await kind.at(desk).send(operation)
        return Rehearsed(tuple(transport.noted), outcome)


class _Imagined(Documents):
    """The stored documents, and one as it would be."""

    def __init__(self, stored: Documents, imagined: Document) -> None:
        self._stored, self._imagined = stored, imagined

    async def find(self, document_id: str) -> Document | None:
        return self._imagined if document_id == self._imagined.id else await self._stored.find(document_id)

    async def by_alegra_id(self, alegra_id: str) -> Document | None:
        return await self._stored.by_alegra_id(alegra_id)
