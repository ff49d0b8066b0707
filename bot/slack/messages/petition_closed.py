"""Said once in the thread when what somebody asked to take back was not approved, so that they hear of it; or when they ask no more."""

from dataclasses import dataclass

from bot.locale import Words, phrase
from bot.slack import samples
from bot.slack.blocks import section
from bot.slack.drawing import Message
from bot.slack.escape import mention

REFUSED = {
    "void": phrase("↩️ {person} no aprobó anular esta factura, como pidió {asked_by}. Sigue como estaba."),
    "void_payment": phrase("↩️ {person} no aprobó anular este pago, como pidió {asked_by}. Sigue como estaba."),
    "delete": phrase("↩️ {person} no aprobó borrar este borrador, como pidió {asked_by}. Sigue en Alegra."),
}
WITHDRAWN = {
    "void": phrase("↩️ {person} ya no pide anular esta factura."),
    "void_payment": phrase("↩️ {person} ya no pide anular este pago."),
    "delete": phrase("↩️ {person} ya no pide borrar este borrador."),
}


@dataclass(frozen=True)
class PetitionClosed:
    kind: str
    """Of what was asked for: void, void_payment or delete."""
    by: str
    asked_by: str


def draw(closed: PetitionClosed, words: Words) -> Message:
    sentences = WITHDRAWN if closed.by == closed.asked_by else REFUSED
    said = words.t(sentences[closed.kind], person=mention(closed.by), asked_by=mention(closed.asked_by))
    return Message(said, (section(said),))


SAMPLES = {f"{kind}, refused": PetitionClosed(kind, samples.DIEGO, samples.BRUNO) for kind in REFUSED} | {
    f"{kind}, withdrawn": PetitionClosed(kind, samples.BRUNO, samples.BRUNO) for kind in WITHDRAWN
}
