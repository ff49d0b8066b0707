"""The living card when Cobro could not find out what happened: a person looks in Alegra and says it."""

from dataclasses import dataclass, replace

from bot.locale import Words, phrase
from bot.slack import invoice_phrases as phrases
from bot.slack import samples
from bot.slack.blocks import actions, button, context, paragraphs
from bot.slack.drawing import Message
from bot.slack.escape import inert
from bot.slack.references import Reference

RESOLVE = "operation.resolve"
LOOK_AGAIN = "operation.look_again"

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
}
ANY_OTHER = phrase("no pude saber qué pasó en Alegra.")


@dataclass(frozen=True)
class NeedsPersonCard:
    reference: Reference
    """`operation` is the one whose outcome is not known."""
    kind: str
    client: str
    why: str
    """In Alegra's words or ours; shown inert."""
    admins: tuple[str, ...]
    since: int
    now: int
    can_look_again: bool = True


def draw(card: NeedsPersonCard, words: Words) -> Message:
    client = inert(card.client, phrases.LONGEST_NAME)
    text = words.t("La factura a {client} necesita que una persona la revise", client=client)
    lines = [
        words.t("🟠 *{client}:* {what}", client=client, what=_what(card, words)),
        words.t("Lo que sé: {why}", why=inert(card.why, 800)) if card.why else "",
        words.t("*Qué hacer:* mírala en Alegra y di aquí qué pasó. Hasta entonces no hago nada más con ella."),
    ]
    value = card.reference.pack()
    again = button(words.t("Consultar otra vez"), action=LOOK_AGAIN, value=value) if card.can_look_again else None
    buttons = actions(
        button(words.t("Ya la miré"), action=RESOLVE, value=value, style="primary"), again, block_id="resolve"
    )
    who = words.t("Puede hacerlo {people}.", people=phrases.either(card.admins, words)) if card.admins else ""
    since = words.t("Sin respuesta desde {moment}", moment=words.moment(card.since, now_ms=card.now))
    return Message(text, (*paragraphs([line for line in lines if line]), buttons, context(phrases.dotted(since, who))))


def _what(card: NeedsPersonCard, words: Words) -> str:
    return words.t(SENTENCES.get(card.kind, ANY_OTHER))


_STAMP = NeedsPersonCard(
    reference=samples.REFERENCE,
    kind="stamp",
    client=samples.CLINIC.name,
    why="Tres intentos sin respuesta de Alegra",
    admins=(samples.DIEGO,),
    since=samples.NOW - 11 * samples.MINUTE,
    now=samples.NOW,
)
SAMPLES = {kind: replace(_STAMP, kind=kind) for kind in (*SENTENCES, "other")} | {
    "email": replace(_STAMP, kind="email", can_look_again=False, admins=()),
    "hostile": replace(_STAMP, client=samples.HOSTILE, why=samples.HOSTILE * 20, admins=(samples.HOSTILE, samples.ANA)),
}
