"""Having something sent again whose fate nobody knows: what happens if it went through after all, and a reason."""

from dataclasses import dataclass, replace

from bot.locale import Words, phrase
from bot.slack import invoice_phrases as phrases
from bot.slack import samples
from bot.slack.blocks import context, field, paragraphs, text_input
from bot.slack.drawing import View
from bot.slack.escape import inert
from bot.slack.forms import FieldErrors, Values, modal, typed
from bot.slack.references import Reference

CALLBACK = "send_again.submit"
REASON = "send_again.reason"
"""Its block's id and its action's id."""
LONGEST_REASON = 300
IF_IT_WENT_THROUGH = {
    "create": phrase(
        "⚠️ Si la primera sí llegó y aparece más tarde, en Alegra quedan *dos borradores* y habrá que borrar uno."
    ),
    "payment": phrase("⚠️ Si el primero sí llegó y aparece más tarde, el pago queda *registrado dos veces* en Alegra."),
    "client": phrase("⚠️ Si el primero sí llegó, Alegra rechaza el segundo por la identificación."),
    "item": phrase("⚠️ Si el primero sí llegó y aparece más tarde, quedan *dos productos iguales* en Alegra."),
}
OF_WHAT_EXISTS = phrase(
    "Va sobre el mismo documento de Alegra: si la primera vez sí llegó, lo veo al leerlo y no se repite."
)
"""What acts on something that is there already cannot happen twice."""


@dataclass(frozen=True)
class SendAgainForm:
    reference: Reference
    """`operation` is the one that is sent again."""
    kind: str
    client: str
    what: str
    """What is not known, already written by `Words`."""
    deciders: tuple[str, ...]


@dataclass(frozen=True)
class TypedReason:
    reason: str


def draw(form: SendAgainForm, words: Words) -> View:
    lines = [
        f"*{inert(form.client, phrases.LONGEST_NAME)}*\n{inert(form.what, 600)}",
        words.t(IF_IT_WENT_THROUGH.get(form.kind, OF_WHAT_EXISTS)),
        words.t("Antes de enviarla la busco una vez más en Alegra: si está, la tomo y no envío nada."),
    ]
    people = phrases.either(form.deciders, words)
    who = words.t("Lo decide quien aprueba o administra: {people}.", people=people) if form.deciders else ""
    reason = text_input(
        REASON, multiline=True, longest=LONGEST_REASON, placeholder=words.t("La busqué en Alegra y no está")
    )
    return modal(
        callback=CALLBACK,
        title=words.t("Enviar otra vez"),
        blocks=[
            *paragraphs(lines),
            field(words.t("Cómo sabes que no está"), reason, block_id=REASON),
            context(phrases.dotted(who, words.t("Queda en el historial con tu nombre."))),
        ],
        submit=words.t("Enviar otra vez"),
        close=words.t("Cancelar"),
        private_metadata=form.reference.pack(),
    )


def read(values: Values, words: Words) -> TypedReason | FieldErrors:
    reason = typed(values, REASON, REASON)
    if not reason:
        return FieldErrors({REASON: words.t("Escribe cómo lo sabes: queda en el historial")})
    if len(reason) > LONGEST_REASON:
        return FieldErrors({REASON: words.t("A lo sumo {count} caracteres", count=LONGEST_REASON)})
    return TypedReason(reason)


_FORM = SendAgainForm(
    samples.REFERENCE, "create", samples.CLINIC.name, "No pude saber si Alegra creó la factura.", (samples.DIEGO,)
)
SAMPLES = {kind: replace(_FORM, kind=kind) for kind in (*IF_IT_WENT_THROUGH, "stamp")} | {
    "hostile": replace(_FORM, client=samples.HOSTILE, what=samples.HOSTILE * 20, deciders=()),
}
