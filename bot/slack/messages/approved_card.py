"""The living card between an approval and the authority's answer: seconds to undo, then on its way."""

from dataclasses import dataclass, replace

from bot.billing.invoice import Invoice
from bot.locale import Words
from bot.slack import invoice_phrases as phrases
from bot.slack import samples
from bot.slack.blocks import actions, button, context, section
from bot.slack.drawing import Block, Message
from bot.slack.escape import inert, mention
from bot.slack.references import Reference
from bot.store.records import UNASKED

UNDO = "approval.undo"


@dataclass(frozen=True)
class ApprovedCard:
    reference: Reference
    """`operation` is the one that was begun and can be withdrawn."""
    authority: str
    invoice: Invoice
    requester: str
    approver: str
    approved_at: int
    now: int
    undo_seconds: int
    """How long Undo is offered from `approved_at`; 0: it is on its way."""
    others: tuple[str, ...] = ()
    """Who approved before."""
    is_waiting: bool = False
    """The authority has it and has not answered yet."""


def draw(card: ApprovedCard, words: Words) -> Message:
    client = phrases.client_name(card.invoice.client)
    text = words.t("{person} aprobó la factura a {client}", person=phrases.who(card.approver, words), client=client)
    blocks: list[Block] = [
        section(f"{phrases.dotted(f'*{client}*', f'*{phrases.total(card.invoice, words)}*')}\n{_stand(card, words)}")
    ]
    if card.undo_seconds:
        blocks.append(actions(button(words.t("Deshacer"), action=UNDO, value=card.reference.pack()), block_id="undo"))
    asked = words.t("Pidió {person}", person=mention(card.requester))
    blocks.append(
        context(phrases.dotted(asked, phrases.approved_by((*card.others, card.approver), words) if card.others else ""))
    )
    return Message(text, tuple(blocks))


def _stand(card: ApprovedCard, words: Words) -> str:
    person = phrases.who(card.approver, words)
    who = {"person": f"{person[:1].upper()}{person[1:]}", "moment": words.dated(card.approved_at, now_ms=card.now)}
    authority = inert(card.authority, 20)
    if card.undo_seconds and card.invoice.is_electronic:
        return words.t("⏳ {person} aprobó {moment} · se emite en {seconds} s", seconds=card.undo_seconds, **who)
    if card.undo_seconds:
        return words.t("⏳ {person} aprobó {moment} · se abre en {seconds} s", seconds=card.undo_seconds, **who)
    if card.is_waiting:
        return words.t(
            "⏳ {person} aprobó {moment} · la {authority} la recibió y aún no responde", authority=authority, **who
        )
    if card.invoice.is_electronic:
        return words.t("⏳ {person} aprobó {moment} · emitiendo ante la {authority}…", authority=authority, **who)
    return words.t("⏳ {person} aprobó {moment} · abriendo en Alegra…", **who)


_COUNTDOWN = ApprovedCard(
    reference=samples.REFERENCE,
    authority="DIAN",
    invoice=samples.PENDING,
    requester=samples.ANA,
    approver=samples.BRUNO,
    approved_at=samples.NOW,
    now=samples.NOW,
    undo_seconds=15,
)
SAMPLES = {
    "countdown": _COUNTDOWN,
    "countdown to open": replace(_COUNTDOWN, invoice=samples.OPENED),
    "stamping": replace(_COUNTDOWN, undo_seconds=0),
    "opening": replace(_COUNTDOWN, undo_seconds=0, invoice=samples.OPENED),
    "routine": replace(_COUNTDOWN, approver=UNASKED),
    "of several": replace(_COUNTDOWN, others=(samples.DIEGO,)),
    "waiting": replace(_COUNTDOWN, undo_seconds=0, is_waiting=True),
    "hostile": replace(_COUNTDOWN, invoice=samples.HOSTILE_DRAFT, approver=samples.HOSTILE, authority=samples.HOSTILE),
}
