"""The payment watch: one request a poll; what was not seen before is announced (design 6)."""

from dataclasses import dataclass

from bot.actions.announcements import Announcements
from bot.alegra.api import Alegra
from bot.alegra.marked import are_newest_first
from bot.billing.invoice import Payment
from bot.store.seen import Seen

POLLED = 20
NIGHTLY_PAGES = 20
PAYMENTS = "payments"


@dataclass(frozen=True)
class PaymentWatch:
    alegra: Alegra
    announcements: Announcements
    seen: Seen

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
        """The nightly pass: payments that were announced and are void now, or open again, are corrected in place.

        Each is read once more, since the page may be older than what Cobro did meanwhile. Raise an AlegraError.
        """
        for page_number in range(NIGHTLY_PAGES):
            page = await self.alegra.payments.newest(start=page_number * POLLED, limit=POLLED)
            for payment in page.rows:
                if await self.announcements.is_outdated(payment):
                    await self.announcements.announce(await self.alegra.payments.get(payment.id))
            if page.is_last:
                return

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
        await self.seen.mark([payment.id])
