"""Recording what a client paid: of one invoice or of several, with what was withheld from each."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from bot.actions.acting import Acting
from bot.adapters import TypeAdapter
from bot.billing.dates import local_date
from bot.billing.eligibility import NotPermitted, may_collect
from bot.billing.invoice import Payment, Status, Withholding
from bot.billing.money import ZERO
from bot.billing.paying import PaidLine
from bot.billing.payments import Objection, PaidHow, Residue, objections
from bot.billing.settlement import Settlement, Share
from bot.operations.answers import Acceptance
from bot.slack.references import Reference
from bot.store.records import Phase

PAYMENT = "payment"
"""The kind of operation, as its ids say."""


@dataclass(frozen=True)
class AskedShare:
    """What one invoice gets."""

    document: str
    invoice_id: str
    number: str
    applied: Decimal
    residual: Decimal
    """What it is meant to owe afterwards."""
    withholdings: tuple[Withholding, ...] = ()

    @property
    def withheld(self) -> Decimal:
        return sum((each.amount for each in self.withholdings), ZERO)

    @property
    def owed_before(self) -> Decimal:
        """What it owed when the form was filled."""
        return self.applied + self.residual + self.withheld


@dataclass(frozen=True)
class PaymentAsked:
    """The request of the operation, as JSON (see `PAYMENTS_ASKED`)."""

    paid_on: dt.date
    bank_account_id: str
    method: str
    note: str
    client_id: str
    currency: str
    shares: tuple[AskedShare, ...]
    residue: Residue = Residue.NONE
    reason: str = ""

    @property
    def amount(self) -> Decimal:
        """What entered the bank."""
        return sum((share.applied for share in self.shares), ZERO)

    @property
    def withheld(self) -> Decimal:
        return sum((share.withheld for share in self.shares), ZERO)


PAYMENTS_ASKED: TypeAdapter[PaymentAsked] = TypeAdapter(PaymentAsked)


def as_asked(payment: Payment, asked: PaymentAsked | None) -> Payment:
    """Where Alegra does not repeat what was withheld, or from which invoice, though they owe what they should."""
    shares = {share.invoice_id: share for share in asked.shares} if asked and asked.withheld else {}
    known = [(paid, shares.get(paid.id)) for paid in payment.invoices]
    if not shares or any(share and paid.balance > share.residual for paid, share in known):
        return payment
    is_told = any(paid.withheld for paid in payment.invoices)
    invoices = tuple(replace(paid, withheld=share.withheld) if share and not is_told else paid for paid, share in known)
    return replace(payment, invoices=invoices, withholdings=payment.withholdings or _added_up(shares.values()))


def _added_up(shares: Iterable[AskedShare]) -> tuple[Withholding, ...]:
    """Of all invoices, one for each kind."""
    kinds: dict[str, Withholding] = {}
    for each in (each for share in shares for each in share.withholdings):
        before = kinds[each.id].amount if each.id in kinds else ZERO
        kinds[each.id] = replace(each, amount=before + each.amount)
    return tuple(kinds.values())


@dataclass(frozen=True)
class Wanted:
    """What a person hands in: how much goes where, and everything else of the payment."""

    lines: tuple[PaidLine, ...]
    """In the order of the settlement's shares."""
    settlement: Settlement
    how: PaidHow
    client_id: str
    currency: str
    note: str = ""
    rehearse: bool = False


@dataclass(frozen=True)
class NotPayable:
    """What stands against it; the form stays open with each said under its field."""

    found: tuple[Objection, ...]


@dataclass(frozen=True)
class BalanceChanged:
    """Somebody paid, voided or credited one of the invoices since the form was filled."""

    number: str


@dataclass(frozen=True)
class Payments:
    acting: Acting
    timezone: str
    precision: int

    async def record(self, wanted: Wanted, *, by: str) -> Acceptance | NotPermitted | NotPayable | BalanceChanged:
        """Accepted once for all its invoices: none of them may have another operation open (design 4).

        Raise DryRun.
        """
        allowed = may_collect(by, roles=await self.acting.roles())
        if isinstance(allowed, NotPermitted):
            return allowed
        if found := await self.against(wanted):
            return NotPayable(found)
        reached = _reached(wanted)
        for line, _ in reached:
            if await self._is_changed(line):
                return BalanceChanged(line.owed.number)
        asked = _asked(wanted)
        return await self.acting.accept(
            Reference(reached[0][0].document, operation=reached[0][0].operation, rehearse=wanted.rehearse),
            kind=PAYMENT,
            by=by,
            request=_as_json(asked),
            phases=frozenset({Phase.ISSUED}),
            others={line.document: _number(line) for line, _ in reached[1:]},
            act="paid",
            said={"amount": str(asked.amount), "currency": asked.currency},
        )

    async def against(self, wanted: Wanted) -> tuple[Objection, ...]:
        """Everything that stands against recording it, as far as the form tells."""
        today = local_date(await self.acting.clock(), self.timezone)
        return objections(wanted.settlement, wanted.how, today=today, precision=self.precision)

    async def _is_changed(self, line: PaidLine) -> bool:
        document = await self.acting.documents.find(line.document)
        invoice = document.content if document else None
        return invoice is None or invoice.status is not Status.OPEN or invoice.balance != line.owed.balance


def _reached(wanted: Wanted) -> list[tuple[PaidLine, Share]]:
    pairs = zip(wanted.lines, wanted.settlement.shares, strict=True)
    return [(line, share) for line, share in pairs if share.is_reached]


def _asked(wanted: Wanted) -> PaymentAsked:
    how = wanted.how
    shares = [
        AskedShare(
            line.document, share.owed.invoice_id, share.owed.number, share.applied, share.residual, share.withholdings
        )
        for line, share in _reached(wanted)
    ]
    is_whole = not wanted.settlement.residual
    return PaymentAsked(
        paid_on=how.paid_on,
        bank_account_id=how.bank_account_id,
        method=how.method,
        note=wanted.note,
        client_id=wanted.client_id,
        currency=wanted.currency,
        shares=tuple(shares),
        residue=Residue.NONE if is_whole else how.residue,
        reason="" if is_whole else how.reason,
    )


def _as_json(asked: PaymentAsked) -> Mapping[str, Any]:
    dumped: dict[str, Any] = PAYMENTS_ASKED.dump_python(asked, mode="json")
    return dumped


def _number(line: PaidLine) -> int:
    """Of the operation that was reserved when the form was filled."""
    return int(line.operation.rpartition("/")[2])
