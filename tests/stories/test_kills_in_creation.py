"""The bot is killed with SIGKILL while an invoice is created and comes back; nothing is there twice or missing."""

import asyncio

import pytest

from bot.operations.operation import State
from sandbox.slack.client.modal import Modal
from tests.stories.acts import (
    a_filled_form,
    ana_submits,
    bruno_approves,
    cards,
    carla_records_it_all,
    in_time,
    is_issued,
    shown_to,
)
from tests.stories.held import Hold, Moment
from tests.stories.mortal import NEVER, Ordeal, ordeal
from tests.stories.once import everything_is_there_once

INVOICES, POST_MESSAGE, EVENTS = "/api/v1/invoices", "/api/chat.postMessage", "/slack/events"
POLL_SECONDS = 0.02
"""The idle victim's."""
SUBMISSIONS = 5


async def test_killed_after_it_accepted_an_invoice_and_before_it_said_so() -> None:
    async with ordeal(tick_seconds=NEVER) as it:
        it.stage.traffic.expect("view_submission")
        form = await a_filled_form(it.stage)
        before_claiming = await _the_idle_worker_held(it)
        ack = it.clicks.hold("POST", EVENTS, "answer")
        submitting = asyncio.create_task(form.submit())
        await ack.reached()
        assert (await it.bot.operation("create")).epoch == 0
        await it.bot_dies_and_comes_back(before_claiming, ack)
        await submitting
        assert form.trouble
        await _until_it_is_taken(form)
        await _the_story_ends_well(it)


async def test_killed_after_it_claimed_the_creation() -> None:
    async with ordeal(tick_seconds=NEVER) as it:
        shown = it.slack.hold("POST", POST_MESSAGE, "request")
        await ana_submits(it.stage)
        await shown.reached()
        operation = await it.bot.operation("create")
        assert (operation.state, operation.epoch) == (State.ACCEPTED, 1)
        await it.bot_dies_and_comes_back(shown)
        await _the_story_ends_well(it)


@pytest.mark.parametrize("lands", [False, True], ids=["lost", "lands"])
async def test_killed_after_it_wrote_down_that_it_sends(lands: bool) -> None:  # noqa: FBT001  a parameter of pytest
    async with ordeal() as it:
        creation = it.alegra.hold("POST", INVOICES, "request")
        await ana_submits(it.stage)
        await creation.reached()
        assert (await it.bot.operation("create")).state is State.SENDING
        assert it.stage.invoices == []
        await it.bot_dies_and_comes_back(creation, lands=lands)
        await _the_story_ends_well(it)
        assert len(it.stage.requests("POST /invoices")) - len(it.stage.requests("POST /invoices/")) == 1


async def test_killed_after_alegra_created_the_draft() -> None:
    async with ordeal() as it:
        created = it.alegra.hold("POST", INVOICES, "answer")
        await ana_submits(it.stage)
        await created.reached()
        assert (await it.bot.operation("create")).state is State.SENDING
        assert len(it.stage.invoices) == 1
        await it.bot_dies_and_comes_back(created)
        await _the_story_ends_well(it)


async def test_killed_after_alegra_answered_and_before_it_wrote_that_down() -> None:
    async with ordeal(tick_seconds=NEVER) as it:
        created = it.alegra.hold("POST", INVOICES, "answer")
        await ana_submits(it.stage)
        await created.reached()
        clock = it.slack.hold("GET", "/clock", "request", times=2)
        await clock.reached()
        created.let_go()
        await clock.reached(times=2)
        assert (await it.bot.operation("create")).state is State.SENDING
        await it.bot_dies_and_comes_back(clock)
        await _the_story_ends_well(it)


async def test_killed_after_the_creation_was_done_and_before_its_card_was_sent() -> None:
    async with ordeal(tick_seconds=NEVER) as it:
        card = await _created_with_its_card_held(it, "request")
        await it.bot_dies_and_comes_back(card)
        await _the_story_ends_well(it)


async def test_killed_after_slack_took_the_card_and_before_it_said_so() -> None:
    async with ordeal(tick_seconds=NEVER) as it:
        card = await _created_with_its_card_held(it, "answer")
        await it.bot_dies_and_comes_back(card)
        await in_time(it.stage, lambda: len(cards(it.stage)) == 2, "the card of unknown fate to be posted once more")
        orphan, _ = sorted(cards(it.stage), key=lambda message: message.ts)
        living = await bruno_approves(it.stage)
        await orphan.press("Aprobar y emitir", confirm=True)
        await orphan.shows("La tarjeta viva")
        await is_issued(it.stage, living)
        await carla_records_it_all(it.stage, living)
        everything_is_there_once(it.stage, cards_at_most=2)


async def _until_it_is_taken(form: Modal) -> None:
    """On a busy machine a bot that has just come back may ask to try again: that repeats nothing."""
    for _ in range(SUBMISSIONS):
        if form.is_open:
            await form.submit()
    assert not form.is_open, f"{form.errors} {form.trouble}"


async def _created_with_its_card_held(it: Ordeal, moment: Moment) -> Hold:
    created = it.alegra.hold("POST", INVOICES, "answer")
    await ana_submits(it.stage)
    await created.reached()
    card = it.slack.hold("POST", POST_MESSAGE, moment)
    created.let_go()
    await card.reached()
    assert (await it.bot.operation("create")).state is State.DONE
    assert shown_to(it.stage, "bruno", "Factura por aprobar") is None or moment == "answer"
    return card


async def _the_idle_worker_held(it: Ordeal) -> Hold:
    """It asks the time before each claim, and while nobody does anything, it alone does."""
    asked = it.slack.hold("GET", "/clock", "request", times=100)
    await asked.reached()
    await asyncio.sleep(10 * POLL_SECONDS)
    asked.times = 0
    return asked


async def _the_story_ends_well(it: Ordeal) -> None:
    card = await bruno_approves(it.stage)
    await is_issued(it.stage, card)
    await carla_records_it_all(it.stage, card)
    everything_is_there_once(it.stage)
