"""The ways into the form of a payment: a card, a number, several, a client's name, or nothing at all."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial

from bot.actions.directory import Directory
from bot.actions.finding import NoSuchInvoice, SeveralInvoices
from bot.actions.owed_invoices import NothingOwed
from bot.actions.payment_forms import PaymentForms, SeveralClients
from bot.alegra.errors import AlegraError
from bot.billing.directory import Client
from bot.billing.eligibility import NotPermitted, may_collect
from bot.billing.identifiers import client_label
from bot.billing.paying import Paying
from bot.billing.payment_request import PaymentRequest, read_payment_request
from bot.locale import Words
from bot.slack.blocks import option
from bot.slack.drawing import Block, Message, View
from bot.slack.errors import SlackError
from bot.slack.escape import inert
from bot.slack.messages import issued_card, private_notes
from bot.slack.modals import notice, payment, payment_client
from bot.slack.references import Reference
from bot.store.people import Person
from handlers.alegra_notes import unanswered
from handlers.answers import Answer, Choices, Mistakes, Modal, Note, Redraw
from handlers.carrying_out import notice_view
from handlers.door import Door
from handlers.objections import Objections
from handlers.payloads import Click, Query, Submission, Typed, view_of
from handlers.payment_views import PaymentViews

MOST_OFFERED = 20
Begin = Callable[[], Awaitable[Paying]]


@dataclass(frozen=True)
class PaymentOpenings:
    forms: PaymentForms
    views: PaymentViews
    directory: Directory
    objections: Objections

    def register(self, door: Door) -> None:
        door.action(issued_card.PAY, self.open_from_card)
        door.action(payment.SEVERAL, self.take_all)
        door.options(payment_client.CLIENT, self.offer_clients)
        door.submission(payment_client.CALLBACK, self.choose_client)

    async def open_from_card(self, click: Click) -> Answer:
        """What Cobro read last, at once; what the client usually withholds comes in afterwards."""
        words = self.objections.words_of(click.person)
        if note := await self._may_not(click.person, words):
            return note
        document = await self.forms.owed.acting.issued(Reference.unpack(click.value))
        if document is None or document.content is None:
            return Answer(Note(private_notes.wrong_phase(words)))
        form = await self.forms.of_document(document, document.content, by=click.person.id)
        return Answer(Modal(await self.views.view_of(form, words), then=partial(self._learn, form.id, words)))

    async def record_typed(self, typed: Typed, rest: str) -> Answer:
        """`/payment record FE341`, `FE341 4283919`, `FE341,FE342` or a client: it opens at once, and fills from Alegra."""
        words = self.objections.words_of(typed.person)
        if note := await self._may_not(typed.person, words):
            return note
        asked = read_payment_request(rest)
        if not asked.invoices and (view := self._which_client(asked, words, rehearse=typed.rehearse)):
            return Answer(Modal(view))
        fill = partial(self._fill_asked, asked, typed.person, words, rehearse=typed.rehearse)
        return Answer(Modal(notice.loading(words), then=fill))

    async def offer_clients(self, query: Query) -> Answer:
        found = self.directory.search_clients(query.text, limit=MOST_OFFERED)
        return Answer(Choices(options=[_client_option(client) for client in found]))

    async def choose_client(self, submission: Submission) -> Answer:
        words, asked = (
            self.objections.words_of(submission.person),
            Reference.unpack(submission.view.private_metadata),
        )
        client_id = payment_client.read(submission.view.values)
        if not client_id:
            return Answer(Mistakes({payment_client.CLIENT: words.t("Elige el cliente que pagó")}))
        begin = partial(
            self.forms.of_client, client_id, by=submission.person.id, amount=asked.operation, rehearse=asked.rehearse
        )
        return Answer(Redraw(notice.loading(words), then=partial(self._fill, begin, words)))

    async def take_all(self, click: Click) -> Answer:
        """From one invoice to all that the client owes; what was typed stays."""
        view, words = view_of(click), self.objections.words_of(click.person)
        form = await self.forms.taken_over(payment.whose(view.private_metadata)[0], view.values)
        return Answer(afterwards=partial(self._fill, partial(self.forms.with_all, form.id), words, view.id))

    async def _learn(self, form_id: str, words: Words, view_id: str) -> None:
        before = await self.forms.find(form_id)
        learned = await self.forms.learn(form_id)
        if (learned.usual, learned.lines) != (before.usual, before.lines):
            await self.views.redraw(view_id, form_id, words)

    async def _fill_asked(
        self, asked: PaymentRequest, person: Person, words: Words, view_id: str, *, rehearse: bool
    ) -> None:
        """What looks like a number and is none may be a client, by identification or name."""

        async def begin() -> Paying:
            try:
                if asked.invoices:
                    return await self.forms.of_invoices(
                        asked.invoices, by=person.id, amount=asked.amount, rehearse=rehearse
                    )
            except SeveralInvoices:
                raise
            except NoSuchInvoice:
                if len(asked.invoices) > 1 or not (found := self._clients(asked.invoices[0])):
                    raise
                return await self.forms.of_client(found[0].id, by=person.id, amount=asked.amount, rehearse=rehearse)
            (client,) = self._clients(asked.client)
            return await self.forms.of_client(client.id, by=person.id, amount=asked.amount, rehearse=rehearse)

        await self._fill(begin, words, view_id)

    def _which_client(self, asked: PaymentRequest, words: Words, *, rehearse: bool) -> View | None:
        """The question, unless the name says it: exactly one client, or one that is called just so."""
        found = self._clients(asked.client)
        if len(found) == 1:
            return None
        likely = found[0] if found else None
        return payment_client.draw(
            payment_client.PaymentClient(asked.client, likely, asked.amount, rehearse=rehearse), words
        )

    def _clients(self, called: str) -> tuple[Client, ...]:
        if not called:
            return ()
        found = self.directory.search_clients(called, limit=MOST_OFFERED)
        exact = tuple(client for client in found if client.name.casefold() == called.casefold())
        return exact if len(exact) == 1 else found

    async def _fill(self, begin: Begin, words: Words, view_id: str) -> None:
        try:
            form = await begin()
            view = await self.views.view_of(form, words)
        except (NoSuchInvoice, NothingOwed, SeveralClients, AlegraError) as why:
            view = notice_view(_why_not(why, words), words)
        try:
            await self.views.replace(view_id, view)
        except SlackError:
            return  # closed meanwhile

    async def _may_not(self, person: Person, words: Words) -> Answer | None:
        allowed = may_collect(person.id, roles=await self.forms.owed.acting.roles())
        if isinstance(allowed, NotPermitted):
            return Answer(Note(private_notes.not_permitted(sorted(allowed.permitted), words)))
        return None


def _why_not(why: Exception, words: Words) -> Message:
    match why:
        case NoSuchInvoice(typed=typed):
            return private_notes.wrong_number(typed, words)
        case NothingOwed(named=named):
            return private_notes.said(
                words.t("{named} no debe nada: no hay pago que registrar.", named=inert(named, 80))
            )
        case SeveralClients(numbers=numbers):
            listed = words.listed([inert(number, 40) for number in numbers])
            return private_notes.said(
                words.t(
                    "{numbers} son de clientes o monedas distintas: registra un pago por cada cliente.", numbers=listed
                )
            )
    return unanswered(why, words)


def _client_option(client: Client) -> Block:
    return option(client.name, client.id, description=client_label(client))
