"""What waits for approval and nobody decides: a reminder, somebody else who may, its end, and asking again. In business hours only."""

import re
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.store.connection import Client
from sandbox.slack.client.message import Message
from sandbox.slack.client.waiting import until
from tests.stories.governing import opens_policy
from tests.stories.invoicing import UNDO_IS_OVER, approves, issued, mention, payments, pays_a_part, texts, to_approve
from tests.stories.stage import Stage, performance

BOGOTA = ZoneInfo("America/Bogota")
FRIDAY_AFTERNOON = datetime(2026, 11, 27, 16, 55, tzinfo=BOGOTA)
MONDAY = (2026, 11, 30)


def moves_to(stage: Stage, *moment: int) -> None:
    stage.clock.advance(datetime(*moment, tzinfo=BOGOTA).timestamp() - stage.clock.now())  # type: ignore[misc,arg-type]


async def asks_bruno_alone(stage: Stage, *, also: Sequence[str] = ()) -> None:
    """Diego steps in after eight hours; after two working days nobody may any more."""
    form = await opens_policy(stage)
    await form.fill("Nivel 1: qué se aprueba", ["Emitir facturas", *also])
    await form.fill("Nivel 1: quiénes", [stage.person("bruno").id])
    await form.fill("Recordar cada cuántas horas hábiles", "4")
    await form.fill("Escalar después de cuántas horas hábiles", "8")
    await form.fill("Vence después de cuántos días hábiles", "2")
    assert await form.submit() == {}
    await form.shows("recuerda cada 4 horas hábiles")
    await form.close()


def in_thread(card: Message, part: str) -> list[str]:
    return [reply.text for reply in card.thread() if part in reply.text]


async def test_what_nobody_decides_is_told_raised_ended_and_asked_for_again(redis: Client) -> None:
    async with performance(redis, start=FRIDAY_AFTERNOON) as stage:
        await asks_bruno_alone(stage)
        card = await to_approve(stage)
        await until(lambda: re.search("⌛ vence el 1 dic 4:5[5-9]", card.text), lambda: f"when it ends in {card.text}")
        bruno, diego = mention(stage, "bruno"), mention(stage, "diego")

        moves_to(stage, *MONDAY, 7, 50)
        moves_to(stage, *MONDAY, 11, 10)
        await until(lambda: in_thread(card, "⏰"), "Bruno to be reminded")
        assert bruno in in_thread(card, "⏰")[0]
        assert diego not in in_thread(card, "⏰")[0]

        moves_to(stage, *MONDAY, 15, 10)
        await until(lambda: in_thread(card, "⏫"), "Diego to be called")
        await card.shows(f"Falta 1 de 1: {bruno} o {diego}.")
        assert len(in_thread(card, "⏰")) == 1, "who may decide now is said instead of another reminder"

        moves_to(stage, 2026, 12, 1, 17, 10)
        await card.shows("⌛ Venció")
        assert stage.invoices[0]["status"] == "draft", "nothing was deleted in Alegra"
        outcome = await stage.person("ana").sees_directly("Venció sin que nadie decidiera la factura")

        await outcome.press("Pedir otra vez")
        await card.shows("Factura por aprobar")
        await outcome.shows("la pidió otra vez")
        assert outcome.buttons == []
        await card.shows(f"Falta 1 de 1: {bruno}.")
        await until(lambda: in_thread(card, "🔁"), "Bruno to be called again")
        await approves(card)
        stage.clock.advance(UNDO_IS_OVER)
        await card.shows("emitida")
        assert len(texts(stage.person("ana"), "Venció sin que nadie decidiera la factura", channel="direct")) == 1


async def test_a_void_of_a_payment_that_nobody_approves_ends_in_the_thread_of_its_notice(redis: Client) -> None:
    async with performance(redis, start=FRIDAY_AFTERNOON) as stage:
        await asks_bruno_alone(stage, also=["Anular pagos"])
        await issued(stage)
        carla = stage.person("carla")
        await carla.types("/pago registrar FE342")
        await pays_a_part(await carla.modal(), "500.000,00")
        news = await stage.person("diego").sees("💰")
        await stage.person("diego").types("/pago anular FE342")
        form = await stage.person("diego").modal("Anular pago")
        await form.fill("Motivo", "Al cliente equivocado")
        assert await form.submit() == {}
        await news.shows("⌛ vence el 1 dic")

        moves_to(stage, *MONDAY, 11, 40)
        await until(lambda: in_thread(news, "⏰"), "Bruno to be reminded")
        assert mention(stage, "bruno") in in_thread(news, "⏰")[0]
        moves_to(stage, 2026, 12, 1, 17, 10)
        await until(lambda: in_thread(news, "⌛"), "Diego to hear that it ended")
        assert mention(stage, "diego") in in_thread(news, "⌛")[0]
        await until(lambda: "pide anular" not in news.text, "the notice to be as it was")
        assert payments(stage)[0]["status"] == "open"
