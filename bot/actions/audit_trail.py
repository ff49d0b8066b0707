"""What the audit has of one document and its payments, and whether it can be believed: from the store alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.actions.announcements import notice_name
from bot.actions.audit_rows import concerns, parsed
from bot.slack.messages.audit_story import AuditStory, Chain
from bot.store.audit import Audit
from bot.store.chain import Check
from bot.store.connection import Clock
from bot.store.records import Document

LONGEST_RANGE = 20_000
"""Entries that are computed anew for one question; over more, each of the document's own is."""


@dataclass(frozen=True)
class AuditTrail:
    audit: Audit
    clock: Clock

    async def of(self, *documents: str, name: str) -> AuditStory:
        """Seals first whatever waits. Raise one of STORE_GONE."""
        head = await self.audit.seal()
        found = sorted({entry for document in documents for entry in await self.audit.of_document(document)})
        readable = [(number, parsed(raw)) for number, raw in found]
        entries = tuple(entry for _, entry in readable if entry is not None and _is_of(entry, documents))
        numbers = [number for number, _ in found]
        return AuditStory(
            name,
            entries,
            await self._chain(numbers, str(head), strangers=_strangers(readable, documents)),
            await self.clock(),
            unreadable=sum(entry is None for _, entry in readable),
            subject=documents[0],
        )

    async def _chain(self, numbers: list[int], head: str, *, strangers: list[int]) -> Chain:
        if not numbers:
            return Chain(0, 0, head=head)
        first, last = min(numbers), max(numbers)
        if last - first < LONGEST_RANGE:
            checks = [await self.audit.check(first, last)]
        else:
            checks = [await self.audit.check(number, number) for number in numbers]
        breaks = {each.number for check in checks for each in check.breaks}
        return Chain(first, last, tuple(sorted(breaks | set(strangers))), _unsealed(checks), head)


def _unsealed(checks: list[Check]) -> int:
    return sum(check.unsealed for check in checks)


def payments_of(document: Document) -> tuple[str, ...]:
    """The documents of the payments that went to an invoice: there stands who voided one, and why."""
    applied = document.content.payments if document.content else ()
    ids = {*(each.id for each in applied), *document.facts.get("withheld", {})}
    return tuple(notice_name(each) for each in sorted(ids))


def _is_of(entry: dict[str, Any], documents: Sequence[str]) -> bool:
    return any(concerns(entry, document) for document in documents)


def _strangers(readable: list[tuple[int, dict[str, Any] | None]], documents: Sequence[str]) -> list[int]:
    """Entries that the index gives to the documents, and that say they are of another one."""
    return [number for number, entry in readable if entry is not None and not _is_of(entry, documents)]
