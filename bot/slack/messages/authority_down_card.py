"""The living card while the tax authority is out of service: still approved, goes out by itself."""

from dataclasses import dataclass, replace

from bot.billing.invoice import Invoice
from bot.locale import Words
from bot.slack import invoice_phrases as phrases
from bot.slack import samples
from bot.slack.blocks import context, paragraphs
from bot.slack.drawing import Message
from bot.slack.escape import inert


@dataclass(frozen=True)
class AuthorityDownCard:
    authority: str
    invoice: Invoice
    approvers: tuple[str, ...]
    since: int
    next_try: int
    now: int
    crosses_month: bool = False
    """Tomorrow is another month: the date is asked before it goes out."""
    keeps_date: bool = False
    """Its date is fixed, whenever it goes out."""


def draw(card: AuthorityDownCard, words: Words) -> Message:
    authority, client = inert(card.authority, 20), phrases.client_name(card.invoice.client)
    text = words.t(
        "La {authority} está fuera de servicio: la factura a {client} saldrá sola", authority=authority, client=client
    )
    lines = [
        words.t(
            "🟠 La {authority} está fuera de servicio desde {moment}: la factura sigue aprobada y saldrá sola.",
            authority=authority,
            moment=words.dated(card.since, now_ms=card.now),
        ),
        _date(card, words),
    ]
    about = phrases.dotted(
        client, f"*{phrases.total(card.invoice, words)}*", phrases.approved_by(card.approvers, words)
    )
    again = words.t("próximo intento {moment}", moment=words.dated(card.next_try, now_ms=card.now))
    return Message(text, (*paragraphs(lines), context(phrases.dotted(about, again))))


def _date(card: AuthorityDownCard, words: Words) -> str:
    if card.keeps_date:
        return words.t("Conserva su fecha, {day}.", day=words.day(card.invoice.issue_date))
    if card.crosses_month:
        return words.t("Si pasa de medianoche cambia de mes: te pregunto antes.")
    return words.t("Si pasa de medianoche tomará la fecha de mañana; si cambia de mes, te pregunto antes.")


_DOWN = AuthorityDownCard(
    authority="DIAN",
    invoice=samples.PENDING,
    approvers=(samples.BRUNO,),
    since=samples.NOW - samples.MINUTE,
    next_try=samples.NOW + 5 * samples.MINUTE,
    now=samples.NOW,
)
SAMPLES = {
    "down": _DOWN,
    "last day of the month": replace(_DOWN, crosses_month=True),
    "fixed date": replace(_DOWN, keeps_date=True),
    "hostile": replace(_DOWN, authority=samples.HOSTILE, invoice=samples.HOSTILE_DRAFT),
}
