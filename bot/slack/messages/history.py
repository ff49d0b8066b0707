"""Who did what with an invoice, and when, newest last."""

from dataclasses import dataclass, replace
from decimal import Decimal

from bot.locale import Words, phrase
from bot.slack import invoice_phrases as phrases
from bot.slack import samples
from bot.slack.blocks import context, paragraphs
from bot.slack.drawing import Message
from bot.slack.escape import inert, mention
from bot.store.records import TERMINAL, UNASKED, Act

MOST_SHOWN = 40
ACTS = {
    "created": phrase("creó el borrador en Alegra"),
    "submitted": phrase("la envió a aprobación"),
    "edited": phrase("la editó; los votos anteriores ya no cuentan"),
    "approved": phrase("la aprobó"),
    "suggested": phrase("sugirió un cambio"),
    "took_over": phrase("aceptó el cambio sugerido; los votos anteriores ya no cuentan"),
    "declined": phrase("dejó la factura como estaba"),
    "void_asked": phrase("pidió anularla"),
    "void_payment_asked": phrase("pidió anular el pago"),
    "delete_asked": phrase("pidió borrar el borrador"),
    "petition_voted": phrase("aprobó lo pedido; faltan más aprobaciones"),
    "petition_refused": phrase("no aprobó lo pedido"),
    "broke_glass": phrase("la hizo emitir sin segunda persona"),
    "routine": phrase("la aprobó por la regla de rutina"),
    "voted": phrase("la aprobó; faltan más aprobaciones"),
    "reminded": phrase("le recordó que espera a quien falta"),
    "escalated": phrase("dejó que más personas decidan, porque nadie lo hacía"),
    "expired": phrase("la dio por vencida, porque nadie decidió"),
    "petition_expired": phrase("dio por vencido lo pedido, porque nadie decidió"),
    "asked_again": phrase("la pidió otra vez, con votos nuevos"),
    "undone": phrase("deshizo la aprobación"),
    "returned": phrase("la devolvió"),
    "withdrawn": phrase("la retiró de su aprobación"),
    "discarded": phrase("la descartó"),
    "stamped": phrase("la emitió"),
    "opened": phrase("la abrió en Alegra"),
    "refused": phrase("no se emitió"),
    "changed": phrase("cambió en Alegra después de aprobada"),
    "risk_set_aside": phrase("dejó de lado una alerta"),
    "outside_edited": phrase("vio que cambió en Alegra, fuera de Cobro"),
    "outside_issued": phrase("vio que la emitieron en Alegra, fuera de Cobro"),
    "outside_numbered": phrase("vio que la abrieron en Alegra, fuera de Cobro"),
    "outside_voided": phrase("vio que la anularon en Alegra, fuera de Cobro"),
    "outside_reopened": phrase("vio que la reabrieron en Alegra, fuera de Cobro"),
    "outside_deleted": phrase("vio que la borraron en Alegra, fuera de Cobro"),
    "emailed": phrase("la envió por correo"),
    "paid": phrase("registró un pago"),
    "voided": phrase("la anuló"),
    "reopened": phrase("la reabrió"),
    "payment_voided": phrase("anuló el pago"),
    "payment_reopened": phrase("reabrió el pago"),
    "deleted": phrase("borró el borrador"),
    "unknown": phrase("Alegra no respondió"),
    "resolved": phrase("dijo que no quedó hecho en Alegra"),
    "looked_again": phrase("pidió consultar otra vez en Alegra"),
    "linked": phrase("dijo cuál es en Alegra"),
    "sent_again": phrase("la hizo enviar otra vez"),
    "hurried": phrase("no quiso esperar"),
}


@dataclass(frozen=True)
class History:
    name: str
    """The number, or the document's name."""
    acts: tuple[Act, ...]
    now: int


def draw(history: History, words: Words) -> Message:
    title = words.t("Historial de {name}", name=inert(history.name, 40))
    if not history.acts:
        return Message(title, tuple(paragraphs([f"*{title}*", words.t("Todavía no ha pasado nada.")])))
    rows = [_row(act, history.now, words) for act in history.acts[-MOST_SHOWN:]]
    hidden = len(history.acts) - MOST_SHOWN
    earlier = [context(words.n("y {count} paso anterior", "y {count} pasos anteriores", hidden))] if hidden > 0 else []
    return Message(title, (*paragraphs([f"*{title}*", *rows]), *earlier))


def _row(act: Act, now: int, words: Words) -> str:
    who = "Cobro" if act.by in {"", UNASKED} else person(act.by, words)
    what = words.t(ACTS[act.what]) if act.what in ACTS else inert(act.what, 100)
    reason = act.detail.get("reason") or act.detail.get("text") or ""
    if act.detail.get("crossing"):
        what = f"{what} ({words.t('en libros cerrados: «{reason}»', reason=inert(str(act.detail['crossing']), 300))})"
    what = phrases.dotted(what, inert(str(act.detail.get("number", "")), 40), _amount(act, words))
    said = f": «{inert(str(reason), 300)}»" if reason else ""
    return f"• {words.moment(act.at, now_ms=now)} · {who} · {what}{said}"


def person(by: str, words: Words) -> str:
    """Somebody in Slack, or whoever acted at the machine."""
    at_the_machine, _, name = by.partition(":")
    return words.t("{name} (terminal)", name=inert(name, 40)) if at_the_machine == TERMINAL else mention(by)


def _amount(act: Act, words: Words) -> str:
    amount, currency = act.detail.get("amount"), act.detail.get("currency")
    return words.money(Decimal(str(amount)), str(currency)) if amount and currency else ""


_ACTS = (
    Act(samples.NOW - samples.DAY, samples.ANA, "submitted"),
    Act(samples.NOW - samples.DAY + 2000, "cobro", "created"),
    Act(samples.NOW - 4 * samples.MINUTE, samples.BRUNO, "returned", {"reason": "La OC es 45-8821, no 45-8812"}),
    Act(samples.NOW - 3 * samples.MINUTE, samples.ANA, "edited"),
    Act(samples.NOW - 2 * samples.MINUTE, samples.BRUNO, "approved"),
    Act(samples.NOW - samples.MINUTE, "cobro", "stamped", {"number": "FE342"}),
    Act(samples.NOW, samples.CARLA, "paid", {"amount": "1000000", "currency": "COP"}),
)
_HISTORY = History("FE342", _ACTS, samples.NOW)
SAMPLES = {
    "issued": _HISTORY,
    "nothing yet": replace(_HISTORY, acts=()),
    "long": replace(_HISTORY, acts=_ACTS * 20),
    "hostile": History(
        samples.HOSTILE,
        (Act(samples.NOW, samples.HOSTILE, samples.HOSTILE, {"reason": samples.HOSTILE * 9}),),
        samples.NOW,
    ),
}
