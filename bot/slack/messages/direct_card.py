"""The requester's own small living card, in direct messages: where their invoice stands, without asking anybody."""

from dataclasses import dataclass, replace
from enum import StrEnum

from bot.billing.invoice import Invoice
from bot.locale import Words, phrase
from bot.slack import invoice_phrases as phrases
from bot.slack import samples
from bot.slack.author_buttons import author_buttons, withdraw_button
from bot.slack.blocks import paragraphs
from bot.slack.drawing import Block, Message
from bot.slack.escape import discreet, inert
from bot.slack.references import Reference


class Standing(StrEnum):
    CREATING = "creating"
    PENDING = "pending"
    APPROVED = "approved"
    ISSUED = "issued"
    RETURNED = "returned"
    EXPIRED = "expired"
    """Nobody decided in time."""
    DISCARDED = "discarded"
    VOIDED = "voided"
    DELETED = "deleted"
    FAILED = "failed"
    UNKNOWN = "unknown"
    NEEDS_PERSON = "needs_person"


SENTENCES = {
    Standing.CREATING: phrase("⏳ Creando el borrador en Alegra…"),
    Standing.PENDING: phrase("🕓 En aprobación: la revisa {people}"),
    Standing.APPROVED: phrase("⏳ Aprobada por {people}, en camino"),
    Standing.ISSUED: phrase("✅ Emitida como *{number}*, {approved}"),
    Standing.RETURNED: phrase("↩️ {people} la devolvió: «{reason}»"),
    Standing.EXPIRED: phrase("⌛ Venció sin que nadie decidiera: puedes pedirla otra vez"),
    Standing.DISCARDED: phrase("🗑️ Descartada por {people}: «{reason}»"),
    Standing.VOIDED: phrase("🚫 *{number}* anulada por {people}: «{reason}»"),
    Standing.DELETED: phrase("🗑️ Borrada de Alegra"),
    Standing.FAILED: phrase("🔴 Alegra no la creó: {reason}"),
    Standing.UNKNOWN: phrase("🟠 Alegra no respondió: la estoy consultando y te digo aquí"),
    Standing.NEEDS_PERSON: phrase(
        "🟠 No pude saber si Alegra lo hizo: una persona debe mirarlo; la tarjeta dice qué sigue"
    ),
}
VOIDED_ELSEWHERE = phrase("🚫 *{number}* anulada en Alegra")
WITHDRAWN = phrase("↩️ La retiraste de su aprobación: «{reason}»")
ISSUED_ELSEWHERE = phrase("✅ *{number}* quedó emitida en Alegra, fuera de Cobro: nadie la aprobó aquí")
NOBODY = phrase("🕓 En aprobación, pero nadie puede aprobarla: habla con quien administra; la tarjeta dice qué falta")


@dataclass(frozen=True)
class DirectCard:
    reference: Reference
    standing: Standing
    client: str
    invoice: Invoice | None = None
    people: tuple[str, ...] = ()
    """Who may approve it, or who decided."""
    missing: int = 1
    """How many of them must approve it now."""
    is_own: bool = False
    """What was decided, the requester decided themselves."""
    reason: str = ""
    permalink: str = ""
    """Of the card in the channel, once it is there."""
    sent_at: int = 0
    now: int = 0


def draw(card: DirectCard, words: Words) -> Message:
    client = inert(card.client, phrases.LONGEST_NAME)
    total = f"*{phrases.total(card.invoice, words)}*" if card.invoice else ""
    stands = _stands(card, words)
    lines = [phrases.dotted(words.t("🧾 Tu factura a *{client}*", client=client), total), stands, _footer(card, words)]
    text = words.t("Tu factura a {client}: {stands}", client=client, stands=discreet(stands.replace("*", "")))
    return Message(text, (*paragraphs(lines), *_buttons(card, words)))


