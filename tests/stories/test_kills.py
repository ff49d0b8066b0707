"""The bot is killed with SIGKILL at the worst moments and comes back; people go on, and nothing is there twice or missing.

What is held at a door when the bot dies is then lost (it never came to Alegra or Slack, or its answer never came
back), or lands although nobody waits for it any more.
"""

import asyncio

import pytest

from bot.operations.operation import Operation, State
from tests.stories.acts import (
    a_filled_form,
    a_filled_payment,
    ana_submits,
    bruno_approves,
    card_to_approve,
    cards,
    carla_records_it_all,
    email_of_unknown_fate,
    in_time,
    is_issued,
    is_paid,
    shown_to,
)
from tests.stories.held import Hold, Moment
from tests.stories.mortal import Mortal, Ordeal, ordeal
from tests.stories.once import everything_is_there_once

INVOICES, STAMP, PAYMENTS = "/api/v1/invoices", "/api/v1/invoices/stamp", "/api/v1/payments"
EMAIL = "/api/v1/invoices/*/email"
POST_MESSAGE, UPDATE = "/api/chat.postMessage", "/api/chat.update"
EVENTS = "/slack/events"
NEVER = 3600.0
POLL_SECONDS = 0.02
"""The idle victim's."""
LOSSES = pytest.mark.parametrize(
    ("moment", "lands"), [("request", False), ("request", True), ("answer", False)], ids=["lost", "lands", "unanswered"]
)


async def test_killed_after_it_accepted_an_invoice_and_before_it_said_so() -> None:
    async with ordeal(tick_seconds=NEVER) as it:
        it.stage.traffic.expect("view_submission")
        form = await a_filled_form(it.stage)
        before_claiming = await _the_idle_worker_held(it)
        ack = it.clicks.hold("POST", EVENTS, "answer")
        submitting = asyncio.create_task(form.submit())
        await ack.reached()
        assert (await _operation(it.bot, "create")).epoch == 0
        await _dies_and_comes_back(it, before_claiming, ack)
        await submitting
        assert form.trouble
        assert await form.submit() == {}
        await _the_story_ends_well(it)


async def test_killed_after_it_claimed_the_creation() -> None:
    async with ordeal(tick_seconds=NEVER) as it:
        shown = it.slack.hold("POST", POST_MESSAGE, "request")
        await ana_submits(it.stage)
        await shown.reached()
        operation = await _operation(it.bot, "create")
        assert (operation.state, operation.epoch) == (State.ACCEPTED, 1)
        await _dies_and_comes_back(it, shown)
        await _the_story_ends_well(it)


@pytest.mark.parametrize("lands", [False, True], ids=["lost", "lands"])
async def test_killed_after_it_wrote_down_that_it_sends(lands: bool) -> None:  # noqa: FBT001  a parameter of pytest
    async with ordeal() as it:
        creation = it.alegra.hold("POST", INVOICES, "request")
        await ana_submits(it.stage)
        await creation.reached()
        assert (await _operation(it.bot, "create")).state is State.SENDING
        assert it.stage.invoices == []
        await _dies_and_comes_back(it, creation, lands=lands)
        await _the_story_ends_well(it)
        assert len(it.stage.requests("POST /invoices")) - len(it.stage.requests("POST /invoices/")) == 1


async def test_killed_after_alegra_created_the_draft() -> None:
    async with ordeal() as it:
        created = it.alegra.hold("POST", INVOICES, "answer")
        await ana_submits(it.stage)
        await created.reached()
        assert (await _operation(it.bot, "create")).state is State.SENDING
        assert len(it.stage.invoices) == 1
        await _dies_and_comes_back(it, created)
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
        assert (await _operation(it.bot, "create")).state is State.SENDING
        await _dies_and_comes_back(it, clock)
        await _the_story_ends_well(it)


async def test_killed_after_the_creation_was_done_and_before_its_card_was_sent() -> None:
    async with ordeal(tick_seconds=NEVER) as it:
        card = await _created_with_its_card_held(it, "request")
        await _dies_and_comes_back(it, card)
        await _the_story_ends_well(it)


async def test_killed_after_slack_took_the_card_and_before_it_said_so() -> None:
    async with ordeal(tick_seconds=NEVER) as it:
        card = await _created_with_its_card_held(it, "answer")
        await _dies_and_comes_back(it, card)
        await in_time(it.stage, lambda: len(cards(it.stage)) == 2, "the card of unknown fate to be posted once more")
        orphan, _ = sorted(cards(it.stage), key=lambda message: message.ts)
        living = await bruno_approves(it.stage)
        await orphan.press("Aprobar y emitir", confirm=True)
        await orphan.shows("La tarjeta viva")
        await is_issued(it.stage, living)
        await carla_records_it_all(it.stage, living)
        everything_is_there_once(it.stage, cards_at_most=2)


