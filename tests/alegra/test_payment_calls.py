"""Payments in the local Alegra: recorded, found by their marker, voided, refused."""

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.alegra.errors import NotFound, Refused
from bot.alegra.payment_body import Allocation, payment_body
from bot.billing.markers import marker_in
from tests.alegra.sending import DRAFT, MARKER, created, plain_numbering, today
from tests.alegra.serving import Served


async def test_a_payment_is_recorded_found_by_its_marker_and_voided(local: Served) -> None:
    invoice = await created(local, replace(DRAFT, numbering_id=await plain_numbering(local)))
    await local.alegra.invoices.open(invoice.id)
    body = payment_body(
        client_id="12",
        paid_on=today(local),
        bank_account_id="2",
        method="transfer",
        allocations=[Allocation(invoice.id, Decimal("35500.21"))],
        observations=f"abono [cobro:{MARKER}]",
    )
    payment = await local.alegra.payments.create(body)
    assert (payment.amount, payment.method, payment.invoices[0].balance) == (
        Decimal("35500.21"),
        "transfer",
        Decimal(500000),
    )
    assert await local.alegra.payments.find_by_marker(client_id="12", marker=MARKER) == (payment,)
    assert await local.alegra.payments.find_by_marker(client_id="12", marker="ZZZZZZZZZZZZ") == ()
    read = await local.alegra.invoices.get(invoice.id)
    assert (read.paid, read.balance, marker_in(read.payments[0].observations)) == (
        Decimal("35500.21"),
        Decimal(500000),
        MARKER,
    )
    newest = await local.alegra.payments.newest(limit=1)
    assert newest.rows == (payment,)
    await local.alegra.payments.void(payment.id)
    assert (await local.alegra.payments.get(payment.id)).status == "void"
    assert (await local.alegra.invoices.get(invoice.id)).balance == invoice.total
    await local.alegra.payments.reopen(payment.id)
    assert (await local.alegra.payments.get(payment.id)).status == "open"
    await local.alegra.payments.delete(payment.id)
    with pytest.raises(NotFound):
        await local.alegra.payments.get(payment.id)


async def test_a_payment_of_a_draft_or_of_too_much_is_refused_with_its_code(local: Served) -> None:
    invoice = await created(local, replace(DRAFT, numbering_id=await plain_numbering(local)))
    body = payment_body(
        client_id="12",
        paid_on=today(local),
        bank_account_id="2",
        method="cash",
        allocations=[Allocation(invoice.id, invoice.total + 1)],
        observations="",
    )
    with pytest.raises(Refused) as draft:
        await local.alegra.payments.create(body)
    await local.alegra.invoices.open(invoice.id)
    with pytest.raises(Refused) as too_much:
        await local.alegra.payments.create(body)
    assert (draft.value.code, too_much.value.code) == (4096, 9030)
