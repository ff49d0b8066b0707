"""The message of a payment in the channel, from what is stored of it: corrected in place when the payment is reversed."""

import datetime as dt
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial

from bot.actions.announcements import DELETED, PAYMENTS, VOID
from bot.actions.channel_voice import WordsNow
from bot.actions.company_hours import HoursNow
from bot.actions.facts import refusal_of
from bot.actions.marks import Mark
from bot.actions.payments import PAYMENTS_ASKED, PaymentAsked, as_asked
from bot.actions.permalinks import NOTICE
from bot.actions.petition_face import petition_face, petition_replies
from bot.actions.polling import Polling
from bot.actions.role_book import RolesNow
from bot.actions.unsure_faces import answer_by, person_face
from bot.billing.dates import local_date
from bot.billing.invoice import PaidInvoice, Payment
from bot.billing.payments import Residue
from bot.operations.journal import Journal
from bot.operations.operation import AT_REST, Operation, State
from bot.slack.board import Board, Placed
from bot.slack.drawing import Message
from bot.slack.messages import needs_person_card
from bot.slack.messages.payment_notice import PaymentNotice, draw
from bot.slack.messages.private_notes import said, wrong_phase
from bot.slack.payment_received_lines import Due
from bot.slack.payment_reversal_lines import Progress, Reversal, refused_line
from bot.slack.petition import with_petition
from bot.slack.references import Reference
from bot.store.connection import Clock
from bot.store.documents import Documents
from bot.store.people import Person
from bot.store.records import Document

UNTOLD = frozenset({State.ACCEPTED, State.SENDING, State.REFUSED})


@dataclass(frozen=True)
class NoticeFace:
    documents: Documents
    journal: Journal
    board: Board
    clock: Clock
    timezone: str
    channel: str
    words: WordsNow
    find_person: Callable[[str], Awaitable[Person | None]]
    roles: RolesNow
    polling: Polling
    hours: HoursNow
    changed: Callable[[str], None]
    """Told of a payment that something is asked for, or done to."""

    async def show(self, operation: Operation) -> float:
        seconds = await self.board.show(operation.document, partial(self._faces, operation))
        if operation.kind not in ANNOUNCING:
            self.changed(operation.document)
        return seconds

    async def _faces(self, operation: Operation, notice: Document) -> Mapping[str, Placed]:
        """A payment that nobody was told of is not announced because somebody fails to reverse it: they alone hear why."""
        latest = await self._latest(notice, operation)
        if NOTICE not in notice.outbox and latest.kind not in ANNOUNCING and latest.state in UNTOLD:
            refused = {f"outcome:{latest.id}": Placed(await self._refused(latest), latest.actor)}
            return refused if latest.state is State.REFUSED else {}
        drawn = await self._needs_person(notice, latest) or await self._drawn(notice, latest)
        now, hours = await self.clock(), await self.hours()
        asked = petition_face(notice, self.polling, roles=await self.roles(), now=now, hours=hours)
        words = await self.words()
        replies = petition_replies(notice, asked, words)
        placed = {name: Placed(reply, self.channel, NOTICE, once=True) for name, reply in replies.items()}
        return {NOTICE: Placed(with_petition(drawn, asked, words), self.channel), **placed}

    async def _latest(self, notice: Document, operation: Operation) -> Operation:
        """The notice shows what is open on it, whichever operation is being shown."""
        if notice.open_operation and notice.open_operation != operation.id:
            return await self.journal.find(notice.open_operation) or operation
        return operation

    async def _refused(self, operation: Operation) -> Message:
        refusal, words = refusal_of(operation.error), await self.words()
        return said(refused_line(operation.kind, refusal, words)) if refusal else wrong_phase(words)

    async def _drawn(self, notice: Document, latest: Operation) -> Message:
        asked = _asked(notice)
        payment = as_asked(PAYMENTS.validate_python(notice.facts["payment"]), asked)
        today = local_date(await self.clock(), self.timezone)
        message = PaymentNotice(
            payment=payment,
            applied=tuple([await self._due(paid, asked) for paid in payment.invoices]),
            residue=asked.residue if asked else Residue.NONE,
            reason=asked.reason if asked else "",
            today=today,
            recorded_by=await self._name(str(notice.facts.get("by", ""))),
            reversal=self._reversal(notice, payment, today=today),
            reference=Reference(notice.id, notice.revision),
            progress=_progress(latest),
            refusal=refusal_of(notice.facts.get("refusal")),
            for_admins=bool((await self.roles()).admins),
        )
        return draw(message, await self.words())

    async def _needs_person(self, notice: Document, latest: Operation) -> Message | None:
        if latest.state is not State.NEEDS_PERSON:
            return None
        client = PAYMENTS.validate_python(notice.facts["payment"]).client_name
        card = person_face(latest, notice, client=client, roles=await self.roles(), now=await self.clock())
        return needs_person_card.draw(card, await self.words())

    def _reversal(self, notice: Document, payment: Payment, *, today: dt.date) -> Reversal | None:
        """A void that was told before Cobro kept who did it was found in Alegra."""
        said = notice.facts.get("reversal")
        if not said:
            return Reversal(today) if payment.status == VOID else None
        on = local_date(int(said["at"]), self.timezone)
        is_void, is_deleted = payment.status == VOID, said["status"] == DELETED
        return Reversal(on, is_void=is_void, by=str(said["by"]), reason=str(said["reason"]), is_deleted=is_deleted)

    async def _name(self, person_id: str) -> str:
        person = await self.find_person(person_id) if person_id else None
        return (person.full_name or person.name) if person else ""

    async def _due(self, paid: PaidInvoice, asked: PaymentAsked | None) -> Due:
        document = await self.documents.by_alegra_id(paid.id)
        shares = asked.shares if asked else ()
        expected = next((share.residual for share in shares if share.invoice_id == paid.id), None)
        if document is None or document.content is None:
            return Due(paid, expected=expected)
        reference = Reference(document.id, document.revision) if paid.balance > 0 else None
        content = document.content
        return Due(paid, content.due_date, reference, expected, content.issue_date)


def _progress(latest: Operation) -> Progress | None:
    if latest.state in AT_REST:
        return None
    return Progress(latest.kind, answer_by(latest) if latest.state is State.UNKNOWN else 0)


def _asked(notice: Document) -> PaymentAsked | None:
    """What Cobro recorded; None for a payment that was recorded in Alegra."""
    asked = notice.facts.get("asked")
    return PAYMENTS_ASKED.validate_python(asked) if asked else None


class AnnouncePayment(Mark):
    name = "announce"
    keeps_document = False

    def __init__(self, face: NoticeFace) -> None:
        self._face = face

    async def show(self, operation: Operation) -> float:
        return await self._face.show(operation)


class AnnounceVoid(AnnouncePayment):
    name = "unpaid"


ANNOUNCING = frozenset({AnnouncePayment.name, AnnounceVoid.name})
