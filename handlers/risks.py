"""Setting a risk aside, from the menu of a card that waits for approval."""

from dataclasses import dataclass

from bot.actions.risk_override import RiskOverrides
from bot.operations.answers import Accepted, Same
from bot.slack.forms import FieldErrors
from bot.slack.messages import private_notes
from bot.slack.modals import notice, risk_aside
from bot.slack.references import Reference
from bot.store.documents import Documents
from handlers.answers import Answer, Close, Mistakes, Modal, Note
from handlers.door import Door
from handlers.objections import Objections
from handlers.payloads import Click, Submission


@dataclass(frozen=True)
class RiskTalk:
    overrides: RiskOverrides
    documents: Documents
    objections: Objections

    def register(self, door: Door) -> None:
        door.submission(risk_aside.CALLBACK, self.set_aside)

    async def open(self, reference: Reference, click: Click) -> Answer:
        words, document = self.objections.words_of(click.person), await self.documents.find(reference.document)
        if document is None or document.content is None:
            return Answer(Note(private_notes.wrong_phase(words)))
        offered = await self.overrides.offered(document, by=click.person.id)
        if not isinstance(offered, tuple):
            return Answer(Note(await self.objections.note(offered, words)))
        risks, drawn_for = offered
        if not risks:
            nothing = notice.Notice(words.t("Alertas"), (words.t("No queda ninguna alerta que dejar de lado."),))
            return Answer(Modal(notice.draw(nothing, words)))
        return Answer(Modal(risk_aside.draw(risk_aside.RiskAsideForm(drawn_for, document.content, risks), words)))

    async def set_aside(self, submission: Submission) -> Answer:
        words = self.objections.words_of(submission.person)
        read = risk_aside.read(submission.view.values, words)
        if isinstance(read, FieldErrors):
            return Answer(Mistakes(read.errors))
        reference = Reference.unpack(submission.view.private_metadata)
        done = await self.overrides.set_aside(
            reference, by=submission.person.id, kinds=[kind.value for kind in read.kinds], reason=read.reason
        )
        if isinstance(done, Accepted | Same):
            return Answer(Close())
        return Answer(Note(await self.objections.note(done, words)))
