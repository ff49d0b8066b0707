"""The net of last resort: two invoices in Alegra with one marker, looked for ten minutes and a day after each creation (design 4.7)."""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from bot.actions.accepting import NewOperations
from bot.actions.channel_voice import WordsNow
from bot.actions.finding import Finding
from bot.actions.marks import Mark
from bot.actions.role_book import RolesNow
from bot.alegra.api import Alegra
from bot.billing.invoice import Invoice
from bot.billing.markers import marker_in
from bot.operations.answers import Guard
from bot.operations.journal import Journal
from bot.operations.operation import Operation
from bot.slack.board import Board, Placed
from bot.slack.messages.surplus_notice import Surplus, SurplusNotice, draw
from bot.slack.references import Reference
from bot.store.connection import Clock
from bot.store.documents import Documents
from bot.store.records import Document, Phase

Glance = Callable[[Iterable[Invoice]], Awaitable[None]]
MINUTE = 60_000
LOOKED_AT = (10 * MINUTE, 24 * 60 * MINUTE)
"""Milliseconds after an invoice was asked for."""
EVERY_MINUTES = 10
LINKED = "linked"
"""As the history calls it."""
ROWS = 30
MOST_PAGES = 10


@dataclass(frozen=True)
class SurplusWatch:
    alegra: Alegra
    documents: Documents
    journal: Journal
    new_operation: NewOperations
    finding: Finding
    clock: Clock
    glance: Glance
    """Sees the rows that are read here, for what else they may tell."""

    async def look(self) -> int:
        """Answers how many markers stand in two invoices. Asks Alegra only when one is due to be looked at."""
        due = await self._due()
        found = await self._by_marker(due) if due else {}
        twice = [invoices for invoices in found.values() if len(invoices) > 1]
        twice += [beside for key in due if (beside := await self._beside_its_link(key, found))]
        for invoices in twice:
            await self._warn(invoices)
        return len(twice)

    async def _beside_its_link(self, key: str, found: Mapping[str, list[Invoice]]) -> list[Invoice]:
        """What Cobro sent arrived after a person had said that it became another invoice, which bears no mark."""
        document = await self.documents.by_alegra_id(key)
        if document is None or document.content is None or all(act.what != LINKED for act in document.history):
            return []
        markers = {each.marker for each in await self.journal.of_document(document.id) if each.ruling.link}
        late = [invoice for marker in markers for invoice in found.get(marker, ()) if invoice.id != key]
        return [document.content, *late] if late else []

    async def _due(self) -> frozenset[str]:
        """Alegra ids of the documents that were asked for about ten minutes, or a day, ago."""
        now = await self.clock()
        newest = await self.documents.listed(limit=200)
        return frozenset(
            document.alegra_id
            for document in newest
            if document.alegra_id and document.history and _is_due(now - document.history[0].at)
        )

    async def _by_marker(self, due: Iterable[str]) -> Mapping[str, list[Invoice]]:
        """The newest invoices, back to the oldest of those that are due."""
        missing, found = set(due), defaultdict[str, list[Invoice]](list)
        for page_number in range(MOST_PAGES):
            page = await self.alegra.invoices.list_page(start=page_number * ROWS)
            for invoice in page.rows:
                marker = marker_in(invoice.observations)
                if marker and all(each.id != invoice.id for each in found[marker]):  # pages move while they are read
                    found[marker].append(invoice)
            await self.glance(page.rows)
            missing -= {invoice.id for invoice in page.rows}
            if page.is_last or not missing:
                break
        return found

    async def _warn(self, invoices: list[Invoice]) -> None:
        """Named after all of them, so that each is told once; those that nobody asked for become documents to be deleted."""
        documents = [await self.documents.by_alegra_id(each.id) for each in invoices]
        known = next((document for document in documents if document and document.requester), None)
        if known is None:
            return
        surplus = [await self.finding.surplus_of(each) for each in invoices if each.id != known.alegra_id]
        names = sorted(each.id for each in surplus)
        name, facts = "-".join(("surplus", known.id, *names)), {"known": known.id, "surplus": names}
        operation = self.new_operation(
            f"{name}/surplus/1", actor="cobro", request=facts, accepted_at=await self.clock()
        )
        notice = Document(id=name, company=operation.company, phase=Phase.NOTICE, facts=facts)
        await self.journal.accept(operation, guard=Guard(create=notice))


class WarnOfSurplus(Mark):
    name = "surplus"
    keeps_document = False

    def __init__(self, *, documents: Documents, board: Board, roles: RolesNow, words: WordsNow) -> None:
        self._documents, self._board, self._roles, self._words = documents, board, roles, words

    async def show(self, operation: Operation) -> float:
        return await self._board.show(operation.document, partial(self._faces))

    async def _faces(self, notice: Document) -> Mapping[str, Placed]:
        known = await self._documents.find(notice.facts["known"])
        found = await self._documents.find_all(notice.facts["surplus"])
        surplus = tuple(
            Surplus(each.content, Reference(each.id, each.revision, each.next_operation("delete")))
            for each in found
            if each.content and each.phase is Phase.DISCARDED
        )
        if known is None or known.content is None or not surplus:
            return {}
        message = draw(SurplusNotice(known.id, known.content, surplus), await self._words())
        admins = sorted((await self._roles()).admins)
        return {f"direct:{admin}": Placed(message, admin) for admin in admins}


def _is_due(age: int) -> bool:
    return any(moment <= age < moment + 2 * EVERY_MINUTES * MINUTE for moment in LOOKED_AT)
