"""The conversations about an invoice or a payment that exists: found, shown, sent, cloned, reversed."""

from dataclasses import dataclass
from functools import cached_property

from bot.actions.cloning import Cloning
from bot.actions.invoice_search import InvoiceSearch
from bot.actions.payment_finding import PaymentFinding
from bot.actions.payment_reversals import PaymentReversals
from bot.actions.previews import Previews
from bot.actions.reopening import Reopening
from bot.actions.reversals import Reversals
from bot.actions.technical import Technical
from bot.assembly import Assembly
from handlers.card_menu import CardMenu
from handlers.clones import Clones
from handlers.collecting import Collecting
from handlers.drafts import Drafts
from handlers.looking import Looking
from handlers.named import Named
from handlers.objections import Objections
from handlers.payment_reversals import PaymentReversalTalk
from handlers.previews import PreviewTalk
from handlers.reopenings import Reopenings
from handlers.searching import Searching
from handlers.voids import Voids


@dataclass(frozen=True)
class VerbConversations:
    parts: Assembly
    objections: Objections
    drafts: Drafts
    collecting: Collecting

    @property
    def all(self) -> tuple[Named, Voids, Reopenings, Searching, PaymentReversalTalk, CardMenu, Looking]:
        return (
            self.named,
            self.voids,
            self.reopenings,
            self.searching,
            self.payment_reversals,
            self.menu,
            self.looking,
        )

    @cached_property
    def named(self) -> Named:
        """The verbs that are typed about an invoice, and the form that each opens."""
        parts = self.parts
        return Named(
            finding=parts.finding,
            acting=parts.acting,
            objections=self.objections,
            replace_view=parts.ground.wire.update_view,
            say_later=self.looking.say_later,
            forms={
                "void": self.voids.form,
                "reopen": self.reopenings.form,
                "email": self.collecting.email_form,
                "clone": self.clones.form,
            },
            told={"preview": self.previews.tell},
        )

    @cached_property
    def looking(self) -> Looking:
        parts, ground = self.parts, self.parts.ground
        return Looking(
            alegra=ground.alegra,
            finding=parts.finding,
            documents=parts.documents,
            journal=parts.journal,
            cards=parts.cards,
            roles=parts.roles,
            settings=parts.governance.settings_book.current,
            hours=parts.governance.hours,
            clock=ground.store.clock,
            timezone=ground.timezone,
            objections=self.objections,
            respond=ground.wire.respond,
            technical=Technical(
                parts.journal, parts.rehearsals, parts.announcements, parts.new_operation, ground.store.clock
            ),
        )

    @cached_property
    def menu(self) -> CardMenu:
        return CardMenu(self.looking, self.previews, self.clones, self.payment_reversals)

    @cached_property
    def reversals(self) -> Reversals:
        return Reversals(self.parts.acting, self._country)

    @cached_property
    def voids(self) -> Voids:
        return Voids(self.reversals, self.objections)

    @cached_property
    def reopenings(self) -> Reopenings:
        return Reopenings(Reopening(self.parts.acting), self.objections, self._country)

    @cached_property
    def clones(self) -> Clones:
        drafts = self.drafts
        cloning = Cloning(drafts.submissions)
        return Clones(cloning, drafts.drafting, drafts.redrawing, self.parts.roles, self.objections)

    @cached_property
    def previews(self) -> PreviewTalk:
        parts, ground = self.parts, self.parts.ground
        return PreviewTalk(
            previews=Previews(ground.alegra, self._country),
            acting=parts.acting,
            board=parts.board,
            wire=ground.wire,
            looking=self.looking,
            objections=self.objections,
            timezone=ground.timezone,
            voice=parts.governance.voice,
        )

    @cached_property
    def searching(self) -> Searching:
        ground = self.parts.ground
        return Searching(InvoiceSearch(ground.alegra, ground.directory), self.parts.finding, self.looking)

    @cached_property
    def payment_reversals(self) -> PaymentReversalTalk:
        parts, ground = self.parts, self.parts.ground
        return PaymentReversalTalk(
            reversals=PaymentReversals(parts.acting),
            announcements=parts.announcements,
            finding=PaymentFinding(ground.alegra, parts.finding, ground.directory),
            looking=self.looking,
            objections=self.objections,
            replace_view=ground.wire.update_view,
            country=self._country,
        )

    @property
    def _country(self) -> str:
        return self.parts.ground.directory.company.country
