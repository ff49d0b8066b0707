"""`/cobro settings`: an admin sets what is in force for the company."""

from dataclasses import dataclass

from bot.actions.settings_book import SettingsBook, SettingsKept
from bot.billing.dates import local_date
from bot.slack.forms import FieldErrors
from bot.slack.messages import permission_notes
from bot.slack.modals import notice, settings
from bot.store.connection import Clock
from bot.store.preferences import PreferencesChanged
from handlers.answers import Answer, Mistakes, Modal, Note, Redraw
from handlers.door import Door
from handlers.objections import Objections
from handlers.payloads import Asking, Submission


@dataclass(frozen=True)
class SettingsTalk:
    book: SettingsBook
    objections: Objections
    clock: Clock
    timezone: str

    def register(self, door: Door) -> None:
        door.submission(settings.CALLBACK, self.change)

    async def open(self, asking: Asking, rest: str = "") -> Answer:  # noqa: ARG002 there is nothing to ask for
        words = self.objections.words_of(asking.person)
        if forbidden := await self.book.forbidden(asking.person.id):
            return Answer(Note(await self.objections.note(forbidden, words)))
        view = await self.book.view()
        form = settings.SettingsForm(
            view.in_force,
            view.environment,
            view.revision,
            await self.clock(),
            changed_by=view.changed.by if view.changed else "",
            changed_at=view.changed.at if view.changed else 0,
        )
        return Answer(Modal(settings.draw(form, words)))

    async def change(self, submission: Submission) -> Answer:
        words, view = self.objections.words_of(submission.person), submission.view
        today = local_date(await self.clock(), self.timezone)
        wanted = settings.read(view.values, words, today=today)
        if isinstance(wanted, FieldErrors):
            return Answer(Mistakes(wanted.errors))
        changed = await self.book.change(wanted, by=submission.person.id, on=int(view.private_metadata))
        match changed:
            case SettingsKept():
                kept = notice.Notice(words.t("Ajustes"), (words.t("✅ Guardado: vale desde ya, para todos."),))
                return Answer(Redraw(notice.draw(kept, words)))
            case PreferencesChanged():
                return Answer(Note(permission_notes.preferences_changed(words)))
        return Answer(Note(await self.objections.note(changed, words)))
