"""What waits for approval too long, found and told: a reminder, others who may decide too, an end (`bot.billing.patience`).

Each is an operation on its document, named after the instant it was due by the rules: whichever replica looks, it is one, and it is in
the history in the same step. What a person gets is drawn when it is shown, so that who has voted meanwhile is left alone.
"""

from collections import Counter
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.actions.accepting import NewOperations
from bot.actions.company_hours import HoursNow
from bot.actions.polling import ESCALATED as FACT
from bot.actions.polling import Polling, escalated_levels
from bot.actions.role_book import GroupsNotKnown, RolesNow
from bot.actions.rounds import ESCALATED, REMINDED, Round, round_of
from bot.actions.suggestions import FACT as SUGGESTION
from bot.billing.business_hours import BusinessHours
from bot.billing.eligibility import Roles
from bot.billing.patience import Due, Stage, due_of
from bot.operations.answers import Guard
from bot.operations.journal import Journal
from bot.store.connection import Clock
from bot.store.documents import Documents
from bot.store.records import UNASKED, Act, Decision, Document, Phase
from bot.store.waiting import Waiting

EXPIRE = "expire"
"""What a decision is called that nobody made."""
LISTS = "W-"
"""How the names of what one person is told of at once begin."""
LISTED = "waits:"
"""How the facts of a list begin that name a document."""
SLOT_MS = 5 * 60 * 1000
"""What is accepted within it goes into one list."""


@dataclass(frozen=True)
class Nudge:
    """What is due of one round, and whom it concerns."""

    round: Round
    due: Due
    people: frozenset[str]
    """Who is asked and has not voted; of one that ends, who was."""
    missing: int
    """How many of them must vote."""
    level: int = 0
    """The one that is escalated."""


def list_name(person: str, slot: int) -> str:
    """Of the document of what one person is told of at once."""
    return f"{LISTS}{person}-{slot}"


def listed_in(named: Document) -> tuple[str, ...]:
    """The documents that a list may tell of."""
    return tuple(name.removeprefix(LISTED) for name in named.facts if name.startswith(LISTED))


