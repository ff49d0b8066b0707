"""Every listener behind the door answers within three seconds, whatever happens to it."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from redis.exceptions import TimeoutError as StoreSilent

from bot.actions.directory import DirectoryNotReady
from bot.actions.drafting import FormGone
from bot.locale import Words
from bot.slack.references import BadReference
from bot.store.people import People, Person
from bot.store.scripts import Store
from handlers import payloads
from handlers.afterwards import Afterwards
from handlers.answers import Answer
from handlers.carrying_out import CarryingOut
from handlers.door import Door, Listener
from handlers.doorkeeper import Doorkeeper
from handlers.payloads import Submission
from tests.actions.bench import roles
from tests.handlers.test_carrying_out import SUBMITTED, Tape, an_ack, said

ANA = Person("U0ANA", "Ana", "es-ES", team="T0")
ES = Words("es_CO", "America/Bogota", "COP")
WORDS = {"es_CO": ES, "en": Words("en", "America/Bogota", "COP")}
FORM = {
    **SUBMITTED,
    "view": {**SUBMITTED["view"], "callback_id": "form", "state": {"values": {}}},  # type: ignore[dict-item]
}
Given = Callable[[Submission], Awaitable[Answer]]


class Hall(Door):
    """A door whose only listener can be called by hand."""

    def listener(self, answer: Given) -> Listener:
        return self._listens(payloads.submission, answer)


@pytest.fixture
async def people(store: Store) -> People:
    known = People(store)
    await known.put([ANA])
    return known


def hall(people: People) -> Hall:
    afterwards, tape = Afterwards(), Tape()
    keeper = Doorkeeper(
        roles=roles, people=people, wire=tape, team="T0", afterwards=afterwards, words=WORDS, language="es_CO"
    )
    return Hall(
        keeper=keeper,
        carrying_out=CarryingOut(wire=tape, afterwards=afterwards),
        afterwards=afterwards,
        new_reference=lambda: "REF123",
    )


async def answer_to(door: Hall, given: Given, body: dict[str, Any] = FORM) -> str:
    ack = an_ack()
    await door.listener(given)(ack, body)
    return said(ack)


@pytest.mark.parametrize(
    ("failure", "told"),
    [
        (FormGone("x"), ""),
        (BadReference("x"), ""),
        (DirectoryNotReady(), ""),
        (StoreSilent("gone"), ""),
        (ValueError("canary secret"), "REF123"),
    ],
)
async def test_whatever_fails_is_told_under_a_field_of_the_form(people: People, failure: Exception, told: str) -> None:
    async def failing(_: Submission) -> Answer:
        raise failure

    answered = await answer_to(hall(people), failing)
    assert '"errors": {"amount:1"' in answered
    assert told in answered
    assert "canary" not in answered


async def test_a_listener_that_hangs_is_answered_for(people: People) -> None:
    async def hanging(_: Submission) -> Answer:
        await asyncio.Event().wait()
        return Answer()

    assert '"errors"' in await answer_to(hall(people), hanging)


@pytest.mark.parametrize(
    "person",
    [
        Person("U0EVE", "Eve", team="T0", is_guest=True),
        Person("U0EVE", "Eve", team="T0", is_bot=True),
        Person("U0EVE", "Eve", team="T0", is_deleted=True),
        Person("U0EVE", "Eve", team="T9"),
        None,
    ],
)
async def test_strangers_are_stopped_and_lose_nothing_that_they_typed(people: People, person: Person | None) -> None:
    """Somebody whom Cobro only has to get to know presses again, and what they typed is still there."""
    reached: list[str] = []

    async def reaching(submission: Submission) -> Answer:
        reached.append(submission.person.id)
        return Answer()

    if person:
        await people.put([person])
    answered = await answer_to(hall(people), reaching, {**FORM, "user": {"id": "U0EVE"}})
    assert '"errors": {"amount:1"' in answered
    assert reached == []
