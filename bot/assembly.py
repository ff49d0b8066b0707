"""The parts joined: what each store, rule, action and kind of operation is given. Nothing is started in here."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, cached_property, partial
from importlib.metadata import version

from bot.actions.accepting import NewOperations
from bot.actions.acting import Acting
from bot.actions.admin_notices import AdminNotices
from bot.actions.announcements import Announcements
from bot.actions.approval_face import ApprovalFace
from bot.actions.approvals import Approvals
from bot.actions.asking_again import AskingAgain
from bot.actions.cards import Cards
from bot.actions.deactivated import Deactivated
from bot.actions.directory import Directory
from bot.actions.drafting import Drafting
from bot.actions.emails import Emails
from bot.actions.finding import Finding
from bot.actions.home_tabs import Read
from bot.actions.issued_face import IssuedFace
from bot.actions.outages import OutagesTold
from bot.actions.permalinks import Permalinks
from bot.actions.petitions import Petitions
from bot.actions.polling import Polling
from bot.actions.rehearsing import Rehearsals
from bot.actions.reminders import Reminders
from bot.actions.waiting_cards import WaitingCards
from bot.alegra.api import Alegra
from bot.billing.crockford import encoded
from bot.governance import governance_of
from bot.home_tab import home_of
from bot.jobs.sealing import Sealing
from bot.kinds import kinds_of
from bot.locale import LANGUAGES, Words
from bot.operations.journal import Journal
from bot.operations.kind import Kind
from bot.operations.operation import Operation
from bot.operations.redrawing import Redrawing
from bot.operations.timing import Timing
from bot.operations.worker import Worker
from bot.settings import Settings
from bot.slack.board import Board
from bot.slack.letterhead import Letterhead
from bot.slack.wire import Wire
from bot.store.audit import Audit
from bot.store.compositions import Compositions
from bot.store.documents import Documents
from bot.store.outages import Outages
from bot.store.people import People
from bot.store.reading_ahead import ahead
from bot.store.replicas import Replicas
from bot.store.scripts import Store
from bot.store.waiting import Waiting
from bot.unasked import timetable_of
from handlers.afterwards import Afterwards
from handlers.doorkeeper import Doorkeeper

OPERATIONS_AT_ONCE = 30
"""Far more than Alegra is asked at a time: a card is drawn, and can be undone, although ten stamps wait for the authority."""
REPLICA_LENGTH = 6
COMPANY = "main"
"""The company of the environment."""


@dataclass(frozen=True)
class Ground:
    """What an assembly stands on: connections that somebody else opened and will close."""

    settings: Settings
    store: Store
    alegra: Alegra
    wire: Wire
    directory: Directory
    timezone: str
    team: str
    random_bits: Callable[[], int]
    timing: Timing
    real_seconds: Callable[[], float] = time.monotonic
    """Time that nobody moves."""
    moved: Callable[[Operation], None] = lambda _operation: None
    """Told of every step of an operation, for the metrics."""
    company: str = COMPANY
    letterhead: Letterhead = field(default_factory=Letterhead)
    is_store_away: Callable[[], bool] = lambda: False
    """As somebody saw it last who writes to it all the time."""
    answer_seconds: float = 2.0
    """What whoever clicked may be kept waiting."""
    home_parts: Callable[[], tuple[Read, ...]] = tuple
    """Of every company of the workspace, for its people's Home tabs; none: only this one."""

    def new_name(self, length: int) -> str:
        """Random characters of Crockford's base 32, which people can read aloud and type."""
        return encoded(self.random_bits(), length=length)


