"""What people do in nearly every story of an invoice, so that each tells only what is its own."""

import asyncio
from collections.abc import Mapping
from typing import Any

import httpx

from sandbox.slack.client.message import Message
from sandbox.slack.client.modal import Modal
from sandbox.slack.client.person import Person
from sandbox.slack.client.waiting import until
from tests.stories.stage import Stage

CLINIC = "Clínica Los Andes"
MAINTENANCE = "Mantenimiento preventivo"
ITEM, PRICE = "Producto o servicio", "Precio unitario sin impuestos"
PLAIN = {"Numeración": "RR · Remisión de mostrador"}
UNDO_IS_OVER = 16
"""Seconds of the strangers' clock."""


async def opens_form(person: Person, typed: str = "/invoice create") -> Modal:
    await person.types(typed)
    return await person.modal()


async def fills(
    form: Modal, *, client: str = CLINIC, item: str = MAINTENANCE, quantity: str = "", price: str = ""
) -> Modal:
    """Numbers are typed and left with Enter, so that the totals on screen are those that are sent."""
    if client:
        await form.fill("Cliente", client)
    await form.fill(ITEM, item)
    await until(lambda: form.value(PRICE), "the price of the item")
    if quantity:
        await form.fill("Cantidad", quantity, enter=True)
    if price:
        await form.fill(PRICE, price, enter=True)
    return form


async def chooses_options(form: Modal, person: Person, options: Mapping[str, Any]) -> None:
    """In "Más opciones", which is saved and left."""
    await form.press("⚙️ Más opciones")
    more = await person.modal("Más opciones")
    for name, value in options.items():
        await more.fill(name, value)
    assert await more.submit() == {}
    await more.goes_away()


async def asks_for(
    person: Person, *, options: Mapping[str, Any] | None = None, typed: str = "/invoice create", **filled: str
) -> None:
    """A one-line invoice, handed in; returns when it waits for approval."""
    form = await fills(await opens_form(person, typed), **filled)
    if options:
        await chooses_options(form, person, options)
    assert await form.submit() == {}
    await person.sees_directly("En aprobación")


async def to_approve(stage: Stage, by: str = "bruno", **filled: Any) -> Message:
    """The card of an invoice that Ana asked for, before the eyes of an approver."""
    await asks_for(stage.person("ana"), **filled)
    return await stage.person(by).sees("Factura por aprobar")


async def approves(card: Message, *, button: str = "Aprobar y emitir") -> None:
    await card.press(button, confirm=True)
    await card.shows("Deshacer")


async def issued(stage: Stage, **filled: Any) -> Message:
    """The card of an invoice that Ana asked for and Bruno approved."""
    card = await to_approve(stage, **filled)
    await approves(card)
    stage.clock.advance(UNDO_IS_OVER)
    return await card.shows("emitida")


async def opened(stage: Stage, **filled: Any) -> Message:
    """The same under the numbering that is not electronic."""
    card = await to_approve(stage, options=PLAIN, **filled)
    await approves(card, button="Aprobar y abrir")
    stage.clock.advance(UNDO_IS_OVER)
    return await card.shows("emitida")


def texts(person: Person, part: str, *, channel: str | None = None) -> list[str]:
    """Everything that this person sees there and that shows `part`."""
    return [message.text for message in person.messages(channel) if part in message.text]


def mention(stage: Stage, name: str) -> str:
    return f"<@{stage.person(name).id}>"


async def pays_a_part(form: Modal, amount: str) -> None:
    """Into the form of a payment of the clinic, which always withholds, and leaves something owed; handed in."""
    await form.fill("Valor que entró al banco", amount, enter=True)
    await form.shows("Suele retener esto")
    await form.fill("¿Qué es lo que falta?", "Es un abono, deja el saldo")
    assert await form.submit() == {}


def payments(stage: Stage) -> list[dict[str, Any]]:
    """Of the invoices that were made since the curtain rose."""
    books = stage.alegra.state.books
    return [books.payments[key] for invoice in stage.invoices for key in books.payments_of.get(invoice["id"], [])]


async def in_alegra(stage: Stage, method: str, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
    """As somebody does on Alegra's own pages."""
    user = (stage.environment["ALEGRA_EMAIL"], stage.environment["ALEGRA_TOKEN"])
    async with httpx.AsyncClient(auth=user, trust_env=False) as client:
        answer = await client.request(method, stage.environment["ALEGRA_API_URL"] + path, json=dict(body))
        answer.raise_for_status()
        answered: dict[str, Any] = answer.json()
        return answered


async def a_while(stage: Stage, seconds: int) -> None:
    """Ten seconds at a time, as the bot meets them."""
    for _ in range(seconds // 10):
        stage.clock.advance(10)
        await asyncio.sleep(0.05)


async def payments_are_polled(stage: Stage) -> None:
    """Twice, minutes apart: whatever else was due at this hour has been begun before the second time."""
    for _ in range(2):
        asked = len(stage.requests("GET /payments"))
        stage.clock.advance(130)
        await until(lambda: len(stage.requests("GET /payments")) > asked, "the payments to be polled")  # noqa: B023  awaited here
