"""What can be typed, with examples that work as they stand; also the answer to anything that was not understood."""

from dataclasses import dataclass

from bot.locale import Words, phrase
from bot.slack import samples
from bot.slack.blocks import context, paragraphs
from bot.slack.drawing import Message
from bot.slack.escape import inert

INVOICE = (
    ("/invoice", phrase("abre el formulario de una factura nueva (también `/factura`)")),
    (
        "/invoice create 4 x mantenimiento preventivo para Clínica Los Andes",
        phrase("lo mismo, con lo que ya escribiste"),
    ),
    ("/invoice list", phrase("las últimas facturas; con un nombre, las de ese cliente")),
    ("/invoice show FE341", phrase("la tarjeta de una factura, por su número o su nombre (D-7K3Q)")),
    ("/invoice help", phrase("esta ayuda")),
)
PAYMENT = (
    ("/payment record FE341", phrase("registra un pago de esa factura (también `/pago registrar`)")),
    ("/payment help", phrase("esta ayuda")),
)
COBRO = (("/cobro help", phrase("todo lo que puedo hacer")),)
TOPICS = {"invoice": INVOICE, "payment": PAYMENT, "cobro": INVOICE[:-1] + PAYMENT[:-1] + COBRO}
ROLES = phrase(
    "Quien pide una factura no la aprueba: la aprueba otra persona y solo entonces se emite. Las tarjetas llevan los botones."
)


@dataclass(frozen=True)
class Help:
    topic: str
    """invoice, payment or cobro."""
    not_understood: str = ""
    """What was typed and made no sense; empty when help was asked for."""


def draw(help_: Help, words: Words) -> Message:
    title = words.t("Esto puedes escribir:")
    if help_.not_understood:
        title = words.t("No entendí «{typed}». Esto puedes escribir:", typed=inert(help_.not_understood, 80))
    rows = [
        f"`{words.command(command)}` {words.t(explained)}"
        for command, explained in TOPICS.get(help_.topic, TOPICS["cobro"])
    ]
    return Message(title, (*paragraphs([f"*{title}*", *rows]), context(words.t(ROLES))))


SAMPLES = {topic: Help(topic) for topic in TOPICS} | {
    "not understood": Help("invoice", "crea una factura"),
    "hostile": Help(samples.HOSTILE, samples.HOSTILE),
}
