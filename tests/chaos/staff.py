"""People who want their invoices out while everything dies around them: they try again, and press what they see."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random

from sandbox.slack.client.message import Message
from sandbox.slack.client.modal import Modal
from sandbox.slack.client.person import Person
from sandbox.slack.people.clicks import ImpossibleClick
from sandbox.slack.refusal import SlackRefusal
from tests.chaos.board import Board
from tests.chaos.deeds import DEEDS, Deed, Seen, typing
from tests.chaos.intents import Intent
from tests.stories.stage import Stage

APPROVE = ("Aprobar y emitir", "Aprobar y abrir")
WAITING = "Un momento"
LISTED = "tu aprobación"
"""Above the ticks, with and without warnings."""
SOON_SECONDS, LONGEST_SECONDS = 3.0, 60.0
"""For a form to come: longer each time that it did not, so that a slow machine only takes longer."""
PATIENCE_SECONDS = 300.0
GLANCE_SECONDS = 0.03
LOOK_SECONDS = 0.3
LATER_SECONDS = 2.0
"""After a list, and after a no."""
GONE_WRONG = (AssertionError, SlackRefusal, ImpossibleClick)
"""What a person sees as: it did not work."""
WHO_PRESSES = (("bruno",), ("diego",), ("bruno", "diego"), ("diego", "ana"), ("bruno", "bruno"))
LISTER = "diego"


class GaveUp(Exception):
    def __init__(self, what: str, seen: str) -> None:
        super().__init__(f"{what} in {PATIENCE_SECONDS:.0f} s; the last thing seen was {seen!r}")


@dataclass
class Staff:
    stage: Stage
    chance: Random
    board: Board
    on_list: Callable[[], None]
    """Told when one was handed in."""
    repeated: int = 0
    """Forms that had to be handed in again."""
    lists: int = 0
    told: Counter[str] = field(default_factory=Counter)
    """What came in the place of a form, or after it."""
    _lists_again: float = 0.0

    async def works(self) -> None:
        """For ever. Raise GaveUp."""
        async with asyncio.TaskGroup() as everybody:
            everybody.create_task(self._looks())
            everybody.create_task(self._presses_what_comes())
            for name in sorted({name for deed in DEEDS for name in deed.who}):
                everybody.create_task(self._works_through(name))

    async def _looks(self) -> None:
        while True:
            self.board.look()
            await asyncio.sleep(LOOK_SECONDS)

    async def _works_through(self, name: str) -> None:
        while True:
            if name == LISTER:
                await self._lists_what_waits()
            if due := self.board.due(name):
                deed, intent = due
                self.board.in_hand.add((intent.price, deed.name))
                await self._does(deed, intent, self.stage.person(name))
                self.board.in_hand.discard((intent.price, deed.name))
            await asyncio.sleep(GLANCE_SECONDS if due else LOOK_SECONDS)

    async def _presses_what_comes(self) -> None:
        while True:
            for _, card in self.board.to_approve(is_listed=False):
                await asyncio.gather(*(self._presses(name, card) for name in self.chance.choice(WHO_PRESSES)))
            await asyncio.sleep(LOOK_SECONDS)

    async def _presses(self, name: str, card: Message) -> None:
        theirs = Message(self.stage.slack, self.stage.person(name).id, channel=card.channel, ts=card.ts)
        with suppress(*GONE_WRONG):
            if button := next((each for each in APPROVE if each in theirs.buttons), None):
                await theirs.press(button, confirm=True, may_fail=True)

    async def _lists_what_waits(self) -> None:
        """What was approved so does not show it at once."""
        person, now = self.stage.person(LISTER), time.monotonic()
        waiting = [intent for intent, _ in self.board.to_approve(is_listed=True)]
        if not waiting or now < self._lists_again:
            return
        self._lists_again = now + LATER_SECONDS
        with suppress(*GONE_WRONG):
            await _leaves(person)
            await typing("/factura aprobar")(self.stage, LISTER, waiting[0], Seen(None, "", frozenset()))
            if form := await self._form(person, "Aprobar varias", LISTED, SOON_SECONDS):
                await self._approves(form, waiting)

    async def _approves(self, form: Modal, waiting: list[Intent]) -> None:
        """What stands there as its author wants it, and nothing else that is ticked."""
        ticked = 0
        for block in [each["block_id"] for each in form.blocks if each["type"] == "input"]:
            offered = await form.options(block)
            wanted = [each for each in offered if any(each.endswith(intent.shown) for intent in waiting)]
            await form.fill(block, wanted)
            ticked += len(wanted)
        if ticked:
            await self._hands_in(form, "the list", time.monotonic() + PATIENCE_SECONDS)
            self.lists += 1
            self.on_list()

    async def _does(self, deed: Deed, intent: Intent, person: Person) -> None:
        end, patience = time.monotonic() + PATIENCE_SECONDS, SOON_SECONDS
        form = None
        while form is None:
            _in_time(end, f"no form to {deed.name} {intent.price}; told {self.told}", person)
            seen = self.board.seen(intent)
            if not deed.is_due(intent, seen):
                return
            with suppress(*GONE_WRONG):
                await _leaves(person)
                await deed.opens(self.stage, person.id, intent, seen)
                found = await self._form(person, deed.title, deed.shows, patience)
                patience = min(patience * 2, LONGEST_SECONDS)
                if found:
                    await deed.fills(person, found, intent)
                    form = found
        if await self._hands_in(form, f"to {deed.name} {intent.price}", end) or not await self._is_still_due(
            deed, intent
        ):
            self.board.handed_in.setdefault(intent.price, set()).add(deed.name)

    async def _is_still_due(self, deed: Deed, intent: Intent) -> bool:
        """After a no: in a while, when what had been taken at the first try would show."""
        await asyncio.sleep(LATER_SECONDS)
        return deed.is_due(intent, self.board.seen(intent))

    async def _form(self, person: Person, title: str, shows: str, seconds: float) -> Modal | None:
        def look() -> Modal | None:
            stack = person.modals()
            return stack[-1] if stack and stack[-1].title != WAITING else None

        def is_ready() -> bool:
            top = look()
            return top is not None and (not top.title.startswith(title) or shows in top.text)

        await _soon(is_ready, seconds)
        top = look()
        if top is None or (top.title.startswith(title) and shows in top.text):
            return top
        self.told[f"{top.title}: {top.text}"] += 1
        await asyncio.sleep(LATER_SECONDS)
        return None

    async def _hands_in(self, form: Modal, what: str, end: float) -> bool:
        """The same form, until it is taken: whoever begins anew would ask for a second one.

        Whether it was: a note in its place says why not, or that it was already.
        """
        title = form.title
        while True:
            with suppress(*GONE_WRONG):
                if await form.submit() == {} and not form.trouble:
                    break
            if not form.is_open:
                break
            self.repeated += 1
            self.told[form.trouble or " ".join(form.errors.values())] += 1
            _in_time(end, f"{what} is not taken: {form.errors} {form.trouble}", self.stage.person("ana"))
            await asyncio.sleep(LOOK_SECONDS)
        if form.is_open and form.title != title:
            self.told[f"after {what}: {form.title}: {form.text}"] += 1
            return False
        return True


async def _leaves(person: Person) -> None:
    for modal in reversed(person.modals()):
        await modal.close()


async def _soon(is_there: Callable[[], bool], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not is_there() and time.monotonic() < end:  # noqa: ASYNC110  other processes bring it about
        await asyncio.sleep(GLANCE_SECONDS)


def _in_time(end: float, what: str, person: Person) -> None:
    if time.monotonic() > end:
        raise GaveUp(what, " | ".join(modal.text for modal in person.modals()))
