"""Two bots on one store: whoever takes what, everything happens once."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from itertools import cycle

import httpx
import pytest

from bot import app as bot_app
from bot.settings import read_settings
from bot.store.connection import Client, connect_socket
from bot.store.embedded import EmbeddedStore
from sandbox.serving import running
from sandbox.slack.client.message import Message
from sandbox.slack.client.waiting import until
from tests.stories.acts import a_filled_form, ana_submits, card_to_approve, carla_records_it_all, is_issued, shown_to
from tests.stories.held import Holds
from tests.stories.invoicing import asks_for, texts
from tests.stories.mortal import front, pointed_at
from tests.stories.once import everything_is_there_once
from tests.stories.stage import QUICK, Stage, strangers

DIGEST = "Cartera vencida"
MINUTE = 60


@pytest.fixture
async def stage(redis: Client, embedded: EmbeddedStore) -> AsyncIterator[Stage]:
    async with _two_bots(embedded) as stage:
        yield stage


@asynccontextmanager
async def _two_bots(embedded: EmbeddedStore) -> AsyncIterator[Stage]:
    """Slack's requests go to one and the other in turn."""
    async with AsyncExitStack() as stack:
        stage = await stack.enter_async_context(strangers())
        # A person may close a form while its redraw is on its way; Slack says so, and nothing is lost.
        stage.traffic.expect("views.update not_found")
        addresses = [await _bot(stage, embedded, stack) for _ in range(2)]
        turns = cycle(addresses)
        passing_on = await stack.enter_async_context(front(lambda: next(turns), Holds()))
        pointed_at(stage, await stack.enter_async_context(running(passing_on)))
        yield stage
        assert [(line.what, line.trouble) for line in stage.traffic.unexpected()] == []


async def _bot(stage: Stage, embedded: EmbeddedStore, stack: AsyncExitStack) -> str:
    client = connect_socket(embedded.socket)
    stack.push_async_callback(client.aclose)
    return await stack.enter_async_context(
        bot_app.running(read_settings(stage.environment), client, port=0, pace=QUICK)
    )


async def test_a_story_that_passes_between_them_has_everything_once(stage: Stage) -> None:
    await ana_submits(stage)
    card = await card_to_approve(stage)
    await card.press("Aprobar y emitir", confirm=True)
    await is_issued(stage, card)
    await carla_records_it_all(stage, card)
    everything_is_there_once(stage)


async def test_twenty_presses_at_once_are_one_approval_and_one_stamp(stage: Stage) -> None:
    await ana_submits(stage)
    card = await card_to_approve(stage)
    presses = [_press(stage, name, card) for name in ("bruno", "diego", "ana", "carla") for _ in range(5)]
    await asyncio.gather(*presses)
    await is_issued(stage, card)
    assert len([name for name in ("bruno", "diego") if f"aprobó <@{stage.person(name).id}>" in card.text]) == 1
    await until(
        lambda: any(each.is_ephemeral for each in stage.person("ana").messages()), "Ana to be told that she may not"
    )
    await carla_records_it_all(stage, card)
    everything_is_there_once(stage)


async def _press(stage: Stage, name: str, card: Message) -> None:
    theirs = Message(stage.slack, stage.person(name).id, channel=card.channel, ts=card.ts)
    await theirs.press("Aprobar y emitir", confirm=True)


async def test_one_form_submitted_ten_times_at_once_is_one_invoice(stage: Stage) -> None:
    stage.traffic.expect("view_submission")
    stage.slack.state.faults.add("duplicate_delivery", what="view_submission")
    form = await a_filled_form(stage)
    await asyncio.gather(*(form.submit() for _ in range(10)), return_exceptions=True)
    await card_to_approve(stage)
    await _some_ticks(stage)
    assert len(stage.invoices) == 1


async def test_the_overdue_are_told_once_a_day(stage: Stage) -> None:
    await until(lambda: shown_to(stage, "bruno", DIGEST), "Friday's digest")
    await _some_ticks(stage)
    assert _told(stage, DIGEST) == 1
    stage.clock.advance(3 * 24 * 60 * MINUTE)
    await until(lambda: _told(stage, DIGEST) > 1, "Monday's digest")
    await _some_ticks(stage)
    assert _told(stage, DIGEST) == 2


async def test_whom_several_wait_for_gets_one_list_and_can_approve_from_it(stage: Stage) -> None:
    for quantity in ("2", "3"):
        await asks_for(stage.person("ana"), quantity=quantity)
    await until(lambda: len(texts(stage.person("bruno"), "Factura por aprobar")) == 2, "both cards")
    stage.clock.advance(4.5 * 60 * MINUTE)
    diego, bruno = stage.person("diego"), stage.person("bruno")
    listed = await bruno.sees_directly("Esperan tu decisión 2 solicitudes")
    await diego.sees_directly("Esperan tu decisión 2 solicitudes")
    stage.clock.advance(10 * MINUTE)
    await _some_ticks(stage)
    for person in (bruno, diego):
        assert len([each for each in person.direct_messages() if "Esperan tu decisión" in each.text]) == 1
    card = await card_to_approve(stage)
    assert not [reply for reply in card.thread() if "⏰" in reply.text], "a list instead of a mention under each"
    await listed.press("Aprobar varias")
    await bruno.modal("Aprobar varias")


async def test_a_payment_that_somebody_recorded_in_alegra_is_told_once(stage: Stage) -> None:
    await _some_ticks(stage)
    overdue = next(each for each in stage.alegra.state.books.invoices.values() if each["status"] == "open")
    body = {
        "date": "2026-11-27",
        "type": "in",
        "bankAccount": {"id": "1"},
        "client": {"id": overdue["client"]["id"]},
        "paymentMethod": "transfer",
        "invoices": [{"id": overdue["id"], "amount": 1000}],
    }
    await _by_hand(stage, body)
    stage.clock.advance(2 * MINUTE)
    await until(lambda: _told(stage, "💰"), "the payment to be told")
    stage.clock.advance(5 * MINUTE)
    await _some_ticks(stage)
    assert _told(stage, "💰") == 1


async def _by_hand(stage: Stage, body: Mapping[str, object]) -> None:
    """As somebody does on Alegra's own pages."""
    environment = stage.environment
    login = (environment["ALEGRA_EMAIL"], environment["ALEGRA_TOKEN"])
    async with httpx.AsyncClient(trust_env=False, auth=login) as client:
        answer = await client.post(f"{environment['ALEGRA_API_URL']}/payments", json=body)
        assert answer.status_code == 201, answer.text


async def _some_ticks(stage: Stage) -> None:
    """Wait until both have looked at the timetable and at the payments several times."""
    before = len(stage.requests("GET /payments"))
    for _ in range(4):
        stage.clock.advance(MINUTE)
        seen = len(stage.requests("GET /payments"))
        await until(lambda seen=seen: len(stage.requests("GET /payments")) > seen, "another look at the payments")  # type: ignore[misc]
    assert len(stage.requests("GET /payments")) >= before + 4


def _told(stage: Stage, what: str) -> int:
    return len([message for message in stage.person("bruno").messages() if what in message.text])
