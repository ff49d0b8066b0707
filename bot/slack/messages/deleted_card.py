"""The living card of a draft that no longer exists in Alegra."""

from dataclasses import dataclass, replace

from bot.locale import Words
from bot.slack import invoice_phrases as phrases
from bot.slack import samples
from bot.slack.blocks import context, section
from bot.slack.drawing import Message
from bot.slack.escape import inert, mention


@dataclass(frozen=True)
class DeletedCard:
    document: str
    client: str
    deleted_by: str
    """Empty: it was found gone in Alegra."""
    deleted_at: int
    now: int


def draw(card: DeletedCard, words: Words) -> Message:
    client, moment = inert(card.client, phrases.LONGEST_NAME), words.dated(card.deleted_at, now_ms=card.now)
    text = words.t("Se borró el borrador de la factura a {client}", client=client)
    by = words.t("Alguien lo borró en Alegra; lo vi {moment}", moment=moment)
    if card.deleted_by:
        by = words.t("Lo borró {person} {moment}", person=mention(card.deleted_by), moment=moment)
    head = words.t("🗑️ El borrador de la factura a *{client}* ya no está en Alegra", client=client)
    return Message(text, (section(f"{head}\n{by}"), context(inert(card.document, 20))))


_DELETED = DeletedCard(
    document="D-7K3Q", client=samples.CLINIC.name, deleted_by=samples.BRUNO, deleted_at=samples.NOW, now=samples.NOW
)
SAMPLES = {
    "deleted": _DELETED,
    "found gone": replace(_DELETED, deleted_by=""),
    "hostile": replace(_DELETED, client=samples.HOSTILE, document=samples.HOSTILE),
}
