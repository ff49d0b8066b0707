"""Reopening an invoice that was voided, or being told why not and what comes instead."""

from dataclasses import dataclass

from bot.actions.reopening import NotReopenable, Reopening, ReopenInvoice
from bot.billing.countries import rules_of
from bot.billing.reopening import CannotReopen, objection_to_reopen
from bot.operations.answers import Accepted, Same
from bot.slack.drawing import Message, View
from bot.slack.forms import FieldErrors
from bot.slack.messages import private_notes, voided_card
from bot.slack.modals import reopen
from bot.slack.references import Reference
from bot.store.records import Document
from handlers.answers import Answer, Close, Mistakes, Modal, Note, Redraw
from handlers.door import Door
from handlers.named import Opening
from handlers.objections import Objections
from handlers.payloads import Click, Submission


@dataclass(frozen=True)
class Reopenings:
    reopening: Reopening
    objections: Objections
    country: str

    def register(self, door: Door) -> None:
        door.action(voided_card.REOPEN, self.open)
        door.submission(reopen.CALLBACK, self.reopen)

    async def open(self, click: Click) -> Answer:
        """From the card."""
        words = self.objections.words_of(click.person)
        document = await self.reopening.acting.issued(Reference.unpack(click.value))
        if document is None:
            return Answer(Note(private_notes.wrong_phase(words)))
        drawn = await self.form(document, Opening(click.person, words))
        return Answer(Note(drawn) if isinstance(drawn, Message) else Modal(drawn))

    async def form(self, document: Document, opening: Opening) -> View | Message:
        """Why not is told to everybody."""
        if document.content is None:
            return private_notes.wrong_phase(opening.words)
        obstacle = objection_to_reopen(document.content)
        forbidden = None if obstacle else await self.reopening.forbidden(opening.person.id)
        if forbidden:
            return await self.objections.note(forbidden, opening.words)
        return self._drawn(document, opening, obstacle)

    async def reopen(self, submission: Submission) -> Answer:
        words = self.objections.words_of(submission.person)
        reference = Reference.unpack(submission.view.private_metadata)
        read = reopen.read(submission.view.values, words)
        if isinstance(read, FieldErrors):
            return Answer(Mistakes(read.errors))
        reopened = await self.reopening.reopen(reference, by=submission.person.id, reason=read.reason)
        match reopened:
            case Accepted() | Same():
                return Answer(Close())
            case NotReopenable(why, document):
                return Answer(Redraw(self._drawn(document, Opening(submission.person, words), why)))
        return Answer(Note(await self.objections.note(reopened, words, asked_by=submission.person.id)))

    def _drawn(self, document: Document, opening: Opening, obstacle: CannotReopen | None) -> View:
        if document.content is None:
            raise ValueError(document.id)
        authority = rules_of(self.country).authority
        reference = opening.reserved(document, ReopenInvoice.name)
        return reopen.draw(reopen.ReopenForm(reference, document.content, authority, obstacle), opening.words)
