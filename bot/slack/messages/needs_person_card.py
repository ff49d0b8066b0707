"""The living card when Cobro could not find out what happened: a person looks in Alegra and says it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from bot.locale import Words, phrase
from bot.slack import invoice_phrases as phrases
from bot.slack import samples
from bot.slack.blocks import actions, button, context, paragraphs
from bot.slack.drawing import Block, Message
from bot.slack.escape import inert
from bot.slack.references import Reference

RESOLVE = "operation.resolve"
LOOK_AGAIN = "operation.look_again"
LINK = "operation.link"
SEND_AGAIN = "operation.send_again"

SENTENCES = {
    "create": phrase("no pude saber si Alegra creó la factura."),
    "edit": phrase("en Alegra no está ni como era ni como se pidió."),
    "stamp": phrase("no pude saber si quedó emitida."),
    "open": phrase("no pude saber si quedó abierta."),
    "delete": phrase("no pude saber si el borrador quedó borrado."),
    "email": phrase("no pude saber si el correo salió. No lo reenvío por mi cuenta."),
    "payment": phrase("no pude saber si el pago quedó registrado."),
    "void": phrase("no pude saber si quedó anulada."),
    "reopen": phrase("no pude saber si quedó reabierta."),
    "void_payment": phrase("no pude saber si el pago quedó anulado."),
    "reopen_payment": phrase("no pude saber si el pago quedó reabierto."),
    "client": phrase("no pude saber si quedó creado el cliente."),
    "item": phrase("no pude saber si quedó creado el producto."),
}
ANY_OTHER = phrase("no pude saber qué pasó en Alegra.")
MOST_NAMES = 12

WHY = {
    "changed_in_alegra": phrase("alguien la cambió en Alegra mientras tanto."),
    "sent_often": phrase("la envié varias veces y Alegra nunca respondió; tampoco aparece."),
    "unknown_fate": phrase("Alegra no respondió, y no hay cómo buscarlo."),
    "link_gone": phrase("lo que se dijo que era ya no está en Alegra."),
    "link_void": phrase("lo que se dijo que era está anulado en Alegra."),
    "link_other_client": phrase("lo que se dijo que era es de otro cliente: con ningún motivo es lo que se pidió."),
    "linked_elsewhere": phrase("lo que se dijo que era ya es de otro documento de Cobro."),
    "link_differs": phrase("lo que se dijo que era no es lo que se pidió, y falta el motivo."),
    "own_is_there": phrase(
        "en Alegra están las dos: la que se dijo y la que yo envié (id {id}). Borra en Alegra la que sobra y consulta otra vez."
    ),
}
"""By the name of the situation, or of the reason, that the operation keeps."""
WAYS = {
    "look": phrase("• *Consultar otra vez*: la busco de nuevo en Alegra; no envía nada."),
    "link": phrase("• *Sí pasó: enlazarla*: dices su número o su id en Alegra y la comparo con lo que se pidió."),
    "send": phrase("• *Enviar otra vez*: solo si viste que no está. La busco una vez más justo antes de enviarla."),
    "close": phrase("• *Ya la miré*: si no pasó, se cierra el intento y se puede volver a pedir."),
}


@dataclass(frozen=True)
class Which:
    """Of several for the same client."""

    names: tuple[str, ...]
    """What people call it: its number, or what Cobro calls it; of a payment, the numbers of its invoices."""
    amount: Decimal | None = None
    currency: str = ""


@dataclass(frozen=True)
class NeedsPersonCard:
    reference: Reference
    """`operation` is the one whose outcome is not known."""
    kind: str
    client: str
    error: Mapping[str, Any]
    """Of the operation: `situation` or `reason`, and the words of Alegra or ours, shown inert."""
    deciders: tuple[str, ...]
    since: int
    now: int
    which: Which
    can_look_again: bool = True
    can_be_linked: bool = False
    can_be_sent_again: bool = True


def draw(card: NeedsPersonCard, words: Words) -> Message:
    client = inert(card.client, phrases.LONGEST_NAME)
    text = words.t("La factura a {client} necesita que una persona la revise", client=client)
    why = why_of(card.error, words)
    lines = [
        words.t("🟠 *{client}:* {what}", client=client, what=what_of(card.kind, words)),
        words.t("Lo que sé: {why}", why=why) if why else "",
        words.t("*Qué hacer:* mírala en Alegra y di aquí qué pasó. Hasta entonces no hago nada más con ella."),
        *(words.t(WAYS[way]) for way in _ways(card)),
    ]
    who = words.t("Puede hacerlo {people}.", people=phrases.either(card.deciders, words)) if card.deciders else ""
    since = words.t("Sin respuesta desde {moment}", moment=words.dated(card.since, now_ms=card.now))
    about = context(phrases.dotted(*_told(card.which, words), since, who))
    return Message(text, (*paragraphs([line for line in lines if line]), decisions(card, words), about))


def _told(which: Which, words: Words) -> tuple[str, str]:
    names = words.listed([inert(name, 40) for name in which.names[:MOST_NAMES]])
    return names, f"*{words.money(which.amount, which.currency)}*" if which.amount is not None else ""


def decisions(card: NeedsPersonCard, words: Words) -> Block:
    """The buttons, also of what has no card."""
    value = card.reference.pack()
    drawn = {
        "look": button(words.t("Consultar otra vez"), action=LOOK_AGAIN, value=value),
        "link": button(words.t("Sí pasó: enlazarla"), action=LINK, value=value),
        "send": button(words.t("Enviar otra vez"), action=SEND_AGAIN, value=value),
        "close": button(words.t("Ya la miré"), action=RESOLVE, value=value, style="primary"),
    }
    return actions(*(drawn[way] for way in _ways(card)), block_id="resolve")


def what_of(kind: str, words: Words) -> str:
    return words.t(SENTENCES.get(kind, ANY_OTHER))


def why_of(error: Mapping[str, Any], words: Words) -> str:
    """Empty when nothing is known."""
    for name in (error.get("situation"), error.get("reason")):
        if name in WHY:
            return words.t(WHY[name], id=inert(str(error.get("message", "")), 40))
    return inert(str(error.get("message") or ""), 800)


def _ways(card: NeedsPersonCard) -> list[str]:
    possible = {"look": card.can_look_again, "link": card.can_be_linked, "send": card.can_be_sent_again, "close": True}
    return [way for way, is_possible in possible.items() if is_possible]


_STAMP = NeedsPersonCard(
    reference=samples.REFERENCE,
    kind="stamp",
    client=samples.CLINIC.name,
    error={"reason": "sent_often", "sends": 3},
    deciders=(samples.DIEGO,),
    since=samples.NOW - 11 * samples.MINUTE,
    now=samples.NOW,
    which=Which(("D-7K3Q",), samples.PENDING.total, samples.PENDING.currency),
)
SAMPLES = (
    {kind: replace(_STAMP, kind=kind) for kind in (*SENTENCES, "other")}
    | {f"why: {why}": replace(_STAMP, kind="create", error={"situation": why, "message": "77"}) for why in WHY}
    | {
        "create": replace(_STAMP, kind="create", can_be_linked=True),
        "payment": replace(_STAMP, kind="payment", which=Which(("FE341", "FE342")), can_be_linked=True),
        "edit": replace(_STAMP, kind="edit", error={"situation": "changed_in_alegra"}, can_be_sent_again=False),
        "email": replace(_STAMP, kind="email", can_look_again=False, can_be_sent_again=False, deciders=()),
        "hostile": replace(
            _STAMP,
            client=samples.HOSTILE,
            which=Which((samples.HOSTILE,)),
            error={"message": samples.HOSTILE * 20},
            deciders=(samples.HOSTILE, samples.ANA),
        ),
    }
)
