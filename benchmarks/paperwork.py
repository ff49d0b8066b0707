"""Invoices that wait for approval, many of them, in the local Alegra and in Cobro's store."""

import asyncio
import datetime as dt
import time
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from decimal import Decimal
from zoneinfo import ZoneInfo

from benchmarks.ground import ANA, Ground
from bot.actions.invoice_kind import as_read
from bot.alegra.errors import NeverSent, OutcomeUnknown
from bot.alegra.invoice_body import create_body
from bot.billing.draft import DateMode, Draft, DraftLine
from bot.billing.invoice import Invoice
from bot.billing.markers import marker_from
from bot.billing.names import document_name
from bot.store.documents import Documents
from bot.store.records import Document, Phase

LINE = DraftLine("101", "Mantenimiento preventivo", Decimal(250000), Decimal(2), tax_ids=("3",), unit="service")
DRAFT = Draft(client_id="12", lines=(LINE,), term_days=30, numbering_id="19", date_mode=DateMode.FLOATING)
LONG_NAME = 6
PATIENCE_SECONDS = 180.0
TRIES = 5
BOGOTA = ZoneInfo("America/Bogota")
PAUSE_SECONDS = 2.0


async def waiting_for_approval(
    ground: Ground, count: int, *, first: int = 0, lost: Callable[[str], None] = lambda _why: None
) -> list[str]:
    """The names of `count` documents in their first revision, asked for by Ana; `first` keeps batches apart.

    `lost` hears of each answer of the local Alegra that did not arrive.
    """
    created = await _created(ground, marker_from(first), lost)
    documents, books, names = Documents(ground.store), ground.alegra.state.books, []
    for number in range(first, first + count):
        key = books.new_id("invoices")
        books.invoices[key] = deepcopy(books.invoices[created.id]) | {"id": key}
        name = document_name(number, length=LONG_NAME)
        bare = Document(id=name, company="main", phase=Phase.PENDING, requester=ANA, revision=1, draft=DRAFT)
        await documents.adopt(replace(bare, **as_read(replace(created, id=key), bare)))
        names.append(name)
    return names


async def _created(ground: Ground, marker: str, lost: Callable[[str], None]) -> Invoice:
    """Whose answer is lost is looked for by its marker, and asked for again when it is not there: never made twice."""
    asked = dt.datetime.now(BOGOTA)
    body = create_body(DRAFT, marker=marker, today=asked.date(), country="colombia")
    invoices = ground.alegra_api.invoices
    for _ in range(TRIES):
        try:
            return await invoices.create(body)
        except (NeverSent, OutcomeUnknown) as why:
            lost(str(why))
        await asyncio.sleep(PAUSE_SECONDS)
        found = await invoices.find_by_marker(
            client_id=DRAFT.client_id, issued_on=asked.date(), marker=marker, not_before=asked
        )
        if found:
            return found[0]
    return await invoices.create(body)


async def all_issued(ground: Ground, count: int) -> int:
    """How many are, once it is `count` of them or it has taken too long."""
    until, key = time.monotonic() + PATIENCE_SECONDS, ground.store.keys("docs", "issued")
    while (issued := int(await ground.store.client.zcard(key))) < count and time.monotonic() < until:  # noqa: ASYNC110  other processes bring it about
        await asyncio.sleep(0.2)
    return issued