def _stands(card: DirectCard, words: Words) -> str:
    if card.standing is Standing.PENDING and not card.people:
        return words.t(NOBODY)
    number = inert(card.invoice.number, 40) if card.invoice else ""
    if card.standing is Standing.VOIDED and not card.people:
        return words.t(VOIDED_ELSEWHERE, number=number)
    if card.standing is Standing.ISSUED and not card.people:
        return words.t(ISSUED_ELSEWHERE, number=number)
    decided = card.standing is not Standing.PENDING
    if card.standing is Standing.RETURNED and card.is_own:
        return phrases.unquoted(words.t(WITHDRAWN, reason=inert(card.reason, 600)))
    people = (
        ", ".join(phrases.who(person, words) for person in card.people)
        if decided
        else phrases.asked(card.people, card.missing, words)
    )
    said = words.t(
        SENTENCES[card.standing],
        people=people,
        approved=phrases.approved_by(card.people, words),
        number=number,
        reason=inert(card.reason, 600),
    )
    return phrases.unquoted(said)


def _footer(card: DirectCard, words: Words) -> str:
    sent = words.t("Enviada {moment}", moment=words.dated(card.sent_at, now_ms=card.now)) if card.sent_at else ""
    see = phrases.see_card(card.permalink, words)
    return phrases.dotted(sent, inert(card.reference.document, 20), see)


def _buttons(card: DirectCard, words: Words) -> list[Block]:
    """Only where the requester may do something."""
    if card.standing is Standing.PENDING and card.invoice:
        return [withdraw_button(card.reference, words)]
    if card.standing not in {Standing.RETURNED, Standing.EXPIRED, Standing.FAILED}:
        return []
    return [author_buttons(card.reference, words, has_expired=card.standing is Standing.EXPIRED)]


_PENDING = DirectCard(
    reference=samples.REFERENCE,
    standing=Standing.PENDING,
    client=samples.CLINIC.name,
    invoice=samples.PENDING,
    people=(samples.BRUNO, samples.DIEGO),
    permalink="https://rivera.slack.com/archives/C1/p1",
    sent_at=samples.NOW - 5 * samples.MINUTE,
    now=samples.NOW,
)
_DECIDED = replace(_PENDING, people=(samples.BRUNO,), reason="La OC es 45-8821, no 45-8812")
SAMPLES = {
    "creating": replace(_PENDING, standing=Standing.CREATING, invoice=None, people=(), permalink=""),
    "pending": _PENDING,
    "both are needed": replace(_PENDING, missing=2),
    "nobody approves": replace(_PENDING, people=()),
    "approved": replace(_DECIDED, standing=Standing.APPROVED),
    "issued": replace(_DECIDED, standing=Standing.ISSUED, invoice=samples.STAMPED),
    "issued elsewhere": replace(_DECIDED, standing=Standing.ISSUED, invoice=samples.STAMPED, people=()),
    "returned": replace(_DECIDED, standing=Standing.RETURNED),
    "withdrawn": replace(_DECIDED, standing=Standing.RETURNED, people=(samples.ANA,), is_own=True, reason=""),
    "expired": replace(_DECIDED, standing=Standing.EXPIRED, people=(), reason=""),
    "discarded": replace(_DECIDED, standing=Standing.DISCARDED, reason=""),
    "voided": replace(_DECIDED, standing=Standing.VOIDED, invoice=samples.VOIDED),
    "found void": replace(_DECIDED, standing=Standing.VOIDED, invoice=samples.VOIDED, people=()),
    "deleted": replace(_DECIDED, standing=Standing.DELETED),
    "failed": replace(_DECIDED, standing=Standing.FAILED, reason="Solo puedes incluir ítems activos"),
    "unknown": replace(_DECIDED, standing=Standing.UNKNOWN),
    "needs a person": replace(_DECIDED, standing=Standing.NEEDS_PERSON),
    "hostile": replace(
        _DECIDED,
        standing=Standing.RETURNED,
        client=samples.HOSTILE,
        invoice=samples.HOSTILE_DRAFT,
        people=(samples.HOSTILE,),
        reason=samples.HOSTILE * 30,
        permalink="javascript:alert(1)",
    ),
}
