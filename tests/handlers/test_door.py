"""Every listener behind the door answers within three seconds, whatever happens to it."""

import asyncio

import pytest
from redis.exceptions import TimeoutError as StoreSilent

from bot.actions.directory import DirectoryNotReady
from bot.actions.drafting import FormGone
from bot.slack.references import BadReference
from bot.store.people import People, Person
from handlers.answers import Answer
from handlers.payloads import Submission
from tests.handlers.doorway import FORM, answer_to, door_of_one_listener


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

    answered = await answer_to(door_of_one_listener(people), failing)
    assert '"errors": {"amount:1"' in answered
    assert told in answered
    assert "canary" not in answered


async def test_a_listener_that_hangs_is_answered_for(people: People) -> None:
    async def hanging(_: Submission) -> Answer:
        await asyncio.Event().wait()
        return Answer()

    assert '"errors"' in await answer_to(door_of_one_listener(people), hanging)


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
    answered = await answer_to(door_of_one_listener(people), reaching, {**FORM, "user": {"id": "U0EVE"}})
    assert '"errors": {"amount:1"' in answered
    assert reached == []
