"""Why something was not done, in words for the person who asked for it."""

from collections.abc import Callable
from typing import Any

from bot.actions.risk_override import OwnVote
from bot.billing.eligibility import NobodyApproves, NotApprover, NotPermitted, OnlySees
from bot.billing.eligibility import OwnDocument as OwnInvoice
from bot.billing.tally import AlreadyVoted, NotAsked
from bot.locale import Words
from bot.operations import answers
from bot.slack.drawing import Message
from bot.slack.messages import permission_notes, private_notes, voting_notes
from bot.store.connection import Clock
from bot.store.people import Person
from bot.store.records import Document
from bot.store.request_context import asked
from handlers.refused_attempts import RecordRefusal, record_nothing, why_refused


class Objections:
    def __init__(
        self,
        *,
        clock: Clock,
        words_of: Callable[[Person | None], Words],
        record_refusal: RecordRefusal = record_nothing,
    ) -> None:
        self._clock, self.words_of, self._record_refusal = clock, words_of, record_refusal

    async def note(self, objection: Any, words: Words, *, asked_by: str = "") -> Message:
        """For every answer of the journal and of the rules that is not an acceptance.

        With `asked_by`, somebody else's act under the same id is not taken for a first version of theirs.
        What somebody may not do is recorded in the audit, too.
        """
        if why := why_refused(objection):
            await self._record_refusal(why, document=asked().document)
        return _about_votes(objection, words) or await self._told(objection, words, asked_by=asked_by)

    async def _told(  # noqa: PLR0911 a table of answers reads best whole
        self, objection: Any, words: Words, *, asked_by: str
    ) -> Message:
        match objection:
            case NobodyApproves():
                return private_notes.nobody_approves(words)
            case NotApprover(approvers):
                return private_notes.not_approver(sorted(approvers), words)
            case OwnInvoice(others):
                return private_notes.own_document(sorted(others), words)
            case OnlySees(permitted, by_anybody):
                return permission_notes.only_sees(sorted(permitted), words, by_anybody=by_anybody)
            case NotPermitted(permitted):
                return private_notes.not_permitted(sorted(permitted), words)
            case answers.Outvoted() | answers.Busy() | answers.TooLate():
                return private_notes.busy(words)
            case answers.OtherContents(operation) if asked_by and operation.actor != asked_by:
                return private_notes.stale(words)
            case answers.OtherContents() | answers.Ended():
                return private_notes.first_version_on_its_way(words)
            case answers.OwnDocument():
                return private_notes.own_document((), words)
        document: Document | None = getattr(objection, "document", None)
        return await self._stale(document, words)

    async def _stale(self, document: Document | None, words: Words) -> Message:
        """Somebody decided before, or the card is older than the document."""
        if document is None:
            return private_notes.wrong_phase(words)
        if document.decision:
            made = document.decision
            now = await self._clock()
            return private_notes.already_decided(kind=made.kind, by=made.by, at=made.at, now=now, words=words)
        return private_notes.stale(words)


def _about_votes(objection: Any, words: Words) -> Message | None:
    """None: it is about something else."""
    match objection:
        case AlreadyVoted(waits_for, missing, by):
            instead = "" if by == asked().actor else by
            return voting_notes.already_voted(sorted(waits_for), words, missing=missing, instead=instead)
        case NotAsked(waits_for, missing, comes_later):
            return voting_notes.not_asked(sorted(waits_for), words, missing=missing, comes_later=comes_later)
        case answers.AlreadyAsked(document):
            return voting_notes.already_asked(document.petition.by if document.petition else "", words)
        case OwnVote(others):
            return voting_notes.own_vote(sorted(others), words)
        case answers.Voted():
            return voting_notes.already_voted((), words, missing=0)
    return None
