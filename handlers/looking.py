"""Seeing: lists, a card on request, the history, the technical request. Nothing in here changes anything."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.actions.cards import Cards, Moment
from bot.actions.company_hours import HoursNow
from bot.actions.facts import called
from bot.actions.finding import Finding, NoSuchInvoice
from bot.actions.role_book import RolesNow
from bot.actions.settings_book import SettingsNow
from bot.actions.technical import Technical
from bot.alegra.api import Alegra
from bot.alegra.errors import AlegraError
from bot.billing.dates import local_date
from bot.billing.eligibility import Allowed, may_edit
from bot.locale import Words
from bot.operations.journal import Journal
from bot.slack.drawing import Message
from bot.slack.messages import approval_card, history, invoice_list, private_notes, technical_requests
from bot.slack.references import Reference
from bot.store.connection import Clock
from bot.store.documents import Documents
from bot.store.records import Document, Phase
from handlers.alegra_notes import unanswered
from handlers.answers import Answer, Note
from handlers.door import Door
from handlers.objections import Objections
from handlers.payloads import Asking, Click, Typed

MOST_CLIENTS = 20
Respond = Callable[[str, Message], Awaitable[None]]


@dataclass(frozen=True)
class Looking:
    alegra: Alegra
    finding: Finding
    documents: Documents
    journal: Journal
    cards: Cards
    roles: RolesNow
    settings: SettingsNow
    hours: HoursNow
    clock: Clock
    timezone: str
    objections: Objections
    respond: Respond
    technical: Technical

    def register(self, door: Door) -> None:
        door.action(invoice_list.SHOW, self.show_listed)

    async def list_invoices(self, typed: Typed, rest: str) -> Answer:
        return Answer(
            afterwards=lambda: self.say_later(typed, self._listed(rest, self.objections.words_of(typed.person)))
        )

    async def show(self, typed: Typed, rest: str) -> Answer:
        words = self.objections.words_of(typed.person)
        if not rest:
            return Answer(Note(private_notes.said(words.t("Escribe el número o el nombre: `/invoice show FE341`."))))
        return Answer(afterwards=lambda: self.say_later(typed, self._card(rest, typed.person.id, words)))

    async def show_listed(self, click: Click) -> Answer:
        words = self.objections.words_of(click.person)
        return Answer(afterwards=lambda: self.say_later(click, self._card(click.value, click.person.id, words)))

    async def verb(self, reference: Reference, click: Click) -> Answer:
        """The entries of a card's menu that only show something."""
        words = self.objections.words_of(click.person)
        document = await self.documents.find(reference.document)
        if document is None:
            return Answer(Note(private_notes.wrong_phase(words)))
        if reference.verb == approval_card.TECHNICAL:
            return await self._technical(document, click, words)
        shown = history.History(called(document), document.history, await self.clock())
        return Answer(Note(history.draw(shown, words)))

    async def _technical(self, document: Document, click: Click, words: Words) -> Answer:
        admins = (await self.roles()).admins
        if click.person.id not in admins:
            return Answer(Note(private_notes.not_permitted(sorted(admins), words)))
        return Answer(afterwards=lambda: self.say_later(click, self._requests(document, words)))

    async def _requests(self, document: Document, words: Words) -> Message:
        found = await self.technical.requests(document)
        shown = technical_requests.TechnicalRequestsShown(called(document), found.last, found.on_approval)
        return technical_requests.draw(shown, words)

    async def _listed(self, searched: str, words: Words) -> Message:
        found = self.cards.approval.directory.search_clients(searched, limit=MOST_CLIENTS)
        client_ids = {client.id for client in found} if searched else None
        page = await self.alegra.invoices.list_page(
            client_id=next(iter(client_ids)) if client_ids and len(client_ids) == 1 else ""
        )
        invoices = [invoice for invoice in page.rows if client_ids is None or invoice.client.id in client_ids]
        rows = []
        for invoice in invoices:
            known = await self.documents.by_alegra_id(invoice.id)
            rows.append(invoice_list.ListedInvoice(invoice, known.id if known else ""))
        today = local_date(await self.clock(), self.timezone)
        hidden = max(len(rows) - invoice_list.MOST_ROWS, 0)
        return invoice_list.draw(invoice_list.InvoiceList(tuple(rows), today, searched=searched, hidden=hidden), words)

    async def _card(self, typed: str, person: str, words: Words) -> Message:
        document = await self.finding.find(typed)
        operations = await self.journal.of_document(document.id)
        moment = Moment(
            operations[-1] if operations else None,
            await self.clock(),
            words,
            await self.roles(),
            await self.hours(),
            (await self.settings()).email_on_stamp,
        )
        return self.cards.draw(document, moment) or self._unseen(document, person, moment)

    def _unseen(self, document: Document, person: str, moment: Moment) -> Message:
        """What the channel has not heard of yet, or never will."""
        if document.phase is Phase.FAILED:
            allowed = may_edit(person, roles=moment.roles, requester=document.requester)
            return self.cards.failed(document, may_edit=isinstance(allowed, Allowed), words=moment.words)
        if document.phase is Phase.CREATING:
            return private_notes.on_its_way(moment.words)
        return private_notes.wrong_phase(moment.words)

    async def say_later(self, asking: Asking, said: Awaitable[Message]) -> None:
        words = self.objections.words_of(asking.person)
        try:
            message = await said
        except NoSuchInvoice as missing:
            message = private_notes.wrong_number(missing.typed, words)
        except AlegraError as silent:
            message = unanswered(silent, words)
        await self.respond(asking.response_url, message)
