"""Handing in an invoice: what is still wrong with it is said under its field, otherwise it becomes an operation."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from bot.actions.accepting import NewOperations
from bot.actions.drafting import Drafting
from bot.actions.invoice_kind import DRAFTS
from bot.actions.pasting import lines_and_client, lines_of, sentence_of
from bot.actions.policy_book import PolicyNow
from bot.actions.polling import Polling
from bot.actions.rehearsing import DryRun
from bot.actions.risk_background import facts_of
from bot.actions.role_book import RolesNow
from bot.actions.routine import look_facts
from bot.actions.settings_book import SettingsNow
from bot.actions.submitted import NoNameLeft, NothingChanged, NotYet, Submitted, TotalChanged, changes_nothing
from bot.actions.suggestions import Suggestions
from bot.billing.completeness import missing_for_stamping
from bot.billing.composing import Composition, add_lines, choose_client, recompose
from bot.billing.countries.payment_methods import payment_methods
from bot.billing.crockford import encoded
from bot.billing.dates import DateWindow, InWindow, OutsideWindow, check_fixed_date, local_date
from bot.billing.draft import Draft
from bot.billing.eligibility import NotPermitted, may_draft, may_edit
from bot.billing.names import document_name
from bot.billing.tally import Tally
from bot.locale import Words
from bot.operations.answers import Acceptance, Guard, NoDocument
from bot.operations.journal import Journal
from bot.slack.modals.draft_way import SUGGEST
from bot.store.documents import Documents
from bot.store.records import Act, Document, Phase

EDITABLE = frozenset({Phase.PENDING, Phase.RETURNED})
LONG_NAME = 6
REHEARSAL = "dry"
"""How the names of forms begin that will never be documents."""
MOST_PROBLEMS = 5


@dataclass(frozen=True)
class Submissions:
    drafting: Drafting
    journal: Journal
    documents: Documents
    new_operation: NewOperations
    random_bits: Callable[[], int]
    roles: RolesNow
    window: DateWindow
    choices: SettingsNow
    policy: PolicyNow
    polling: Polling

    @property
    def suggestions(self) -> Suggestions:
        return Suggestions(self.journal, self.documents, self.new_operation, self.roles, self.drafting.clock)

    async def begin(
        self, *, person: str, channel: str, rehearse: bool = False, anew: bool = False
    ) -> tuple[Composition, bool]:
        """The person's last unsent form, told by True, or a new one with its name reserved; `anew`, that one stays aside."""
        if rehearse:
            return await self.begin_rehearsal(person=person, channel=channel), False
        unsent = await self.drafting.unsent(person)
        if not (unsent and unsent.is_begun):
            return await self.begin_afresh(person=person, channel=channel), False
        if anew:
            return await self.begin_beside(person=person, channel=channel), False
        here = replace(unsent, channel=channel)
        await self.drafting.keep(here)
        return replace(here, revision=unsent.revision + 1), True

    async def begin_afresh(self, *, person: str, channel: str) -> Composition:
        return await self._begun(person=person, channel=channel, is_last=True)

    async def begin_beside(self, *, person: str, channel: str) -> Composition:
        """A new form that is not the one offered to go on with: another unsent one stays that."""
        return await self._begun(person=person, channel=channel, is_last=False)

    async def begin_rehearsal(self, *, person: str, channel: str) -> Composition:
        """For `--dry-run`: no name is reserved, and the person's unsent form stays theirs."""
        name = f"{REHEARSAL}-{encoded(self.random_bits(), length=LONG_NAME)}"
        form = replace(await self._blank(name, person=person, channel=channel), rehearse=True)
        await self.drafting.keep(form)
        return replace(form, revision=form.revision + 1)

    async def _begun(self, *, person: str, channel: str, is_last: bool) -> Composition:
        """Under a name of four characters; of six once those begin to be taken."""
        blank = await self._blank("", person=person, channel=channel)
        for attempt in range(20):
            bits = self.random_bits()
            name = document_name(bits) if attempt < 10 else document_name(bits, length=LONG_NAME)
            form = replace(blank, id=name, operation=f"{name}/create/1")
            if await self.drafting.begin(form, is_last=is_last):
                return replace(form, revision=1)
        raise NoNameLeft

    async def _blank(self, name: str, *, person: str, channel: str) -> Composition:
        numbering = self.drafting.directory.usual_numbering(await self._today())
        methods = payment_methods(self.drafting.directory.company.country)
        return Composition(
            id=name,
            operation=f"{name}/create/1",
            person=person,
            channel=channel,
            numbering_id=numbering.id if numbering else "",
            term_id=self._usual_term(),
            payment_method=methods[0] if methods else "",
        )

    async def prefill(self, form: Composition, text: str, words: Words) -> Composition:
        """What was typed behind the verb: the client, when only one is called so, and the lines for it."""
        typed_lines, typed_client = lines_and_client(text)
        found = self.drafting.directory.search_clients(typed_client, limit=2)
        client = found[0] if len(found) == 1 else None
        pasted = lines_of(typed_lines, self.drafting.directory, client_id=client.id if client else "")
        if client is None and not pasted.lines and not pasted.problems:
            return form
        notice = " ".join(sentence_of(problem, words) for problem in pasted.problems[:MOST_PROBLEMS])
        return await self.drafting.move(
            form.id, {}, lambda now: replace(add_lines(choose_client(now, client), pasted.lines), notice=notice)
        )

    async def reopen(self, document: Document, *, person: str, channel: str) -> Composition | NotPermitted:
        """The form of an existing document: to edit it, or to hand in again what Alegra refused to create."""
        allowed = may_edit(person, roles=await self.roles(), requester=document.requester)
        if isinstance(allowed, NotPermitted):
            return allowed
        kind = "create" if document.phase is Phase.FAILED else "edit"
        operation = document.next_operation(kind)
        blank = Composition(
            id=f"{operation}/{person}",
            operation=operation,
            person=person,
            channel=channel,
            base_revision=document.revision,
            resends=document.phase is Phase.RETURNED,
            way=await self.suggestions.way_of(document, person),
        )
        stored, draft = await self.drafting.compositions.get(blank.id), document.draft
        form = recompose(draft, blank=blank, term_id=self._term_of(draft)) if draft else blank
        form = replace(form, revision=stored.revision if stored else 0)
        shown = await self.drafting.show_total(form, notice="")
        return replace(shown, revision=form.revision + 1)

    async def submit(self, form: Composition, *, was_shown: str) -> Submitted:
        """`form` holds what was submitted; `was_shown` is the total that was on screen. Raise DryRun."""
        draft = self.drafting.read(form)
        if isinstance(draft, tuple):
            return NotYet(mistakes=draft)
        if objection := await self._objection(draft):
            return objection
        totals = self.drafting.totals(form)
        if totals and was_shown != str(totals.total):
            return TotalChanged(form)
        return await self._accept(form, draft)

    async def tally(self, document: Document, form: Composition) -> Tally:
        """Who is asked, of what was just handed in: by the total that the form has, and without whoever handed it in."""
        handed_in = replace(document, editors=(*document.editors, form.person), votes=())
        totals, now = self.drafting.totals(form), await self.drafting.clock()
        amount = totals.total if totals else None
        return self.polling(handed_in, roles=await self.roles(), now=now, amount=amount).tally

    async def _objection(self, draft: Draft) -> NotYet | None:
        directory, today = self.drafting.directory, await self._today()
        missing = missing_for_stamping(
            draft,
            client=directory.client(draft.client_id),
            items={line.item_id: item for line in draft.lines if (item := directory.item(line.item_id))},
            numbering=directory.numbering(draft.numbering_id),
            company=directory.company,
            today=today,
        )
        window = self._window(draft, today)
        if missing or isinstance(window, OutsideWindow):
            return NotYet(missing=missing, window=window if isinstance(window, OutsideWindow) else None)
        return None

    def _window(self, draft: Draft, today: dt.date) -> InWindow | OutsideWindow | None:
        return check_fixed_date(draft.fixed_date, today=today, window=self.window) if draft.fixed_date else None

    async def _accept(self, form: Composition, draft: Draft) -> Acceptance | NotPermitted | NothingChanged:
        if form.kind == "create":
            allowed = may_draft(form.person, roles=await self.roles())
            if isinstance(allowed, NotPermitted):
                return allowed
            return await self._accept_creation(form, draft)
        return await self._accept_edit(form, draft)

    async def _accept_creation(self, form: Composition, draft: Draft) -> Acceptance:
        now = await self.drafting.clock()
        request = {"draft": DRAFTS.dump_python(draft, mode="json")}
        operation = self.new_operation(form.operation, actor=form.person, request=request, accepted_at=now)
        act = Act(now, form.person, "submitted")
        document = Document(
            id=form.document,
            company=operation.company,
            phase=Phase.CREATING,
            requester=form.person,
            draft=draft,
            policy=await self.policy(),
            facts={**await self._facts(form), **look_facts(form, draft, self.drafting.directory)},
        )
        # Handed in again after a refusal of Alegra's, perhaps by somebody else: whoever wrote it does not approve it.
        facts = {"refusal": None, **document.facts}
        again = {"phase": Phase.CREATING, "draft": draft, "editors+": form.person, "facts": facts}
        if form.rehearse:
            await self.journal.gate(operation, Guard(create=document))
            raise DryRun(operation, document)
        guard = Guard(create=document, phases=frozenset({Phase.FAILED}), sets=again, act=act)
        acceptance = await self.journal.accept(operation, guard=guard)
        await self.drafting.handed_in(form)
        return acceptance

    async def _accept_edit(self, form: Composition, draft: Draft) -> Acceptance | NotPermitted | NothingChanged:
        document = await self.documents.find(form.document)
        if document is None:
            return NoDocument()
        allowed = may_edit(form.person, roles=await self.roles(), requester=document.requester)
        if isinstance(allowed, NotPermitted):
            return allowed
        if changes_nothing(document, draft, on=form.base_revision):
            return NothingChanged()
        if form.way == SUGGEST:
            return await self.suggestions.suggest(document, form, draft, drafting=self.drafting)
        now = await self.drafting.clock()
        request = {"draft": DRAFTS.dump_python(draft, mode="json"), "base_hash": document.content_hash}
        operation = self.new_operation(form.operation, actor=form.person, request=request, accepted_at=now)
        facts = {"facts": await self._facts(form)} if form.history else {}
        guard = Guard(phases=EDITABLE, revision=form.base_revision, sets=facts, act=Act(now, form.person, "edited"))
        return await self.journal.accept(operation, guard=guard)

    async def _facts(self, form: Composition) -> dict[str, Any]:
        """What the client's last invoices say, for the approver."""
        return facts_of(form, self.drafting.directory, await self.choices(), today=await self._today())

    async def _today(self) -> dt.date:
        return local_date(await self.drafting.clock(), self.drafting.timezone)

    def _usual_term(self) -> str:
        terms = self.drafting.directory.terms
        return next((term.id for term in terms if term.days == 0), terms[0].id if terms else "")

    def _term_of(self, draft: Draft) -> str:
        return next((term.id for term in self.drafting.directory.terms if term.days == draft.term_days), "")
