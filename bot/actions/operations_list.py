"""The operations as admins look at them, in Slack and in the terminal: listed by state, and one with all that is known."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.actions.facts import called, client_of
from bot.billing.names import read_document_name
from bot.operations.journal import Journal
from bot.operations.operation import Operation, State
from bot.store.documents import Documents

UNENDED = (State.NEEDS_PERSON, State.UNKNOWN, State.SENDING, State.ACCEPTED)
"""In the order in which somebody should look at them."""
PAGE = 10


@dataclass(frozen=True)
class ListedOperation:
    operation: Operation
    name: str
    """The number of its invoice or receipt, or its document's name."""
    client: str


@dataclass(frozen=True)
class OperationPage:
    rows: tuple[ListedOperation, ...]
    next_start: int | None
    """Where the next page begins; None: these were the last."""


@dataclass(frozen=True)
class OperationsList:
    journal: Journal
    documents: Documents

    async def page(self, states: Sequence[State] = UNENDED, *, start: int = 0, rows: int = PAGE) -> OperationPage:
        """In the order of the states, newest first in each."""
        found = (await self.journal.listed(*states, limit=start + rows + 1))[start:]
        shown = tuple([await self.listed(each) for each in found[:rows]])
        return OperationPage(shown, start + rows if len(found) > rows else None)

    async def named(self, typed: str) -> ListedOperation | None:
        """By its id, or by its document's name: of several the one that somebody should look at first, else the last."""
        found = await self.journal.find(typed.strip())
        if found is None:
            name = read_document_name(typed) or typed.strip()
            newest_first = reversed(await self.journal.of_document(name))
            found = min(newest_first, key=_place, default=None)
        return await self.listed(found) if found else None

    async def listed(self, operation: Operation) -> ListedOperation:
        document = await self.documents.find(operation.document)
        if document is None:
            return ListedOperation(operation, operation.document, "")
        return ListedOperation(operation, called(document), client_of(document))


def _place(operation: Operation) -> int:
    return UNENDED.index(operation.state) if operation.state in UNENDED else len(UNENDED)
