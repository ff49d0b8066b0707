"""What the tests of the sender and of the board look at."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.applications import Starlette

from bot.slack.blocks import section
from bot.slack.board import Board, Placed
from bot.slack.drawing import Message as Drawn
from bot.slack.wire import Wire
from bot.store.documents import Documents
from bot.store.records import Document, Posting
from sandbox.slack.client import Message, Person

CHANNEL, ANA = "C0FACTURAS", "U0ANA00001"
HELLO = Drawn("hola", (section("*hola*"),))
NAME = "D-7K3Q"


def message(text: str) -> Drawn:
    return Drawn(text, (section(text),))


@dataclass(frozen=True)
class Stage:
    slack: Starlette
    url: str
    wire: Wire

    def fault(self, kind: str, what: str, **given: float | str) -> None:
        self.slack.state.faults.add(kind, what=what, **given)

    def seen(self, channel: str = CHANNEL) -> list[Message]:
        """By Ana, in the channel: the oldest first."""
        return Person(self.slack, "ana", channel=channel).messages(channel)

    def direct(self) -> list[Message]:
        return Person(self.slack, "ana").direct_messages()

    def calls(self, method: str) -> list[Any]:
        return [line for line in self.slack.state.traffic.lines if line.what == method]


@dataclass
class Play:
    """A document, its board, and what it should show."""

    stage: Stage
    documents: Documents
    board: Board
    placed: dict[str, Placed] = field(default_factory=dict)

    async def show(self) -> float:
        async def faces(document: Document) -> Mapping[str, Placed]:
            return self.placed

        return await self.board.show(NAME, faces)

    async def show_until_done(self) -> None:
        async with asyncio.timeout(40):
            while await self.show():
                pass

    async def state(self, name: str) -> Posting:
        return (await self.documents.get(NAME)).outbox[name].state

    def texts(self) -> list[str]:
        return [shown.notification for shown in self.stage.seen()]
