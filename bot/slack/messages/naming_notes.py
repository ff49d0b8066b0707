"""What was typed for an invoice or a payment names none, or several; what to type instead."""

from functools import partial

from bot.billing.payment_reversal import CannotReverse
from bot.locale import Words, phrase
from bot.slack import samples
from bot.slack.drawing import Message
from bot.slack.escape import inert
from bot.slack.messages.private_notes import NoteSample, said

LONGEST_TYPED = 40
WHY_NOT = {
    CannotReverse.ALREADY_VOID: phrase("Ese pago ya está anulado. Si fue un error, se puede reabrir."),
    CannotReverse.NOT_VOID: phrase("Ese pago no está anulado: cuenta en Alegra, y no hay nada que reabrir."),
    CannotReverse.ABOVE_BALANCE: phrase(
        "No se puede reabrir: sus facturas ya no deben tanto, porque se pagaron de otra forma. Anula primero el pago "
        "que las cubrió, o registra este como un pago nuevo de otra factura."
    ),
}


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


def payment_gone(words: Words) -> Message:
    return said(words.t("Ese pago ya no está en Alegra: alguien lo borró allá. Busca otros con `/payment list`."))


def on_its_way(words: Words) -> Message:
    return said(words.t("Va en camino a Alegra: el aviso del canal te dirá cómo quedó."))


def why_not(objection: CannotReverse, words: Words) -> Message:
    return said(words.t(WHY_NOT[objection]))


def draw(note: NoteSample, words: Words) -> Message:
    return note.write(words)


SAMPLES = {
    "several invoices": NoteSample(lambda words: several_invoices("341", words)),
    "no such payment": NoteSample(lambda words: no_such_payment("RC99", words)),
    "on its way": NoteSample(on_its_way),
    "payment gone": NoteSample(payment_gone),
    **{objection.value: NoteSample(partial(why_not, objection)) for objection in CannotReverse},
    "no payments": NoteSample(lambda words: no_payments("FE341", words)),
    **{
        f"hostile {number}": NoteSample(partial(write, samples.HOSTILE))
        for number, write in enumerate((several_invoices, no_such_payment, no_payments), 1)
    },
}
