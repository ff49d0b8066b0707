"""What would be dated in closed books: refused with the date and who may; an admin is asked for the reason, and it goes on."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from bot.actions.closed_books import BooksClosed
from bot.slack.forms import FieldErrors
from bot.slack.messages import permission_notes, private_notes
from bot.slack.modals import closed_period
from bot.store.asked import AskedBefore
from bot.store.people import Person
from bot.store.request_context import asking
from handlers.answers import Answer, Close, Mistakes, Modal, Note, Quiet
from handlers.door import Door
from handlers.doorkeeper import NotAdmitted, user_of
from handlers.objections import Objections
from handlers.payloads import Submission

Body = dict[str, Any]
Again = Callable[[Body, Person], Awaitable[Answer]]


@dataclass(frozen=True)
class ClosedPeriod:
    before: AskedBefore
    new_name: Callable[[], str]
    objections: Objections

    def register(self, door: Door) -> None:
        door.submission(closed_period.CALLBACK, lambda submission: self.cross(submission, door.again))

    async def offer(self, refused: BooksClosed, body: Body, person: Person) -> Answer:
        """What was asked is kept until the reason is there. Raise NotAdmitted to whoever is no admin."""
        words = self.objections.words_of(person)
        if person.id not in refused.admins:
            raise NotAdmitted(
                permission_notes.books_closed(refused.closed, sorted(refused.admins), words), words, why="closed_books"
            )
        name = self.new_name()
        await self.before.keep(name, body)
        return Answer(Modal(closed_period.draw(closed_period.CrossingForm(name, refused.closed), words)))

    async def cross(self, submission: Submission, again: Again) -> Answer:
        words = self.objections.words_of(submission.person)
        reason = closed_period.read(submission.view.values, words)
        if isinstance(reason, FieldErrors):
            return Answer(Mistakes(reason.errors))
        before = await self.before.take(submission.view.private_metadata)
        if before is None or user_of(before) != submission.person.id:
            return Answer(Note(private_notes.stale(words)))
        with asking(reason=reason):
            given = await again(before | {"trigger_id": submission.trigger_id}, submission.person)
        return _in_a_submission(given)


def _in_a_submission(given: Answer) -> Answer:
    """What was asked may have been a click, and its form's fields are not those of this one."""
    match given.shows:
        case Quiet():
            return Answer(Close(), given.afterwards)
        case Mistakes(errors):
            return Answer(Note(private_notes.said(" ".join(errors.values()))), given.afterwards)
    return given
