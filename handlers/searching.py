"""`/invoice find`: what was typed becomes a search, and a click turns the page."""

from dataclasses import dataclass

from bot.actions.finding import Finding
from bot.actions.invoice_search import Cursor, InvoiceSearch, SearchPage
from bot.billing.dates import local_date
from bot.billing.invoice_query import read_query
from bot.slack.drawing import Message
from bot.slack.messages import invoice_search
from bot.slack.messages.invoice_list import ListedInvoice
from bot.slack.messages.invoice_search import InvoiceSearchShown, PageOf
from handlers.answers import Answer
from handlers.door import Door
from handlers.looking import Looking
from handlers.payloads import Asking, Click, Typed


@dataclass(frozen=True)
class Searching:
    search: InvoiceSearch
    finding: Finding
    looking: Looking

    def register(self, door: Door) -> None:
        door.action(invoice_search.PAGE, self.turn_page)

    async def find(self, typed: Typed, rest: str) -> Answer:
        return Answer(afterwards=lambda: self.looking.say_later(typed, self._found(typed, PageOf(rest))))

    async def turn_page(self, click: Click) -> Answer:
        page = PageOf.unpack(click.value)
        return Answer(afterwards=lambda: self.looking.say_later(click, self._found(click, page)))

    async def _found(self, asking: Asking, at: PageOf) -> Message:
        words = self.looking.objections.words_of(asking.person)
        today = local_date(await self.looking.clock(), self.looking.timezone)
        query = read_query(at.typed, today=today, currency=self.search.directory.company.currency)
        named = await self.finding.named(at.typed)
        if named and named.content:
            shown = InvoiceSearchShown(at.typed, query, (ListedInvoice(named.content, named.id),), today)
            return invoice_search.draw(shown, words)
        page = SearchPage((), None, query)
        if not query.is_empty:
            page = await self.search.page(query, today=today, cursor=Cursor(at.start, at.skip))
        rows = [await self._row(invoice.id, ListedInvoice(invoice)) for invoice in page.invoices]
        following = PageOf(at.typed, page.following.start, page.following.skip) if page.following else None
        shown = InvoiceSearchShown(at.typed, page.query, tuple(rows), today, following, page.knows_client)
        return invoice_search.draw(shown, words)

    async def _row(self, alegra_id: str, row: ListedInvoice) -> ListedInvoice:
        known = await self.finding.documents.by_alegra_id(alegra_id)
        return ListedInvoice(row.invoice, known.id) if known else row
