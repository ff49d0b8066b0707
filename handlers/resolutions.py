"""A person says what they saw in Alegra, when Cobro could not find out."""

from dataclasses import dataclass

from bot.actions.cards import Cards
from bot.actions.resolutions import Resolutions
from bot.operations.answers import Resolved
from bot.slack.forms import FieldErrors
from bot.slack.messages import needs_person_card, private_notes
from bot.slack.modals import resolve
from bot.slack.references import Reference
from bot.store.documents import Documents
from handlers.answers import Answer, Close, Mistakes, Modal, Note
from handlers.door import Door
from handlers.objections import Objections
from handlers.payloads import Click, Submission


@dataclass(frozen=True)
class ResolutionClicks:
    resolutions: Resolutions
    documents: Documents
    cards: Cards
    objections: Objections

    def register(self, door: Door) -> None:
        door.action(needs_person_card.LOOK_AGAIN, self.look_again)
        door.action(needs_person_card.RESOLVE, self.open)
        door.submission(resolve.CALLBACK, self.resolve)

    async def look_again(self, click: Click) -> Answer:
        words, reference = self.objections.words_of(click.person), Reference.unpack(click.value)
        if forbidden := await self.resolutions.forbidden(click.person.id):
            return Answer(Note(await self.objections.note(forbidden, words)))
        looked = await self.resolutions.look_again(reference.operation, by=click.person.id)
        return Answer() if isinstance(looked, Resolved) else Answer(Note(await self.objections.note(looked, words)))

    async def open(self, click: Click) -> Answer:
        words, reference = self.objections.words_of(click.person), Reference.unpack(click.value)
        if forbidden := await self.resolutions.forbidden(click.person.id):
            return Answer(Note(await self.objections.note(forbidden, words)))
        document = await self.documents.find(reference.document)
        if document is None:
            return Answer(Note(private_notes.wrong_phase(words)))
        kind = reference.operation.split("/")[1] if "/" in reference.operation else ""
        form = resolve.ResolveForm(
            reference,
            self.cards.client_name(document),
            words.t(needs_person_card.SENTENCES.get(kind, needs_person_card.ANY_OTHER)),
        )
        return Answer(Modal(resolve.draw(form, words)))

    async def resolve(self, submission: Submission) -> Answer:
        words, reference = (
            self.objections.words_of(submission.person),
            Reference.unpack(submission.view.private_metadata),
        )
        if forbidden := await self.resolutions.forbidden(submission.person.id):
            return Answer(Note(await self.objections.note(forbidden, words)))
        read = resolve.read(submission.view.values, words)
        if isinstance(read, FieldErrors):
            return Answer(Mistakes(read.errors))
        act = self.resolutions.look_again if read.seen is resolve.Seen.HAPPENED else self.resolutions.did_not_happen
        resolved = await act(reference.operation, by=submission.person.id, note=read.note)
        if isinstance(resolved, Resolved):
            return Answer(Close())
        return Answer(Note(await self.objections.note(resolved, words)))
