"""What a client usually withholds: from Alegra's payments of that client, and from what Cobro recorded itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.alegra.api import Alegra
from bot.alegra.errors import AlegraError
from bot.billing.invoice import Payment
from bot.billing.paying import PaidLine, Paying
from bot.billing.withholdings import usual_withholdings
from bot.store.withheld import Withheld

READ = 10
"""Alegra takes 0.3 s for each (Alegra fact sheet 2), and somebody waits."""


@dataclass(frozen=True)
class Learned:
    usual: tuple[str, ...]
    """Ids of withholdings."""
    carried: Mapping[str, frozenset[str]]
    """By invoice, those that its earlier payments carried already."""


@dataclass(frozen=True)
class WithholdingHabits:
    alegra: Alegra
    withheld: Withheld

    async def of(self, form: Paying) -> Learned:
        """One request; without Alegra's answer, what Cobro recorded has to do."""
        recorded = await self.withheld.of_client(form.client_id)
        payments = await self._payments_of(form.client_id)
        listed = {payment.id: recorded.get(payment.id) or ids_of(payment) for payment in payments}
        further = [ids for payment_id, ids in recorded.items() if payment_id not in listed]
        carried = {line.owed.invoice_id: _carried(line, payments) for line in form.lines}
        return Learned(usual_withholdings([*listed.values(), *further]), carried)

    async def _payments_of(self, client_id: str) -> tuple[Payment, ...]:
        """Newest first, without those that were annulled."""
        try:
            page = await self.alegra.payments.newest(client_id=client_id, limit=READ)
        except AlegraError:
            return ()
        return tuple(payment for payment in page.rows if payment.status != "void")


def taught(form: Paying, learned: Learned) -> Paying:
    lines = tuple(_with_carried(line, learned) for line in form.lines)
    return replace(form, usual=learned.usual, lines=lines)


def ids_of(payment: Payment) -> frozenset[str]:
    return frozenset(each.id for each in payment.withholdings)


def _carried(line: PaidLine, payments: Sequence[Payment]) -> frozenset[str]:
    kept = [ids_of(payment) for payment in payments if _was_withheld(line.owed.invoice_id, payment)]
    return frozenset[str]().union(*kept)


def _was_withheld(invoice_id: str, payment: Payment) -> bool:
    """Of a payment of several, from this one; where Alegra does not say from which, from each."""
    nobody_knows = not any(paid.withheld for paid in payment.invoices)
    return any(paid.id == invoice_id and (paid.withheld or nobody_knows) for paid in payment.invoices)


def _with_carried(line: PaidLine, learned: Learned) -> PaidLine:
    withheld = line.owed.withheld | learned.carried.get(line.owed.invoice_id, frozenset())
    return replace(line, owed=replace(line.owed, withheld=withheld))
