"""Payments told to the channel, once each: keyed by payment id, so that Cobro's own and the polled one are the same (design 6)."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial

from pydantic import TypeAdapter

from bot.actions.accepting import NewOperations
from bot.actions.marks import Mark
from bot.billing.dates import local_date
from bot.billing.invoice import Payment
from bot.billing.markers import marker_in
from bot.locale import Words
from bot.operations.answers import Guard
from bot.operations.journal import Journal
from bot.operations.operation import Operation
from bot.slack.board import Board, Placed
from bot.slack.messages.payment_notice import Due, PaymentNotice, PaymentVoid, draw
from bot.slack.references import Reference
from bot.store.connection import Clock
from bot.store.documents import Documents
from bot.store.people import Person
from bot.store.records import Document, Phase

PAYMENTS: TypeAdapter[Payment] = TypeAdapter(Payment)
NOTICE = "notice"
UNASKED = "cobro"


@dataclass(frozen=True)
class Announcements:
    journal: Journal
    documents: Documents
    new_operation: NewOperations
    clock: Clock

    async def announce(self, payment: Payment) -> None:
        """Owe the channel the news of a payment, or of its void; said again, nothing happens again.

        The cards come first: after a crash in between, they are only read once more.
        """
        name, is_void = f"P-{payment.id}", payment.status == "void"
        known = await self.documents.find(name)
        if known is None and is_void:
            return  # nobody was told of it, so there is nothing to correct
        kind = "unpaid" if is_void else "announce"
        if await self.journal.find(f"{name}/{kind}/1"):
            return
        now = await self.clock()
        await self._read_again(payment, now=now)
        by = await self._recorded_by(payment)
        facts = {"payment": PAYMENTS.dump_python(payment, mode="json"), "by": by}
        notice = Document(id=name, company=self.new_operation.company, phase=Phase.NOTICE, facts=facts)
        operation = self.new_operation(
            f"{name}/{kind}/1", actor=by or UNASKED, request={"id": payment.id}, accepted_at=now
        )
        await self.journal.accept(operation, guard=Guard(create=notice, alone=False, sets={"facts": facts}))

    async def _recorded_by(self, payment: Payment) -> str:
        """Who recorded it in Slack: the operation with its marker tells; empty when it was recorded in Alegra."""
        marker = marker_in(payment.observations)
        for paid in payment.invoices if marker else ():
            document = await self.documents.by_alegra_id(paid.id)
            for operation in await self.journal.of_document(document.id) if document else ():
                if operation.marker == marker:
                    return operation.actor
        return ""

    async def _read_again(self, payment: Payment, *, now: int) -> None:
        """The cards of the invoices that it paid take over their new balance.

        The number of a reading is its time: it grows, as numbers of operations must, and no button needs to know it.
        """
        for paid in payment.invoices:
            document = await self.documents.by_alegra_id(paid.id)
            if document is None:
                continue
            operation = self.new_operation(f"{document.id}/read/{now}", actor=UNASKED, request={}, accepted_at=now)
            await self.journal.accept(operation, guard=Guard(alone=False))


@dataclass(frozen=True)
class NoticeFace:
    """The message of a payment, from what is stored of it."""

    documents: Documents
    board: Board
    clock: Clock
    timezone: str
    channel: str
    words: Words
    find_person: Callable[[str], Awaitable[Person | None]]

    async def show(self, operation: Operation) -> float:
        return await self.board.show(operation.document, partial(self._faces))

    async def _faces(self, notice: Document) -> Mapping[str, Placed]:
        payment = PAYMENTS.validate_python(notice.facts["payment"])
        today = local_date(await self.clock(), self.timezone)
        message = draw(
            PaymentNotice(
                payment=payment,
                applied=tuple([await self._due(payment, position) for position in range(len(payment.invoices))]),
                today=today,
                recorded_by=await self._name(str(notice.facts.get("by", ""))),
                voided=PaymentVoid(today) if payment.status == "void" else None,
            ),
            self.words,
        )
        return {NOTICE: Placed(message, self.channel)}

    async def _name(self, person_id: str) -> str:
        person = await self.find_person(person_id) if person_id else None
        return person.name if person else ""

    async def _due(self, payment: Payment, position: int) -> Due:
        paid = payment.invoices[position]
        document = await self.documents.by_alegra_id(paid.id)
        if document is None or document.content is None:
            return Due(paid)
        reference = Reference(document.id, document.revision) if paid.balance > 0 else None
        return Due(paid, document.content.due_date, reference)


class AnnouncePayment(Mark):
    name = "announce"
    keeps_document = False

    def __init__(self, face: NoticeFace) -> None:
        self._face = face

    async def show(self, operation: Operation) -> float:
        return await self._face.show(operation)


class AnnounceVoid(AnnouncePayment):
    name = "unpaid"
