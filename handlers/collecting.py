"""Sending an issued invoice."""

from dataclasses import dataclass

from bot.actions.acting import Acting
from bot.actions.emails import EmailInvoice, Emails
from bot.actions.facts import email_of
from bot.billing.eligibility import NotPermitted, may_collect
from bot.operations.answers import Accepted, Same
from bot.slack.drawing import Message, View
from bot.slack.forms import FieldErrors
from bot.slack.messages import issued_card, private_notes
from bot.slack.modals import email
from bot.slack.references import Reference
from bot.store.records import Document, Phase
from handlers.answers import Answer, Close, Mistakes, Modal, Note
from handlers.door import Door
from handlers.named import Opening
from handlers.objections import Objections
from handlers.payloads import Click, Submission


@dataclass(frozen=True)
class Collecting:
    acting: Acting
    emails: Emails
    objections: Objections

    def register(self, door: Door) -> None:
        door.action(issued_card.EMAIL, self.open_email)
        door.submission(email.CALLBACK, self.send)

    async def open_email(self, click: Click) -> Answer:
        """From the card."""
        words = self.objections.words_of(click.person)
        document = await self.acting.issued(Reference.unpack(click.value))
        if document is None:
            return Answer(Note(private_notes.wrong_phase(words)))
        drawn = await self.email_form(document, Opening(click.person, words))
        return Answer(Note(drawn) if isinstance(drawn, Message) else Modal(drawn))

    async def email_form(self, document: Document, opening: Opening) -> View | Message:
        invoice, words = document.content, opening.words
        allowed = may_collect(opening.person.id, roles=await self.acting.roles())
        if isinstance(allowed, NotPermitted):
            return await self.objections.note(allowed, words)
        if invoice is None or document.phase is not Phase.ISSUED:
            return private_notes.wrong_phase(words)
        form = email.EmailForm(
            reference=opening.reserved(document, EmailInvoice.name),
            invoice=invoice,
            addresses=(invoice.client.email,) if invoice.client.email else (),
            sent=email_of(document, under_way=False, request={}),
        )
        return email.draw(form, words)

    async def send(self, submission: Submission) -> Answer:
        words, reference = (
            self.objections.words_of(submission.person),
            Reference.unpack(submission.view.private_metadata),
        )
        read = email.read(submission.view.values, words)
        if isinstance(read, FieldErrors):
            return Answer(Mistakes(read.errors))
        sent = await self.emails.send(
            reference, by=submission.person.id, addresses=read.addresses, message=read.message
        )
        if isinstance(sent, Accepted | Same):
            return Answer(Close())
        return Answer(Note(await self.objections.note(sent, words, asked_by=submission.person.id)))
