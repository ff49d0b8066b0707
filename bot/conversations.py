"""The conversations: what each handler is given, and a company's door every listener. Nothing is started in here."""

from dataclasses import dataclass
from typing import Protocol

from bot.actions.approvals import Approvals
from bot.actions.drafting import Drafting
from bot.actions.new_entries import NewEntries
from bot.actions.owed_invoices import OwedInvoices
from bot.actions.payment_forms import PaymentForms
from bot.actions.payments import Payments
from bot.actions.resolutions import Resolutions
from bot.actions.role_changes import RoleChanges
from bot.actions.statements import Statements
from bot.actions.submissions import Submissions
from bot.actions.withholding_habits import WithholdingHabits
from bot.assembly import Assembly
from bot.beginnings import beginnings
from bot.billing.crockford import encoded
from bot.checkups import examining
from bot.oversight import audit_talk, status_talk
from bot.store.asked import AskedBefore
from bot.store.audit import Audit
from bot.store.withheld import Withheld
from bot.verb_conversations import VerbConversations
from handlers.approvals import ApprovalClicks
from handlers.carrying_out import CarryingOut
from handlers.client_in_form import ClientInForm
from handlers.client_menu import ClientMenu
from handlers.closed_period import ClosedPeriod
from handlers.collecting import Collecting
from handlers.commands import Commands
from handlers.directory_talk import DirectoryTalk
from handlers.door import Door
from handlers.draft_moves import DraftMoves
from handlers.drafts import Drafts
from handlers.dry_runs import DryRuns
from handlers.looking import Looking
from handlers.new_entry_forms import NewEntryForms
from handlers.objections import Objections
from handlers.payment_openings import PaymentOpenings
from handlers.payment_views import PaymentViews
from handlers.payments import PaymentTalk
from handlers.pointing import Pointing
from handlers.redrawing import Redrawing
from handlers.refused_attempts import RefusedAttempts
from handlers.resolutions import ResolutionClicks
from handlers.roles import RoleTalk
from handlers.settings import SettingsTalk

REFERENCE_LENGTH = 6
NAME_LENGTH = 8


class Conversation(Protocol):
    def register(self, door: Door) -> None: ...


def door_of(parts: Assembly) -> Door:
    """With every listener."""
    ground = parts.ground
    objections = Objections(clock=ground.store.clock, words_of=parts.keeper.words_of)
    closed = ClosedPeriod(
        AskedBefore(ground.store), lambda: encoded(ground.random_bits() % 2**60, length=12), objections
    )
    door = Door(
        keeper=parts.keeper,
        carrying_out=CarryingOut(wire=ground.wire, afterwards=parts.afterwards, letterhead=ground.letterhead),
        afterwards=parts.afterwards,
        new_reference=lambda: encoded(parts.ground.random_bits() % 2**30, length=REFERENCE_LENGTH),
        command_prefix=parts.ground.settings.command_prefix,
        record_refusal=RefusedAttempts(Audit(ground.store)).record,
        closed=closed.offer,
        rehearsed=DryRuns(parts.rehearsals, objections, ground.wire.update_view).around,
    )
    closed.register(door)
    for conversation in _Conversations(parts).all:
        conversation.register(door)
    return door