@dataclass(frozen=True)
class Reminders:
    waiting: Waiting
    documents: Documents
    journal: Journal
    new_operation: NewOperations
    roles: RolesNow
    """As for a click: where nobody knows who is in a group, nobody is reminded."""
    polling: Polling
    hours: HoursNow
    clock: Clock

    async def look(self) -> tuple[str, ...]:
        """Answers the operations that were accepted. Doing it twice equals doing it once; outside business hours it does nothing."""
        now, hours = await self.clock(), await self.hours()
        if not hours.is_open(now):
            return ()
        try:
            roles = await self.roles()
        except GroupsNotKnown:
            return ()
        nudges = [nudge async for nudge in self._due(roles, hours, now)]
        return await self._accept(nudges, now // SLOT_MS * SLOT_MS, now)

    async def _due(self, roles: Roles, hours: BusinessHours, now: int) -> AsyncIterator[Nudge]:
        for name in await self.waiting.documents():
            waits = round_of(await self.documents.find(name))
            if waits and (nudge := self._nudge(waits, roles, hours, now)):
                yield nudge

    def _nudge(self, waits: Round, roles: Roles, hours: BusinessHours, now: int) -> Nudge | None:
        """The first that makes a difference: escalating to people who may decide already makes none."""
        poll = waits.poll(self.polling, roles=roles, now=now)
        level, asked, missing = poll.open_level, poll.tally.waits_for - waits.left_alone, poll.tally.missing_now
        for due in due_of(waits.wait(level), waits.policy.patience, hours, now=now):
            match due.stage:
                case Stage.EXPIRE:
                    return Nudge(waits, due, asked, missing)
                case Stage.ESCALATE if level is not None:
                    wider = replace(waits, document=_escalated(waits, level))
                    people = wider.poll(self.polling, roles=roles, now=now).tally.waits_for - waits.left_alone
                    if people > asked:
                        return Nudge(waits, due, people, missing, level)
                case Stage.REMIND if asked:
                    return Nudge(waits, due, asked, missing)
        return None

    async def _accept(self, nudges: Sequence[Nudge], slot: int, now: int) -> tuple[str, ...]:
        """Lists first: they show nothing by themselves, and only what was accepted is drawn in them."""
        several = _of_several(nudges)
        for person in several:
            own = [nudge.round.document.id for nudge in nudges if person in nudge.people]
            facts = {"person": person, "slot": slot, **{f"{LISTED}{name}": True for name in own}}
            named = Document(list_name(person, slot), self.new_operation.company, Phase.NOTICE, facts=facts)
            guard = Guard(create=named, alone=False, sets={"facts": facts})
            await self.journal.decide(named.id, by=UNASKED, guard=guard)
        return tuple([operation async for operation in self._accepted(nudges, several, slot, now)])

    async def _accepted(
        self, nudges: Sequence[Nudge], several: frozenset[str], slot: int, now: int
    ) -> AsyncIterator[str]:
        for nudge in nudges:
            waits, stage = nudge.round, nudge.due.stage
            request = {
                "round": waits.key,
                "slot": slot,
                "alone": sorted(nudge.people - several),
                "lists": sorted(nudge.people & several) if stage is not Stage.EXPIRE else [],
                **({"asked_by": waits.asked_by, "kind": waits.petition.kind} if waits.petition else {}),
            }
            # Where a vote fell since, it was due no later than the last one, whose number must not come again.
            name = waits.document.next_mark(stage, at=nudge.due.planned)
            operation = self.new_operation(name, actor=UNASKED, request=request, accepted_at=now)
            people = sorted(nudge.people)
            detail = {"round": waits.key, "slot": slot, "people": people, "missing": nudge.missing}
            guard = GUARDS[stage](nudge, Act(now, UNASKED, "", detail))
            await self.journal.accept(operation, guard=guard)
            yield name


def _of_several(nudges: Sequence[Nudge]) -> frozenset[str]:
    """Who would hear of more than one."""
    told = Counter(person for nudge in nudges if nudge.due.stage is not Stage.EXPIRE for person in nudge.people)
    return frozenset(person for person, count in told.items() if count > 1)


def _escalated(waits: Round, level: int) -> Document:
    return replace(waits.document, facts={**waits.document.facts, FACT: _fact(waits, level)})


def _fact(waits: Round, level: int) -> dict[str, Any]:
    return {"round": waits.key, "levels": sorted({*escalated_levels(waits.document, waits.key), level})}


def _reminded(nudge: Nudge, act: Act) -> Guard:
    return replace(_standing(nudge, act, REMINDED), alone=False, waits=True)


def _raised(nudge: Nudge, act: Act) -> Guard:
    sets = {"facts": {FACT: _fact(nudge.round, nudge.level)}}
    return replace(_standing(nudge, act, ESCALATED), alone=False, waits=True, sets=sets)


def _ended(nudge: Nudge, act: Act) -> Guard:
    """A vote that was counted before it stands; one that comes later finds nothing that waits."""
    if petition := nudge.round.petition:
        act = replace(act, detail={**act.detail, "asked_by": petition.by})
        guard = replace(_standing(nudge, act, "petition_expired"), alone=False, waits=True)
        return replace(guard, sets={"petition": None}, spends=petition.id)
    sets = {
        "phase": Phase.RETURNED,
        "decision": Decision(EXPIRE, UNASKED, act.at),
        "votes": (),
        "facts": {FACT: None, SUGGESTION: None},
    }
    return replace(_standing(nudge, act, "expired"), sets=sets)


def _standing(nudge: Nudge, act: Act, what: str) -> Guard:
    """As long as it waits, as it was read."""
    waits = nudge.round
    return Guard(
        phases=frozenset({waits.phase}),
        revision=None if waits.petition else waits.document.revision,
        petition=waits.petition.id if waits.petition else "",
        act=replace(act, what=what),
    )


GUARDS = {Stage.REMIND: _reminded, Stage.ESCALATE: _raised, Stage.EXPIRE: _ended}
