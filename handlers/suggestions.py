"""What an approver suggests: the requester takes it over in one click, or leaves the invoice as it is."""

from dataclasses import dataclass
from typing import Any

from bot.actions.suggestions import Suggestions
from bot.operations.answers import Accepted, Same
from bot.slack.references import Reference
from bot.slack.suggestion import DECLINE, TAKE_OVER
from handlers.answers import Answer, Note
from handlers.door import Door
from handlers.objections import Objections
from handlers.payloads import Click


@dataclass(frozen=True)
class SuggestionTalk:
    suggestions: Suggestions
    objections: Objections

    def register(self, door: Door) -> None:
        door.action(TAKE_OVER, self.take_over)
        door.action(DECLINE, self.decline)

    async def take_over(self, click: Click) -> Answer:
        taken = await self.suggestions.take_over(Reference.unpack(click.value), by=click.person.id)
        return await self._answer(taken, click)

    async def decline(self, click: Click) -> Answer:
        declined = await self.suggestions.decline(Reference.unpack(click.value), by=click.person.id)
        return await self._answer(declined, click)

    async def _answer(self, given: Any, click: Click) -> Answer:
        """The card tells everybody."""
        if isinstance(given, Accepted | Same):
            return Answer()
        return Answer(Note(await self.objections.note(given, self.objections.words_of(click.person))))
