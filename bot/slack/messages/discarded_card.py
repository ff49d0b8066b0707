"""The living card of an invoice nobody wants: the draft stays in Alegra until a person deletes it."""

from dataclasses import dataclass, replace

from bot.billing.invoice import Invoice
from bot.locale import Words
from bot.slack import invoice_phrases as phrases
from bot.slack import samples
from bot.slack.blocks import actions, button, confirm, paragraphs
from bot.slack.drawing import Block, Message
from bot.slack.escape import mention, plain
from bot.slack.references import Reference
from bot.slack.refusals import Refusal, sentence

DELETE = "draft.delete"


@dataclass(frozen=True)
class DiscardedCard:
    reference: Reference
    """`operation` is the deletion that the button would begin."""
    invoice: Invoice
    discarded_by: str
    discarded_at: int
    now: int
    reason: str = ""
    is_deleting: bool = False
    refusal: Refusal | None = None
    """Alegra would not delete it."""


def draw(card: DiscardedCard, words: Words) -> Message:
    client, who = phrases.client_name(card.invoice.client), mention(card.discarded_by)
    text = words.t("{person} descartó la factura a {client}", person=who, client=client)
    said = words.t(
        "🗑️ {person} descartó {moment} la factura a *{client}* (*{total}*)",
        person=who,
        client=client,
        moment=words.dated(card.discarded_at, now_ms=card.now),
        total=phrases.total(card.invoice, words),
    )
    lines = [f"{said}{phrases.because(card.reason, words)}"]
    if card.refusal:
        lines.append(words.t("🔴 Alegra no la borró: {reason}", reason=sentence(card.refusal, words)))
    lines.append(words.t("⏳ Borrando el borrador…") if card.is_deleting else words.t("El borrador sigue en Alegra."))
    return Message(text, (*paragraphs(lines), *([] if card.is_deleting else [_delete(card, words)])))


def _delete(card: DiscardedCard, words: Words) -> Block:
    sure = confirm(
        title=words.t("¿Borrar el borrador?"),
        text=phrases.dotted(
            plain(card.invoice.client.name, 100), words.t("No se puede deshacer. No tiene número: no deja hueco.")
        ),
        yes=words.t("Borrar"),
        no=words.t("Cancelar"),
        style="danger",
    )
    label = words.t("Borrar el borrador en Alegra")
    return actions(
        button(label, action=DELETE, value=card.reference.pack(), style="danger", confirm=sure), block_id="discarded"
    )


_DISCARDED = DiscardedCard(
    reference=samples.REFERENCE,
    invoice=samples.PENDING,
    discarded_by=samples.BRUNO,
    discarded_at=samples.NOW,
    now=samples.NOW,
    reason="Ya se facturó en octubre",
)
SAMPLES = {
    "discarded": _DISCARDED,
    "by its author": replace(_DISCARDED, discarded_by=samples.ANA, reason=""),
    "deleting": replace(_DISCARDED, is_deleting=True),
    "hostile": replace(
        _DISCARDED,
        invoice=samples.HOSTILE_DRAFT,
        reason=samples.HOSTILE * 30,
        discarded_by=samples.HOSTILE,
        refusal=Refusal(samples.HOSTILE),
    ),
}
