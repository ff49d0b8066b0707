"""A person says what they saw in Alegra, about an operation whose outcome Cobro could not find out."""

from dataclasses import dataclass, replace
from enum import StrEnum

from bot.locale import Words
from bot.slack import invoice_phrases as phrases
from bot.slack import samples
from bot.slack.blocks import context, field, option, radio, section, text_input
from bot.slack.drawing import View
from bot.slack.escape import inert
from bot.slack.forms import FieldErrors, Values, chosen, modal, typed
from bot.slack.references import Reference

CALLBACK = "resolve.submit"
SEEN, NOTE = "resolve.seen", "resolve.note"
"""Each is its block's id and its action's id."""
LONGEST_NOTE = 300


class Seen(StrEnum):
    HAPPENED = "happened"
    DID_NOT = "did_not"


@dataclass(frozen=True)
class ResolveForm:
    reference: Reference
    """`operation` is the one that is unknown."""
    client: str
    what: str
    """What was attempted, already written by `Words`."""


@dataclass(frozen=True)
class TypedResolution:
    seen: Seen
    note: str


def draw(form: ResolveForm, words: Words) -> View:
    seen = [
        option(words.t("Sí quedó hecho"), Seen.HAPPENED, description=words.t("Lo leo de Alegra y sigo desde ahí")),
        option(
            words.t("No quedó hecho"),
            Seen.DID_NOT,
            description=words.t("Se cierra el intento y se puede volver a pedir"),
        ),
    ]
    note = text_input(
        NOTE, multiline=True, longest=LONGEST_NOTE, placeholder=words.t("La vi en Alegra con el número FE342")
    )
    return modal(
        callback=CALLBACK,
        title=words.t("Qué pasó en Alegra"),
        blocks=[
            section(f"*{inert(form.client, phrases.LONGEST_NAME)}*\n{inert(form.what, 600)}"),
            field(words.t("En Alegra"), radio(SEEN, seen), block_id=SEEN),
            field(words.t("Qué viste"), note, block_id=NOTE),
            context(words.t("Queda en el historial con tu nombre.")),
        ],
        submit=words.t("Guardar"),
        close=words.t("Cancelar"),
        private_metadata=form.reference.pack(),
    )


def read(values: Values, words: Words) -> TypedResolution | FieldErrors:
    seen, note = chosen(values, SEEN, SEEN), typed(values, NOTE, NOTE)
    if seen not in set(Seen):
        return FieldErrors({SEEN: words.t("Elige qué viste en Alegra")})
    if not note or len(note) > LONGEST_NOTE:
        return FieldErrors({NOTE: words.t("Escribe qué viste, en {count} caracteres o menos", count=LONGEST_NOTE)})
    return TypedResolution(Seen(seen), note)


_FORM = ResolveForm(samples.REFERENCE, samples.CLINIC.name, "Emitir la factura")
SAMPLES = {"resolve": _FORM, "hostile": replace(_FORM, client=samples.HOSTILE, what=samples.HOSTILE * 20)}
