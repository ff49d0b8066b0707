"""A list of approvals on its way: vote after vote, with its progress, and in the end what was approved, what not, and why."""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any

from bot.actions.approvals import Approvals
from bot.actions.bulk_approval import BULK, TICKED, Ticked
from bot.actions.closed_books import BooksClosed
from bot.actions.outcomes import sighting_by_doing
from bot.billing.tally import AlreadyVoted
from bot.locale import Words
from bot.operations import outcomes
from bot.operations.answers import Accepted, Busy, NoDocument, Same, Stale, WrongPhase
from bot.operations.operation import Operation, State
from bot.slack.board import Board, Placed
from bot.slack.messages.bulk_summary import BulkResult, BulkSummary, Fate, draw
from bot.slack.references import Reference
from bot.store.documents import Documents
from bot.store.people import Person
from bot.store.records import Document

TOLD_EVERY = 10
SECONDS = 80.0
FATES: Mapping[type, Fate] = {
    Accepted: Fate.APPROVED,
    Same: Fate.APPROVED,
    Stale: Fate.CHANGED,
    WrongPhase: Fate.DECIDED,
    Busy: Fate.BUSY,
    NoDocument: Fate.GONE,
}
"""Whatever else is answered: this person may not, any more."""


class ApproveMany:
    name = BULK
    settle_seconds = 180.0
    timeout_seconds = SECONDS
    resend_allowed = True
    keeps_document = False

    def __init__(
        self,
        approvals: Approvals,
        documents: Documents,
        board: Board,
        *,
        find_person: Callable[[str], Awaitable[Person | None]],
        words_of: Callable[[Person | None], Words],
    ) -> None:
        self._approvals, self._documents, self._board = approvals, documents, board
        self._find_person, self._words_of = find_person, words_of

    async def send(self, operation: Operation) -> outcomes.Outcome:
        """Nothing goes to Alegra in here: each vote is accepted for itself, and may be accepted again."""
        items, fates = TICKED.validate_python(operation.request["items"]), dict[str, str]()
        for number, item in enumerate(items, 1):
            fates[item.document] = await self._fate(item, by=operation.actor)
            if number % TOLD_EVERY == 0 and number < len(items):
                await self._board.show(operation.document, partial(self._faces, operation, fates))
        return outcomes.Done({"fates": fates})

    async def look_up(self, operation: Operation) -> outcomes.Sighting:
        """Going through the list once more counts nobody's vote twice, and completes it."""
        return sighting_by_doing(await self.send(operation))

    async def show(self, operation: Operation) -> float:
        fates: dict[str, str] = operation.result.get("fates", {}) if operation.state is State.DONE else {}
        return await self._board.show(operation.document, partial(self._faces, operation, fates))

    async def _fate(self, item: Ticked, *, by: str) -> Fate:
        known = await self._approvals.journal.find(item.operation)
        if known and known.actor == by:  # before a crash, or on its card: whatever has become of it since
            return Fate.UNDONE if known.state is State.WITHDRAWN else Fate.APPROVED
        reference = Reference(item.document, item.revision, item.operation)
        try:
            answer = await self._approvals.approve(reference, by=by, content_hash=item.content_hash)
        except BooksClosed:
            return Fate.CLOSED_BOOKS
        if isinstance(answer, AlreadyVoted):
            return Fate.COUNTED if answer.by == by else Fate.NOT_ASKED
        if isinstance(answer, Accepted) and answer.operation.id != item.operation:
            return Fate.COUNTED
        return FATES.get(type(answer), Fate.NOT_ASKED)

    async def _faces(self, operation: Operation, fates: Mapping[str, str], _notice: Document) -> Mapping[str, Placed]:
        """By direct message: nobody else has to know of it."""
        items = TICKED.validate_python(operation.request["items"])
        results = [await self._result(item, fates) for item in items if item.document in fates]
        summary = BulkSummary(
            count=len(items),
            results=tuple(results),
            left=int(operation.request["left"]),
            is_done=operation.state is State.DONE,
        )
        words = self._words_of(await self._find_person(operation.actor))
        return {f"direct:{operation.actor}": Placed(draw(summary, words), operation.actor)}

    async def _result(self, item: Ticked, fates: Mapping[str, Any]) -> BulkResult:
        document = await self._documents.find(item.document)
        return BulkResult(item.document, Fate(fates[item.document]), document.content if document else None)
