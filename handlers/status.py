"""`/cobro status`: how Cobro is, for everybody."""

from dataclasses import dataclass

from bot.actions.status import StatusReading
from bot.slack.messages import status
from handlers.answers import Answer, Note
from handlers.objections import Objections
from handlers.payloads import Typed


@dataclass(frozen=True)
class StatusTalk:
    reading: StatusReading
    objections: Objections

    async def show(self, typed: Typed, rest: str) -> Answer:  # noqa: ARG002 there is nothing to ask for
        told = await self.reading(typed.person.id)
        return Answer(Note(status.draw(told, self.objections.words_of(typed.person))))