@LOSSES
async def test_killed_during_the_stamp(moment: Moment, lands: bool) -> None:  # noqa: FBT001  a parameter of pytest
    async with ordeal() as it:
        await ana_submits(it.stage)
        stamp = it.alegra.hold("POST", STAMP, moment)
        card = await bruno_approves(it.stage)
        it.stage.clock.advance(16)
        await stamp.reached()
        assert (await _operation(it.bot, "stamp")).state is State.SENDING
        await _dies_and_comes_back(it, stamp, lands=lands)
        await is_issued(it.stage, card)
        await carla_records_it_all(it.stage, card)
        everything_is_there_once(it.stage)


@LOSSES
async def test_killed_during_the_email(moment: Moment, lands: bool) -> None:  # noqa: FBT001  a parameter of pytest
    async with ordeal(COBRO_EMAIL_ON_STAMP="cobro") as it:
        it.stage.alegra.state.switches.change({"email_on_stamp": False})
        await ana_submits(it.stage)
        email = it.alegra.hold("POST", EMAIL, moment)
        card = await bruno_approves(it.stage)
        it.stage.clock.advance(16)
        await email.reached()
        assert (await _operation(it.bot, "email")).state is State.SENDING
        await _dies_and_comes_back(it, email, lands=lands)
        await email_of_unknown_fate(it.stage, card)
        sent = 0 if moment == "request" and not lands else 1
        assert len(it.stage.emails_since) == sent
        await card.press("Reenviar")
        form = await it.stage.person("bruno").modal()
        assert await form.submit() == {}
        await in_time(it.stage, lambda: len(it.stage.emails_since) == sent + 1, "the e-mail that was asked for")
        await carla_records_it_all(it.stage, card)
        everything_is_there_once(it.stage, emails=sent + 1)


@LOSSES
async def test_killed_during_the_payment(moment: Moment, lands: bool) -> None:  # noqa: FBT001  a parameter of pytest
    async with ordeal() as it:
        await ana_submits(it.stage)
        card = await bruno_approves(it.stage)
        await is_issued(it.stage, card)
        payment = it.alegra.hold("POST", PAYMENTS, moment)
        assert await (await a_filled_payment(it.stage, "1011500")).submit() == {}
        await payment.reached()
        assert (await _operation(it.bot, "payment")).state is State.SENDING
        await _dies_and_comes_back(it, payment, lands=lands)
        await is_paid(it.stage, card)
        everything_is_there_once(it.stage)


async def test_killed_after_the_decision_and_before_it_said_so() -> None:
    async with ordeal() as it:
        it.stage.traffic.expect("block_actions")
        await ana_submits(it.stage)
        card = await card_to_approve(it.stage)
        ack = it.clicks.hold("POST", EVENTS, "answer")
        redrawn = it.slack.hold("POST", UPDATE, "request")
        pressing = asyncio.create_task(card.press("Aprobar y emitir", confirm=True, may_fail=True))
        await ack.reached()
        assert (await _operation(it.bot, "stamp")).state is State.ACCEPTED
        await _dies_and_comes_back(it, ack, redrawn)
        assert await pressing
        await is_issued(it.stage, card)
        await carla_records_it_all(it.stage, card)
        everything_is_there_once(it.stage)


async def _created_with_its_card_held(it: Ordeal, moment: Moment) -> Hold:
    created = it.alegra.hold("POST", INVOICES, "answer")
    await ana_submits(it.stage)
    await created.reached()
    card = it.slack.hold("POST", POST_MESSAGE, moment)
    created.let_go()
    await card.reached()
    assert (await _operation(it.bot, "create")).state is State.DONE
    assert shown_to(it.stage, "bruno", "Factura por aprobar") is None or moment == "answer"
    return card


async def _the_idle_worker_held(it: Ordeal) -> Hold:
    """It asks the time before each claim, and while nobody does anything, it alone does."""
    asked = it.slack.hold("GET", "/clock", "request", times=100)
    await asked.reached()
    await asyncio.sleep(10 * POLL_SECONDS)
    asked.times = 0
    return asked


async def _operation(bot: Mortal, kind: str) -> Operation:
    operation = await bot.operation(kind)
    assert operation is not None
    return operation


async def _dies_and_comes_back(it: Ordeal, *held: Hold, lands: bool = False) -> None:
    await it.bot.is_killed()
    for hold in held:
        hold.let_go() if lands else hold.lose()
    it.bot.tick_seconds = 0.2
    await it.bot.starts()


async def _the_story_ends_well(it: Ordeal) -> None:
    card = await bruno_approves(it.stage)
    await is_issued(it.stage, card)
    await carla_records_it_all(it.stage, card)
    everything_is_there_once(it.stage)
