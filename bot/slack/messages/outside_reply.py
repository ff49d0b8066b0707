"""The reply in the card's thread when somebody did something to its document in Alegra itself: what, and what changed by it."""

from dataclasses import dataclass, replace
from decimal import Decimal

from bot.billing.differences import Difference
from bot.billing.invoice import Invoice
from bot.billing.outside import OutsideAct
from bot.locale import Words, phrase
from bot.slack import invoice_phrases as phrases
from bot.slack import samples
from bot.slack.blocks import context, paragraphs
from bot.slack.changes import change_lines
from bot.slack.drawing import Message
from bot.slack.escape import inert

SAID = {
    OutsideAct.EDITED: phrase("✏️ *Cambió en Alegra, fuera de Cobro.*"),
    OutsideAct.ISSUED: phrase(
        "🟠 *{number} quedó emitida en Alegra, fuera de Cobro.* No la aprobó nadie aquí, y Cobro no la emite otra vez."
    ),
    OutsideAct.NUMBERED: phrase(
        "🟠 *La abrieron en Alegra, fuera de Cobro:* ya tiene el número {number}, pero la {authority} no la ha recibido."
    ),
    OutsideAct.VOIDED: phrase("🚫 *{number} se anuló en Alegra, fuera de Cobro.*"),
    OutsideAct.REOPENED: phrase("↩️ *{number} se reabrió en Alegra, fuera de Cobro:* el cliente vuelve a deberla."),
    OutsideAct.DELETED: phrase("🗑️ *La borraron en Alegra, fuera de Cobro.* Cobro ya no puede emitirla."),
}


LATE = phrase(
    "🟠 *{number} aparece emitida en Alegra.* Un envío anterior de Cobro pudo llegar tarde, o alguien la emitió allí: revísala."
)


@dataclass(frozen=True)
class OutsideReply:
    act: OutsideAct
    invoice: Invoice
    """As it is now; of one that is gone, as it was."""
    authority: str
    seen_at: int
    now: int
    concerns: tuple[str, ...]
    """Who asked for it and whose votes it had, by Slack id."""
    changes: tuple[Difference, ...] = ()
    votes_lost: bool = False
    waits: bool = False
    """It waited for approval when it was changed."""
    may_be_ours: bool = False
    """Cobro had tried to issue it before."""


def draw(reply: OutsideReply, words: Words) -> Message:
    number = inert(reply.invoice.number, 40) or words.t("el borrador")
    is_late = reply.may_be_ours and reply.act is OutsideAct.ISSUED
    said = words.t(LATE if is_late else SAID[reply.act], number=number, authority=inert(reply.authority, 20))
    moment = words.dated(reply.seen_at, now_ms=reply.now)
    lines = [
        said,
        _consequence(reply, words),
        *change_lines(reply.changes, reply.invoice.currency, words),
        "" if is_late else _whose(moment, words),
    ]
    people = phrases.everyone(reply.concerns, words)
    told = [context(words.t("Aviso para {people}", people=people))] if people else []
    return Message(said.replace("*", ""), (*paragraphs(lines), *told))


def _whose(moment: str, words: Words) -> str:
    return words.t(
        "Lo vi {moment}: lo hizo alguien con un usuario propio en Alegra, y solo Alegra sabe quién.", moment=moment
    )


def _consequence(reply: OutsideReply, words: Words) -> str:
    if reply.act is OutsideAct.EDITED and reply.votes_lost:
        return words.t("Los votos que tenía eran para otro contenido y ya no cuentan: hay que aprobarla otra vez.")
    if reply.act is OutsideAct.EDITED and reply.waits:
        return words.t("La tarjeta ya muestra lo nuevo: eso es lo que se aprueba.")
    return ""


_EDITED = OutsideReply(
    act=OutsideAct.EDITED,
    invoice=samples.PENDING,
    authority="DIAN",
    seen_at=samples.NOW - samples.MINUTE,
    now=samples.NOW,
    concerns=(samples.ANA, samples.BRUNO),
    changes=(
        Difference("purchase_order", "45-8812", "45-8821"),
        Difference("line.price", Decimal(850000), Decimal(900000), 1),
        Difference("total", Decimal(4585070), Decimal(4823070)),
    ),
    votes_lost=True,
    waits=True,
)
SAMPLES = {
    "edited, votes lost": _EDITED,
    "edited, nobody had voted": replace(_EDITED, concerns=(samples.ANA,), votes_lost=False),
    "edited after it was issued": replace(_EDITED, invoice=samples.STAMPED, votes_lost=False, waits=False),
    "stamped": replace(_EDITED, act=OutsideAct.ISSUED, invoice=samples.STAMPED, changes=()),
    "stamped, perhaps by us": replace(
        _EDITED, act=OutsideAct.ISSUED, invoice=samples.STAMPED, changes=(), may_be_ours=True
    ),
    "opened": replace(_EDITED, act=OutsideAct.NUMBERED, invoice=samples.STAMPED, changes=()),
    "voided": replace(_EDITED, act=OutsideAct.VOIDED, invoice=samples.VOIDED, changes=()),
    "reopened": replace(_EDITED, act=OutsideAct.REOPENED, invoice=samples.OPENED, changes=()),
    "deleted": replace(_EDITED, act=OutsideAct.DELETED, changes=(), concerns=()),
    "hostile": replace(
        _EDITED,
        invoice=samples.HOSTILE_INVOICE,
        authority=samples.HOSTILE,
        concerns=(samples.HOSTILE,),
        changes=(Difference("client_name", samples.HOSTILE, samples.HOSTILE),),
    ),
}
