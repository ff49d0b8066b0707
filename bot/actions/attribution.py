"""Who asked, who approved and who recorded a payment, in the company's language, for the internal note in Alegra."""

import datetime as dt
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.actions.channel_voice import WordsNow
from bot.billing.internal_note import NAME_CHARACTERS
from bot.slack.escape import plain
from bot.store.people import Person
from bot.store.records import UNASKED


@dataclass(frozen=True)
class Attribution:
    find_person: Callable[[str], Awaitable[Person | None]]
    words: WordsNow

    async def asked(self, person_id: str) -> str:
        return (await self.words()).t("Pidió {person}.", person=await self._name(person_id))

    async def approved(self, *people: str) -> str:
        words = await self.words()
        rule = words.t("la regla de documentos de rutina")
        names = [rule if person == UNASKED else await self._name(person) for person in people]
        return words.n("Aprobó {person}.", "Aprobaron {person}.", len(names), person=words.listed(names))

    async def recorded(self, person_id: str) -> str:
        return (await self.words()).t("Registró {person}.", person=await self._name(person_id))

    async def crossed(self, person_id: str, reason: str, through: dt.date) -> str:
        """Why something is dated in closed books."""
        words = await self.words()
        return words.t(
            "Cierre al {day}, {person}: {reason}.",
            day=words.day(through, weekday=False),
            person=await self._name(person_id),
            reason=reason.rstrip(". "),
        )

    async def _name(self, person_id: str) -> str:
        """In full, for readers who do not know Slack's short names; the id where none is known."""
        person = await self.find_person(person_id)
        name = (person.full_name or person.name) if person else ""
        return plain(name, NAME_CHARACTERS).rstrip(". ") or person_id  # the sentence has a stop of its own
