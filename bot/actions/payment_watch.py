"""The payment watch: one request a poll; what was not seen before is announced (design 6)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.actions.admin_notices import AdminNotices
from bot.actions.announcements import VOID, Announcements
from bot.alegra.api import Alegra
from bot.alegra.errors import NotFound
from bot.alegra.marked import are_newest_first
from bot.billing.invoice import PaidInvoice, Payment
from bot.store.seen import Seen

POLLED = 20
NIGHTLY_PAGES = 20
MOST_MISSED = 20
PAYMENTS = "payments"


@dataclass(frozen=True)
class PaymentWatch:
    alegra: Alegra
    announcements: Announcements
    seen: Seen
    notices: AdminNotices

    async def poll(self) -> int:
        """Answers how many were announced; goes further back only while a whole page was new. Raise an AlegraError.

        The very first poll only marks what is there.
        """
        first = await self.alegra.payments.newest(limit=POLLED)
        fresh, page, start = await self._fresh(first.rows), first, 0
        while len(fresh) == start + len(page.rows) and page.rows and not page.is_last:
            start += POLLED
            page = await self.alegra.payments.newest(start=start, limit=POLLED)
            fresh = [*fresh, *await self._fresh(page.rows)]
        for payment in reversed(fresh):
            await self._announce(payment)
        return len(fresh)

    async def look_for_voids(self) -> None:
        """The nightly pass: payments that were announced and are void now, open again, or gone, are corrected in place.

        Raise an AlegraError.
        """
        seen: list[str] = []
        for page_number in range(NIGHTLY_PAGES):
            page = await self.alegra.payments.newest(start=page_number * POLLED, limit=POLLED)
            for payment in page.rows:
                await self._correct(payment)
            seen += [payment.id for payment in page.rows]
            if page.is_last:
                break
        await self._look_for_deleted(seen, is_everything=page.is_last)

    async def _correct(self, payment: Payment) -> None:
        """Read once more, since the page may be older than what Cobro did meanwhile."""
        if await self.announcements.is_outdated(payment):
            await self.announcements.correct(await self.alegra.payments.get(payment.id))

    async def _look_for_deleted(self, seen: Sequence[str], *, is_everything: bool) -> None:
        """Those that were told, are newer than the oldest on the pages and stand on none; at most `MOST_MISSED` of them."""
        missed = [
            payment
            for payment in await self.announcements.told()
            if payment.id not in seen and (is_everything or (seen and are_newest_first([payment.id, seen[-1]])))
        ]
        for payment in missed[:MOST_MISSED]:
            try:
                await self.alegra.payments.get(payment.id)
            except NotFound:
                await self.announcements.correct(await self._without(payment), is_deleted=True)

    async def _without(self, payment: Payment) -> Payment:
        """As if it were void: with what its invoices owe now."""
        owed = [replace(paid, balance=await self._balance(paid)) for paid in payment.invoices]
        return replace(payment, status=VOID, invoices=tuple(owed))

    async def _balance(self, paid: PaidInvoice) -> Decimal:
        """Of an invoice that is gone too: as the payment left it."""
        try:
            return (await self.alegra.invoices.get(paid.id)).balance
        except NotFound:
            return paid.balance

    async def _fresh(self, payments: tuple[Payment, ...]) -> list[Payment]:
        """Those not seen; but what follows all that were seen is older than they, and is here since others were deleted."""
        ids = [payment.id for payment in payments]
        unseen = await self.seen.unseen(ids)
        last_seen = max((place for place, key in enumerate(ids) if key not in unseen), default=-1)
        old = ids[last_seen + 1 :] if last_seen >= 0 and are_newest_first(ids) else []
        await self.seen.mark(old)
        return [payment for payment in payments if payment.id in unseen and payment.id not in old]

    async def _announce(self, payment: Payment) -> None:
        """Marked as seen only after it is owed: a crash in between announces nothing twice, and loses nothing."""
        await self.announcements.announce(payment)
        await self._correct(payment)
        if payment.status != VOID and (twin := await self.announcements.twin(payment)):
            await self.notices.paid_twice(payment, twin=twin)
        await self.seen.mark([payment.id])
