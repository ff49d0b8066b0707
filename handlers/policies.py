"""`/cobro policy`: everybody sees whose approval is asked for; admins change it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from bot.actions.policy_changes import (
    NoProposal,
    PolicyChanges,
    PolicyKept,
    PolicyProposed,
    PolicyView,
)
from bot.actions.policy_problems import ESCALATION, PolicyProblem, PolicyRefused, StandInRefused
from bot.locale import Words
from bot.slack.drawing import View
from bot.slack.escape import plain
from bot.slack.forms import FieldErrors, amount_or_error
from bot.slack.messages import permission_notes, policy_shown
from bot.slack.messages.private_notes import said
from bot.slack.modals import notice, policy, policy_level, policy_patience
from bot.slack.policy_lines import Company, amounts_to_try, own_documents_line, policy_lines, preview_line
from bot.store.connection import Clock
from bot.store.people import People
from bot.store.preferences import PreferencesChanged
from handlers import stand_ins
from handlers.answers import Answer, Mistakes, Modal, Note, Redraw
from handlers.door import Door
from handlers.objections import Objections
from handlers.payloads import Click, Submission, Typed


@dataclass(frozen=True)
class PolicyTalk:
    changes: PolicyChanges
    people: People
    objections: Objections
    update_view: Callable[[str, View], Awaitable[None]]
    clock: Clock
    currency: Callable[[], str]

    def register(self, door: Door) -> None:
        door.action(policy_shown.CHANGE, self.open)
        door.action(policy_shown.ACCEPT, self.accept)
        door.action(policy_shown.REFUSE, self.refuse)
        door.submission(policy.CALLBACK, self.change)

    async def show(self, typed: Typed, rest: str) -> Answer:
        """With an amount: whom an invoice of that total would wait for."""
        words, view = self.objections.words_of(typed.person), await self.changes.view()
        amount = amount_or_error(rest, words, currency=self.currency()) if rest else None
        if isinstance(amount, Decimal) and amount < 0:
            amount = words.t("Escribe un total que no sea negativo")
        if isinstance(amount, str):
            return Answer(Note(said(amount)))
        return Answer(Note(policy_shown.draw(await self._shown(view, typed.person.id, amount), words)))

    async def open(self, click: Click) -> Answer:
        """Slack is asked for its groups while the person waits in front of an open window."""
        words, by = self.objections.words_of(click.person), click.person.id

        async def fill(view_id: str) -> None:
            groups = await self.changes.book.read_now()
            view = await self.changes.view()
            form = policy.PolicyForm(
                view.policy, view.revision, self.currency(), groups, needs_second=bool(view.roles.admins - {by})
            )
            await self.update_view(view_id, policy.draw(form, words))

        return Answer(Modal(notice.asking_slack(words), then=fill))

    async def change(self, submission: Submission) -> Answer:
        words, view, by = self.objections.words_of(submission.person), submission.view, submission.person.id
        before = (await self.changes.view()).policy
        wanted = policy.read(view.values, words, before=before, currency=self.currency())
        if isinstance(wanted, FieldErrors):
            return Answer(Mistakes(wanted.errors))
        changed = await self.changes.change(wanted, by=by, on=int(view.private_metadata))
        match changed:
            case PolicyKept():
                return await self._kept(words.t("✅ Guardada: vale para lo que se pida desde ya."), words)
            case PolicyProposed(others):
                return Answer(Redraw(notice.proposed(words.t("Política de aprobación"), sorted(others), words)))
            case PolicyRefused(problems):
                return Answer(Mistakes(await self._under(problems, words)))
        return await self._objected(changed, words)

    async def accept(self, click: Click) -> Answer:
        words = self.objections.words_of(click.person)
        accepted = await self.changes.accept(click.value, by=click.person.id)
        if isinstance(accepted, PolicyKept):
            return Answer(Note(said(words.t("✅ Aceptada: vale para lo que se pida desde ya."))))
        return await self._objected(accepted, words)

    async def refuse(self, click: Click) -> Answer:
        words = self.objections.words_of(click.person)
        refused = await self.changes.refuse(click.value, by=click.person.id)
        if isinstance(refused, PolicyKept):
            return Answer(Note(said(words.t("Listo: la política sigue como estaba."))))
        return await self._objected(refused, words)

    async def _objected(self, objection: object, words: Words) -> Answer:
        match objection:
            case PolicyRefused(problems):
                return await self._no_longer([await self._of_level(*each, words) for each in problems.items()], words)
            case StandInRefused(problem):
                return await self._no_longer([stand_ins.sentence(problem, words)], words)
            case NoProposal():
                gone = words.t("Ese cambio ya no está propuesto: míralo otra vez con `/cobro policy`. No hice nada.")
                return Answer(Note(said(gone)))
            case PreferencesChanged():
                return Answer(Note(permission_notes.preferences_changed(words)))
        return Answer(Note(await self.objections.note(objection, words)))

    async def _no_longer(self, missing: list[str], words: Words) -> Answer:
        """What was proposed could be held when it was; roles have changed since."""
        head = words.t("No la acepté: con los roles de ahora nadie podría cumplirla. No cambió nada.")
        cure = words.t("Da los roles con `/cobro roles` y acéptala otra vez, o retírala con `/cobro policy`.")
        return Answer(Note(said("\n".join([head, *(f"• {each}" for each in missing), cure]))))

    async def _of_level(self, place: int, problem: tuple[PolicyProblem, frozenset[str]], words: Words) -> str:
        _, why = await self._problem(place, *problem, words)
        if place == ESCALATION:
            return words.t("Escalar: {standing}", standing=why)
        return words.t("Nivel {number}: {standing}", number=place + 1, standing=why)

    async def _kept(self, sentence: str, words: Words) -> Answer:
        """With what is in force now, and whom an invoice would wait for, at each of its amounts."""
        view = await self.changes.view()
        company = (await self._shown(view, "", None)).company
        previews = [
            f"• {preview_line(view.policy, amount, company, words)}" for amount in amounts_to_try(view.policy, company)
        ]
        own = own_documents_line(view.policy, company, words)
        lines = [sentence, *policy_lines(view.policy, company, words), *previews, *filter(None, [own])]
        return Answer(Redraw(notice.draw(notice.Notice(words.t("Política de aprobación"), tuple(lines)), words)))

    async def _shown(self, view: PolicyView, person: str, amount: Decimal | None) -> policy_shown.PolicyShown:
        proposal = view.proposal
        return policy_shown.PolicyShown(
            view.policy,
            Company(self.currency(), view.roles, {group.id: group for group in view.groups}),
            await self.clock(),
            policy_shown.Proposed(
                proposal.policy,
                proposal.by,
                proposal.at,
                proposal.id,
                is_mine=proposal.by == person,
                substitution=proposal.substitution,
            )
            if proposal
            else None,
            view.changes,
            may_change=person in view.roles.admins,
            may_approve=person in view.roles.approvers,
            amount=amount,
        )

    async def _under(
        self, problems: Mapping[int, tuple[PolicyProblem, frozenset[str]]], words: Words
    ) -> dict[str, str]:
        """Errors are plain text: a mention would stand there as an id."""
        return dict([await self._problem(place, *problem, words) for place, problem in problems.items()])

    async def _problem(
        self, place: int, problem: PolicyProblem, people: frozenset[str], words: Words
    ) -> tuple[str, str]:
        """The block that it is about, and what is wrong there."""
        if problem is PolicyProblem.TOO_FEW:
            too_few = words.n(
                "Pides más de las que hay: solo {count} persona de este nivel aprueba.",
                "Pides más de las que hay: solo {count} personas de este nivel aprueban.",
                len(people),
            )
            return policy_level.block_of(place, policy_level.NEEDED), too_few
        known = [await self.people.get(each) for each in sorted(people)]
        names = [plain(each.full_name or each.name, 60) for each in known if each]
        no = words.t("{people}: no aprueba. Dale antes el rol con `/cobro roles`.", people=words.listed(names))
        is_role = problem is PolicyProblem.NO_ROLE
        return policy_patience.ESCALATE_TO if is_role else policy_level.block_of(place, policy_level.PEOPLE), no
