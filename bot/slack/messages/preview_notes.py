"""Where the papers that somebody asked for are, or why there are none yet."""

from collections.abc import Iterable
from functools import partial

from bot.locale import Words
from bot.slack import samples
from bot.slack.drawing import Message
from bot.slack.escape import inert
from bot.slack.messages.private_notes import NoteSample, said


def sent_directly(names: Iterable[str], words: Words) -> Message:
    listed = words.listed([f"`{inert(name, 100)}`" for name in names])
    return said(words.t("📎 Te lo mandé por mensaje directo: {names}", names=listed))


def in_thread(words: Words) -> Message:
    return said(words.t("📎 Está en el hilo de la tarjeta."))


def in_thread_already(words: Words) -> Message:
    return said(words.t("📎 Ya está en el hilo de la tarjeta: es el de esta versión."))


def no_papers(words: Words) -> Message:
    return said(words.t("Alegra todavía no tiene el PDF de esta factura. Vuelve a pedirlo en un momento."))


def draw(note: NoteSample, words: Words) -> Message:
    return note.write(words)


SAMPLES = {
    "sent directly": NoteSample(
        lambda words: sent_directly(["FE342_ClinicaLosAndes.pdf", "FE342_ClinicaLosAndes.xml"], words)
    ),
    "in the thread": NoteSample(in_thread),
    "in the thread already": NoteSample(in_thread_already),
    "no papers": NoteSample(no_papers),
    "hostile": NoteSample(partial(sent_directly, (samples.HOSTILE,))),
}
