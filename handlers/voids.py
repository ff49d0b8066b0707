"""Voiding, or being told why not and what comes instead."""

from dataclasses import dataclass

from bot.actions.petitions import is_asked
from bot.actions.reversals import CannotVoid, Reversals, VoidInvoice, objection_to_void
from bot.billing.countries import rules_of
from bot.billing.eligibility import NotPermitted, may_void
from bot.operations.answers import Accepted, Same
from bot.slack.drawing import Message, View
from bot.slack.forms import FieldErrors
from bot.slack.messages import issued_card, private_notes, voting_notes
from bot.slack.modals import cannot_void, void
from bot.slack.references import Reference
from bot.store.records import Document
from handlers.answers import Answer, Close, Mistakes, Modal, Note, Redraw
from handlers.door import Door
from handlers.named import Opening
from handlers.objections import Objections
from handlers.payloads import Click, Submission


@dataclass(frozen=True)
class Voids:
    reversals: Reversals
    objections: Objections

    def register(self, door: Door) -> None:
        door.action(issued_card.VOID, self.open_void)
        door.submission(void.CALLBACK, self.void)

    async def open_void(self, click: Click) -> Answer:
        """From the card."""
        words, reference = self.objections.words_of(click.person), Reference.unpack(click.value)
        document = await self.reversals.acting.issued(reference)
        if document is None:
            return Answer(Note(private_notes.wrong_phase(words)))
        drawn = await self.form(document, Opening(click.person, words))
        return Answer(Note(drawn) if isinstance(drawn, Message) else Modal(drawn))

    async def form(self, document: Document, opening: Opening) -> View | Message:
        """Why not is told to everybody; voiding is for approvers and admins."""
        words = opening.words
        if document.content is None:
            return private_notes.wrong_phase(words)
        country = self.reversals.country
        if why := objection_to_void(document.content, country=country):
            model = cannot_void.CannotVoid(document.content, cannot_void.Obstacle(why), rules_of(country).authority)
            return cannot_void.draw(model, words)
        allowed = may_void(opening.person.id, roles=await self.reversals.acting.roles())
        if isinstance(allowed, NotPermitted):
            return await self.objections.note(allowed, words)
        return void.draw(void.VoidForm(opening.reserved(document, VoidInvoice.name), document.content), words)

    async def void(self, submission: Submission) -> Answer:
        words, reference = (
            self.objections.words_of(submission.person),
            Reference.unpack(submission.view.private_metadata),
        )
        read = void.read(submission.view.values, words)
        if isinstance(read, FieldErrors):
            return Answer(Mistakes(read.errors))
        voided = await self.reversals.void(reference, by=submission.person.id, cause=read.reason)
        if is_asked(voided):
            return Answer(Close(voting_notes.petition_sent(words), reference.channel))
        match voided:
            case Accepted() | Same():
                return Answer(Close())
            case CannotVoid(why, document) if document.content:
                authority = rules_of(self.reversals.country).authority
                model = cannot_void.CannotVoid(document.content, cannot_void.Obstacle(why), authority)
                return Answer(Redraw(cannot_void.draw(model, words)))
        return Answer(Note(await self.objections.note(voided, words)))
