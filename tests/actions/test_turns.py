"""With the last vote of a level whoever the next one asks is called: once, at any hour, and nobody whose turn it is not."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import pytest

from bot.actions.nudging import CountVote, NudgeVoice
from bot.actions.petitions import Petitions
from bot.billing.eligibility import Roles
from bot.billing.policy import Level, Matter, Policy
from bot.locale import Words
from bot.operations.answers import Accepted
from bot.operations.operation import Operation, State
from bot.operations.step import Step
from bot.slack.board import Faces, Placed
from bot.slack.references import Reference
from bot.store.people import Person
from bot.store.records import Document, Outgoing, Petition, Phase, Posting
from tests.actions.bench import ANA, BRUNO, DIEGO, OLGA, POLLING, ROLES, Bench, spoken
from tests.actions.waiting_long import STAMP, is_at, open_hours, pending

EMMA = "U0EMMA"
VOID = Reference("D-7K3Q", 1, "D-7K3Q/void/1")
BOTH_THEN_EMMA = (Level(people=(BRUNO, OLGA), needed=2), Level(people=(OLGA, EMMA)))
TAKING_BACK = tuple(replace(level, matters=frozenset({Matter.CREDIT})) for level in BOTH_THEN_EMMA)
CARD = Outgoing(Posting.SHOWN, "C0", "1.1", "C0")
SATURDAY_NIGHT = "03T23:30"


async def with_emma() -> Roles:
    return replace(ROLES, approvers=ROLES.approvers | {EMMA})


@dataclass
class Channel:
    """Where the board would post: what it is given is kept, and counts as shown."""

    bench: Bench
    said: list[str] = field(default_factory=list)

    async def show(self, document_id: str, faces: Faces) -> float:
        drawn: Mapping[str, Placed] = await faces(await self.bench.documents.get(document_id))
        for name, placed in drawn.items():
            assert placed.once
            self.said.append(placed.drawing.text)  # type: ignore[union-attr]
            await self.bench.set(document_id, {"outbox": {name: replace(CARD, ts="1.2")}})
        return 0.0


@dataclass
class Turns:
    bench: Bench
    channel: Channel

    async def votes(self, by: str) -> Operation:
        """The operation that counts it, done as the worker leaves it."""
        approvals = replace(self.bench.approvals, roles=with_emma)
        return await self._done(await approvals.approve(STAMP, by=by))

    async def votes_for_the_void(self, by: str) -> Operation:
        bench = self.bench
        desk = (bench.journal, bench.documents, bench.new_operation, with_emma, bench.store.clock)
        return await self._done(await Petitions(*desk, POLLING, _none).approve(VOID, by=by))

    async def shows(self, operation: Operation) -> None:
        assert await CountVote(self.bench.desk, self.bench.desk.shows, self._voice).show(operation) == 0.0

    async def _done(self, answer: object) -> Operation:
        assert isinstance(answer, Accepted)
        for held in await self.bench.journal.claim(limit=9, lease_ms=1000):
            await self.bench.journal.step(held, Step(State.DONE), keeps_document=False, lease_ms=1000)
        ended = await self.bench.journal.find(answer.operation.id)
        assert ended
        return ended

    @property
    def _voice(self) -> NudgeVoice:
        return NudgeVoice(
            documents=self.bench.documents,
            board=self.channel,  # type: ignore[arg-type]
            permalink=None,  # type: ignore[arg-type]
            polling=POLLING,
            roles=with_emma,
            hours=open_hours,
            clock=self.bench.store.clock,
            channel="C0",
            words=spoken,
            words_of=lambda _: Words("es_CO"),
            find_person=_nobody,
        )


async def _none() -> Policy | None:
    return None


async def _nobody(_: str) -> Person | None:
    return None


@pytest.fixture
async def turns(bench: Bench) -> Turns:
    await pending(bench, policy=Policy(BOTH_THEN_EMMA))
    await bench.set("D-7K3Q", {"outbox": {"card": CARD}})
    is_at(bench, SATURDAY_NIGHT)
    return Turns(bench, Channel(bench))


async def test_whom_the_next_level_asks_is_called_once_whoever_shows_it_and_whatever_the_hour(turns: Turns) -> None:
    await turns.shows(await turns.votes(BRUNO))
    assert turns.channel.said == [], "the first level still waits for Olga"
    opening = await turns.votes(OLGA)
    for _ in range(3):
        await turns.shows(opening)
    (said,) = turns.channel.said
    assert f"Es tu turno, <@{EMMA}>" in said
    assert OLGA not in said, "she has voted, though the next level names her too"


async def test_nobody_is_called_to_what_is_decided_by_then(turns: Turns) -> None:
    await turns.votes(BRUNO)
    opening = await turns.votes(OLGA)
    await replace(turns.bench.approvals, roles=with_emma).approve(STAMP, by=EMMA)
    await turns.shows(opening)
    assert turns.channel.said == []


async def test_nobody_is_called_to_a_level_that_has_approved_by_then(turns: Turns) -> None:
    three = (Level(people=(BRUNO,)), Level(people=(OLGA,)), Level(people=(EMMA,)))
    await turns.bench.set("D-7K3Q", {"policy": Policy(three)})
    first, second = await turns.votes(BRUNO), await turns.votes(OLGA)
    await turns.shows(first)
    await turns.shows(second)
    (said,) = turns.channel.said
    assert f"Es tu turno, <@{EMMA}>" in said


async def test_nobody_is_called_to_another_version(turns: Turns) -> None:
    await turns.votes(BRUNO)
    opening = await turns.votes(OLGA)
    await turns.bench.set("D-7K3Q", {"revision": 2, "votes": ()})
    await turns.shows(opening)
    assert turns.channel.said == []


async def test_for_what_somebody_asks_to_take_back_it_is_the_same(turns: Turns) -> None:
    document = await _asked_to_void(turns.bench)
    assert document.petition
    await turns.shows(await turns.votes_for_the_void(BRUNO))
    await turns.shows(await turns.votes_for_the_void(OLGA))
    (said,) = turns.channel.said
    assert f"Es tu turno, <@{EMMA}>" in said
    assert f"<@{DIEGO}> (anular esta factura)" in said


async def _asked_to_void(bench: Bench) -> Document:
    petition = Petition(VOID.operation, "void", DIEGO, 1, {}, "voided", {}, Policy(TAKING_BACK))
    return await bench.set("D-7K3Q", {"phase": Phase.ISSUED, "petition": petition, "requester": ANA})
