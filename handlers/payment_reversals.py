"""Payments listed, voided and reopened: by command, from the notice in the channel, from a list."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.actions.announcements import Announcements
from bot.actions.facts import called
from bot.actions.payment_finding import NoSuchPayment, PaymentFinding, PaymentsFound
from bot.actions.payment_reversals import PaymentReversals, payment_id
from bot.actions.petitions import is_asked
from bot.alegra.errors import AlegraError, NotFound
from bot.billing.invoice import Payment
from bot.billing.payment_reversal import (
    CannotReverse,
    effects_of,
    objection_to_reopening,
    objection_to_voiding,
)
from bot.locale import Words
from bot.operations.answers import Accepted, Same
from bot.slack.drawing import Message, View
from bot.slack.errors import SlackError
from bot.slack.forms import FieldErrors
from bot.slack.messages import naming_notes, payment_list, payment_notice, private_notes, voting_notes
from bot.slack.messages.issued_card import HISTORY, TECHNICAL
from bot.slack.modals import notice, payment_reversal
from bot.slack.payment_reversal_lines import REOPEN_PAYMENT, VOID_PAYMENT
from bot.slack.references import Reference
from bot.store.records import Document
from handlers.alegra_notes import unanswered
from handlers.answers import Answer, Close, Mistakes, Modal, Note
from handlers.carrying_out import notice_view
from handlers.door import Door
from handlers.looking import Looking
from handlers.named import Opening
from handlers.objections import Objections
from handlers.payloads import Asking, Click, Submission, Typed

KINDS = frozenset({VOID_PAYMENT, REOPEN_PAYMENT})
NUMBERED = re.compile(r"(?=\S*\d)[A-Za-z]{1,6}-?[A-Za-z0-9]{1,12}")
"""`FE341`, `RC58`, `D-7K3Q`: no client's name, however near to one."""
Sought = Callable[[], Awaitable[Payment | Message]]


