"""The conversations: what each handler is given, and a company's door every listener. Nothing is started in here."""

from dataclasses import dataclass
from functools import cached_property, partial
from typing import Protocol

from bot.actions.drafting import Drafting
from bot.actions.new_entries import NewEntries
from bot.actions.policy_changes import PolicyChanges
from bot.actions.role_changes import RoleChanges
from bot.actions.stand_ins import StandIns
from bot.actions.statements import Statements
from bot.actions.submissions import Submissions
from bot.approving import approval_clicks, break_glass_talk, bulk_talk
from bot.assembly import Assembly
from bot.beginnings import beginnings
from bot.billing.dates import date_window
from bot.checkups import examining
from bot.oversight import ResolutionTalks, audit_talk, resolution_talks, status_talk
from bot.paying import PaymentTalks, payment_talks
from bot.store.asked import AskedBefore
from bot.store.audit import Audit
from bot.verb_conversations import VerbConversations
from handlers.bulk_approval import BulkTalk
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
from handlers.examining import Examining
from handlers.new_entry_forms import NewEntryForms
from handlers.objections import Objections
from handlers.petitions import PetitionTalk
from handlers.pointing import Pointing
from handlers.policies import PolicyTalk
from handlers.redrawing import Redrawing
from handlers.refused_attempts import RefusedAttempts
from handlers.roles import RoleTalk
from handlers.settings import SettingsTalk
from handlers.stand_ins import StandInTalk
from handlers.suggestions import SuggestionTalk

REFERENCE_LENGTH = 6
"""Of an error, which a person reads aloud."""
NAME_LENGTH = 8
QUESTION_LENGTH = 12


class Conversation(Protocol):
    def register(self, door: Door) -> None: ...


