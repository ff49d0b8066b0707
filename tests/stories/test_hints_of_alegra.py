"""What happens in Alegra itself is in Slack within seconds where Alegra's webhooks reach Cobro, and polls do the rest."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.demo.ports import free_port
from bot.store.connection import Client
from sandbox.slack.client.waiting import until
from tests.stories.invoicing import in_alegra, issued, mention, opens_form, to_approve
from tests.stories.stage import Stage, performance


@pytest.fixture
async def subscribed(redis: Client) -> AsyncIterator[Stage]:
    port = free_port(0)
    public = f"http://127.0.0.1:{port}/"
    async with performance(redis, port=port, COBRO_PUBLIC_URL=public, COBRO_PAYMENT_POLL_MINUTES="60") as stage:
        stage.clock.advance(3601)
        await until(lambda: len(stage.alegra.state.books.webhooks) == 7, "the subscriptions")
        yield stage


async def test_a_payment_recorded_in_alegra_is_announced_without_waiting_for_the_poll(subscribed: Stage) -> None:
    await issued(subscribed)
    invoice = subscribed.invoices[0]
    paid = {"id": invoice["id"], "amount": float(invoice["balance"])}
    body = {"date": invoice["date"], "type": "in", "bankAccount": {"id": 1}, "paymentMethod": "transfer"}

    await in_alegra(subscribed, "POST", "/payments", body | {"invoices": [paid]})

    await subscribed.person("bruno").sees("💰")


async def test_a_draft_edited_in_alegra_changes_the_card_that_waits_for_approval(subscribed: Stage) -> None:
    card = await to_approve(subscribed)
    subscribed.clock.advance(61)
    invoice = subscribed.invoices[0]

    await in_alegra(subscribed, "PUT", f"/invoices/{invoice['id']}", {"purchaseOrderNumber": "45-9999"})

    await card.shows("45-9999")
    (told,) = await until(card.thread, "the thread to be told")
    assert "Cambió en Alegra, fuera de Cobro" in told.text
    assert "OC: ~nada~ → *45-9999*" in told.text
    assert mention(subscribed, "ana") in told.text


async def test_a_draft_stamped_in_alegra_is_never_stamped_by_cobro_and_says_whose_doing_it_was(
    subscribed: Stage,
) -> None:
    card = await to_approve(subscribed)
    subscribed.clock.advance(61)
    invoice = subscribed.invoices[0]

    await in_alegra(subscribed, "POST", "/invoices/stamp", {"ids": [invoice["id"]]})

    await card.shows("la emitieron en Alegra, fuera de Cobro")
    assert "Aprobar y emitir" not in card.buttons
    await card.reply("Cobro no la emite otra vez")
    assert len(subscribed.requests("POST /invoices/stamp")) == 1


async def test_a_client_made_in_alegra_is_found_at_once(subscribed: Stage) -> None:
    client = {"name": "Zapatería El Cordón", "identificationObject": {"type": "CC", "number": "1020304050"}}

    await in_alegra(subscribed, "POST", "/contacts", client)

    form = await opens_form(subscribed.person("ana"))
    offered: list[str] = []
    while not offered:
        offered = [text for text in await form.options("Cliente", "zapateria") if "El Cordón" in text]
        await asyncio.sleep(0.05)
    assert len(offered) == 1
