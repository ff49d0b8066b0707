"""The overdue digest: one message for a company and channel on its day; the scan is the read (design 6)."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from bot.actions.accepting import NewOperations
from bot.actions.channel_voice import WordsNow
from bot.actions.directory import Directory
from bot.actions.facts import left_owed
from bot.actions.outcomes import outcome_of, sighting_by_doing
from bot.adapters import TypeAdapter
from bot.alegra.api import Alegra
from bot.alegra.errors import AlegraError
from bot.billing.ageing import Ageing, ageing
from bot.billing.dates import local_date
from bot.billing.money import ZERO
from bot.billing.payments import Residue
from bot.operations import outcomes
from bot.operations.answers import Guard
from bot.operations.journal import Journal
from bot.operations.operation import Operation
from bot.slack.board import Board, Placed
from bot.slack.messages.overdue_digest import OverdueDigest, draw
from bot.store.audit import Audit
from bot.store.connection import Clock
from bot.store.documents import Documents
from bot.store.records import Document, Phase

AGEINGS: TypeAdapter[Ageing] = TypeAdapter(Ageing)
DIGEST = "digest"
DIGESTS = "overdue-"
"""How the names of digests begin."""
COMPARED_WITH = dt.timedelta(days=7)
FRESH = 2 * 60 * 1000
"""Milliseconds after its scan in which a digest is posted; later it is scanned anew."""


def digest_name(day: dt.date) -> str:
    return f"{DIGESTS}{day.isoformat()}"


@dataclass(frozen=True)
class Digests:
    journal: Journal
    new_operation: NewOperations
    clock: Clock

    async def owe(self, day: dt.date) -> None:
        """Accept the digest of a day; whichever replica asks, it is one."""
        name, now = digest_name(day), await self.clock()
        operation = self.new_operation(
            f"{name}/{DIGEST}/1", actor="cobro", request={"day": day.isoformat()}, accepted_at=now
        )
        notice = Document(id=name, company=operation.company, phase=Phase.NOTICE)
        await self.journal.accept(operation, guard=Guard(create=notice))


class OverdueDigestKind:
    name = DIGEST
    settle_seconds = 180.0
    timeout_seconds = 80.0
    resend_allowed = True
    keeps_document = False

    def __init__(
        self,
        *,
        alegra: Alegra,
        documents: Documents,
        board: Board,
        directory: Directory,
        clock: Clock,
        timezone: str,
        channel: str,
        words: WordsNow,
        audit: Audit,
        changed: Callable[[str], None] = lambda _document: None,
    ) -> None:
        """`changed` is told of what a Home tab tells of, too."""
        self._audit, self._changed = audit, changed
        self._alegra, self._documents, self._board, self._directory = alegra, documents, board, directory
        self._clock, self._timezone, self._channel, self._words = clock, timezone, channel, words

    async def send(self, operation: Operation) -> outcomes.Outcome:  # noqa: ARG002 its day is that of the scan
        """Only reads: nothing can be unknown about it."""
        try:
            facts = await self._scan()
        except AlegraError as error:
            outcome = outcome_of(error)
            return outcomes.NotSent(60, outcome.why) if isinstance(outcome, outcomes.Unknown) else outcome
        return outcomes.Done(document={"facts": facts})

    async def look_up(self, operation: Operation) -> outcomes.Sighting:
        return sighting_by_doing(await self.send(operation))

    async def show(self, operation: Operation) -> float:
        wait = await self._board.show(operation.document, self._faces)
        self._changed(operation.document)
        return wait

    async def _scan(self) -> dict[str, Any]:
        now = await self._clock()
        today = local_date(now, self._timezone)
        invoices = await self._alegra.invoices.overdue(today=today)
        found = ageing(invoices, today=today, precision=self._directory.company.precision)
        newest = await self._alegra.payments.newest(limit=1)
        last = newest.rows[0].paid_on.isoformat() if newest.rows else None
        return {
            "ageing": AGEINGS.dump_python(found, mode="json"),
            "undocumented": await self._undocumented(found),
            "scanned_at": now,
            "last_payment_on": last,
            "audit_head": await self._head(),
        }

    async def _head(self) -> str:
        """What Slack has keeps even who changes the whole store from changing the audit unnoticed."""
        head = await self._audit.head()
        return str(head) if head.number else ""

    async def _undocumented(self, found: Ageing) -> dict[str, str]:
        """By client, as text: what is left of their invoices as a withholding whose certificate is missing."""
        amounts: dict[str, Decimal] = {}
        for client in found.clients:
            for invoice in client.invoices:
                left = left_owed(await self._documents.by_alegra_id(invoice.id))
                if left and left.kind is Residue.UNDOCUMENTED:
                    amounts[client.id] = amounts.get(client.id, ZERO) + left.amount
        return {client_id: str(amount) for client_id, amount in amounts.items()}

    async def _faces(self, notice: Document) -> Mapping[str, Placed]:
        facts = notice.facts
        if "ageing" not in facts:
            return {}
        if not notice.posted(DIGEST) and await self._clock() - facts["scanned_at"] > FRESH:
            facts = await self._scan()
        found = AGEINGS.validate_python(facts["ageing"])
        if not found.clients:
            return {}
        before = await self._documents.find(digest_name(found.day - COMPARED_WITH))
        earlier = AGEINGS.validate_python(before.facts["ageing"]) if before and "ageing" in before.facts else None
        last = facts.get("last_payment_on")
        digest = OverdueDigest(
            found,
            self._directory.company.currency,
            undocumented={key: Decimal(text) for key, text in facts.get("undocumented", {}).items()},
            previous_total=earlier.total if earlier else None,
            previous_day=earlier.day if earlier else None,
            last_payment_on=dt.date.fromisoformat(last) if last else None,
            audit_head=facts.get("audit_head", ""),
        )
        return {DIGEST: Placed(draw(digest, await self._words()), self._channel)}
