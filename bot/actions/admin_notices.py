"""What admins must hear of, once: what stops until somebody mends it (design 4.3), and a group with a role that is gone."""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from bot.actions.accepting import NewOperations
from bot.actions.channel_voice import WordsNow
from bot.actions.marks import Mark
from bot.actions.role_book import RolesNow
from bot.billing.invoice import Payment
from bot.locale import Words
from bot.operations.answers import Guard, Lane
from bot.operations.journal import Journal
from bot.operations.operation import Operation
from bot.slack.board import Board, Placed
from bot.slack.drawing import Message
from bot.slack.messages import permission_notes, trouble_notes
from bot.store.connection import Clock
from bot.store.outages import Outages
from bot.store.records import UNASKED, Document, Phase

DAY_MS = 24 * 60 * 60 * 1000


@dataclass(frozen=True)
class AdminNotices:
    journal: Journal
    new_operation: NewOperations
    clock: Clock

    async def lane_paused(self, lane: Lane) -> None:
        """One message to each admin for one pause, named after its beginning."""
        await self._warn(f"pause-{lane.since}", {"error": lane.error})

    async def outage(self, name: str, *, since: int) -> None:
        """One message to each admin for what Slack does not allow since then; `name` as `bot.store.outages` has it."""
        await self._warn(f"outage-{name.replace(':', '-')}-{since}", {"outage": name})

    async def unreadable(self, operation: str) -> None:
        """One message to each admin for each operation that this version cannot read."""
        await self._warn(f"unreadable-{operation.replace('/', '-')}", {"unreadable": operation})

    async def clock_wrong(self, minutes: int) -> None:
        """One message to each admin a day."""
        await self._warn(f"clock-{await self.clock() // DAY_MS}", {"clock": minutes})

    async def groups_gone(self, groups: Mapping[str, str]) -> None:
        """One message to each admin for these groups, by id with what they were called; told again, nothing happens."""
        await self._warn("-".join(("groups", *sorted(groups))), {"groups": dict(groups)})

    async def glass_broken(self, document: str, *, client: str, number: str, by: str, reason: str) -> None:
        """One message to each other admin: an invoice goes out without a second person."""
        facts = {"glass_by": by, "document": document, "client": client, "reason": reason}
        await self._warn(f"glass-{number.replace('/', '-')}", facts)

    async def policy_proposed(self, proposal: str, *, by: str) -> None:
        """One message to each other admin."""
        await self._warn(f"policy-{proposal}", {"policy_by": by})

    async def policy_answered(self, proposal: str, *, by: str, proposed_by: str, accepted: bool) -> None:
        """One message to whoever proposed it, but not about what they took back themselves."""
        if by != proposed_by:
            facts = {"answered_by": by, "answers": proposed_by, "accepted": accepted}
            await self._warn(f"policy-{proposal}-answer", facts)

    async def paid_twice(self, payment: Payment, *, twin: str) -> None:
        """One message to each admin for each payment that bears the mark of another one, `twin`."""
        invoices = [paid.number or paid.id for paid in payment.invoices]
        facts = {"paid_twice": payment.number or payment.id, "twin": twin, "invoices": invoices}
        await self._warn(f"twice-{payment.id}", facts)

    async def nobody_left(self, documents: Collection[str], *, under: str) -> None:
        """One message to each admin for these documents: under the roles of now nobody is left who could approve them."""
        told = hashlib.sha256(" ".join((under, *sorted(documents))).encode()).hexdigest()[:16]
        await self._warn(f"nobody-{told}", {"nobody_for": sorted(documents)})

    async def _warn(self, name: str, facts: dict[str, Any]) -> None:
        operation = self.new_operation(f"{name}/warn/1", actor=UNASKED, request=facts, accepted_at=await self.clock())
        notice = Document(id=name, company=operation.company, phase=Phase.NOTICE, facts=facts)
        await self.journal.accept(operation, guard=Guard(create=notice))


class WarnAdmins(Mark):
    name = "warn"
    keeps_document = False

    def __init__(self, *, board: Board, roles: RolesNow, words: WordsNow, outages: Outages) -> None:
        self._board, self._roles, self._words, self._outages = board, roles, words, outages

    async def show(self, operation: Operation) -> float:
        return await self._board.show(operation.document, self._faces)

    async def _faces(self, notice: Document) -> Mapping[str, Placed]:
        """Nothing for an outage that was over before anybody could be told of it."""
        outage = notice.facts.get("outage")
        if outage and outage not in await self._outages.all():
            return {}
        message = _message(notice.facts, await self._words())
        asked_for_it = notice.facts.get("answers")
        people = {str(asked_for_it)} if asked_for_it else (await self._roles()).admins - _doers(notice)
        return {f"direct:{person}": Placed(message, person) for person in sorted(people)}


def _doers(notice: Document) -> frozenset[str]:
    """Who did what it tells of."""
    return frozenset(str(notice.facts.get(name, "")) for name in ("policy_by", "glass_by"))


def _message(  # noqa: PLR0911 a table of notices reads best whole
    facts: Mapping[str, Any], words: Words
) -> Message:
    match facts:
        case {"groups": groups}:
            return permission_notes.groups_gone(groups.values(), words)
        case {"outage": str(outage)}:
            what, _, name = outage.partition(":")
            write = trouble_notes.channel_lost if what == "channel" else trouble_notes.scope_missing
            return write(name, words)
        case {"unreadable": str(operation)}:
            return trouble_notes.unreadable([operation], words)
        case {"glass_by": str(by), "document": str(document), "reason": str(reason)}:
            return permission_notes.glass_broken(document, str(facts.get("client", "")), by, reason, words)
        case {"policy_by": str(by)}:
            return permission_notes.policy_proposed(by, words)
        case {"answered_by": str(by), "accepted": bool(accepted)}:
            return permission_notes.policy_answered(by, words, accepted=accepted)
        case {"paid_twice": str(late), "twin": str(twin), "invoices": invoices}:
            return trouble_notes.paid_twice(late, twin, invoices, words)
        case {"nobody_for": documents}:
            return permission_notes.nobody_left(documents, words)
        case {"clock": int(minutes)}:
            return trouble_notes.clock_wrong(minutes, words)
    return trouble_notes.alegra_paused(str((facts.get("error") or {}).get("situation", "")), words)
