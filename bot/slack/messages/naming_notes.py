"""What was typed for an invoice or a payment names none, or several; what to type instead."""

from bot.locale import Words
from bot.slack import samples
from bot.slack.drawing import Message
from bot.slack.escape import inert
from bot.slack.messages.private_notes import NoteSample, said

LONGEST_TYPED = 40


def several_invoices(typed: str, words: Words) -> Message:
    sentence = words.t(
        "Hay varias facturas «{typed}». Escribe también el prefijo, o busca con `/invoice find {typed}`.",
        typed=inert(typed, LONGEST_TYPED),
    )
    return said(sentence)


def no_such_payment(typed: str, words: Words) -> Message:
    sentence = words.t(
        "No encontré el pago «{typed}» entre los últimos. Escribe el número de su factura: `/payment list FE341`.",
        typed=inert(typed, LONGEST_TYPED),
    )
    return said(sentence)


def no_payments(number: str, words: Words) -> Message:
    return said(words.t("{number} no tiene pagos que sirvan para eso.", number=inert(number, LONGEST_TYPED)))


def draw(note: NoteSample, words: Words) -> Message:
    return note.write(words)


SAMPLES = {
    "several invoices": NoteSample(lambda words: several_invoices("341", words)),
    "no such payment": NoteSample(lambda words: no_such_payment("RC99", words)),
    "no payments": NoteSample(lambda words: no_payments("FE341", words)),
    "hostile": NoteSample(lambda words: several_invoices(samples.HOSTILE, words)),
}
