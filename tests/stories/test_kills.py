"""The bot is killed with SIGKILL while an invoice is decided, stamped, sent and paid; nothing is there twice or missing."""

import asyncio

import pytest

from bot.operations.operation import State
from tests.stories.acts import (
    a_filled_payment,
    ana_submits,
    bruno_approves,
    card_to_approve,
    carla_records_it_all,
    email_of_unknown_fate,
    in_time,
    is_issued,
    is_paid,
)
from tests.stories.held import Moment
from tests.stories.mortal import ordeal
from tests.stories.once import everything_is_there_once

STAMP, EMAIL, PAYMENTS = "/api/v1/invoices/stamp", "/api/v1/invoices/*/email", "/api/v1/payments"
UPDATE, EVENTS = "/api/chat.update", "/slack/events"
LOSSES = pytest.mark.parametrize(
    ("moment", "lands"), [("request", False), ("request", True), ("answer", False)], ids=["lost", "lands", "unanswered"]
)


@LOSSES
async def test_killed_during_the_stamp(moment: Moment, lands: bool) -> None:  # noqa: FBT001  a parameter of pytest
    async with ordeal() as it:
        await ana_submits(it.stage)
        stamp = it.alegra.hold("POST", STAMP, moment)
        card = await bruno_approves(it.stage)
        it.stage.clock.advance(16)
        await stamp.reached()
        assert (await it.bot.operation("stamp")).state is State.SENDING
        await it.bot_dies_and_comes_back(stamp, lands=lands)
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
        await card.shows("PDF y XML en el hilo")  # a kill in the middle of those would put one there twice
        assert (await it.bot.operation("email")).state is State.SENDING
        await it.bot_dies_and_comes_back(email, lands=lands)
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
        assert (await it.bot.operation("payment")).state is State.SENDING
        await it.bot_dies_and_comes_back(payment, lands=lands)
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
        assert (await it.bot.operation("stamp")).state is State.ACCEPTED
        await it.bot_dies_and_comes_back(ack, redrawn)
        assert await pressing
        await is_issued(it.stage, card)
        await carla_records_it_all(it.stage, card)
        everything_is_there_once(it.stage)
