"""People who work in Alegra itself: they edit, stamp, open, void and delete what Cobro knows, and hints tell of it, some twice.

Judged by what Cobro remembers and shows of it: everything once, and nothing that nobody did there.
"""

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from bot.actions.outside import ENTRY
from bot.operations.answers import Acceptance, Guard
from bot.store.records import Document, Phase, Posting
from tests.simulation.alegra_books import Books
from tests.simulation.replicas import Replica, until_answered

MADE_LEGAL = {"legalStatus": "STAMPED_AND_ACCEPTED", "cufe": "by-hand"}
LEAST_PAUSE, LONGEST_PAUSE = 5.0, 60.0


@dataclass
class Outsiders:
    books: Books
    any_replica: Callable[[], Replica]
    documents: list[str]
    chance: Random
    touched: Counter[str] = field(default_factory=Counter)
    """Acts by Alegra's id."""
    ended: set[str] = field(default_factory=set)
    """What was stamped, opened, voided or deleted by hand."""

    async def work(self, seconds: float) -> None:
        loop = asyncio.get_running_loop()
        until = loop.time() + seconds
        while loop.time() < until:
            await asyncio.sleep(self.chance.uniform(LEAST_PAUSE, LONGEST_PAUSE))
            if self.documents:
                await self._act(self.chance.choice(self.documents))

    async def hint(self, document: str) -> None:
        """As a webhook does: some replica reads it, sometimes two at once, until one has taken it."""
        times = 2 if self.chance.random() < 0.4 else 1
        hints = [until_answered(self.any_replica, lambda replica: read_again(replica, document)) for _ in range(times)]
        await asyncio.gather(*hints)

    async def _act(self, document: str) -> None:
        stored = await until_answered(self.any_replica, lambda replica: replica.assembly.documents.find(document))
        key = stored.alegra_id if stored else ""
        act = self.chance.choice([self._edit, self._edit, self._stamp, self._void, self._delete])
        if key and act(key):
            self.touched[key] += 1
            self.books.changed()
            await self.hint(document)

    def _edit(self, key: str) -> bool:
        return self.books.meddle(key, str(1_000 * self.chance.randint(1_000, 9_000)))

    def _stamp(self, key: str) -> bool:
        invoice = self.books.invoices.get(key)
        if invoice is None or invoice["status"] != "draft" or invoice["stamp"]:
            return False
        invoice["stamp"] = {**MADE_LEGAL, "date": "2000-01-01 00:00:00"}
        invoice["status"] = "open"
        invoice["numberTemplate"] |= {"number": f"H{key}", "fullNumber": f"H{key}"}
        self.ended.add(key)
        return True

    def _void(self, key: str) -> bool:
        invoice = self.books.invoices.get(key)
        if invoice is None or invoice["status"] != "open" or invoice["payments"]:
            return False
        invoice["status"] = "void"
        self.ended.add(key)
        return True

    def _delete(self, key: str) -> bool:
        invoice = self.books.invoices.get(key)
        if invoice is None or invoice["status"] != "draft" or invoice["stamp"]:
            return False
        del self.books.invoices[key]
        self.ended.add(key)
        return True

    def wrong(self, documents: list[Document]) -> list[str]:
        """What is not as it must be, once everything is at rest."""
        return [why for document in documents for why in self._wrong(document)]

    def _wrong(self, document: Document) -> list[str]:
        acts = [act for act in document.history if act.what.startswith("outside_")]
        entries = [name for name in document.facts if name.startswith(ENTRY)]
        found = []
        ends = [act.what for act in acts if act.what != "outside_edited"]
        if ends and document.alegra_id not in self.ended:
            found.append(f"{document.id}: {ends}, and nobody did that there")
        if len(set(ends)) != len(ends):
            found.append(f"{document.id}: one end told twice, {ends}")
        told = [name for name in document.outbox if name.startswith(f"thread:{ENTRY}")]
        if len(told) > len(acts):
            found.append(f"{document.id}: told {told} of {[act.what for act in acts]}")
        untold = [name for name in entries if document.outbox.get(f"thread:{name}") is None]
        card = document.outbox.get("card")
        if untold and card and card.state is Posting.SHOWN:
            found.append(f"{document.id}: never told {untold}")
        return found + self._not_followed(document)

    def _not_followed(self, document: Document) -> list[str]:
        if document.alegra_id not in self.ended or document.open_operation:
            return []
        invoice = self.books.invoices.get(document.alegra_id)
        expected = {None: Phase.DELETED, "open": Phase.ISSUED, "void": Phase.VOIDED}
        status = invoice["status"] if invoice else None
        if status in expected and document.phase is not expected[status]:
            return [f"{document.id} is {document.phase}, and {status} in Alegra"]
        return []


async def read_again(replica: Replica, document: str) -> Acceptance:
    """As a hint of Alegra's has it done."""
    parts = replica.assembly
    now = await parts.ground.store.clock()
    return await parts.journal.accept(parts.new_operation.reading(document, at=now), guard=Guard(alone=False))
