"""Which invoice, when a verb was typed without one: a type-ahead over those that Cobro knows."""

from dataclasses import dataclass

from bot.billing.invoice import Invoice
from bot.locale import Words
from bot.slack import invoice_phrases as phrases
from bot.slack import samples
from bot.slack.blocks import field, option, plain_text
from bot.slack.drawing import Block, View
from bot.slack.escape import inert, plain
from bot.slack.forms import Values, chosen, modal
from bot.slack.references import Reference

CALLBACK = "choose.submit"
INVOICE = "choose.invoice"
"""Its block's id and its action's id."""
LONGEST_TYPED = 60


@dataclass(frozen=True)
class Choice:
    reference: Reference
    """Names no document yet: `verb` is what is asked for."""
    title: str
    """Of the verb, said by `Words`."""


def draw(choice: Choice, words: Words) -> View:
    select: Block = {
        "type": "external_select",
        "action_id": INVOICE,
        "min_query_length": 0,
        "placeholder": plain_text(words.t("Número, cliente o nombre"), 150),
    }
    hint = words.t("La próxima vez puedes escribirla con el comando, por ejemplo FE341.")
    return modal(
        callback=CALLBACK,
        title=choice.title,
        blocks=[field(words.t("Factura"), select, block_id=INVOICE, hint=hint)],
        submit=words.t("Seguir"),
        close=words.t("Cancelar"),
        private_metadata=choice.reference.pack(),
    )


def read(values: Values) -> str:
    """What stands for the invoice, as it could have been typed; empty when nothing was chosen."""
    return chosen(values, INVOICE, INVOICE)


def offer(name: str, invoice: Invoice, words: Words) -> Block:
    """`FE342 · Clínica Los Andes S.A.S. · $4.585.070`; `name` is what the verb takes."""
    label = phrases.dotted(invoice.number or name, plain(invoice.client.name, 40), phrases.total(invoice, words))
    return option(label, name)


def offer_typed(typed: str, words: Words) -> Block:
    """For an invoice that Cobro has never met: whoever types its number means it."""
    return option(words.t("Buscar «{typed}» en Alegra", typed=plain(typed, LONGEST_TYPED)), typed[:LONGEST_TYPED])


SAMPLES = {
    "void": Choice(Reference("-", verb="void"), "Anular factura"),
    "hostile": Choice(Reference("-", verb="void"), inert(samples.HOSTILE)),
}
