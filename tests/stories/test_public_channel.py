"""Where anybody may read, cards and notices show no figures; each person sees them alone, and approves on what they saw."""

import re

from bot.store.connection import Client
from sandbox.slack.client.message import Message
from sandbox.slack.client.person import Person
from sandbox.slack.client.waiting import until
from tests.stories.invoicing import UNDO_IS_OVER, asks_for
from tests.stories.stage import performance

GENERAL = "C0GENERAL1"
FIGURE = re.compile(r"\d{1,3}(?:\.\d{3})+")
NUMBERS_LEFT = re.compile(r"quedan [\d.]+ números")
TOTAL = "$1.011.500"


def said_in_public(person: Person) -> str:
    """By Cobro, to everybody."""
    shown = [message for message in person.messages("general") if not message.is_ephemeral]
    return "\n".join(f"{message.notification}\n{message.text}" for message in shown)


async def test_a_public_channel_shows_no_figures_from_draft_to_payment(redis: Client) -> None:
    async with performance(redis, COBRO_CHANNEL=GENERAL) as stage:
        bruno, carla = stage.person("bruno"), stage.person("carla")
        await asks_for(stage.person("ana"))
        card = await bruno.sees("Factura por aprobar", channel="general")
        await card.shows("•••")
        assert "Aprobar y emitir" not in card.buttons

        await card.press("Ver y aprobar")
        alone = await bruno.sees_privately("Factura por aprobar", channel="general")
        assert TOTAL in alone.text
        await alone.press("Aprobar y emitir", confirm=True)
        await card.shows("Deshacer")
        stage.clock.advance(UNDO_IS_OVER)
        await card.shows("emitida")
        await card.shows("•••")

        await (await carla.sees("Registrar pago", channel="general")).press("Registrar pago")
        payment = await carla.modal("Registrar pago")
        await payment.fill("Valor que entró al banco", "1011500")
        assert await payment.submit() == {}
        await carla.sees("pagó", channel="general")
        await until(lambda: "Cartera vencida" in said_in_public(carla), "the digest")
        await asks_for_the_evidence(stage.person("diego"), card)
        assert FIGURE.findall(NUMBERS_LEFT.sub("", said_in_public(carla))) == []
        assert [file for message in card.thread() for file in message.files] == []


async def asks_for_the_evidence(admin: Person, card: Message) -> None:
    """Which has every figure: they get it alone."""
    number = re.findall(r"FE\d+", card.text)[0]
    await admin.types(f"/cobro audit {number}", channel="general")
    await (await admin.sees_privately(f"Auditoría de {number}", channel="general")).press("Evidencia en PDF")
    await admin.sees_privately(f"evidencia_{number}.pdf", channel="general")


async def test_a_channel_that_is_made_public_loses_its_figures_with_the_next_drawing(redis: Client) -> None:
    async with performance(redis) as stage:
        await asks_for(stage.person("ana"))
        card = await stage.person("bruno").sees("Factura por aprobar")
        assert TOTAL in card.text
        stage.slack.state.workspace.directory.channels["C0FACTURAS"].kind = "public"
        stage.clock.advance(200)

        await card.press("Aprobar y emitir", confirm=True)

        await card.shows("•••")
        assert TOTAL not in card.text
