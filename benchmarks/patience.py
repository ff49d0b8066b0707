"""The patience of people on a busy day: whoever is told to come back comes back. How often is counted, and reported.

What Slack's three seconds cut off is looked for before it is done again.
"""

import asyncio
import re
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TypeVar

from sandbox.slack.client.message import Message
from sandbox.slack.client.modal import Modal
from sandbox.slack.client.person import Person
from sandbox.slack.people.clicks import ImpossibleClick
from sandbox.slack.people.post import TROUBLE
from sandbox.slack.refusal import SlackRefusal

LONGEST_SECONDS = 900.0
"""For what will come when Alegra has time for it."""
SOON_SECONDS = 30.0
"""For what comes at once, on a machine that is busy with other things."""
GLANCE_SECONDS = 0.1
TRIES = 20
COME_BACK = re.compile(r"vuelve a intentarlo en (\d+) s")
GONE_WRONG = (AssertionError, SlackRefusal, ImpossibleClick)
"""What a person sees as: it did not work. A form was redrawn or closed under their hands, or an answer came too late."""

Found = TypeVar("Found")


class GaveUp(Exception):
    def __init__(self, what: str) -> None:
        super().__init__(f"{what}: tried {TRIES} times")


@dataclass
class Patience:
    again: Counter[str] = field(default_factory=Counter)
    """How often what was done again, and what never came."""
    longest_seconds: float = LONGEST_SECONDS

    async def opens(self, person: Person, typed: str, title: str) -> Modal:
        """The form, whenever it comes. Raise GaveUp."""
        for _ in range(TRIES):
            await person.types(typed)
            if form := await _soon(lambda: _form_or_note(person, title)):
                told = COME_BACK.search(form.text)
                if told is None:
                    return form
                self.again["a person was told to come back"] += 1
                await _closes_all(person)
                await asyncio.sleep(float(told[1]) + 1)
            else:
                self.again["a command was typed again"] += 1
                await _closes_all(person)
        raise GaveUp(typed)

    async def completes(
        self, person: Person, fill: Callable[[], Awaitable[Modal]], seen: Callable[[], Message | None]
    ) -> Message:
        """A form is filled and handed in, from the start again where that went wrong; what is `seen` of it. Raise GaveUp."""
        for _ in range(TRIES):
            with suppress(*GONE_WRONG):
                if await self._hands_in(await fill(), seen) and (came := await self.waits(seen, "what was handed in")):
                    return came
            if came := seen():
                return came
            self.again["a form was begun again"] += 1
            await _closes_all(person)
        raise GaveUp(f"what {person.id} hands in")

    async def presses(self, card: Message, button: str) -> None:
        """Until the button is gone: the click was taken. Raise GaveUp."""
        for _ in range(TRIES):
            with suppress(*GONE_WRONG):
                await card.press(button, confirm=True, may_fail=True)
            if await _soon(lambda: button not in card.buttons):
                return
            self.again["a button was pressed again"] += 1
        raise GaveUp(button)

    async def waits(self, look: Callable[[], Message | None], what: str) -> Message | None:
        """None, and counted: it never came."""
        came = await _soon(look, seconds=self.longest_seconds)
        if came is None:
            self.again[f"never came: {what}"] += 1
        return came

    async def _hands_in(self, form: Modal, seen: Callable[[], Message | None]) -> bool:
        """Whether it was taken. A submission without an answer may have been: first a look, then the same form again."""
        for _ in range(TRIES):
            errors = await form.submit()
            if errors or form.trouble not in ("", TROUBLE):
                self.again[f"a form said: {' '.join([*errors.values(), form.trouble])[:80]}"] += 1
                return False
            if not form.trouble:
                return True
            self.again["a form was handed in again"] += 1
            if await _soon(seen) or not form.is_open:
                return True
        return False


async def _soon(look: Callable[[], Found | None], *, seconds: float = SOON_SECONDS) -> Found | None:
    end = time.monotonic() + seconds
    while not (found := look()) and time.monotonic() < end:  # noqa: ASYNC110  other programs bring it about
        await asyncio.sleep(GLANCE_SECONDS)
    return found or None


def _form_or_note(person: Person, title: str) -> Modal | None:
    """Not yet what says that it is being fetched."""
    stack = person.modals()
    return stack[-1] if stack and (stack[-1].title == title or COME_BACK.search(stack[-1].text)) else None


async def _closes_all(person: Person) -> None:
    for modal in reversed(person.modals()):
        with suppress(SlackRefusal):
            await modal.close()
