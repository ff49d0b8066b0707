"""People who want their invoices out while everything dies around them: they try again, and press what they see."""

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random

from sandbox.slack.client.message import Message
from sandbox.slack.client.modal import Modal
from sandbox.slack.client.person import Person
from sandbox.slack.people.clicks import ImpossibleClick
from sandbox.slack.refusal import SlackRefusal
from tests.stories.stage import Stage

APPROVE = "Aprobar y emitir"
ASKING = "Hasta entonces no hago nada más con ella"
FIRST_PRICE = 100_001
SOON_SECONDS = 3.0
PATIENCE_SECONDS = 60.0
GLANCE_SECONDS = 0.05
LOOK_SECONDS = 0.3
GONE_WRONG = (AssertionError, SlackRefusal, ImpossibleClick)
"""What a person sees as: it did not work."""
WHO_PRESSES = (("bruno",), ("diego",), ("bruno", "diego"), ("diego", "ana"), ("bruno", "bruno"))


class GaveUp(Exception):
    def __init__(self, what: str, seen: str) -> None:
        super().__init__(f"{what} in {PATIENCE_SECONDS:.0f} s; the last thing seen was {seen!r}")


@dataclass
class Staff:
    stage: Stage
    chance: Random
    done: set[str] = field(default_factory=set)
    """The ts of cards that nobody needs to look at any more."""
    replies: set[str] = field(default_factory=set)
    asking: set[str] = field(default_factory=set)
    """Those that ask a person, as long as they do."""
    repeated: int = 0

    async def ask_for(self, invoices: int) -> None:
        """One after another, each with a price of its own. Raise GaveUp."""
        for number in range(invoices):
            await self._asks(FIRST_PRICE + number)

    async def approve_what_comes(self) -> None:
        """For ever."""
        while True:
            for card in self.open_cards():
                if APPROVE in card.buttons:
                    await asyncio.gather(*(self._presses(name, card) for name in self.chance.choice(WHO_PRESSES)))
            await asyncio.sleep(LOOK_SECONDS)

    def open_cards(self) -> list[Message]:
        """Without those that were seen in their end."""
        found = []
        self.asking.clear()
        for message in self.stage.person("bruno").messages():
            if message.ts in self.done | self.replies:
                continue
            if message.thread_ts not in (None, message.ts):
                self.replies.add(message.ts)
            elif "emitida" in message.text and "PDF y XML en el hilo" in message.text:
                self.done.add(message.ts)
            else:
                if ASKING in message.text:
                    self.asking.add(message.ts)
                found.append(message)
        return found

    async def _asks(self, price: int) -> None:
        ana, form = self.stage.person("ana"), None
        end = time.monotonic() + PATIENCE_SECONDS
        while form is None:
            _in_time(end, f"no form for {price}", ana)
            with suppress(*GONE_WRONG):
                for modal in reversed(ana.modals()):
                    await modal.close()
                await ana.types(f"/invoice create 1 x limpieza @{price} para clinica los andes")
                form = await _soon(lambda: _complete(ana))
        await self._hands_in(form, ana, end)

    async def _hands_in(self, form: Modal, ana: Person, end: float) -> None:
        """The same form, until it is taken: whoever begins anew would ask for a second invoice."""
        while True:
            with suppress(*GONE_WRONG):
                if await form.submit() == {} and not form.trouble:
                    return
            if not form.is_open:
                return
            self.repeated += 1
            _in_time(end, f"not taken: {form.errors} {form.trouble}", ana)
            await asyncio.sleep(LOOK_SECONDS)

    async def _presses(self, name: str, card: Message) -> None:
        theirs = Message(self.stage.slack, self.stage.person(name).id, channel=card.channel, ts=card.ts)
        with suppress(*GONE_WRONG):
            if APPROVE in theirs.buttons:
                await theirs.press(APPROVE, confirm=True, may_fail=True)


def _complete(person: Person) -> Modal | None:
    stack = person.modals()
    return stack[-1] if stack and stack[-1].title == "Nueva factura" and "Subtotal" in stack[-1].text else None


async def _soon(look: Callable[[], Modal | None]) -> Modal | None:
    end = time.monotonic() + SOON_SECONDS
    while not (found := look()) and time.monotonic() < end:  # noqa: ASYNC110  other processes bring it about
        await asyncio.sleep(GLANCE_SECONDS)
    return found


def _in_time(end: float, what: str, person: Person) -> None:
    if time.monotonic() > end:
        raise GaveUp(what, " | ".join(modal.text for modal in person.modals()))
