"""Faults put into how things are approved: votes, lists, suggestions, emergencies, routine, and what is taken back."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from bot.actions.acting import Acting
from bot.actions.approvals import Approvals, Forbidden
from bot.actions.break_glass import FACT, BreakGlass, allows
from bot.actions.petitions import Petitions
from bot.actions.polling import Polling
from bot.actions.risk_reading import OWN
from bot.actions.routine import RoutineApproval
from bot.actions.submissions import Submissions
from bot.actions.suggestions import Suggestions
from bot.billing.business_hours import WEEK, BusinessHours
from bot.billing.eligibility import NotPermitted, OwnDocument, Roles, may_administer
from bot.billing.policy import Routine
from bot.billing.tally import Poll
from bot.operations import outcomes
from bot.operations.operation import Operation
from bot.slack.references import Reference
from bot.store.records import Document, Phase
from tests.simulation.altering import as_kind, dropping, put, through
from tests.simulation.company import TIMEZONE
from tests.simulation.deciding import approve, break_glass, undo
from tests.simulation.paying import pay
from tests.simulation.planted import AnybodysPoll, Fault, ForgetfulPoll, kinds_of
from tests.simulation.policies import EMERGENCY, GRANTED, GRANTED_BY_TWO, PATIENT, RISKY, ROUTINE, TWO
from tests.simulation.replicas import Replica
from tests.simulation.taking_back import grant, refuse, void, void_payment
from tests.simulation.weather import QUARREL
from tests.simulation.writing import edit, suggest, take_over


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


class BlindToPayments(Acting):
    async def issued(self, reference: Reference) -> Document | None:
        document = await super().issued(reference)
        if document is None or document.content is None:
            return None
        return replace(document, content=replace(document.content, payments=(), paid=Decimal(0)))


def voids_are_not_checked(replica: Replica) -> None:
    replica.reversals = replace(replica.reversals, acting=as_kind(BlindToPayments, replica.reversals.acting))
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
    "undo keeps the vote": Fault(
        100, altered=undo_keeps_the_vote, rule=TWO, weather=QUARREL, clicks=BUSY, often={undo: 8, approve: 24}
    ),
    "an editor stays an approver": Fault(
        50,
        cut=("has(cjson.decode(doc[6] or '[]'), actor)", "false"),
        altered=an_editor_stays_an_approver,
        rule=TWO,
        weather=QUARREL,
        clicks=BUSY,
        often={edit: 15},
    ),
    "votes outlive an edit": Fault(50, cut=(SETS, KEEPING), rule=TWO),
    "anybody takes a suggestion over": Fault(
        50, altered=anybody_takes_suggestions_over, rule=TWO, weather=QUARREL, often={suggest: 15, take_over: 15}
    ),
    "a list counts twice": Fault(30, cut=DOUBLE, altered=a_list_is_gone_through_twice, rule=TWO),
    "break-glass without the switch": Fault(
        50, altered=glass_of(Unlocked), rule=TWO, weather=QUARREL, clicks=BUSY, often={break_glass: 30}
    ),
    "break-glass by anybody": Fault(50, altered=glass_of(Anybodys), rule=EMERGENCY, often={break_glass: 15}),
    "an emergency is not marked": Fault(
        50, altered=emergencies_are_not_marked, rule=EMERGENCY, often={break_glass: 15}
    ),
    "votes of one petition count for the next": Fault(
        50,
        altered=petitions_inherit_votes,
        rule=GRANTED_BY_TWO,
        weather=QUARREL,
        clicks=BUSY,
        often={void_payment: 10, grant: 10, refuse: 5},
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
        50, altered=voids_are_not_checked, rule=GRANTED, weather=QUARREL, clicks=BUSY, often={void: 15, pay: 10}
    ),
    "risks raise no level": Fault(100, altered=risks_raise_no_level, rule=RISKY, weather=QUARREL, clicks=BUSY),
    "reminded at night": Fault(50, altered=nobody_sleeps, rule=PATIENT, weather=QUARREL),
    "every price is routine": Fault(30, altered=every_price_is_routine, rule=ROUTINE),
}
