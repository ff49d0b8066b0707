"""What the notice of a payment says when it is voided or reopened, while that is on its way, and when it was refused."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from bot.billing.invoice import PaidInvoice
from bot.locale import Words, phrase
from bot.slack.escape import as_shown, inert, mention
from bot.slack.refusals import Refusal, sentence

VOID_PAYMENT, REOPEN_PAYMENT = "void_payment", "reopen_payment"
"""Kinds of operation; also the verbs in the notice's menu."""
MOST_SHOWN = 12
UNDER_WAY = {
    VOID_PAYMENT: phrase("⏳ Anulando el pago en Alegra…"),
    REOPEN_PAYMENT: phrase("⏳ Reabriendo el pago en Alegra…"),
}
UNKNOWN = {
    VOID_PAYMENT: phrase(
        "🟠 Alegra no respondió al anular este pago. *Puede que sí haya quedado anulado:* leo el pago en Alegra y te digo antes "
        "de las {time}; por favor no lo cambies en Alegra mientras tanto."
    ),
    REOPEN_PAYMENT: phrase(
        "🟠 Alegra no respondió al reabrir este pago. *Puede que sí haya quedado abierto:* leo el pago en Alegra y te digo antes "
        "de las {time}; por favor no lo cambies en Alegra mientras tanto."
    ),
}
REFUSED = {
    VOID_PAYMENT: phrase("🔴 El pago no se anuló: {reason}."),
    REOPEN_PAYMENT: phrase("🔴 El pago no se reabrió: {reason}."),
}


@dataclass(frozen=True)
class Reversal:
    on: dt.date
    is_void: bool = True
    """False: it was void and counts again."""
    by: str = ""
    """Slack id; empty: it was done in Alegra."""
    reason: str = ""
    is_deleted: bool = False
    """Alegra does not have it any more: nothing is left to reopen."""


@dataclass(frozen=True)
class Progress:
    kind: str
    """Of the operation that is open on the payment."""
    known_by: int = 0
    """When at the latest it is known what became of it, in milliseconds; 0: it is on its way."""


def said_of(reversal: Reversal, words: Words, *, today: dt.date) -> str:
    """In a sentence: `Anulado por @Carla el 29 dic: «se aplicó al cliente equivocado»`."""
    day = words.short_day(reversal.on, today=today)
    by, reason = mention(reversal.by) if reversal.by else "", as_shown(inert(reversal.reason, 600), words)
    if reversal.is_deleted:
        return words.t("Borrado en Alegra, visto el {day}: no se anuló, dejó de existir.", day=day)
    if not by:
        in_alegra = (
            words.t("Anulado en Alegra, visto el {day}.", day=day),
            words.t("Reabierto en Alegra, visto el {day}.", day=day),
        )
        return in_alegra[0] if reversal.is_void else in_alegra[1]
    if reversal.is_void:
        return _quoted(words.t("Anulado por {person} el {day}", person=by, day=day), reason)
    return _quoted(words.t("Reabierto por {person} el {day}", person=by, day=day), reason)


def owed_again(applied: Iterable[PaidInvoice], words: Words, *, currency: str) -> list[str]:
    """What the void does to each invoice, as Alegra has them after it."""
    return [
        words.t(
            "{number} vuelve a deber {amount}.",
            number=inert(invoice.number, 40),
            amount=words.money(invoice.balance, currency),
        )
        for invoice in list(applied)[:MOST_SHOWN]
    ]


def progress_line(progress: Progress, words: Words) -> str:
    if progress.known_by and progress.kind in UNKNOWN:
        return words.t(UNKNOWN[progress.kind], time=words.clock(progress.known_by))
    return words.t(UNDER_WAY[progress.kind]) if progress.kind in UNDER_WAY else ""


def refused_line(kind: str, refusal: Refusal, words: Words) -> str:
    return words.t(REFUSED.get(kind, REFUSED[VOID_PAYMENT]), reason=sentence(refusal, words))


def _quoted(said: str, reason: str) -> str:
    return f"{said}: «{reason}»." if reason else f"{said}."
