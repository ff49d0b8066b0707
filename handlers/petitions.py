"""Approving what somebody asks to take back, or not."""

from dataclasses import dataclass
from typing import Any

from bot.actions.petitions import Petitions
from bot.operations.answers import Accepted, Same
from bot.slack.petition import APPROVE, REFUSE
from bot.slack.references import Reference
from handlers.answers import Answer, Note
from handlers.door import Door
from handlers.objections import Objections
from handlers.payloads import Click


@dataclass(frozen=True)
class PetitionTalk:
    petitions: Petitions
    objections: Objections

    def register(self, door: Door) -> None:
        door.action(APPROVE, self.approve)
        door.action(REFUSE, self.refuse)

    async def approve(self, click: Click) -> Answer:
        voted = await self.petitions.approve(Reference.unpack(click.value), by=click.person.id)
        return await self._answer(voted, click)

    async def refuse(self, click: Click) -> Answer:
        refused = await self.petitions.refuse(Reference.unpack(click.value), by=click.person.id)
        return await self._answer(refused, click)

    async def _answer(self, given: Any, click: Click) -> Answer:
        """The card tells everybody."""
        if isinstance(given, Accepted | Same):
            return Answer()
        return Answer(Note(await self.objections.note(given, self.objections.words_of(click.person))))
