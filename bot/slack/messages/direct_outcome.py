"""One direct message to the requester per outcome: an updated card makes no sound, this one does."""

from dataclasses import dataclass, replace
from enum import StrEnum

from bot.billing.invoice import Invoice
from bot.locale import Words, phrase
from bot.slack import invoice_phrases as phrases
from bot.slack import samples
from bot.slack.author_buttons import author_buttons
from bot.slack.blocks import paragraphs
from bot.slack.changes import change_lines
from bot.slack.drawing import Block, Message
from bot.slack.email_line import NOT_SENT, Emailing, EmailLine, email_line
from bot.slack.escape import discreet, inert
from bot.slack.references import Reference
from bot.slack.refusals import Refusal, sentence, what_to_do
from bot.slack.suggestion import SUGGESTED, Suggested, suggestion_buttons


class Result(StrEnum):
    ISSUED = "issued"
    RETURNED = "returned"
    EXPIRED = "expired"
    """Nobody decided in time."""
    DISCARDED = "discarded"
    REFUSED = "refused"
    """By the authority, or by Alegra when it was to be opened: it waits for approval again."""
    VOIDED = "voided"
    REOPENED = "reopened"
    CHANGED = "changed"
    """In Alegra, after it was approved: the votes are void."""
    SUGGESTED = "suggested"
    """An approver would have it otherwise, and asks."""
    NOT_EDITED = "not_edited"
    """What its requester changed was not written: Alegra refused it, or has something else by now."""


TITLES = {
    Result.ISSUED: phrase("✅ {number} emitida a {client}{total}, {approved}"),
    Result.RETURNED: phrase("↩️ {person} devolvió la factura de {client}{total}: «{reason}»"),
    Result.EXPIRED: phrase(
        "⌛ Venció sin que nadie decidiera la factura de {client}{total}. No se emitió; el borrador sigue en Alegra"
    ),
    Result.DISCARDED: phrase("🗑️ {person} descartó la factura de {client}{total}: «{reason}»"),
    Result.REFUSED: phrase("🔴 No se emitió la factura de {client}{total}: {reason}"),
    Result.VOIDED: phrase("🚫 {person} anuló {number} de {client}{total}: «{reason}»"),
    Result.REOPENED: phrase("↩️ {person} reabrió {number} de {client}{total}: «{reason}»"),
    Result.CHANGED: phrase(
        "🟡 La factura de {client}{total} cambió en Alegra después de aprobada. Debe aprobarse otra vez"
    ),
    Result.SUGGESTED: phrase("💡 {person} sugiere un cambio en la factura de {client}{total}"),
    Result.NOT_EDITED: phrase(
        "🟡 No se guardó tu cambio en la factura de {client}{total}: {reason}. Ábrela otra vez y repítelo"
    ),
}

ISSUED_ELSEWHERE = phrase("✅ {number} quedó emitida a {client}{total} en Alegra, fuera de Cobro: nadie la aprobó aquí")


@dataclass(frozen=True)
class DirectOutcome:
    reference: Reference
    result: Result
    invoice: Invoice
    person: str
    """Who decided; empty: nobody here."""
    approvers: tuple[str, ...] = ()
    """All of them, of one that was issued."""
    reason: str = ""
    refusal: Refusal | None = None
    """Why not, where it was not a person who said so."""
    email: EmailLine = NOT_SENT
    permalink: str = ""
    suggested: Suggested | None = None


def draw(outcome: DirectOutcome, words: Words) -> Message:
    total = f" ({phrases.total(outcome.invoice, words)})"
    email = email_line(outcome.email, words) if outcome.result is Result.ISSUED else ""
    advice = what_to_do(outcome.refusal, words) if outcome.refusal and outcome.result is Result.REFUSED else ""
    see = phrases.see_card(outcome.permalink, words)
    changes = change_lines(outcome.suggested.changes, outcome.invoice.currency, words) if outcome.suggested else []
    lines = [_title(outcome, words, total=total), advice, *changes, phrases.dotted(email, see)]
    return Message(
        _title(outcome, words, total=""), (*paragraphs([line for line in lines if line]), *_buttons(outcome, words))
    )


def _title(outcome: DirectOutcome, words: Words, *, total: str) -> str:
    """In the notification without the total, and without what may be an amount in the reason."""
    reason = inert(outcome.reason, 600)
    if outcome.refusal and not outcome.reason:
        reason = sentence(outcome.refusal, words)
    is_elsewhere = outcome.result is Result.ISSUED and not outcome.person
    said = words.t(
        ISSUED_ELSEWHERE if is_elsewhere else TITLES[outcome.result],
        number=inert(outcome.invoice.number, 40),
        client=phrases.client_name(outcome.invoice.client),
        person=phrases.who(outcome.person, words),
        approved=phrases.approved_by(outcome.approvers or (outcome.person,), words),
        reason=reason if total else discreet(reason),
        total=total,
    )
    return phrases.unquoted(said)


def _buttons(outcome: DirectOutcome, words: Words) -> list[Block]:
    if outcome.suggested:
        return [suggestion_buttons(outcome.suggested, words)]
    if outcome.result not in {Result.RETURNED, Result.EXPIRED}:
        return []
    return [author_buttons(outcome.reference, words, has_expired=outcome.result is Result.EXPIRED)]


_ISSUED = DirectOutcome(
    reference=samples.REFERENCE,
    result=Result.ISSUED,
    invoice=samples.STAMPED,
    person=samples.BRUNO,
    email=EmailLine(Emailing.BY_ALEGRA, samples.STAMPED.emailed_to),
    permalink="https://rivera.slack.com/archives/C1/p1",
)
_RETURNED = DirectOutcome(
    reference=samples.REFERENCE,
    result=Result.RETURNED,
    invoice=samples.PENDING,
    person=samples.BRUNO,
    reason="La OC es 45-8821, no 45-8812",
)
SAMPLES = {
    "issued": _ISSUED,
    "issued, approved by two": replace(_ISSUED, approvers=(samples.BRUNO, samples.DIEGO)),
    "issued elsewhere": replace(_ISSUED, person=""),
    "returned": _RETURNED,
    "expired": replace(_RETURNED, result=Result.EXPIRED, person="", reason=""),
    "suggested": replace(
        _RETURNED,
        result=Result.SUGGESTED,
        reason="",
        suggested=SUGGESTED,
    ),
    "discarded": replace(_RETURNED, result=Result.DISCARDED, reason=""),
    "refused": replace(
        _RETURNED,
        result=Result.REFUSED,
        reason="",
        refusal=Refusal("La numeración FE no está asociada a tu empresa", "AEP6009"),
    ),
    "voided": replace(_RETURNED, result=Result.VOIDED, invoice=samples.VOIDED),
    "reopened": replace(_RETURNED, result=Result.REOPENED, invoice=samples.OPENED),
    "not edited": replace(
        _RETURNED, result=Result.NOT_EDITED, reason="", refusal=Refusal("", situation="changed_in_alegra")
    ),
    "changed": replace(_RETURNED, result=Result.CHANGED, reason=""),
    "hostile": replace(_RETURNED, invoice=samples.HOSTILE_DRAFT, reason=samples.HOSTILE * 30, person=samples.HOSTILE),
}
