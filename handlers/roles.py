"""`/cobro roles`: everybody sees who may what; admins change it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from bot.actions.role_changes import RoleChanges, RolesKept, RolesRefused
from bot.billing.appointments import RoleProblem
from bot.billing.eligibility import Role
from bot.locale import Words
from bot.slack.drawing import View
from bot.slack.escape import plain
from bot.slack.messages import permission_notes, roles_list
from bot.slack.modals import notice, roles
from bot.store.connection import Clock
from bot.store.people import People
from bot.store.preferences import PreferencesChanged
from handlers.answers import Answer, Mistakes, Modal, Note, Redraw
from handlers.door import Door
from handlers.objections import Objections
from handlers.payloads import Click, Submission, Typed


@dataclass(frozen=True)
class RoleTalk:
    changes: RoleChanges
    people: People
    objections: Objections
    update_view: Callable[[str, View], Awaitable[None]]
    clock: Clock

    def register(self, door: Door) -> None:
        door.action(roles_list.CHANGE, self.open)
        door.submission(roles.CALLBACK, self.change)

    async def show(self, typed: Typed, rest: str) -> Answer:  # noqa: ARG002 there is nothing to ask for
        view = await self.changes.view()
        shown = roles_list.RolesList(
            view.appointments,
            await self.clock(),
            {group.id: group for group in view.groups},
            view.changes,
            may_change=await self.changes.forbidden(typed.person.id) is None,
        )
        return Answer(Note(roles_list.draw(shown, self.objections.words_of(typed.person))))

    async def open(self, click: Click) -> Answer:
        """Slack is asked for its groups while the person waits in front of an open window."""
        words = self.objections.words_of(click.person)

        async def fill(view_id: str) -> None:
            groups = await self.changes.book.read_now()
            view = await self.changes.view()
            form = roles.RolesForm(view.appointments, view.revision, groups)
            await self.update_view(view_id, roles.draw(form, words))

        return Answer(Modal(notice.asking_slack(words), then=fill))

    async def change(self, submission: Submission) -> Answer:
        words, view = self.objections.words_of(submission.person), submission.view
        before = await self.changes.view()
        wanted = roles.read(view.values, before=before.appointments)
        changed = await self.changes.change(wanted, by=submission.person.id, on=int(view.private_metadata))
        match changed:
            case RolesKept():
                kept = notice.Notice(words.t("Roles"), (words.t("✅ Guardado: vale desde ya, para todos."),))
                return Answer(Redraw(notice.draw(kept, words)))
            case RolesRefused(problems):
                return Answer(Mistakes(await self._under(problems, words)))
            case PreferencesChanged():
                return Answer(Note(permission_notes.preferences_changed(words)))
        return Answer(Note(await self.objections.note(changed, words)))

    async def _under(self, problems: Mapping[Role, tuple[RoleProblem, frozenset[str]]], words: Words) -> dict[str, str]:
        return {
            roles.PEOPLE[role]: self._sentence(problem, await self._names(people), words)
            for role, (problem, people) in problems.items()
        }

    async def _names(self, ids: frozenset[str]) -> list[str]:
        """Errors are plain text: a mention would stand there as an id."""
        known = [await self.people.get(each) for each in sorted(ids)]
        return [plain(person.full_name or person.name, 60) for person in known if person]

    @staticmethod
    def _sentence(problem: RoleProblem, names: list[str], words: Words) -> str:
        people = words.listed(names)
        match problem:
            case RoleProblem.NO_ADMIN:
                return words.t("Debe quedar al menos una persona que administre: si no, nadie podría deshacerlo.")
            case RoleProblem.GUEST:
                return words.t("{people}: un invitado solo puede consultar, como contador.", people=people)
            case RoleProblem.NOT_A_PERSON:
                return words.t("{people}: no es una persona de este espacio de Slack.", people=people)
