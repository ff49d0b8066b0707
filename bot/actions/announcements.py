"""Payments told to the channel, once each: keyed by payment id, so that Cobro's own and the polled one are the same (design 6)."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from bot.actions.accepting import NewOperations
from bot.adapters import TypeAdapter
from bot.billing.invoice import PaidInvoice, Payment
from bot.billing.markers import marker_in
from bot.operations.answers import Guard
from bot.operations.journal import Journal
from bot.operations.operation import Operation
from bot.store.connection import Clock
from bot.store.documents import Documents
from bot.store.records import UNASKED, Document, Phase

PAYMENTS: TypeAdapter[Payment] = TypeAdapter(Payment)
VOID, DELETED = "void", "deleted"
NOTICES = "P-"
MOST_TOLD = 300


@dataclass(frozen=True)
class Announcements:
    journal: Journal
    documents: Documents
    new_operation: NewOperations
    clock: Clock

    async def announce(
        self, payment: Payment, *, up_to_date: Collection[str] = (), is_waited_for: bool = False
    ) -> None:
        """Owe the channel the news of a payment; said again, nothing happens again, however it stands by now.

        The cards come first: after a crash in between, they are only read once more. Not those of the documents that
        are `up_to_date`: whoever recorded the payment has read its balance since. `is_waited_for`: by a person, who
        recorded it in Slack.
        """
        if payment.status == VOID or await self.was_told(payment.id):
            return
        now = await self.clock()
        await self.read_again(payment, now=now, up_to_date=up_to_date, is_waited_for=is_waited_for)
        facts = {"payment": as_json(payment), **await self._of_recording(payment)}
        notice = Document(notice_name(payment.id), self.new_operation.company, Phase.NOTICE, facts=facts)
        operation = self.new_operation(
            _first_news(payment.id), actor=facts["by"] or UNASKED, request={"id": payment.id}, accepted_at=now
        )
        await self.journal.accept(operation, guard=Guard(create=notice, alone=False, sets={"facts": facts}))

    async def correct(self, payment: Payment, *, is_deleted: bool = False) -> None:
        """Owe the channel the void, the reopening or the deletion of a payment that it was told of; by two replicas, it is one.

        `payment`: as it is now, and not as a page or an operation had it, which may be older than what Cobro did meanwhile.
        Of one that Alegra does not have any more: as void, its invoices as they are now.
        """
        known = await self.documents.find(notice_name(payment.id))
        if known is None or not _is_changed(known, payment):
            return
        now = await self.clock()
        await self.read_again(payment, now=now)
        status = DELETED if is_deleted else payment.status
        facts = {"payment": as_json(payment), "reversal": reversal_facts(status, at=now)}
        kind = "unpaid" if payment.status == VOID else "announce"
        operation = self.new_operation(
            known.next_operation(kind), actor=UNASKED, request={"id": payment.id}, accepted_at=now
        )
        await self.journal.accept(operation, guard=Guard(alone=False, sets={"facts": facts}))

    async def was_told(self, payment_id: str) -> bool:
        """Or the channel is owed it."""
        return await self.journal.find(_first_news(payment_id)) is not None

    async def is_void(self, payment_id: str) -> bool:
        """As far as the channel was told."""
        known = await self.documents.find(notice_name(payment_id))
        return known is not None and known.facts["payment"]["status"] == VOID

    async def is_outdated(self, payment: Payment) -> bool:
        """Whether the channel was told of it and it is void, or not void any more, since; not while that is being changed."""
        known = await self.documents.find(notice_name(payment.id))
        return known is not None and not known.open_operation and _is_changed(known, payment)

    async def told(self) -> tuple[Payment, ...]:
        """The newest payments that the channel was told of, that count and that nobody is changing."""
        notices = await self.documents.listed(phases=(Phase.NOTICE,), limit=MOST_TOLD)
        return tuple(
            payment
            for notice in notices
            if notice.id.startswith(NOTICES) and "payment" in notice.facts and not notice.open_operation
            for payment in (PAYMENTS.validate_python(notice.facts["payment"]),)
            if payment.status != VOID
        )

    async def remember(self, payment: Payment) -> Document:
        """What a reversal is asked on: the document of its notice, or a new one for a payment that nobody was told of."""
        facts = {"payment": as_json(payment)}
        name = notice_name(payment.id)
        notice = Document(id=name, company=self.new_operation.company, phase=Phase.NOTICE, facts=facts)
        await self.journal.decide(name, by=UNASKED, guard=Guard(create=notice, alone=False))
        return await self.documents.get(name)

    async def recording(self, payment: Payment) -> tuple[Operation, Document] | None:
        """The operation that recorded it in Slack, by its marker, and what it was recorded on; None: it was recorded in Alegra."""
        marker = marker_in(payment.observations)
        for paid in payment.invoices if marker else ():
            document = await self.documents.by_alegra_id(paid.id)
            for operation in await self.journal.of_document(document.id) if document else ():
                if document and operation.marker == marker:
                    return operation, document
        return None

    async def twin(self, payment: Payment) -> str:
        """Another payment that its recording became, by its number: this one came late, and may be the same money; else empty."""
        recorded = await self.recording(payment)
        became = recorded[0].result.get("payment") if recorded else None
        if not became or became["id"] == payment.id:
            return ""
        return str(became.get("number") or became["id"])

    async def _of_recording(self, payment: Payment) -> dict[str, Any]:
        """Who recorded it in Slack, and what they meant it to leave."""
        recorded = await self.recording(payment)
        return {"by": recorded[0].actor, "asked": recorded[0].request} if recorded else {"by": ""}

    async def read_again(
        self, payment: Payment, *, now: int, up_to_date: Collection[str] = (), is_waited_for: bool = False
    ) -> None:
        """The cards of the invoices that it paid take over their new balance."""
        for paid in payment.invoices:
            document = await self.documents.by_alegra_id(paid.id)
            if document is None:
                continue
            withheld = {**document.facts.get("withheld", {}), payment.id: _withheld_now(payment, paid)}
            facts: dict[str, Any] = {"withheld": withheld} | ({"residue": None} if _undoes(payment, document) else {})
            guard = Guard(alone=False, sets={"facts": facts})
            if document.id in up_to_date:
                await self.journal.decide(document.id, by=UNASKED, guard=guard)
            else:
                reading = self.new_operation.reading(document.id, at=now, is_waited_for=is_waited_for)
                await self.journal.accept(reading, guard=guard)


def _undoes(payment: Payment, document: Document) -> bool:
    """Whether it is void, and what it left of the invoice is no missing certificate any more."""
    residue = document.facts.get("residue") or {}
    return payment.status == VOID and residue.get("payment", payment.id) == payment.id


def _withheld_now(payment: Payment, paid: PaidInvoice) -> str:
    """As text; nothing of a payment that is void."""
    return "0" if payment.status == VOID else str(paid.withheld)


def notice_name(payment_id: str) -> str:
    """Of the document of its notice."""
    return f"{NOTICES}{payment_id}"


def _first_news(payment_id: str) -> str:
    """The operation that tells the channel of it."""
    return f"{notice_name(payment_id)}/announce/1"


def as_json(payment: Payment) -> dict[str, Any]:
    dumped: dict[str, Any] = PAYMENTS.dump_python(payment, mode="json")
    return dumped


def reversal_facts(status: str, *, at: int) -> dict[str, Any]:
    """What became, in Alegra, of a payment that was announced; who did it there nobody tells."""
    return {"status": status, "at": at, "by": "", "reason": ""}


def _is_changed(known: Document, payment: Payment) -> bool:
    """A payment is open or void: anything else counts as it was."""
    return (known.facts["payment"]["status"] == VOID) is not (payment.status == VOID)