def door_of(parts: Assembly) -> Door:
    """With every listener."""
    ground = parts.ground
    objections = Objections(clock=ground.store.clock, words_of=parts.keeper.words_of)
    closed = ClosedPeriod(AskedBefore(ground.store), partial(ground.new_name, QUESTION_LENGTH), objections)
    door = Door(
        keeper=parts.keeper,
        carrying_out=CarryingOut(wire=ground.wire, afterwards=parts.afterwards, letterhead=ground.letterhead),
        afterwards=parts.afterwards,
        new_reference=partial(ground.new_name, REFERENCE_LENGTH),
        command_prefix=parts.ground.settings.command_prefix,
        record_refusal=RefusedAttempts(Audit(ground.store)).record,
        closed=closed.offer,
        is_store_away=ground.is_store_away,
        answer_seconds=ground.answer_seconds,
        pointed=Pointing(parts.documents, ground.wire, parts.governance.voice).around,
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
        parts, objections = self.parts, self.objections
        return (
            self.commands,
            self.roles,
            self.policy,
            self.settings,
            self.checkups,
            self.directory,
            ClientMenu(parts.ground.directory, self.directory, self.drafts),
            self.drafts,
            DraftMoves(parts.drafting, self.redrawing, objections),
            StandInTalk(StandIns(self.policy.changes, parts.ground.timezone), objections),
            break_glass_talk(parts, objections),
            PetitionTalk(parts.petitions, objections),
            SuggestionTalk(self.drafts.submissions.suggestions, objections),
            approval_clicks(parts, self.verbs, self.drafts, objections),
            self.bulk,
            self.verbs.collecting,
            *self.payments,
            *self.verbs.all,
            *self.resolutions,
            *beginnings(parts, self.drafts, self.payments.openings, self.settings, objections),
        )

    @cached_property
    def commands(self) -> Commands:
        parts, verbs, objections = self.parts, self.verbs, self.objections
        return Commands(
            drafts=self.drafts,
            looking=verbs.looking,
            payments=self.payments.openings,
            named=verbs.named,
            searching=verbs.searching,
            bulk=self.bulk,
            reversing=verbs.payment_reversals,
            directory=self.directory,
            roles=self.roles,
            policy=self.policy,
            settings=self.settings,
            status=status_talk(parts, objections),
            auditing=audit_talk(parts, verbs.looking, objections),
            examining=self.checkups,
            operations=self.resolutions.operations,
            objections=objections,
        )

    @cached_property
    def objections(self) -> Objections:
        parts = self.parts
        record = RefusedAttempts(Audit(parts.ground.store)).record
        return Objections(clock=parts.ground.store.clock, words_of=parts.keeper.words_of, record_refusal=record)

    @cached_property
    def redrawing(self) -> Redrawing:
        return Redrawing(drafting=self.parts.drafting, wire=self.parts.ground.wire)

    @cached_property
    def drafts(self) -> Drafts:
        parts, submissions = self.parts, self._submissions(self.parts.drafting)
        return Drafts(
            parts.drafting, submissions, parts.documents, self.redrawing, self.objections, parts.roles, self.forms
        )

    @cached_property
    def forms(self) -> NewEntryForms:
        ground = self.parts.ground
        return NewEntryForms(ground.directory, partial(ground.new_name, NAME_LENGTH))

    @cached_property
    def verbs(self) -> VerbConversations:
        parts = self.parts
        collecting = Collecting(acting=parts.acting, emails=parts.emails, objections=self.objections)
        return VerbConversations(parts, self.objections, self.drafts, collecting)

    @cached_property
    def directory(self) -> DirectoryTalk:
        parts, ground, clock = self.parts, self.parts.ground, self.parts.ground.store.clock
        return DirectoryTalk(
            ground.directory,
            NewEntries(parts.journal, parts.new_operation, clock),
            Statements(ground.alegra, ground.directory, clock, ground.timezone),
            self.forms,
            self.verbs.looking.say_later,
            ClientInForm(parts.drafting, self.redrawing, parts.journal),
            self.objections,
        )

    @cached_property
    def roles(self) -> RoleTalk:
        parts, ground = self.parts, self.parts.ground
        changes = RoleChanges(parts.role_book, parts.people, ground.team, ground.store.clock, parts.others_are_asked)
        return RoleTalk(changes, parts.people, self.objections, ground.wire.update_view, ground.store.clock)

    @cached_property
    def policy(self) -> PolicyTalk:
        parts, ground = self.parts, self.parts.ground
        changes = PolicyChanges(parts.role_book, parts.admin_notices, ground.store.clock, parts.others_are_asked)
        wire, clock = ground.wire, ground.store.clock
        return PolicyTalk(
            changes, parts.people, self.objections, wire.update_view, clock, lambda: ground.directory.company.currency
        )

    @cached_property
    def settings(self) -> SettingsTalk:
        ground = self.parts.ground
        return SettingsTalk(self.parts.governance.settings_book, self.objections, ground.store.clock, ground.timezone)

    @cached_property
    def checkups(self) -> Examining:
        return examining(self.parts, self.settings, self.objections)

    @cached_property
    def payments(self) -> PaymentTalks:
        return payment_talks(self.parts, self.objections)

    def _submissions(self, drafting: Drafting) -> Submissions:
        parts, ground, settings = self.parts, self.parts.ground, self.parts.ground.settings
        country = ground.directory.company.country
        window = date_window(country, past_days=settings.past_days, future_days=settings.future_days)
        return Submissions(
            drafting=drafting,
            journal=parts.journal,
            documents=parts.documents,
            new_operation=parts.new_operation,
            random_bits=ground.random_bits,
            roles=parts.roles,
            window=window,
            choices=parts.governance.settings_book.current,
            policy=parts.governance.policy_book.current,
            polling=parts.polling,
        )

    @cached_property
    def bulk(self) -> BulkTalk:
        return bulk_talk(self.parts, self.verbs, self.objections)

    @cached_property
    def resolutions(self) -> ResolutionTalks:
        return resolution_talks(self.parts, self.objections)