@dataclass(frozen=True)
class PaymentReversalTalk:
    reversals: PaymentReversals
    announcements: Announcements
    finding: PaymentFinding
    looking: Looking
    objections: Objections
    replace_view: Callable[[str, View], Awaitable[None]]
    country: str

    def register(self, door: Door) -> None:
        door.action(payment_notice.MORE, self.more)
        door.action(payment_list.REVERSE, self.reverse_listed)
        door.action(payment_list.PAGE, self.turn_page)
        door.submission(payment_reversal.VOID_CALLBACK, self.void)
        door.submission(payment_reversal.REOPEN_CALLBACK, self.reopen)

    async def list_typed(self, typed: Typed, rest: str) -> Answer:
        return Answer(afterwards=lambda: self.looking.say_later(typed, self._listed(typed, rest)))

    async def of_invoice(self, document: Document, click: Click) -> Answer:
        """From the menu of its card."""
        return Answer(afterwards=lambda: self.looking.say_later(click, self._listed(click, called(document))))

    async def turn_page(self, click: Click) -> Answer:
        page = payment_list.PageOf.unpack(click.value)
        return Answer(
            afterwards=lambda: self.looking.say_later(click, self._page(click, page.searched, start=page.start))
        )

    async def void_typed(self, typed: Typed, rest: str) -> Answer:
        return await self._typed(typed, rest, VOID_PAYMENT)

    async def reopen_typed(self, typed: Typed, rest: str) -> Answer:
        return await self._typed(typed, rest, REOPEN_PAYMENT)

    async def more(self, click: Click) -> Answer:
        """The menu of a payment's notice."""
        reference = Reference.unpack(click.value)
        if reference.verb in {HISTORY, TECHNICAL}:
            return await self.looking.verb(reference, click)
        return await self._open(
            click, reference.verb, payment_id(reference.document), click.place.channel if click.place else ""
        )

    async def reverse_listed(self, click: Click) -> Answer:
        kind, _, key = click.value.partition(":")
        return await self._open(click, kind, key, click.place.channel if click.place else "")

    async def void(self, submission: Submission) -> Answer:
        return await self._submitted(submission, VOID_PAYMENT)

    async def reopen(self, submission: Submission) -> Answer:
        return await self._submitted(submission, REOPEN_PAYMENT)

    async def _typed(self, typed: Typed, rest: str, kind: str) -> Answer:
        words = self.objections.words_of(typed.person)
        if forbidden := await self.reversals.forbidden(typed.person.id):
            return Answer(Note(await self.objections.note(forbidden, words)))
        opening = Opening(typed.person, words, typed.channel, typed.rehearse)
        if not rest:
            return await self.list_typed(typed, "")

        async def sought() -> Payment | Message:
            found = await self.finding.find(rest)
            return _only(found, kind, words)

        return self._loading(kind, opening, sought)

    async def _open(self, click: Click, kind: str, key: str, channel: str) -> Answer:
        words = self.objections.words_of(click.person)
        if kind not in KINDS:
            return Answer(Note(private_notes.stale(words)))
        if forbidden := await self.reversals.forbidden(click.person.id):
            return Answer(Note(await self.objections.note(forbidden, words)))
        return self._loading(kind, Opening(click.person, words, channel), lambda: self.finding.alegra.payments.get(key))

    def _loading(self, kind: str, opening: Opening, sought: Sought) -> Answer:
        """The form opens at once and fills when Alegra has answered: balances are those of this moment."""
        words = opening.words

        async def fill(view_id: str) -> None:
            drawn = await self._drawn(kind, opening, sought)
            try:
                await self.replace_view(view_id, notice_view(drawn, words) if isinstance(drawn, Message) else drawn)
            except SlackError:
                return  # closed meanwhile

        return Answer(Modal(notice.loading(words), then=fill))

    async def _drawn(self, kind: str, opening: Opening, sought: Sought) -> View | Message:
        words = opening.words
        try:
            payment = await sought()
        except NoSuchPayment as missing:
            return naming_notes.no_such_payment(missing.typed, words)
        except NotFound:
            return naming_notes.payment_gone(words)
        except AlegraError as silent:
            return unanswered(silent, words)
        if isinstance(payment, Message):
            return payment
        if objection := _objection(payment, kind):
            return naming_notes.why_not(objection, words)
        document = await self.announcements.remember(payment)
        form = payment_reversal.PaymentReversalForm(
            reference=opening.reserved(document, kind),
            payment=payment,
            effects=effects_of(payment),
            is_void=kind == VOID_PAYMENT,
            may_have_receipt=self.country == "mexico",
        )
        return opening.drawn(payment_reversal.draw(form, words))

    async def _submitted(self, submission: Submission, kind: str) -> Answer:
        words = self.objections.words_of(submission.person)
        reference = Reference.unpack(submission.view.private_metadata)
        read = payment_reversal.read(submission.view.values, words)
        if isinstance(read, FieldErrors):
            return Answer(Mistakes(read.errors))
        by = submission.person.id
        answered = await self.reversals.reverse(reference, kind=kind, by=by, reason=read.reason)
        if is_asked(answered):
            return Answer(Close(voting_notes.petition_sent(words), reference.channel))
        if isinstance(answered, Accepted | Same):
            return Answer(Close(naming_notes.on_its_way(words), reference.channel))
        return Answer(Note(await self.objections.note(answered, words, asked_by=by)))

    async def _listed(self, asking: Asking, searched: str) -> Message:
        """Of an invoice or a receipt by its number, else of the clients that are called so."""
        words = self.objections.words_of(asking.person)
        if not NUMBERED.fullmatch(searched):
            return await self._page(asking, searched)
        try:
            found = await self.finding.find(searched)
        except NoSuchPayment:
            return await self._page(asking, searched)
        return payment_list.draw(payment_list.PaymentList(found.payments, searched), words)

    async def _page(self, asking: Asking, searched: str, *, start: int = 0) -> Message:
        page = await self.finding.page(searched, start=start)
        following = payment_list.PageOf(searched, page.next_start) if page.next_start is not None else None
        listed = payment_list.PaymentList(page.payments, searched, following)
        return payment_list.draw(listed, self.objections.words_of(asking.person))


def _objection(payment: Payment, kind: str) -> CannotReverse | None:
    return objection_to_voiding(payment) if kind == VOID_PAYMENT else objection_to_reopening(payment)


def _only(found: PaymentsFound, kind: str, words: Words) -> Payment | Message:
    """One payment is meant; of several that it is possible with, a person chooses."""
    if not found.of and len(found.payments) == 1:
        return found.payments[0]
    possible = tuple(payment for payment in found.payments if _objection(payment, kind) is None)
    if len(possible) == 1:
        return possible[0]
    if not possible:
        return naming_notes.no_payments(found.of, words)
    return payment_list.draw(payment_list.PaymentList(possible, found.of), words)
