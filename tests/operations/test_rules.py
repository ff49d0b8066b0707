"""The rules of sending and looking alone, against an Alegra that lands effects late, in a time that is only a number."""

from dataclasses import dataclass, field, replace
from random import Random

import pytest

from bot.operations import looking, sending
from bot.operations.answers import Lane
from bot.operations.operation import AT_REST, Operation, State
from bot.operations.outcomes import CannotTell, Done, Found, NotSent, NotThere, Outcome, Sighting, Unknown, Waiting
from bot.operations.step import Step
from bot.operations.timing import Timing
from tests.operations.ledger import Ledger
from tests.operations.rehearsal import an_operation

TIMING = Timing()
KIND = Ledger()
SETTLE = int(KIND.settle_seconds * 1000)
MINUTE = 60_000
FATES = ("done", "not sent", "never", "at once", "late", "late", "late", "crash")
SENT = replace(an_operation(), state=State.SENDING, sent_at=1_000_000, attempts=1)
UNKNOWN = replace(SENT, state=State.UNKNOWN)


@dataclass
class World:
    """One operation, the effects that its sends have, and what chance decides."""

    chance: Random
    operation: Operation = field(default_factory=an_operation)
    now: int = 1_000_000
    lands_at: list[int] = field(default_factory=list)

    def live(self) -> None:
        while self.operation.state not in AT_REST:
            self._take(self._step())

    def _step(self) -> Step:
        match self.operation.state:
            case State.ACCEPTED:
                return sending.before_sending(self.operation, now=self.now, lane=None)
            case State.SENDING:
                return self._send()
            case _:
                return self._look()

    def _take(self, step: Step) -> None:
        self.operation = replace(self.operation, state=step.state, **step.fields)
        pause = self.chance.randint(0, 2 * MINUTE)
        self.now = max(self.now, step.due_at or 0) + pause * (step.due_at is not None)

    def _send(self) -> Step:
        fate = self.chance.choice(FATES)
        sent_at, self.now = self.now, self.now + self.chance.randint(0, 30_000)
        outcome: Outcome = Unknown("time-out")
        if fate in {"done", "at once", "crash"}:
            self.lands_at.append(sent_at)
        if fate == "late":
            self.lands_at.append(sent_at + self.chance.randint(0, SETTLE))
        if fate == "crash":
            self.now += self.chance.randint(0, 10 * MINUTE)
            return sending.lost(self.operation, now=self.now, settle_seconds=KIND.settle_seconds, timing=TIMING)
        if fate == "done":
            outcome = Done()
        if fate == "not sent":
            outcome = NotSent(self.chance.randint(0, 600), "429")
        return sending.after_sending(
            self.operation, outcome, now=self.now, settle_seconds=KIND.settle_seconds, timing=TIMING
        )

    def _look(self) -> Step:
        is_there = any(landed <= self.now for landed in self.lands_at)
        sighting: Sighting = Found() if is_there else NotThere()
        if self.chance.randint(0, 9) == 0:
            sighting = CannotTell("500")
        step = looking.after_looking(self.operation, sighting, kind=KIND, now=self.now, timing=TIMING)
        return sending.before_sending(self.operation, now=self.now, lane=None) if step.state is State.SENDING else step


def test_what_lands_before_it_counts_as_absent_is_never_done_twice() -> None:
    """Without the settle time, some of these lives end with two effects."""
    ends = set()
    for seed in range(2000):
        world = World(Random(seed))  # noqa: S311  a life is lived again from its seed
        world.live()
        ends.add((world.operation.state, len(world.lands_at)))
        assert ends <= {(State.DONE, 1), (State.NEEDS_PERSON, 0)}, f"seed {seed}"
        assert world.operation.state is State.DONE or world.operation.attempts == TIMING.most_sends
    assert len(ends) == 2, "both ends are met"


def test_looks_come_at_5_20_and_60_seconds_and_when_it_has_settled() -> None:
    now, moments = SENT.sent_at, []
    while now < SENT.sent_at + SETTLE:
        now = looking.next_look(UNKNOWN, now=now, settle_seconds=KIND.settle_seconds, timing=TIMING)
        moments.append((now - SENT.sent_at) // 1000)
    assert moments == [5, 20, 60, 180]


@pytest.mark.parametrize(
    ("seconds", "missed_after", "state"),
    [
        (179, 0, State.UNKNOWN),
        (180, 0, State.UNKNOWN),
        (239, 180, State.UNKNOWN),
        (240, 180, State.SENDING),
    ],
)
def test_absence_is_believed_when_seen_twice_a_minute_apart(seconds: int, missed_after: int, state: State) -> None:
    missed_at = SENT.sent_at + missed_after * 1000 if missed_after else 0
    operation = replace(UNKNOWN, missed_at=missed_at)
    now = SENT.sent_at + seconds * 1000
    step = looking.after_looking(operation, NotThere(), kind=KIND, now=now, timing=TIMING)
    assert step.state is state
    assert bool(step.fields.get("missed_at")) == (seconds == 180)


def test_waiting_for_the_authority_makes_earlier_absence_count_no_longer() -> None:
    operation = replace(UNKNOWN, missed_at=SENT.sent_at + SETTLE)
    step = looking.after_looking(operation, Waiting(15, "DIAN"), kind=KIND, now=operation.missed_at, timing=TIMING)
    assert (step.state, step.fields["missed_at"]) == (State.UNKNOWN, 0)


def test_a_closed_lane_and_the_seconds_of_undo_hold_it_back() -> None:
    lane = Lane({"status": 401}, since=0, until=5000)
    operation = replace(an_operation(), not_before=2000)
    assert sending.before_sending(operation, now=1000, lane=lane) == Step(State.ACCEPTED, due_at=2000)
    assert sending.before_sending(operation, now=2000, lane=lane) == Step(State.ACCEPTED, due_at=5000)
    assert sending.before_sending(operation, now=5000, lane=lane).state is State.SENDING