class Assembly:
    """The parts in the order in which they need each other; `worker` and `timetable` are for whoever starts it."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        settings, store = ground.settings, ground.store
        self.afterwards = Afterwards()
        self.documents, self.people, self.compositions = Documents(store), People(store), Compositions(store)
        self.words = {
            language: Words(language, ground.timezone, ground.directory.company.currency, settings.command_prefix)
            for language in LANGUAGES
        }
        self.governance = governance_of(
            ground, documents=self.documents, people=self.people, words=self.words, afterwards=self.afterwards
        )
        self.role_book, self.voice = self.governance.role_book, self.governance.voice
        self.roles = self.role_book.current
        self.journal = Journal(store, self.governance.closed_books.gate)
        self.new_operation = NewOperations(company=ground.company, random_bits=ground.random_bits)
        self.admin_notices = AdminNotices(self.journal, self.new_operation, store.clock)
        self.board = Board(
            wire=ground.wire,
            documents=self.documents,
            letterhead=ground.letterhead,
            reached=OutagesTold(Outages(store), self.admin_notices, store.clock),
        )
        self.permalinks = Permalinks(ground.wire)
        self.announcements = Announcements(self.journal, self.documents, self.new_operation, store.clock)
        self.polling = Polling(lambda: ground.directory.company.currency, ground.timezone)
        self.deciding = (self.journal, self.documents, self.new_operation, self.roles, store.clock)
        """What every decision is taken with, in the order in which those who take one are given it."""
        self.petitions = Petitions(*self.deciding, self.polling, self.governance.policy_book.current)
        self.acting = Acting(*self.deciding, self.petitions)
        self.emails = Emails(self.acting)
        self.finding = Finding(ground.alegra, self.documents, ground.company, ground.random_bits)
        self.keeper = self._doorkeeper()
        self.cards = Cards(
            ApprovalFace(ground.directory, ground.timezone, self.polling),
            IssuedFace(ground.directory, ground.timezone),
        )
        self.home_tabs = home_of(self)
        self.worker = self._worker()
        self.timetable = timetable_of(self)

    @cached_property
    def drafting(self) -> Drafting:
        ground = self.ground
        return Drafting(
            self.compositions,
            ground.directory,
            ground.alegra,
            ground.store.clock,
            ground.timezone,
            generic_item=ground.settings.generic_item,
            kept=self._form_kept,
        )

    def _form_kept(self, person: str) -> None:
        self.home_tabs.changed_for(person)

    @cached_property
    def approvals(self) -> Approvals:
        return Approvals(*self.deciding, self.governance.settings_book.undo_seconds, self.polling)

    @cached_property
    def waiting_cards(self) -> WaitingCards:
        store = self.ground.store
        return WaitingCards(
            Waiting(store), self.documents, Redrawing(store), self.roles, self.polling, self.admin_notices, store.clock
        )

    async def get_to_know_people(self) -> None:
        """So that nobody's first click has to wait for an answer of Slack, and who was deactivated there decides nothing.

        Raise SlackError.
        """
        people = await self.ground.wire.people()
        await self.people.put(people)
        await Deactivated(self.role_book, self.documents, Waiting(self.ground.store)).note(people)

    def others_are_asked(self) -> None:
        """Somebody changed who may approve: cards that wait say so soon. The timetable looks as well."""
        self.afterwards(self.waiting_cards.look())

    @cached_property
    def sealing(self) -> Sealing:
        ground = self.ground
        name = ground.new_name(REPLICA_LENGTH)
        return Sealing(Audit(ground.store), Replicas(ground.store), name, _installed(), ground.real_seconds)

    @cached_property
    def reminders(self) -> Reminders:
        ground = self.ground
        return Reminders(
            Waiting(ground.store),
            self.documents,
            self.journal,
            self.new_operation,
            self.roles,
            self.polling,
            self.governance.hours,
            ground.store.clock,
        )

    @cached_property
    def asking_again(self) -> AskingAgain:
        return AskingAgain(*self.deciding, self.governance.policy_book.current)

    def _doorkeeper(self) -> Doorkeeper:
        return Doorkeeper(
            roles=self.roles,
            people=self.people,
            wire=self.ground.wire,
            team=self.ground.team,
            afterwards=self.afterwards,
            words=self.words,
            language=self.ground.settings.language,
            read_ahead=partial(ahead, self.ground.store),
        )

    def _worker(self) -> Worker:
        ground = self.ground
        return Worker(
            self.journal,
            self.kinds,
            timing=ground.timing,
            at_once=OPERATIONS_AT_ONCE,
            tell_admins=self.admin_notices.lane_paused,
            tell_unreadable=self.admin_notices.unreadable,
            real_seconds=ground.real_seconds,
            permits=self.governance.closed_books.permits,
            moved=ground.moved,
        )

    @cached_property
    def rehearsals(self) -> Rehearsals:
        return Rehearsals(self.kinds)

    @cached_property
    def kinds(self) -> tuple[Kind, ...]:
        """Everything that an operation can be."""
        return kinds_of(self)


@cache
def _installed() -> str:
    """The release, which is looked up in a file."""
    return version("cobro")
