"""What is done in the stories of what clients paid, and what the channel says of it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sandbox.slack.client.modal import Modal
from sandbox.slack.client.waiting import until
from tests.stories.invoicing import in_alegra, payments_are_polled, texts
from tests.stories.stage import Stage

AMOUNT = "Valor que entró al banco"
DAY = "Día en que entró"


def go_to(stage: Stage, *, hour: int, minute: int) -> None:
    """The next time that the clock in Bogotá shows this."""
    now = stage.clock.utc().astimezone(ZoneInfo("America/Bogota"))
    then = datetime(now.year, now.month, now.day, hour, minute, tzinfo=now.tzinfo)
    stage.clock.advance((then - now).total_seconds() % (24 * 3600))


async def payment_form(stage: Stage, beside: str = "Registrar pago") -> Modal:
    carla = stage.person("carla")
    await (await carla.sees(beside)).press("Registrar pago")
    return await carla.modal("Registrar pago")


async def paid_in_alegra(stage: Stage, invoice: dict[str, object], amount: int) -> None:
    """After Cobro's first look: what is there by then counts as known."""
    await payments_are_polled(stage)
    body = {
        "type": "in",
        "date": "2026-11-27",
        "bankAccount": {"id": "1"},
        "paymentMethod": "transfer",
        "invoices": [{"id": invoice["id"], "amount": amount}],
    }
    await in_alegra(stage, "POST", "/payments", body)


def news_of(stage: Stage) -> list[str]:
    return [text for text in texts(stage.person("bruno"), "") if "💰" in text or "nulado" in text]


async def told_of(stage: Stage, number: str) -> str:
    return (await until(lambda: [text for text in news_of(stage) if number in text], "the channel to be told"))[0]