@dataclass(frozen=True)
class _Conversations:
    parts: Assembly

    @property
    def all(self) -> tuple[Conversation, ...]:
        parts, clock = self.parts, self.parts.ground.store.clock
        record = RefusedAttempts(Audit(parts.ground.store)).record
        objections = Objections(clock=clock, words_of=parts.keeper.words_of, record_refusal=record)
        drafting = parts.drafting
        redrawing = Redrawing(drafting=drafting, wire=parts.ground.wire)
        forms = NewEntryForms(
            parts.ground.directory, lambda: encoded(parts.ground.random_bits() % 2**40, length=NAME_LENGTH)
        )
        drafts = Drafts(
            drafting, self._submissions(drafting), parts.documents, redrawing, objections, parts.roles, forms
        )
        collecting = self._collecting(objections)
        verbs = VerbConversations(parts, objections, drafts, collecting)
        looking = verbs.looking
        openings, payments = self._payments(objections)
        directory = self._directory(forms, looking, redrawing, objections)
        roles = self._roles(objections)
        settings = SettingsTalk(parts.governance.settings_book, objections, clock, parts.ground.timezone)
        checkups = examining(parts, settings, objections)
        return (
            Commands(
                drafts,
                looking,
                openings,
                verbs.named,
                verbs.searching,
                verbs.payment_reversals,
                directory,
                roles,
                settings,
                status_talk(parts, objections),
                audit_talk(parts, looking, objections),
                checkups,
                objections,
            ),
            roles,
            settings,
            checkups,
            directory,
            ClientMenu(parts.ground.directory, directory, drafts),
            drafts,
            DraftMoves(drafting, redrawing, objections),
            self._approvals(verbs, drafts, objections),
            collecting,
            openings,
            payments,
            *verbs.all,
            ResolutionClicks(Resolutions(parts.journal, parts.roles, clock), parts.documents, parts.cards, objections),
            *beginnings(parts, drafts, openings, settings, objections),
        )

    def _directory(
        self, forms: NewEntryForms, looking: Looking, redrawing: Redrawing, objections: Objections
    ) -> DirectoryTalk:
        parts, ground, clock = self.parts, self.parts.ground, self.parts.ground.store.clock
        return DirectoryTalk(
            ground.directory,
            NewEntries(parts.journal, parts.new_operation, clock),
            Statements(ground.alegra, ground.directory, clock, ground.timezone),
            forms,
            looking.say_later,
            ClientInForm(parts.drafting, redrawing, parts.journal),
            objections,
        )

    def _roles(self, objections: Objections) -> RoleTalk:
        parts, ground = self.parts, self.parts.ground
        changes = RoleChanges(parts.role_book, parts.people, ground.team, ground.store.clock)
        return RoleTalk(changes, parts.people, objections, ground.wire.update_view, ground.store.clock)

    def _submissions(self, drafting: Drafting) -> Submissions:
        parts, ground = self.parts, self.parts.ground
        return Submissions(
            drafting=drafting,
            journal=parts.journal,
            documents=parts.documents,
            new_operation=parts.new_operation,
            random_bits=ground.random_bits,
            roles=parts.roles,
            past_days=ground.settings.past_days,
            future_days=ground.settings.future_days,
        )

    def _collecting(self, objections: Objections) -> Collecting:
        return Collecting(acting=self.parts.acting, emails=self.parts.emails, objections=objections)

    def _payments(self, objections: Objections) -> tuple[PaymentOpenings, PaymentTalk]:
        parts, ground = self.parts, self.parts.ground
        forms = PaymentForms(
            owed=OwedInvoices(parts.acting, parts.finding, ground.alegra),
            habits=WithholdingHabits(ground.alegra, Withheld(ground.store)),
            directory=ground.directory,
            compositions=parts.compositions,
            timezone=ground.timezone,
            random_bits=ground.random_bits,
        )
        views = PaymentViews(forms=forms, wire=ground.wire)
        payments = Payments(parts.acting, ground.timezone, ground.directory.company.precision)
        openings = PaymentOpenings(forms, views, ground.directory, objections)
        return openings, PaymentTalk(payments, forms, views, objections)

    def _approvals(self, verbs: VerbConversations, drafts: Drafts, objections: Objections) -> ApprovalClicks:
        parts, ground = self.parts, self.parts.ground
        approvals = Approvals(
            parts.journal,
            parts.documents,
            parts.new_operation,
            parts.roles,
            ground.store.clock,
            parts.governance.settings_book.undo_seconds,
        )
        pointing = Pointing(parts.documents, ground.wire, parts.governance.voice)
        return ApprovalClicks(approvals, verbs.reversals, parts.documents, drafts, verbs.menu, pointing, objections)
