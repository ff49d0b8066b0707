"""What people do in every story, in the words they see."""

import asyncio
import time
from collections.abc import Callable
from typing import TypeVar

from sandbox.slack.client.message import Message
from sandbox.slack.client.modal import Modal
from sandbox.slack.client.waiting import until
from tests.stories.stage import Stage

Found = TypeVar("Found")

CLIENT = "Clínica Los Andes"
TO_APPROVE = "Factura por aprobar"
STEP_SECONDS, SILENT_LOOKS = 10, 2
PATIENCE_SECONDS = 45.0


async def a_filled_form(stage: Stage) -> Modal:
    """Ana's, ready to be submitted."""
    ana = stage.person("ana")
    await ana.types("/invoice create")
    form = await ana.modal("Nueva factura")
    await form.fill("Cliente", CLIENT)
    await form.fill("Producto o servicio", "Mantenimiento preventivo")
    return await form.shows("Subtotal")


async def ana_submits(stage: Stage) -> None:
    assert await (await a_filled_form(stage)).submit() == {}


async def bruno_approves(stage: Stage) -> Message:
    """Answers the living card."""
    card = await card_to_approve(stage)
    await card.press("Aprobar y emitir", confirm=True)
    return await card.shows("Deshacer")


async def card_to_approve(stage: Stage) -> Message:
    return await in_time(stage, lambda: shown_to(stage, "bruno", TO_APPROVE), "the card")


async def email_of_unknown_fate(stage: Stage, card: Message) -> None:
    await in_time(stage, lambda: "no sé si salió" in card.text, lambda: f"the e-mail's fate in {card.text}")
    await in_time(stage, lambda: "PDF y XML en el hilo" in card.text, lambda: f"the papers in {card.text}")


async def is_issued(stage: Stage, card: Message) -> None:
    await in_time(stage, lambda: "emitida" in card.text, lambda: f"the stamp in {card.text}")
    await in_time(stage, lambda: "PDF y XML en el hilo" in card.text, lambda: f"the papers in {card.text}")


async def a_filled_payment(stage: Stage, amount: str) -> Modal:
    """Carla's, ready to be submitted."""
    carla = stage.person("carla")
    await (await carla.sees("Registrar pago")).press("Registrar pago")
    form = await carla.modal("Registrar pago")
    await form.fill("Valor que entró al banco", amount)
    return form


async def carla_records_it_all(stage: Stage, card: Message) -> None:
    assert await (await a_filled_payment(stage, "1011500")).submit() == {}
    await is_paid(stage, card)


async def is_paid(stage: Stage, card: Message) -> None:
    await in_time(stage, lambda: "Pagada" in card.text, lambda: f"the payment in {card.text}")
    await in_time(stage, lambda: payments_told(stage), "the channel to be told")


def shown_to(stage: Stage, name: str, text: str) -> Message | None:
    return next((message for message in reversed(stage.person(name).messages()) if text in message.text), None)


def payments_told(stage: Stage) -> list[str]:
    return [message.text for message in stage.person("bruno").messages() if "💰" in message.text]


def cards(stage: Stage) -> list[Message]:
    """The channel's messages about Ana's invoice that are no replies and no announcements."""
    return [
        message
        for message in stage.person("bruno").messages()
        if CLIENT in message.text and message.thread_ts in (None, message.ts) and "💰" not in message.text
    ]


async def in_time(stage: Stage, look: Callable[[], Found | None], what: str | Callable[[], str]) -> Found:
    """What `look` finds, while hours pass in minutes: leases run out, what is of unknown fate settles.

    Time stands while the strangers are asked things: on a busy machine one request takes as long as many steps, and
    nobody's lease is to run out over it.
    """
    end, heard, silent = time.monotonic() + PATIENCE_SECONDS, 0, 0
    while time.monotonic() < end:
        if found := look():
            return found
        newest = stage.traffic.lines[-1].number if stage.traffic.lines else 0
        heard, silent = newest, silent + 1 if newest == heard else 0
        if silent >= SILENT_LOOKS:
            stage.clock.advance(STEP_SECONDS)
        await asyncio.sleep(0.1)
    return await until(look, what, seconds=0)
