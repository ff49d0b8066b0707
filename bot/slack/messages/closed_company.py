"""A company that cannot be opened: its admins are told why and what cures it, others whom to ask."""

from dataclasses import dataclass
from functools import partial

from bot.locale import Words, phrase
from bot.slack import invoice_phrases as phrases
from bot.slack import samples
from bot.slack.drawing import Message
from bot.slack.escape import inert
from bot.slack.messages.private_notes import NoteSample, said

DOCTOR = phrase("En la terminal, `cobro doctor` lo mira todo y dice cómo curarlo.")
ADDED_AGAIN = phrase("Dilo otra vez en la terminal: `cobro company add {id} --replace`.")
BY_ITSELF = phrase("No tienes que hacer nada: sigo intentando.")
WHY = {
    "slack": (
        phrase("Slack no acepta el token de Cobro"),
        phrase("Reinstala la app en Slack; si el token cambia, ponlo en SLACK_BOT_TOKEN."),
    ),
    "slack_away": (phrase("Slack no contesta"), BY_ITSELF),
    "workspace": (phrase("el token que tengo abre otro espacio de Slack"), ADDED_AGAIN),
    "account": (
        phrase("su token de Alegra abre la cuenta de otra empresa"),
        phrase("Vuelve al token de antes, o borra antes lo que recuerdo: `cobro company remove {id} --erase`."),
    ),
    "not_installed": (phrase("Cobro no está instalado en su espacio de Slack"), phrase("Instálalo allá otra vez.")),
    "keys": (
        phrase("no puedo leer su token de Alegra, que está cifrado"),
        phrase("Dale a cada proceso las mismas COBRO_SECRET_KEYS."),
    ),
    "settings": (phrase("falta un ajuste suyo, o no sirve"), DOCTOR),
    "store": (phrase("no alcanzo mi almacén"), BY_ITSELF),
    "alegra_refused": (phrase("Alegra no acepta su correo con su token"), ADDED_AGAIN),
    "alegra_plan": (
        phrase("su cuenta de Alegra está suspendida, o su plan no incluye la API"),
        phrase("Revisa el plan y los pagos en Alegra."),
    ),
    "alegra_away": (phrase("Alegra no contesta"), BY_ITSELF),
    "defect": (phrase("algo falló que no esperaba"), phrase("El registro de Cobro dice qué (`company_not_open`).")),
}
"""What stands in the way, and its cure."""


@dataclass(frozen=True)
class ClosedCompany:
    id: str
    name: str
    why: str
    """A key of `WHY`."""
    admins: frozenset[str] = frozenset()


def to_admin(company: ClosedCompany, words: Words) -> Message:
    why, cure = WHY[company.why]
    return said(
        words.t(
            "🔴 *{name}* no está disponible: {why}. {cure} No hice lo que pediste; cuando se arregle vuelve sola, sin reiniciar nada.",
            name=inert(company.name, 80),
            why=words.t(why),
            cure=words.t(cure, id=company.id),
        )
    )


def to_others(company: ClosedCompany, words: Words) -> Message:
    asked = phrases.either(sorted(company.admins), words) if company.admins else words.t("quien instaló Cobro")
    return said(
        words.t(
            "🔴 *{name}* no está disponible ahora. No hice lo que pediste; lo que ya estaba pedido no se pierde. "
            "Pregúntale a {people}, y vuelve a intentarlo cuando se arregle.",
            name=inert(company.name, 80),
            people=asked,
        )
    )


def draw(note: NoteSample, words: Words) -> Message:
    return note.write(words)


def _sample(why: str, *, admins: frozenset[str] = frozenset()) -> ClosedCompany:
    return ClosedCompany("taller", samples.HOSTILE if why == "defect" else "Taller Norte", why, admins)


SAMPLES = {f"to an admin, {why}": NoteSample(partial(to_admin, _sample(why))) for why in WHY} | {
    "to others": NoteSample(partial(to_others, _sample("keys", admins=frozenset({samples.DIEGO, samples.BRUNO})))),
    "to others, nobody administers": NoteSample(partial(to_others, _sample("keys"))),
}
