"""Faults put into how things are approved: votes, lists, suggestions, emergencies, routine, and what is taken back."""

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from typing import Any, TypeVar, cast

from bot.actions.approvals import Approvals, Forbidden
from bot.actions.break_glass import FACT, BreakGlass, allows
from bot.actions.petitions import Petitions
from bot.actions.polling import Polling
from bot.actions.reversals import Reversals, VoidInvoice
from bot.actions.risk_reading import OWN
from bot.actions.routine import RoutineApproval
from bot.actions.submissions import Submissions
from bot.actions.suggestions import Suggestions
from bot.billing.business_hours import WEEK, BusinessHours
from bot.billing.eligibility import NotPermitted, OwnDocument, Roles, may_administer, may_void
from bot.billing.policy import Routine
from bot.billing.tally import Poll
from bot.operations import outcomes
from bot.operations.answers import Acceptance, Guard
from bot.operations.journal import Journal
from bot.operations.operation import Operation
from bot.slack.references import Reference
from bot.store.records import Document, Phase
from tests.simulation.company import TIMEZONE
from tests.simulation.planted import AnybodysPoll, Fault, ForgetfulPoll, kinds_of
from tests.simulation.policies import EMERGENCY, GRANTED, GRANTED_BY_TWO, ONE, PATIENT, RISKY, ROUTINE, TWO
from tests.simulation.replicas import Replica
from tests.simulation.weather import QUARREL

T = TypeVar("T")


class ThroughJournal:
    """A journal whose guards, or what it withdraws with, are changed on the way."""

    def __init__(self, journal: Any, without: Callable[[Mapping[str, Any]], Mapping[str, Any]]) -> None:
        self._journal, self._without = journal, without

    def __getattr__(self, name: str) -> Any:
        return getattr(self._journal, name)

    async def accept(self, operation: Operation, *, guard: Guard, **more: Any) -> Acceptance:
        accepted: Acceptance = await self._journal.accept(
            operation, guard=replace(guard, sets=self._without(guard.sets)), **more
        )
        return accepted

    async def withdraw(self, operation: str, **more: Any) -> Any:
        return await self._journal.withdraw(operation, **{**more, "sets": self._without(more["sets"])})


def through(journal: Journal, without: Callable[[Mapping[str, Any]], Mapping[str, Any]]) -> Journal:
    return cast(Journal, ThroughJournal(journal, without))


def as_kind(kind: Callable[..., T], real: Any) -> T:
    """The same parts in an altered object."""
    return kind(**{field.name: getattr(real, field.name) for field in fields(real)})


def put(frozen: object, **parts: object) -> None:
    """Where others hold the object already."""
    for name, part in parts.items():
        object.__setattr__(frozen, name, part)


def dropping(*names: str) -> Callable[[Mapping[str, Any]], Mapping[str, Any]]:
    return lambda sets: {name: value for name, value in sets.items() if name not in names}


def undo_keeps_the_vote(replica: Replica) -> None:
    real = replica.approvals
    replica.approvals = replace(real, journal=through(real.journal, dropping("votes")))


class EditorsApprove(Approvals):
    def _forbidden(self, document: Document, roles: Roles, *, by: str) -> Forbidden | OwnDocument | None:
        return super()._forbidden(replace(document, editors=()), roles, by=by)


class EditorsPoll(Polling):
    def __call__(self, document: Document, **known: Any) -> Poll:
        return super().__call__(replace(document, editors=()), **known)


def an_editor_stays_an_approver(replica: Replica) -> None:
    real = replica.approvals
    replica.approvals = as_kind(EditorsApprove, replace(real, polling=as_kind(EditorsPoll, real.polling)))


class AnybodysSuggestions(Suggestions):
    async def _own(self, reference: Reference, by: str) -> Any:
        document = await self.documents.get(reference.document)
        return await super()._own(reference, document.requester or by)


class FreeSubmissions(Submissions):
    @property
    def suggestions(self) -> Suggestions:
        return as_kind(AnybodysSuggestions, super().suggestions)


def anybody_takes_suggestions_over(replica: Replica) -> None:
    replica.submissions = as_kind(FreeSubmissions, replica.submissions)


def a_list_is_gone_through_twice(replica: Replica) -> None:
    """As after a crash in the middle, by one that does not know its own votes."""
    kind, real = kinds_of(replica)["bulk"], replica.approvals
    kind._approvals = replace(real, polling=as_kind(ForgetfulPoll, real.polling))
    send = kind.send

    async def sent(operation: Operation) -> outcomes.Outcome:
        await send(operation)
        outcome: outcomes.Outcome = await send(operation)
        return outcome

    kind.send = sent


class Unlocked(BreakGlass):
    """Does not ask whether the policy allows it."""

    async def forbidden(self, document: Document, *, by: str) -> NotPermitted | None:  # noqa: ARG002 that is the fault
        allowed = may_administer(by, roles=await self.approvals.roles())
        return allowed if isinstance(allowed, NotPermitted) else None


class Anybodys(BreakGlass):
    async def forbidden(self, document: Document, *, by: str) -> NotPermitted | None:  # noqa: ARG002 that is the fault
        return None if allows(document) else NotPermitted(frozenset())


