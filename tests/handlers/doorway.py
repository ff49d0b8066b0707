"""A door with one listener, for Ana of the team T0."""

from collections.abc import Awaitable, Callable
from typing import Any

from bot.locale import Words
from bot.store.people import People, Person
from handlers import payloads
from handlers.afterwards import Afterwards
from handlers.answers import Answer
from handlers.carrying_out import CarryingOut
from handlers.door import Door, Listener
from handlers.doorkeeper import Doorkeeper
from handlers.payloads import Submission
from tests.actions.bench import roles
from tests.handlers.tape import SUBMITTED, Tape, an_ack, said

ANA = Person("U0ANA", "Ana", "es-ES", team="T0")
ES = Words("es_CO", "America/Bogota", "COP")
WORDS = {"es_CO": ES, "en": Words("en", "America/Bogota", "COP")}
FORM = {
    **SUBMITTED,
    "view": {**SUBMITTED["view"], "callback_id": "form", "state": {"values": {}}},  # type: ignore[dict-item]
}
Given = Callable[[Submission], Awaitable[Answer]]


class OneListener(Door):
    """A door whose only listener can be called by hand."""

    def listener(self, answer: Given) -> Listener:
        return self._listens(payloads.submission, answer)


def door_of_one_listener(people: People) -> OneListener:
    afterwards, tape = Afterwards(), Tape()
    keeper = Doorkeeper(
        roles=roles, people=people, wire=tape, team="T0", afterwards=afterwards, words=WORDS, language="es_CO"
    )
    return OneListener(
        keeper=keeper,
        carrying_out=CarryingOut(wire=tape, afterwards=afterwards),
        afterwards=afterwards,
        new_reference=lambda: "REF123",
    )


async def answer_to(door: OneListener, given: Given, body: dict[str, Any] = FORM) -> str:
    ack = an_ack()
    await door.listener(given)(ack, body)
    return said(ack)
