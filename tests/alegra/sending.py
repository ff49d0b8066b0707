"""A draft as Cobro sends it, and the local Alegra's day."""

import datetime as dt
from decimal import Decimal

from bot.alegra.invoice_body import create_body
from bot.billing.draft import Draft, DraftLine
from bot.billing.invoice import Invoice
from tests.alegra.serving import Served

MARKER = "0123456789AB"
ELECTRONIC = "19"
LINE = DraftLine(
    "101",
    "Mantenimiento preventivo",
    Decimal("250000.10"),
    Decimal(2),
    discount=Decimal(10),
    tax_ids=("3",),
    unit="service",
)
DRAFT = Draft(
    client_id="12", lines=(LINE,), term_days=30, numbering_id=ELECTRONIC, note="interna", printed_note="Gracias"
)


def today(local: Served) -> dt.date:
    return dt.date.fromisoformat(local.state.account.moment().date)


def now(local: Served) -> dt.datetime:
    return dt.datetime.fromisoformat(local.state.account.moment().datetime)


async def created(local: Served, draft: Draft = DRAFT, marker: str = MARKER) -> Invoice:
    return await local.alegra.invoices.create(create_body(draft, marker=marker, today=today(local)))


async def plain_numbering(local: Served) -> str:
    return next(each.id for each in (await local.alegra.numberings.page()).rows if not each.is_electronic)
