"""What the tests of the sender and of the board look at."""

from dataclasses import dataclass
from typing import Any

from starlette.applications import Starlette

from bot.slack.wire import Wire
from sandbox.slack.client import Message, Person

CHANNEL, ANA = "C0FACTURAS", "U0ANA00001"


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
