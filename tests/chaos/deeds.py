"""What people do with an invoice, as a table: who, when it is due, by which form, and what they fill in there."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from sandbox.slack.client.message import Message
from sandbox.slack.client.modal import Modal
from sandbox.slack.client.person import Person
from tests.chaos.intents import Ending, Intent
from tests.stories.stage import Stage

TO_APPROVE, ISSUED, PAID, VOIDED = "Factura por aprobar", "emitida", "Pagada", "anulada"
PLAIN = "RR · Remisión de mostrador"
FAILED = "failed with the error"
NUMBER = re.compile(r"\*((?:FE|RR)\d+)\*")


class NotAnswered(AssertionError):
    def __init__(self, typed: str, said: str) -> None:
        super().__init__(f"{typed}: {said}")


@dataclass(frozen=True)
class Seen:
    """What a person knows of an invoice: its card, and what was handed in for it."""

    card: Message | None
    text: str
    handed_in: frozenset[str]

    @property
    def number(self) -> str:
        found = NUMBER.search(self.text)
        return found[1] if found else ""

    @property
    def is_issued(self) -> bool:
        """Not only perhaps."""
        return bool(self.number) and ISSUED in self.text

    def is_after(self, deed: str, *, wanted: bool) -> bool:
        return not wanted or deed in self.handed_in


Opens = Callable[[Stage, str, Intent, Seen], Awaitable[None]]


@dataclass(frozen=True)
class Deed:
    name: str
    who: tuple[str, ...]
    """Whoever of them comes to it first."""
    title: str
    """Of the form, its beginning."""
    shows: str
    """What stands in the form when it can be handed in."""
    is_due: Callable[[Intent, Seen], bool]
    opens: Opens
    fills: Callable[[Person, Modal, Intent], Awaitable[None]]


def typing(command: str) -> Opens:
    async def types(stage: Stage, who: str, intent: Intent, seen: Seen) -> None:
        person = stage.person(who)
        typed = command.format(price=intent.price, total=intent.total, number=seen.number)
        before = _newest(person)
        await person.types(typed)
        after = _newest(person)
        if after is not None and after.ts != (before and before.ts) and FAILED in after.text:
            raise NotAnswered(typed, after.text)

    return types


def reason(text: str) -> Callable[[Person, Modal, Intent], Awaitable[None]]:
    async def fills(_person: Person, form: Modal, _intent: Intent) -> None:
        await form.fill("Motivo", text)

    return fills


async def _as_it_is(_person: Person, _form: Modal, _intent: Intent) -> None:
    """The command has filled it."""


async def _numbering(person: Person, form: Modal, intent: Intent) -> None:
    if intent.is_plain:
        await _option(person, form, "Numeración", PLAIN)


async def _order(person: Person, form: Modal, intent: Intent) -> None:
    await _option(person, form, "Orden de compra", intent.order)


async def _option(person: Person, form: Modal, name: str, value: str) -> None:
    await form.press("⚙️ Más opciones")
    more = await person.modal("Más opciones")
    await more.fill(name, value)
    if await more.submit() != {} or more.trouble:
        raise NotAnswered("Más opciones", more.trouble)
    await more.goes_away()


async def _address(_person: Person, form: Modal, intent: Intent) -> None:
    await form.fill("Para", intent.address)


async def _edits(stage: Stage, who: str, _intent: Intent, seen: Seen) -> None:
    assert seen.card is not None
    theirs = Message(stage.slack, stage.person(who).id, channel=seen.card.channel, ts=seen.card.ts)
    await theirs.choose("invoice.more", "Editar")


def _newest(person: Person) -> Message | None:
    messages = person.messages()
    return messages[-1] if messages else None


def _is_out(seen: Seen, intent: Intent) -> bool:
    """Nothing is left to do with it before money comes in."""
    return seen.is_issued and seen.is_after("email", wanted=intent.is_emailed)


DEEDS = (
    Deed(
        "edit",
        ("ana",),
        "Editar",
        "Subtotal",
        lambda intent, seen: intent.is_edited and TO_APPROVE in seen.text and intent.order not in seen.text,
        _edits,
        _order,
    ),
    Deed(
        "create",
        ("ana",),
        "Nueva factura",
        "Subtotal",
        lambda _intent, seen: seen.card is None,
        typing("/invoice create 1 x limpieza @{price} para clinica los andes"),
        _numbering,
    ),
    Deed(
        "email",
        ("carla", "diego"),
        "Enviar por correo",
        "Para",
        lambda intent, seen: intent.is_emailed and seen.is_issued,
        typing("/invoice email {number}"),
        _address,
    ),
    Deed(
        "payment",
        ("carla", "bruno"),
        "Registrar pago",
        "queda en *$0*",
        lambda intent, seen: intent.is_paid and _is_out(seen, intent),
        typing("/payment record {number} {total}"),
        _as_it_is,
    ),
    Deed(
        "void payment",
        ("bruno", "diego"),
        "Anular pago",
        "Motivo",
        lambda intent, seen: intent.ending is Ending.PAYMENT_VOIDED and PAID in seen.text,
        typing("/payment void {number}"),
        reason("Se aplicó al cliente equivocado"),
    ),
    Deed(
        "void",
        ("bruno", "diego"),
        "Anular factura",
        "Motivo",
        lambda intent, seen: intent.ending is Ending.VOIDED and _is_out(seen, intent),
        typing("/invoice void {number}"),
        reason("Se facturó dos veces"),
    ),
)
"""In the order in which a person with several to do goes about them."""
