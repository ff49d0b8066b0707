"""Payments received (Alegra fact sheet 6)."""

from typing import Annotated, Any

from bot.alegra.invoice_body import with_numbers
from bot.alegra.marked import are_newest_first, find_marked
from bot.alegra.resources import PAGE_ROWS, Page, member, read_page
from bot.alegra.shapes import Amount, AmountOrZero, Day, Id, Many, One, Reference, ReferenceOrNone, Shape, Text, shaped
from bot.alegra.transport import Transport
from bot.billing.invoice import PaidInvoice, Payment, Withholding
from bot.billing.markers import marker_in
from bot.billing.money import ZERO

PAYMENTS = "/payments"
RECEIVED = "in"
NEWEST_OF_CLIENT = 60


class _Retention(Shape):
    id: Id
    name: Text = ""
    percentage: AmountOrZero = ZERO
    amount: AmountOrZero = ZERO


class _PaidInvoice(Shape):
    id: Id
    number: Text = ""
    amount: AmountOrZero = ZERO
    total: AmountOrZero = ZERO
    balance: AmountOrZero = ZERO
    retentions: Annotated[tuple[_Retention, ...], Many] = ()


class _Currency(Shape):
    code: Text = ""


class _NumberTemplate(Shape):
    full_number: Text = ""


class _Payment(Shape):
    id: Id
    number: Text = ""
    number_template: Annotated[_NumberTemplate | None, One] = None
    date: Day
    type: Text = RECEIVED
    status: Text = "open"
    amount: Amount
    payment_method: Text = ""
    observations: Text = ""
    client: ReferenceOrNone = None
    bank_account: ReferenceOrNone = None
    invoices: Annotated[tuple[_PaidInvoice, ...], Many] = ()
    currency: Annotated[_Currency | None, One] = None
    retentions: Annotated[tuple[_Retention, ...], Many] = ()


def read_payment(answer: Any) -> Payment:
    """Raise `Unreadable`."""
    return _payment(shaped(_Payment, answer))


class Payments:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    async def get(self, key: str) -> Payment:
        return read_payment(await self._transport.read(member(PAYMENTS, key)))

    async def newest(self, *, start: int = 0, limit: int = PAGE_ROWS, client_id: str = "") -> Page[Payment]:
        """Payments received, the newest ids first: one request (design 6). Alegra takes 0.3 s for each row."""

        def received(answer: Any) -> Payment | None:
            shape = shaped(_Payment, answer)
            return _payment(shape) if shape.type == RECEIVED else None

        filters = {"type": RECEIVED, "client_id": client_id}
        page = await read_page(self._transport, PAYMENTS, received, start=start, limit=limit, filters=filters)
        kept = tuple(payment for payment in page.rows if not client_id or payment.client_id == client_id)
        return Page(kept, page.is_last, page.unreadable)

    async def create(self, body: dict[str, Any]) -> Payment:
        """Raise `Refused`: code 4096 for an invoice that is not open, 9030 for more than it owes."""
        return read_payment(await self._transport.write("POST", PAYMENTS, with_numbers(body)))

    async def void(self, key: str) -> None:
        """The invoices owe it again."""
        await self._transport.write("POST", member(PAYMENTS, key, "void"), {})

    async def reopen(self, key: str) -> None:
        """Revert a void."""
        await self._transport.write("POST", member(PAYMENTS, key, "open"), {})

    async def delete(self, key: str) -> None:
        await self._transport.write("DELETE", member(PAYMENTS, key))

    async def find_by_marker(self, *, client_id: str, marker: str) -> tuple[Payment, ...]:
        """The client's payments whose observations end in the marker; empty is a sure no as of now.

        A payment does not say when it was written: the client's newest `NEWEST_OF_CLIENT` are looked through when ids
        fall visibly, else all. Raise `OutcomeUnknown` when there are too many.
        """

        async def page(start: int) -> Page[Payment]:
            return await self.newest(start=start, client_id=client_id)

        return await find_marked(
            page,
            lambda payment: marker_in(payment.observations) == marker,
            is_enough=lambda rows: len(rows) >= NEWEST_OF_CLIENT and are_newest_first([row.id for row in rows]),
        )


_NOBODY = Reference.model_construct(id="", name="")


def _payment(shape: _Payment) -> Payment:
    client, bank_account = shape.client or _NOBODY, shape.bank_account or _NOBODY
    return Payment(
        id=shape.id,
        number=(shape.number_template.full_number if shape.number_template else "") or shape.number,
        paid_on=shape.date,
        amount=shape.amount,
        currency=shape.currency.code if shape.currency else "",
        method=shape.payment_method,
        status=shape.status,
        client_id=client.id,
        client_name=client.name,
        bank_account=bank_account.name,
        invoices=tuple(_paid_invoice(each, shape) for each in shape.invoices),
        observations=shape.observations,
        withholdings=_withholdings(shape),
    )


def _paid_invoice(paid: _PaidInvoice, shape: _Payment) -> PaidInvoice:
    """Retentions of the whole payment are those of its invoice where there is only one."""
    said = shape.retentions if len(shape.invoices) == 1 and not paid.retentions else paid.retentions
    withheld = sum((each.amount for each in said), ZERO)
    return PaidInvoice(paid.id, paid.number, paid.amount, paid.total, paid.balance, withheld)


def _withholdings(shape: _Payment) -> tuple[Withholding, ...]:
    """Those of the payment; where only its invoices have some, added up by kind."""
    said = shape.retentions or [each for paid in shape.invoices for each in paid.retentions]
    amounts: dict[str, Withholding] = {}
    for each in said:
        before = amounts[each.id].amount if each.id in amounts else ZERO
        amounts[each.id] = Withholding(each.id, each.name, each.percentage, before + each.amount)
    return tuple(amounts.values())
