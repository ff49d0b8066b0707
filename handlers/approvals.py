"""Approving and its Undo, returning, discarding, and what else the card of a pending invoice offers."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from bot.actions.approvals import CORRECT, DISCARD, Approvals
from bot.actions.asking_again import AskingAgain
from bot.actions.reversals import Reversals
from bot.billing.eligibility import NotPermitted
from bot.locale import Words
from bot.operations.answers import Accepted, Decided, Same, Withdrawn
from bot.slack import author_buttons
from bot.slack.forms import FieldErrors
from bot.slack.messages import approval_card, approved_card, discarded_card, private_notes, surplus_notice
from bot.slack.modals import return_, withdraw
from bot.slack.references import Reference
from bot.store.documents import Documents
from bot.store.records import Document, Phase
from handlers.answers import Answer, Close, Mistakes, Modal, Note
from handlers.card_menu import CardMenu
from handlers.door import Door
from handlers.drafts import Drafts
from handlers.objections import Objections
from handlers.payloads import Click, Submission
from handlers.pointing import Pointing
from handlers.risks import RiskTalk

DONE = (Accepted, Same, Decided, Withdrawn)
HOW = {return_.Fate.CORRECT: CORRECT, return_.Fate.DISCARD: DISCARD}


@dataclass(frozen=True)
class ApprovalClicks:
    approvals: Approvals
    asking_again: AskingAgain
    reversals: Reversals
    documents: Documents
    drafts: Drafts
    menu: CardMenu
    pointing: Pointing
    risks: RiskTalk
    objections: Objections

    def register(self, door: Door) -> None:
        door.action(approval_card.APPROVE, self.approve)
        door.action(approval_card.RETURN, self.open_return)
        door.action(approval_card.MORE, self.more)
        door.action(approved_card.UNDO, self.undo)
        door.action(author_buttons.ASK_AGAIN, self.ask_again)
        door.action(author_buttons.DISCARD, self.discard)
        door.action(discarded_card.DELETE, self.delete)
        door.action(surplus_notice.DELETE, self.delete)
        door.action(author_buttons.WITHDRAW, self.open_withdraw)
        door.submission(return_.CALLBACK, self.send_back)
        door.submission(withdraw.CALLBACK, self.withdraw)
        self.risks.register(door)

    async def approve(self, click: Click) -> Answer:
        reference = Reference.unpack(click.value)
        decided = await self.approvals.approve(reference, by=click.person.id)
        return await self._answer(decided, click, reference)

    async def undo(self, click: Click) -> Answer:
        reference = Reference.unpack(click.value)
        withdrawal = await self.approvals.undo(reference, by=click.person.id)
        if isinstance(withdrawal, DONE):
            return Answer()
        words = self.objections.words_of(click.person)
        if isinstance(withdrawal, NotPermitted):
            note = await self.objections.note(withdrawal, words)
        else:
            note = private_notes.too_late_to_undo(words)
        return Answer(Note(note), self.pointing.later(click, reference))

    async def open_return(self, click: Click) -> Answer:
        words, reference = self.objections.words_of(click.person), Reference.unpack(click.value)
        document = await self.documents.find(reference.document)
        if document is None or document.content is None:
            return Answer(Note(private_notes.wrong_phase(words)))
        if click.person.id == document.requester:
            return self._withdrawing(document, click, reference)
        if forbidden := await self.approvals.forbidden(document, by=click.person.id):
            return Answer(Note(await self.objections.note(forbidden, words)))
        return Answer(Modal(return_.draw(return_.ReturnForm(reference, document.content, document.requester), words)))

    async def send_back(self, submission: Submission) -> Answer:
        words = self.objections.words_of(submission.person)
        read = return_.read(submission.view.values, words)
        return await self._taken_off(submission, read, words, act=self.approvals.send_back)

    async def open_withdraw(self, click: Click) -> Answer:
        reference = Reference.unpack(click.value)
        return self._withdrawing(await self.documents.find(reference.document), click, reference)

    async def withdraw(self, submission: Submission) -> Answer:
        words = self.objections.words_of(submission.person)
        read = withdraw.read(submission.view.values, words)
        return await self._taken_off(submission, read, words, act=self.approvals.withdraw)

    async def ask_again(self, click: Click) -> Answer:
        reference = Reference.unpack(click.value)
        asked = await self.asking_again.ask(reference, by=click.person.id)
        return await self._answer(asked, click, reference)

    async def discard(self, click: Click) -> Answer:
        reference = Reference.unpack(click.value)
        discarded = await self.approvals.discard_own(reference, by=click.person.id)
        return await self._answer(discarded, click, reference)

    async def delete(self, click: Click) -> Answer:
        reference = Reference.unpack(click.value)
        deleted = await self.reversals.delete(reference, by=click.person.id)
        return await self._answer(deleted, click, reference)

    async def more(self, click: Click) -> Answer:
        reference = Reference.unpack(click.value)
        if reference.verb == approval_card.ASIDE:
            return await self.risks.open(reference, click)
        if reference.verb == approval_card.EDIT:
            return await self.drafts.edit(await self.documents.find(reference.document), click)
        return await self.menu.verb(reference, click)

    def _withdrawing(self, document: Document | None, click: Click, reference: Reference) -> Answer:
        words = self.objections.words_of(click.person)
        if document is None or document.content is None or document.phase is not Phase.PENDING:
            return Answer(Note(private_notes.wrong_phase(words)), self.pointing.later(click, reference))
        form = withdraw.WithdrawForm(reference, document.content, len(document.votes))
        return Answer(Modal(withdraw.draw(form, words)))

    async def _taken_off(
        self,
        submission: Submission,
        read: return_.TypedReturn | FieldErrors,
        words: Words,
        *,
        act: Callable[..., Awaitable[Any]],
    ) -> Answer:
        """Returned by an approver or withdrawn by its author: the form is closed, or says why not."""
        if isinstance(read, FieldErrors):
            return Answer(Mistakes(read.errors))
        reference = Reference.unpack(submission.view.private_metadata)
        ended = await act(reference, by=submission.person.id, how=HOW[read.fate], reason=read.reason)
        if isinstance(ended, DONE):
            return Answer(Close())
        return Answer(Note(await self.objections.note(ended, words)))

    async def _answer(self, given: Any, click: Click, reference: Reference) -> Answer:
        """The card tells everybody; only who was too late or may not is told apart. A copy of the card becomes a pointer."""
        if isinstance(given, DONE):
            document = given.document if isinstance(given, Accepted) else None
            return Answer(afterwards=self.pointing.later(click, reference, known=document))
        words = self.objections.words_of(click.person)
        return Answer(Note(await self.objections.note(given, words)), self.pointing.later(click, reference))
