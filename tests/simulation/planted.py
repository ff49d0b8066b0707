"""Faults put into the bot on purpose: a simulator that finds none of them proves nothing.

Each takes one guard away, by an altered script or by an altered object of one replica.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot.actions.approvals import Approvals
from bot.actions.polling import Polling
from bot.billing.eligibility import Roles
from bot.billing.tally import Poll
from bot.operations import outcomes
from bot.operations.operation import Operation
from bot.operations.timing import Timing
from bot.slack.drawing import Message
from bot.slack.errors import PostOutcomeUnknown
from bot.slack.own_posts import NOWHERE
from bot.slack.wire import Mark, Posted
from bot.store.records import Document
from tests.simulation.people import Chosen
from tests.simulation.policies import LADDER, ONE, TWO, Rule
from tests.simulation.replicas import TIMING, Replica
from tests.simulation.slack_model import Sender
from tests.simulation.trial import Plan
from tests.simulation.weather import QUARREL, STORM, Weather
from tests.simulation.writing import edit


@dataclass(frozen=True)
class Fault:
    seeds: int
    """Within so many it must be found."""
    first: int = 0
    """Where it was found when this was written: whatever changes in the bot, the search goes on from there."""
    cut: tuple[str, str] = ("", "")
    """What the scripts say, and what they say instead."""
    altered: Callable[[Replica], None] = lambda _: None
    timing: Timing = TIMING
    weather: Weather = STORM
    clicks: tuple[int, int] | None = None
    rule: Rule | None = None
    may_read_slack: bool = False
    often: Mapping[Chosen, float] = field(default_factory=dict)

    def plan(self, seed: int) -> Plan:
        return Plan(
            seed,
            altered_script=self._script,
            altered_replica=self.altered,
            timing=self.timing,
            weather=self.weather,
            rule=self.rule,
            may_read_slack=self.may_read_slack,
            clicks=self.clicks,
            often=self.often,
        )

    def _script(self, text: str) -> str:
        return text.replace(*self.cut) if self.cut[0] else text


def kinds_of(replica: Replica) -> Mapping[str, Any]:
    return replica.assembly.worker._kinds


def no_settle_time(replica: Replica) -> None:
    for name in ("create", "payment"):
        kinds_of(replica)[name].settle_seconds = 0


def no_look_up(replica: Replica) -> None:
    async def saw_nothing(_: Operation) -> outcomes.Sighting:
        return outcomes.NotThere()

    for name in ("create", "payment"):
        kinds_of(replica)[name].look_up = saw_nothing


def taken_for_done(replica: Replica) -> None:
    """Edits whose answer was lost."""

    async def saw_it(_: Operation) -> outcomes.Sighting:
        return outcomes.Found()

    kinds_of(replica)["edit"].look_up = saw_it


def blind_retry(replica: Replica) -> None:
    for name in ("create", "payment"):
        kinds_of(replica)[name].send = _retrying(kinds_of(replica)[name].send)


def _retrying(send: Callable[[Operation], Awaitable[outcomes.Outcome]]) -> Any:
    async def sent(operation: Operation) -> outcomes.Outcome:
        outcome = await send(operation)
        return outcomes.NotSent(5, outcome.why) if isinstance(outcome, outcomes.Unknown) else outcome

    return sent


def email_again(replica: Replica) -> None:
    async def saw_nothing(_: Operation) -> outcomes.Sighting:
        return outcomes.NotThere()

    kinds_of(replica)["email"].resend_allowed = True
    kinds_of(replica)["email"].look_up = saw_nothing


def hash_not_checked(replica: Replica) -> None:
    for name in ("stamp", "open"):
        kinds_of(replica)[name].is_as_approved = lambda *_: True


class Trusting(Approvals):
    def _forbidden(self, document: Document, roles: Roles, *, by: str) -> None:  # noqa: ARG002 nobody is
        return None


class AnybodysPoll(Polling):
    def __call__(self, document: Document, **known: Any) -> Poll:
        return super().__call__(replace(document, requester="", editors=()), **known)


class ForgetfulPoll(Polling):
    """Does not know again who has voted."""

    def __call__(self, document: Document, **known: Any) -> Poll:
        nameless = tuple(replace(vote, by=f"somebody {n}") for n, vote in enumerate(document.votes))
        return super().__call__(replace(document, votes=nameless), **known)


class EasyPoll(Polling):
    """One vote is always enough."""

    def __call__(self, document: Document, **known: Any) -> Poll:
        return super().__call__(replace(document, policy=None), **known)


def polled_by(kind: type[Polling]) -> Callable[[Replica], None]:
    def altered(replica: Replica) -> None:
        real = replica.approvals.polling
        replica.approvals = replace(replica.approvals, polling=kind(real.currency, real.timezone))

    return altered


def anybody_approves(replica: Replica) -> None:
    real = replica.approvals
    replica.approvals = Trusting(
        real.journal,
        real.documents,
        real.new_operation,
        real.roles,
        real.clock,
        real.undo_seconds,
        AnybodysPoll(real.polling.currency, real.polling.timezone),
    )


class Retrying(Sender):
    """As slack_sdk does unless it is told not to."""

    async def post(self, channel: str, message: Message, *, thread_ts: str = "", mark: Mark | None = None) -> Posted:
        while True:
            try:
                return await super().post(channel, message, thread_ts=thread_ts, mark=mark)
            except PostOutcomeUnknown:
                continue


class Blind(Sender):
    async def find_own(self, channel: str, mark: Mark, *, thread_ts: str = "") -> Posted | None:
        await super().find_own(channel, mark, thread_ts=thread_ts)
        return NOWHERE


def wired_by(sender: type[Sender]) -> Callable[[Replica], None]:
    def altered(replica: Replica) -> None:
        board = replica.assembly.board
        wire: Any = board._wire
        board._wire = sender(wire._workspace, wire._process, wire._sky)  # type: ignore[assignment]

    return altered


def nothing_is_shown(replica: Replica) -> None:
    async def shown(_: Operation) -> float:
        return 0.0

    for kind in kinds_of(replica).values():
        kind.show = shown


LATE = replace(STORM, writes={"ok": 1, "silent_late": 2}, crash=0.001, freeze=0.001)
FENCE = "read(id, 'epoch') ~= given.epoch or read(id, 'state') ~= given.from"
FAULTS: dict[str, Fault] = {
    "no fencing": Fault(100, cut=(f"if {FENCE} then", "if false then")),
    "no settle time": Fault(
        100, altered=no_settle_time, timing=replace(TIMING, second_look_seconds=1), weather=LATE, first=26
    ),
    "no look-up": Fault(30, altered=no_look_up),
    "blind retry": Fault(30, altered=blind_retry),
    "what was lost is taken for done": Fault(50, altered=taken_for_done, often={edit: 20}),
    "an e-mail of unknown fate is sent again": Fault(50, altered=email_again, first=1),
    "hash not checked before the stamp": Fault(100, altered=hash_not_checked, weather=QUARREL, clicks=(150, 250)),
    "own document may be approved": Fault(
        50,
        cut=("if guard.four_eyes and", "if false and"),
        altered=anybody_approves,
        rule=TWO,
        weather=QUARREL,
        clicks=(60, 90),
        often={edit: 15},
    ),
    "double vote allowed": Fault(
        30,
        cut=("if not casting.is_counted and (has", "if false and (has"),
        altered=polled_by(ForgetfulPoll),
        rule=TWO,
        weather=QUARREL,
        clicks=(60, 90),
    ),
    "the policy is not asked": Fault(10, altered=polled_by(EasyPoll), rule=LADDER),
    "an old card may be approved": Fault(
        100,
        cut=("if guard.revision and guard.revision ~= doc[2] then", "if false then"),
        rule=ONE,
        weather=QUARREL,
        often={edit: 15},
    ),
    "accepted, and never due": Fault(
        10, cut=("release_until(id, NOW)\nwake()\nkeep({'accepted', id})", "keep({'accepted', id})")
    ),
    "posts of unknown fate are repeated for ever": Fault(
        50, altered=wired_by(Retrying), weather=replace(STORM, posts={"ok": 2, "lost_after": 1})
    ),
    "own posts are looked for and not seen": Fault(20, altered=wired_by(Blind), may_read_slack=True, first=5),
    "done, and not in the audit": Fault(10, cut=("record(given.audit, seen, read(id, 'document'))", "")),
    "nothing is shown": Fault(10, altered=nothing_is_shown),
}
