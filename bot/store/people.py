"""People as Slack describes them, remembered for an hour: who is asking, in which language, and whether they are a guest."""

from dataclasses import dataclass

from pydantic import TypeAdapter

from bot.store.keys import PERSON_SECONDS
from bot.store.scripts import Store


@dataclass(frozen=True)
class Person:
    id: str
    name: str
    team: str
    locale: str = ""
    is_bot: bool = False
    is_guest: bool = False
    is_deleted: bool = False


PERSONS = TypeAdapter(Person)


class People:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def find(self, user: str) -> Person | None:
        known = await self._store.client.get(self._store.keys("person", user))
        return PERSONS.validate_json(known) if known else None

    async def remember(self, person: Person) -> None:
        await self._store.client.set(
            self._store.keys("person", person.id), PERSONS.dump_json(person), ex=PERSON_SECONDS
        )

    async def forget(self, user: str) -> None:
        await self._store.client.delete(self._store.keys("person", user))
