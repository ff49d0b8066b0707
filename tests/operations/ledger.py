"""A small Alegra for the worker's tests: it counts effects, and misbehaves as it is told."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from bot.operations.operation import Operation, State
from bot.operations.outcomes import Done, Found, NotThere, Outcome, Sighting

Behaviour = Callable[["Ledger", Operation], Awaitable[Outcome]]


@dataclass
class Ledger:
    """A kind of operation whose effects are lines in a list."""

    name: str = "create"
    settle_seconds: float = 180
    timeout_seconds: float = 30
    resend_allowed: bool = True
    keeps_document: bool = True
    behaviours: list[Behaviour] = field(default_factory=list)
    """What the next sends do; afterwards they just succeed."""
    sightings: list[Sighting] = field(default_factory=list)
    """What the next look-ups answer, whatever is there."""
    show_answers: list[float] = field(default_factory=list)
    effects: list[str] = field(default_factory=list)
    sends: list[str] = field(default_factory=list)
    looks: int = 0
    shown: list[tuple[str, State]] = field(default_factory=list)

    async def send(self, operation: Operation) -> Outcome:
        self.sends.append(operation.id)
        if self.behaviours:
            return await self.behaviours.pop(0)(self, operation)
        return await succeed(self, operation)

    async def look_up(self, operation: Operation) -> Sighting:
        self.looks += 1
        if self.sightings:
            return self.sightings.pop(0)
        return Found({"id": "77"}) if operation.marker in self.effects else NotThere()

    async def show(self, operation: Operation) -> float:
        answer = self.show_answers.pop(0) if self.show_answers else 0
        if answer < 0:
            raise ConnectionError("Slack is away")
        if not answer:
            self.shown.append((operation.id, operation.state))
        return answer


async def succeed(ledger: Ledger, operation: Operation) -> Outcome:
    ledger.effects.append(operation.marker)
    return Done({"id": "77"}, {"alegra_id": f"77-{operation.id}"})


async def hang(ledger: Ledger, operation: Operation) -> Outcome:
    """Like a process that dies before anything arrives."""
    await asyncio.Event().wait()
    raise AssertionError("unreachable")


async def happen_and_hang(ledger: Ledger, operation: Operation) -> Outcome:
    ledger.effects.append(operation.marker)
    return await hang(ledger, operation)


def answering(outcome: Outcome) -> Behaviour:
    async def answer(_: Ledger, __: Operation) -> Outcome:
        return outcome

    return answer


async def fail_after_the_effect(ledger: Ledger, operation: Operation) -> Outcome:
    ledger.effects.append(operation.marker)
    raise ConnectionResetError("the connection was reset")
