"""What follows from a webhook's hint: Cobro looks for itself, as it would have done a little later anyway (design 6)."""

from dataclasses import dataclass

import structlog

from bot.actions.accepting import NewOperations
from bot.actions.directory import Directory
from bot.actions.directory_copy import DirectoryCopy
from bot.actions.payment_watch import PaymentWatch
from bot.operations.answers import Guard
from bot.operations.journal import Journal
from bot.store.connection import Clock
from bot.store.documents import Documents
from bot.store.hints import THINGS, Hints
from bot.store.records import Document

AT_ONCE = 20
OUR_OWN_MS = 60_000
"""Alegra echoes what Cobro itself has just done: a document that was touched this lately was read already."""

log = structlog.get_logger("cobro.alegra")


@dataclass(frozen=True)
class Heeding:
    hints: Hints
    watch: PaymentWatch
    documents: Documents
    journal: Journal
    new_operation: NewOperations
    directory: Directory
    copy: DirectoryCopy
    clock: Clock

    async def __call__(self) -> None:
        """Raise an AlegraError: what was hinted at is found by the poll and the nightly pass."""
        taken = await self.hints.take(AT_ONCE)
        ids = {thing: [hint.partition(":")[2] for hint in taken if hint.startswith(thing)] for thing in THINGS}
        if ids["invoice"]:
            for invoice in ids["invoice"]:
                await self._read_again(invoice)
            await self.watch.poll()
        for client in ids["client"]:
            await self.copy.renew_client(client)
        for item in ids["item"]:
            await self.copy.renew_item(item)
        if ids["client"] or ids["item"]:
            await self.directory.catch_up()

    async def _read_again(self, alegra_id: str) -> None:
        """Somebody may have edited, voided or deleted it there: a reading like any other, shown like any other."""
        document = await self.documents.by_alegra_id(alegra_id)
        now = await self.clock()
        if document is None or document.open_operation or _was_touched(document, now=now):
            return
        operation = self.new_operation.reading(document.id, at=now)
        await self.journal.accept(operation, guard=Guard(alone=False))


def _was_touched(document: Document, *, now: int) -> bool:
    return bool(document.history) and now - document.history[-1].at < OUR_OWN_MS
