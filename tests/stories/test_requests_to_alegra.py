"""What an invoice costs at Alegra: the least that its API allows (design 8)."""

import re
from collections.abc import AsyncIterator

import pytest

from bot.store.connection import Client
from tests.stories.invoicing import UNDO_IS_OVER, approves, issued, to_approve
from tests.stories.stage import Stage, performance

LEAST = [
    "POST /invoices",
    "GET /invoices/{id}",
    "POST /invoices/stamp",
    "GET /invoices/{id}",
    "POST /invoices/{id}/email",
]
A_DAY = 24 * 3600
SENT = "la envió a facturacion@losandes.example"


@pytest.fixture
async def stage(redis: Client) -> AsyncIterator[Stage]:
    async with performance(redis, COBRO_EMAIL_ON_STAMP="cobro") as stage:
        yield stage


async def test_from_the_form_to_the_sent_email_an_invoice_costs_five_requests(stage: Stage) -> None:
    card = await issued(stage)
    await card.shows(SENT)

    assert _asked(stage) == LEAST
    assert stage.invoices[0]["observations"].startswith("Pidió Ana Torres. [cobro:")


async def test_one_more_moves_the_date_and_says_who_approved(stage: Stage) -> None:
    card = await to_approve(stage)
    stage.clock.advance(A_DAY)
    await approves(card)
    stage.clock.advance(UNDO_IS_OVER)
    await card.shows(SENT)

    assert _asked(stage) == [*LEAST[:2], "PUT /invoices/{id}", *LEAST[2:]]
    assert stage.invoices[0]["observations"].startswith("Pidió Ana Torres. Aprobó Bruno Salazar. [cobro:")


def _asked(stage: Stage) -> list[str]:
    """The requests about the one new invoice, in their order."""
    (invoice,) = stage.invoices
    ours = re.compile(rf"(POST /invoices$)|\w+ /invoices/({invoice['id']}\b|stamp)")
    lines = [line.what.partition("?")[0].replace("/api/v1", "") for line in stage.requests("/invoices")]
    return [re.sub(r"\d+", "{id}", what) for what in lines if ours.match(what)]
