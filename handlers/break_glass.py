"""Issuing without a second person: an admin says why, where the policy allows it at all."""

from dataclasses import dataclass

from bot.actions.break_glass import BreakGlass
from bot.operations.answers import Accepted, Same
from bot.slack.forms import FieldErrors
from bot.slack.messages import private_notes
from bot.slack.modals import break_glass
from bot.slack.references import Reference
from bot.slack.without_second import BREAK_GLASS
from handlers.answers import Answer, Close, Mistakes, Modal, Note
from handlers.door import Door
from handlers.objections import Objections
from handlers.payloads import Click, Submission


@dataclass(frozen=True)
class BreakGlassTalk:
    glass: BreakGlass
    objections: Objections

    def register(self, door: Door) -> None:
        door.action(BREAK_GLASS, self.open)
        door.submission(break_glass.CALLBACK, self.issue)

    async def open(self, click: Click) -> Answer:
        words, reference = self.objections.words_of(click.person), Reference.unpack(click.value)
        document = await self.glass.approvals.documents.find(reference.document)
        if document is None or document.content is None:
            return Answer(Note(private_notes.wrong_phase(words)))
        if forbidden := await self.glass.forbidden(document, by=click.person.id):
            return Answer(Note(await self.objections.note(forbidden, words)))
        return Answer(Modal(break_glass.draw(break_glass.BreakGlassForm(reference, document.content), words)))

    async def issue(self, submission: Submission) -> Answer:
        words = self.objections.words_of(submission.person)
        reason = break_glass.read(submission.view.values, words)
        if isinstance(reason, FieldErrors):
            return Answer(Mistakes(reason.errors))
        reference = Reference.unpack(submission.view.private_metadata)
        issued = await self.glass.issue(reference, by=submission.person.id, reason=reason)
        if isinstance(issued, Accepted | Same):
            return Answer(Close())
        return Answer(Note(await self.objections.note(issued, words)))
