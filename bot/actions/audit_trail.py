"""What the audit has of one document, and whether it can be believed: from the store alone."""

from dataclasses import dataclass
from typing import Any

from bot.actions.audit_rows import concerns, parsed
from bot.slack.messages.audit_story import AuditStory, Chain
from bot.store.audit import Audit
from bot.store.chain import Check
from bot.store.connection import Clock

LONGEST_RANGE = 20_000
"""Entries that are computed anew for one question; over more, each of the document's own is."""


@dataclass(frozen=True)
class AuditTrail:
    audit: Audit
    clock: Clock

    async def of(self, document: str, *, name: str) -> AuditStory:
        """Seals first whatever waits. Raise one of STORE_GONE."""
        head = await self.audit.seal()
        found = await self.audit.of_document(document)
        readable = [(number, parsed(raw)) for number, raw in found]
        entries = tuple(entry for _, entry in readable if entry is not None and concerns(entry, document))
        numbers = [number for number, _ in found]
        return AuditStory(
            name,
            entries,
            await self._chain(numbers, str(head), strangers=_strangers(readable, document)),
            await self.clock(),
            unreadable=sum(entry is None for _, entry in readable),
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


def _strangers(readable: list[tuple[int, dict[str, Any] | None]], document: str) -> list[int]:
    """Entries that the index gives to the document, and that say they are of another one."""
    return [number for number, entry in readable if entry is not None and not concerns(entry, document)]
