"""To whoever asked for it: a client or an item on its way into Alegra, there, or refused."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from bot.locale import Words, phrase
from bot.slack import samples
from bot.slack.blocks import actions, button, section
from bot.slack.drawing import Block, Message
from bot.slack.escape import discreet, inert
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
UNKNOWN = phrase("🟠 Alegra no respondió al crear *{name}*: lo estoy buscando. No lo crees otra vez mientras tanto")
NEEDS_PERSON = phrase("⚠️ No pude saber si Alegra creó *{name}*: búscalo en Alegra antes de crearlo otra vez")


@dataclass(frozen=True)
class EntryMessage:
    what: Entry
    name: str
    standing: Standing
    entry_id: str = ""
    error: Mapping[str, Any] = field(default_factory=dict)


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
            return words.t(UNKNOWN, name=name)
        case Standing.NEEDS_PERSON:
            return words.t(NEEDS_PERSON, name=name)
    return words.t(UNDER_WAY[message.what], name=name)


def _buttons(message: EntryMessage, words: Words) -> list[Block]:
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
    "client unknown": replace(_CLIENT, standing=Standing.UNKNOWN),
    "client needs a person": replace(_CLIENT, standing=Standing.NEEDS_PERSON),
    "item under way": _ITEM,
    "item there": replace(_ITEM, standing=Standing.DONE, entry_id="110"),
    "item refused": replace(_ITEM, standing=Standing.REFUSED, error={"situation": "refused", "message": "No"}),
    "hostile": EntryMessage(
        Entry.CLIENT, samples.HOSTILE, Standing.REFUSED, error={"situation": "refused", "message": samples.HOSTILE}
    ),
}
