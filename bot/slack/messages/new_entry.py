"""To whoever asked for it: a client or an item on its way into Alegra, there, or refused."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from bot.locale import Words, phrase
from bot.slack import samples
from bot.slack.blocks import actions, button, context, section
from bot.slack.drawing import Block, Message
from bot.slack.escape import discreet, inert
from bot.slack.invoice_phrases import either
from bot.slack.messages import needs_person_card
from bot.slack.messages.needs_person_card import NeedsPersonCard, decisions
from bot.slack.refusals import refusal_sentence

INVOICE = "new_entry.invoice"
"""Its value is the id of the client."""


class Entry(StrEnum):
    CLIENT = "client"
    ITEM = "item"


class Standing(StrEnum):
    """As the states of its operation are called."""

    ACCEPTED = "accepted"
    SENDING = "sending"
    UNKNOWN = "unknown"
    NEEDS_PERSON = "needs_person"
    DONE = "done"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


UNDER_WAY = {
    Entry.CLIENT: phrase("⏳ Creando el cliente *{name}* en Alegra…"),
    Entry.ITEM: phrase("⏳ Creando *{name}* en el catálogo de Alegra…"),
}
DONE = {
    Entry.CLIENT: phrase("✅ *{name}* ya es cliente en Alegra"),
    Entry.ITEM: phrase("✅ *{name}* ya está en el catálogo de Alegra"),
}
REFUSED = {
    Entry.CLIENT: phrase("🔴 Alegra no creó el cliente *{name}*: {reason}"),
    Entry.ITEM: phrase("🔴 Alegra no creó *{name}*: {reason}"),
}
UNKNOWN = {
    Entry.CLIENT: phrase(
        "🟠 Alegra no respondió al crear *{name}*: lo busco entre los clientes nuevos por su identificación y te digo antes de "
        "las {time}; no lo crees otra vez mientras tanto"
    ),
    Entry.ITEM: phrase(
        "🟠 Alegra no respondió al crear *{name}*: lo busco entre los productos nuevos por su nombre y precio y te digo antes "
        "de las {time}; no lo crees otra vez mientras tanto"
    ),
}
NEEDS_PERSON = phrase("⚠️ No pude saber si Alegra creó *{name}*: búscalo en Alegra antes de crearlo otra vez")


@dataclass(frozen=True)
class EntryMessage:
    what: Entry
    name: str
    standing: Standing
    entry_id: str = ""
    error: Mapping[str, Any] = field(default_factory=dict)
    known_by: int = 0
    """When at the latest it is known, in milliseconds; only of unknown fate."""
    undecided: NeedsPersonCard | None = None
    """Only of what needs a person: who may decide, and how."""


def draw(message: EntryMessage, words: Words) -> Message:
    said = _said(message, words)
    return Message(discreet(said.replace("*", "")), (section(said), *_buttons(message, words)))


def _said(message: EntryMessage, words: Words) -> str:
    name = inert(message.name, 120)
    match message.standing:
        case Standing.DONE:
            return words.t(DONE[message.what], name=name)
        case Standing.REFUSED:
            return words.t(REFUSED[message.what], name=name, reason=refusal_sentence(message.error, words))
        case Standing.UNKNOWN:
            return words.t(UNKNOWN[message.what], name=name, time=words.clock(message.known_by))
        case Standing.NEEDS_PERSON:
            return words.t(NEEDS_PERSON, name=name)
    return words.t(UNDER_WAY[message.what], name=name)


def _buttons(message: EntryMessage, words: Words) -> list[Block]:
    if message.undecided:
        people = either(message.undecided.deciders, words)
        return [decisions(message.undecided, words), context(words.t("Puede hacerlo {people}.", people=people))]
    if message.what is not Entry.CLIENT or message.standing is not Standing.DONE or not message.entry_id:
        return []
    return [actions(button(words.t("Nueva factura"), action=INVOICE, value=message.entry_id))]


_CLIENT = EntryMessage(Entry.CLIENT, "Zapatería El Cordón", Standing.SENDING)
_ITEM = EntryMessage(Entry.ITEM, "Limpieza de condensador", Standing.SENDING)
SAMPLES = {
    "client under way": _CLIENT,
    "client there": replace(_CLIENT, standing=Standing.DONE, entry_id="58"),
    "client taken": replace(
        _CLIENT, standing=Standing.REFUSED, error={"situation": "refused", "code": 2006, "message": "Ya existe"}
    ),
    "client unknown": replace(_CLIENT, standing=Standing.UNKNOWN, known_by=samples.NOW),
    "item unknown": replace(_ITEM, standing=Standing.UNKNOWN, known_by=samples.NOW),
    "client needs a person": replace(
        _CLIENT, standing=Standing.NEEDS_PERSON, undecided=needs_person_card.SAMPLES["client"]
    ),
    "item under way": _ITEM,
    "item there": replace(_ITEM, standing=Standing.DONE, entry_id="110"),
    "item refused": replace(_ITEM, standing=Standing.REFUSED, error={"situation": "refused", "message": "No"}),
    "hostile": EntryMessage(
        Entry.CLIENT, samples.HOSTILE, Standing.REFUSED, error={"situation": "refused", "message": samples.HOSTILE}
    ),
}
