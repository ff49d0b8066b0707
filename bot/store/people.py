"""People as Slack described them last; for an hour, so that a changed role or locale is noticed."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.adapters import TypeAdapter
from bot.store.keys import PERSON_SECONDS
from bot.store.request_context import asked
from bot.store.scripts import Store


@dataclass(frozen=True)
class Person:
    id: str
    name: str
    """As Slack shows them: what they chose, else their full name."""
    locale: str = ""
    """As Slack says it: es-ES, en-US."""
    is_guest: bool = False
    is_stranger: bool = False
    """Of another workspace."""
    is_bot: bool = False
    is_deleted: bool = False
    team: str = ""
    full_name: str = ""


PERSON = TypeAdapter(Person)


class People:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def get(self, person_id: str) -> Person | None:
        """None: ask Slack, then put."""
        key, readings = self._store.keys("person", person_id), asked().readings
        text = readings.take(key) if readings and readings.knows(key) else await self._store.client.get(key)
        return PERSON.validate_json(text) if text else None

    async def put(self, people: Iterable[Person]) -> None:
        for person in people:
            text = PERSON.dump_json(person).decode()
            await self._store.client.set(self._store.keys("person", person.id), text, ex=PERSON_SECONDS)

    async def forget(self, person_id: str) -> None:
        """Slack says that something about them changed."""
        await self._store.client.delete(self._store.keys("person", person_id))
