"""Sending an issued invoice and recording what was paid."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.actions.acting import Acting
from bot.actions.directory import Directory
from bot.actions.emails import Emails
from bot.actions.facts import email_of
from bot.actions.finding import Finding, NoSuchInvoice
from bot.actions.payments import NotPayable, PaymentAsked, Payments
from bot.alegra.errors import AlegraError
from bot.billing.dates import local_date
from bot.billing.eligibility import NotPermitted, may_collect
from bot.billing.invoice import Invoice
from bot.locale import Words
from bot.operations.answers import Accepted, Same
from bot.slack.drawing import View
from bot.slack.forms import FieldErrors
from bot.slack.messages import issued_card, private_notes
from bot.slack.modals import email, notice, payment
from bot.slack.references import Reference
from bot.store.people import Person
from bot.store.records import Document
from handlers.answers import Answer, Close, Mistakes, Modal, Note
from handlers.carrying_out import notice_view
from handlers.door import Door
from handlers.objections import Objections
from handlers.payloads import Click, Submission, Typed


@dataclass(frozen=True)
class Collecting:
    acting: Acting
    emails: Emails
    payments: Payments
    finding: Finding
    directory: Directory
    objections: Objections
    replace_view: Callable[[str, View], Awaitable[None]]
    timezone: str

    def register(self, door: Door) -> None:
        door.action(issued_card.PAY, self.open_payment)
        door.action(issued_card.EMAIL, self.open_email)
        door.submission(payment.CALLBACK, self.record)
        door.submission(email.CALLBACK, self.send)

    async def open_payment(self, click: Click) -> Answer:
        """From the card: what Cobro read last; the poll keeps it fresh."""
        words = self.objections.words_of(click.person)
        document = await self.acting.issued(Reference.unpack(click.value))
        if note := await self._may_not(click.person, words):
            return note
        if document is None or document.content is None:
            return Answer(Note(private_notes.wrong_phase(words)))
        return Answer(Modal(await self._payment_form(document, document.content, words)))

    async def record_typed(self, typed: Typed, rest: str) -> Answer:
        """`/payment record FE341`: the form opens at once and fills when Alegra has answered."""
        words = self.objections.words_of(typed.person)
        if note := await self._may_not(typed.person, words):
            return note
        if not rest:
            return Answer(
                Note(private_notes.said(words.t("Escribe el número de la factura: `/payment record FE341`.")))
            )

        async def fill(view_id: str) -> None:
            await self.replace_view(view_id, await self._found_form(rest, words))

        return Answer(Modal(notice.draw(notice.loading(words), words), then=fill))

    async def record(self, submission: Submission) -> Answer:
        words, reference = (
            self.objections.words_of(submission.person),
            Reference.unpack(submission.view.private_metadata),
        )
        read = payment.read(submission.view.values, words, currency=self.directory.company.currency)
        if isinstance(read, FieldErrors):
            return Answer(Mistakes(read.errors))
        asked = PaymentAsked(read.amount, read.bank_account_id, read.method, read.paid_on, read.note)
        recorded = await self.payments.record(reference, by=submission.person.id, asked=asked)
        match recorded:
            case Accepted() | Same():
                return Answer(Close())
            case NotPayable(found, document) if document.content:
                return Answer(Mistakes(payment.problems(found, document.content, words).errors))
        return Answer(Note(await self.objections.note(recorded, words, asked_by=submission.person.id)))

    async def open_email(self, click: Click) -> Answer:
        words, reference = self.objections.words_of(click.person), Reference.unpack(click.value)
        if note := await self._may_not(click.person, words):
            return note
        document = await self.acting.issued(reference)
        if document is None or document.content is None:
            return Answer(Note(private_notes.wrong_phase(words)))
        invoice = document.content
        form = email.EmailForm(
            reference=Reference(document.id, document.revision, document.next_operation("email")),
            invoice=invoice,
            addresses=(invoice.client.email,) if invoice.client.email else (),
            sent=email_of(document, under_way=False, request={}),
        )
        return Answer(Modal(email.draw(form, words)))

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

    async def _found_form(self, typed: str, words: Words) -> View:
        try:
            document = await self.finding.find(typed)
            invoice = await self.finding.read_again(document) or document.content
        except NoSuchInvoice:
            return notice_view(private_notes.wrong_number(typed, words), words)
        except AlegraError:
            return notice_view(private_notes.alegra_silent(words), words)
        if invoice is None:
            return notice_view(private_notes.wrong_number(typed, words), words)
        await self.acting.follow(document.id, invoice)
        return await self._payment_form(document, invoice, words)

    async def _payment_form(self, document: Document, invoice: Invoice, words: Words) -> View:
        form = payment.PaymentForm(
            reference=Reference(document.id, document.revision, document.next_operation("payment")),
            invoice=invoice,
            accounts=tuple(self.directory.bank_accounts),
            today=local_date(await self.acting.clock(), self.timezone),
        )
        return payment.draw(form, words)

    async def _may_not(self, person: Person, words: Words) -> Answer | None:
        allowed = may_collect(person.id, roles=await self.acting.roles())
        if isinstance(allowed, NotPermitted):
            return Answer(Note(private_notes.not_permitted(sorted(allowed.permitted), words)))
        return None
