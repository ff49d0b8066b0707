"""What can be typed, with examples that work as they stand; also the answer to anything that was not understood."""

from dataclasses import dataclass

from bot.locale import Words, phrase
from bot.slack import samples
from bot.slack.blocks import context, paragraphs
from bot.slack.drawing import Message
from bot.slack.escape import inert
from bot.slack.verbs import VERBS, Verb, nearest, verb_called, verbs_of

LONGEST_TYPED = 80
SPANISH = "es"
ROLES = phrase(
    "Quien pide una factura no la aprueba: la aprueba otra persona y solo entonces se emite. Las tarjetas llevan los botones."
)


@dataclass(frozen=True)
class Help:
    noun: str
    """Of the command; `cobro` and whatever is unknown get everything."""
    verb: str = ""
    """By name or alias: help about this one alone."""
    not_understood: str = ""
    """What was typed and made no sense; empty when help was asked for."""


def draw(help_: Help, words: Words) -> Message:
    about = verb_called(help_.noun, help_.verb) if help_.verb else None
    return _of_one(about, words) if about else _of_all(help_, words)


def _of_all(help_: Help, words: Words) -> Message:
    title = words.t("Esto puedes escribir:")
    if help_.not_understood:
        typed = inert(help_.not_understood, LONGEST_TYPED)
        title = words.t("No entendí «{typed}». Esto puedes escribir:", typed=typed)
    rows = [_row(verb, words) for verb in (verbs_of(help_.noun) if help_.noun != "cobro" else ()) or VERBS]
    each = words.t(
        "Cada una en detalle: `{spanish}`. En inglés: `{command}`.",
        command=words.command("/invoice show help"),
        spanish=words.command("/factura ver ayuda"),
    )
    return Message(
        title, (*paragraphs([f"*{title}*", _meant(help_, words), *rows]), context(each), context(words.t(ROLES)))
    )


def _of_one(verb: Verb, words: Words) -> Message:
    command, other = _names(verb, words)
    title = words.t("Así se usa `{command}`:", command=command)
    lines = [
        f"*{title}*",
        words.t(verb.says),
        words.t(verb.more) if verb.more else "",
        words.t("También: `{command}`", command=other) if other else "",
    ]
    if verb.writes:
        dry = words.t(
            "Con `--dry-run` (o `--simular`) muestra la solicitud que se enviaría a Alegra y no hace nada: `{command}`",
            command=f"{command} --dry-run",
        )
        lines.append(dry)
    return Message(title, tuple(paragraphs(lines)))


def _meant(help_: Help, words: Words) -> str:
    first = help_.not_understood.split(maxsplit=1)[:1]
    verb = nearest(help_.noun, first[0]) if first else None
    return words.t("¿Querías `{command}`?", command=_names(verb, words)[0]) if verb else ""


def _row(verb: Verb, words: Words) -> str:
    return f"`{_names(verb, words)[0]}` {words.t(verb.says)}"


def _names(verb: Verb, words: Words) -> tuple[str, str]:
    """As the reader types it, and its name in the other language; empty where it has none."""
    english, spanish = words.command(verb.typed), verb.typed_in_spanish and words.command(verb.typed_in_spanish)
    return (spanish, english) if spanish and words.language.startswith(SPANISH) else (english, spanish)


SAMPLES = (
    {noun: Help(noun) for noun in ("invoice", "payment", "cobro")}
    | {f"{verb.noun} {verb.name}": Help(verb.noun, verb.name) for verb in VERBS if verb.name}
    | {
        "not understood": Help("invoice", not_understood="crea una factura"),
        "hostile": Help(samples.HOSTILE, samples.HOSTILE, samples.HOSTILE),
    }
)
