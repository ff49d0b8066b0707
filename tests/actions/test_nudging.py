"""What it costs to tell somebody of many things that wait, and what is drawn in the night."""

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import Any, cast

from bot.actions.nudging import NudgeVoice, Remind
from bot.actions.permalinks import Permalinks
from bot.locale import Words
from bot.operations.operation import Operation, State
from bot.operations.step import Step
from bot.slack.board import Board
from bot.slack.drawing import Message
from bot.slack.messages.waiting_list import MOST_ROWS
from bot.slack.wire import Wire
from bot.store.documents import Documents
from bot.store.people import Person
from bot.store.records import Document
from tests.actions.bench import POLLING, Bench, roles, spoken
from tests.actions.waiting_long import is_at, open_hours, pending, reminders_of

MANY = MOST_ROWS + 4
OF_LISTS = 2
"""Bruno's and Olga's: without a policy both are asked."""


@dataclass(frozen=True)
class Sent:
    channel: str
    ts: str = "1.1"


@dataclass
class CountingSlack:
    calls: Counter[str] = field(default_factory=Counter)
    said: str = ""
    """The last message."""

    async def post(self, channel: str, message: Message, **__: object) -> Sent:
        self.calls["post"] += 1
        self.said = json.dumps(message.blocks)
        return Sent(channel)

    async def update(self, *_: object) -> None:
        self.calls["update"] += 1

    async def permalink(self, channel: str, ts: str) -> str:
        self.calls["permalink"] += 1
        return f"https://rivera.slack.com/archives/{channel}/p{ts}"


class CountingDocuments(Documents):
    found = 0

    async def find(self, document_id: str) -> Document | None:
        self.found += 1
        return await super().find(document_id)


async def nobody(_: str) -> None:
    return None


def words_of(_: Person | None) -> Words:
    return Words("es_CO", "America/Bogota", "COP")


def voice_of(bench: Bench, slack: CountingSlack) -> tuple[NudgeVoice, CountingDocuments]:
    documents, wire = CountingDocuments(bench.store), cast(Wire, cast(Any, slack))
    board = Board(wire=wire, documents=bench.documents)
    said = (bench.store.clock, "C0FACTURAS", spoken, words_of, nobody)
    return NudgeVoice(documents, board, Permalinks(wire), POLLING, roles, open_hours, *said), documents


async def reminded(bench: Bench, how_many: int) -> list[Operation]:
    """Of as many, at once, on the Monday; those with the highest numbers were asked for first."""
    for number in range(how_many, 0, -1):
        name = f"D-{number}"
        await pending(bench, name, policy=None, alegra_id=str(number))
        await bench.documents.want(name, "card", "C0FACTURAS")
        await bench.documents.posting(name, "card")
        await bench.documents.shown(name, "card", ts=str(number), posted_channel="C0FACTURAS", drawn="x")
        bench.clock.advance(1)
    is_at(bench, "05T11:35")
    await reminders_of(bench).look()
    held = await bench.journal.claim(limit=how_many, lease_ms=60_000)
    assert len(held) == how_many
    return [await bench.journal.step(each, Step(State.DONE), keeps_document=False, lease_ms=60_000) for each in held]


async def test_a_list_is_not_drawn_again_for_each_that_stands_in_it(bench: Bench) -> None:
    slack = CountingSlack()
    operations = await reminded(bench, MANY)
    voice, documents = voice_of(bench, slack)
    for operation in operations:
        assert await voice(operation) == 0
    assert slack.calls["post"] == OF_LISTS
    assert slack.calls["permalink"] == MOST_ROWS, "of the rows that are drawn, once of each"
    assert documents.found == OF_LISTS * 2 * MANY


async def test_what_waits_longest_stands_first(bench: Bench) -> None:
    slack = CountingSlack()
    operations = await reminded(bench, 12)
    voice, _ = voice_of(bench, slack)
    await voice(operations[0])
    places = [slack.said.index(f"FACTURAS/p{number}|") for number in range(12, 0, -1)]
    assert places == sorted(places)


async def test_a_replica_that_starts_later_finds_the_list_told(bench: Bench) -> None:
    slack = CountingSlack()
    operations = await reminded(bench, 2)
    for operation in operations:
        voice, _ = voice_of(bench, slack)
        assert await voice(operation) == 0
    assert slack.calls["post"] == OF_LISTS


async def test_what_was_said_by_day_is_drawn_at_night_and_what_was_not_waits_for_the_morning(bench: Bench) -> None:
    slack = CountingSlack()
    told, untold = await reminded(bench, 2)
    voice, _ = voice_of(bench, slack)
    remind = Remind(bench.desk, bench.desk.shows, voice)
    is_at(bench, "05T19:30")
    assert await remind.show(untold) > 0
    assert (bench.shown, slack.calls["post"]) == ([], 0)

    is_at(bench, "06T09:00")
    assert await remind.show(told) == 0
    bench.shown.clear()
    is_at(bench, "06T22:00")
    assert await remind.show(told) == 0, "whom it asks has changed: its card says so now"
    assert bench.shown == [told]
    assert slack.calls["post"] == OF_LISTS
