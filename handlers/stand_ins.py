"""Naming who votes in somebody's place while they are away."""

from dataclasses import dataclass

from bot.actions.policy_changes import PolicyKept, PolicyProposed
from bot.actions.policy_problems import StandInRefused
from bot.actions.stand_ins import StandIns
from bot.billing.dates import local_date
from bot.billing.substitutions import StandInProblem
from bot.locale import Words, phrase
from bot.slack.forms import FieldErrors
from bot.slack.messages import permission_notes, policy_shown
from bot.slack.modals import notice, stand_in
from bot.store.preferences import PreferencesChanged
from handlers.answers import Answer, Mistakes, Modal, Note, Redraw
from handlers.door import Door
from handlers.objections import Objections
from handlers.payloads import Click, Submission

FIELD = {
    StandInProblem.AWAY: stand_in.AWAY,
    StandInProblem.SUBSTITUTE: stand_in.SUBSTITUTE,
    StandInProblem.DAYS: stand_in.LAST,
}

SENTENCES = {
    StandInProblem.AWAY: phrase("Esa persona no aprueba: no necesita quien la supla."),
    StandInProblem.SUBSTITUTE: phrase("Debe ser otra persona que apruebe según `/cobro roles`."),
    StandInProblem.DAYS: phrase("Debe terminar hoy o después, y no antes de empezar."),
}


@dataclass(frozen=True)
class StandInTalk:
    stand_ins: StandIns
    objections: Objections

    def register(self, door: Door) -> None:
        door.action(policy_shown.STAND_IN, self.open)
        door.submission(stand_in.CALLBACK, self.name)

    async def open(self, click: Click) -> Answer:
        words, view = self.objections.words_of(click.person), await self.stand_ins.changes.view()
        today = local_date(await self.stand_ins.changes.clock(), self.stand_ins.timezone)
        form = stand_in.StandInForm(click.person.id, today, view.revision)
        return Answer(Modal(stand_in.draw(form, words)))

    async def name(self, submission: Submission) -> Answer:
        words, view = self.objections.words_of(submission.person), submission.view
        wanted = stand_in.read(view.values, words)
        if isinstance(wanted, FieldErrors):
            return Answer(Mistakes(wanted.errors))
        named = await self.stand_ins.name(wanted, by=submission.person.id, on=int(view.private_metadata))
        title = words.t("Suplencia")
        match named:
            case PolicyKept():
                return Answer(Redraw(notice.draw(notice.Notice(title, (words.t("✅ Guardada."),)), words)))
            case PolicyProposed(others):
                return Answer(Redraw(notice.proposed(title, sorted(others), words)))
            case StandInRefused(problem):
                return Answer(Mistakes({FIELD[problem]: sentence(problem, words)}))
            case PreferencesChanged():
                return Answer(Note(permission_notes.preferences_changed(words)))
        return Answer(Note(await self.objections.note(named, words)))


def sentence(problem: StandInProblem, words: Words) -> str:
    return words.t(SENTENCES[problem])