def glass_of(kind: type[BreakGlass]) -> Callable[[Replica], None]:
    def altered(replica: Replica) -> None:
        replica.glass = as_kind(kind, replica.glass)

    return altered


def _without_its_mark(sets: Mapping[str, Any]) -> Mapping[str, Any]:
    return {**sets, "facts": {name: fact for name, fact in sets.get("facts", {}).items() if name != FACT}}


def emergencies_are_not_marked(replica: Replica) -> None:
    real = replica.approvals
    replica.glass = replace(replica.glass, approvals=replace(real, journal=through(real.journal, _without_its_mark)))


def petitions_inherit_votes(replica: Replica) -> None:
    petitions: Petitions = replica.petitions
    put(petitions, journal=through(petitions.journal, dropping("petition_votes")))


def nobody_is_asked(replica: Replica) -> None:
    put(replica.assembly.acting, petitions=None)


def askers_vote(replica: Replica) -> None:
    put(replica.petitions, polling=as_kind(AnybodysPoll, replica.petitions.polling))


class Unchecked(Reversals):
    async def void(self, reference: Reference, *, by: str, cause: str) -> Any:
        allowed = may_void(by, roles=await self.acting.roles())
        if isinstance(allowed, NotPermitted):
            return allowed
        return await self.acting.accept(
            reference,
            kind=VoidInvoice.name,
            by=by,
            request={"cause": cause},
            phases=frozenset({Phase.ISSUED}),
            act="voided",
            said={"reason": cause},
        )


def voids_are_not_checked(replica: Replica) -> None:
    replica.reversals = as_kind(Unchecked, replica.reversals)
    kinds_of(replica)["void"].objection = lambda _: ""


class RisklessPoll(Polling):
    def __call__(self, document: Document, **known: Any) -> Poll:
        return super().__call__(replace(document, facts=dict(dropping(OWN)(document.facts))), **known)


def risks_raise_no_level(replica: Replica) -> None:
    replica.approvals = replace(replica.approvals, polling=as_kind(RisklessPoll, replica.approvals.polling))


class AnyPrice(RoutineApproval):
    def rule_for(self, document: Document, *, now: int) -> Routine | None:  # noqa: ARG002 that is the fault
        is_new = document.phase is Phase.PENDING and document.policy and document.content
        return document.policy.routine if is_new and document.policy else None


def every_price_is_routine(replica: Replica) -> None:
    kind = kinds_of(replica)["create"]
    real: RoutineApproval = kind._after_creation[0].__self__
    kind._after_creation = (as_kind(AnyPrice, real).let_out,)


def nobody_sleeps(replica: Replica) -> None:
    async def always() -> BusinessHours:
        return BusinessHours(TIMEZONE, opens=0, closes=24, days=WEEK)

    put(replica.assembly.reminders, hours=always)


DOUBLE = ("if not casting.is_counted and (has", "if false and (has")
SETS = "for name, text in pairs(set) do redis.call('HSET', key('doc', id), name, text) end"
KEEPING = "for name, text in pairs(set) do if name ~= 'votes' or text ~= '[]' then redis.call('HSET', key('doc', id), name, text) end end"
BUSY = (60, 90)
FAULTS: dict[str, Fault] = {
    "undo keeps the vote": Fault(50, altered=undo_keeps_the_vote, rule=TWO, weather=QUARREL, clicks=BUSY),
    "an editor stays an approver": Fault(
        100,
        cut=("has(cjson.decode(doc[6] or '[]'), actor)", "false"),
        altered=an_editor_stays_an_approver,
        rule=ONE,
        weather=QUARREL,
        clicks=BUSY,
    ),
    "votes outlive an edit": Fault(50, cut=(SETS, KEEPING), rule=TWO),
    "anybody takes a suggestion over": Fault(
        100, altered=anybody_takes_suggestions_over, rule=ONE, weather=QUARREL, clicks=BUSY, first=100
    ),
    "a list counts twice": Fault(30, cut=DOUBLE, altered=a_list_is_gone_through_twice, rule=TWO),
    "break-glass without the switch": Fault(100, altered=glass_of(Unlocked), rule=ONE, weather=QUARREL, clicks=BUSY),
    "break-glass by anybody": Fault(50, altered=glass_of(Anybodys), rule=EMERGENCY),
    "an emergency is not marked": Fault(60, altered=emergencies_are_not_marked, rule=EMERGENCY),
    "votes of one petition count for the next": Fault(
        200, altered=petitions_inherit_votes, rule=GRANTED_BY_TWO, weather=QUARREL, clicks=BUSY
    ),
    "taken back, and nobody was asked": Fault(50, altered=nobody_is_asked, rule=GRANTED),
    "whoever asks to take back votes too": Fault(
        50,
        cut=("if has(casting.barred, person)", "if false"),
        altered=askers_vote,
        rule=GRANTED,
        weather=QUARREL,
        clicks=BUSY,
    ),
    "what was paid is sent to be voided": Fault(
        200, altered=voids_are_not_checked, rule=GRANTED, weather=QUARREL, clicks=BUSY
    ),
    "risks raise no level": Fault(100, altered=risks_raise_no_level, rule=RISKY),
    "reminded at night": Fault(50, altered=nobody_sleeps, rule=PATIENT, weather=QUARREL),
    "every price is routine": Fault(30, altered=every_price_is_routine, rule=ROUTINE),
}
