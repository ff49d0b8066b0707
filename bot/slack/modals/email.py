"""Sending an invoice by e-mail: the addresses can be edited, and who got it already is said first."""

import re
from dataclasses import dataclass, replace

from bot.billing.invoice import Invoice
from bot.locale import Words
from bot.slack import invoice_phrases as phrases
from bot.slack import samples
from bot.slack.blocks import context, field, section, text_input
from bot.slack.drawing import Block, View
from bot.slack.email_line import NOT_SENT, Emailing, EmailLine, email_line
from bot.slack.escape import inert
from bot.slack.forms import FieldErrors, Values, modal, typed
from bot.slack.references import Reference

CALLBACK = "email.submit"
ADDRESSES, MESSAGE = "email.addresses", "email.message"
"""Each is its block's id and its action's id."""
ADDRESS = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}"
)
MOST_ADDRESSES = 10
LONGEST_MESSAGE = 1000


@dataclass(frozen=True)
class EmailForm:
    reference: Reference
    """`operation` is the e-mail that submitting would begin."""
    invoice: Invoice
    addresses: tuple[str, ...]
    sent: EmailLine = NOT_SENT
    """The last one, so that nobody sends a second without knowing."""
    message: str = ""
    takes_message: bool = True
    """False where Alegra would ignore it."""
    trouble: str = ""
    """Why the form came back, already written by `Words`."""


@dataclass(frozen=True)
class TypedEmail:
    addresses: tuple[str, ...]
    """Without repetitions, in the order typed."""
    message: str


def draw(form: EmailForm, words: Words) -> View:
    head = words.t(
        "*{number}* · {client}", number=inert(form.invoice.number, 40), client=phrases.client_name(form.invoice.client)
    )
    blocks: list[Block] = [section(f"🔴 {inert(form.trouble, 800)}")] if form.trouble else []
    blocks.append(section(head if form.sent.state is Emailing.NONE else f"{head}\n{email_line(form.sent, words)}"))
    addresses = text_input(ADDRESSES, initial="\n".join(form.addresses), multiline=True, longest=2000)
    blocks.append(
        field(
            words.t("Para"),
            addresses,
            block_id=ADDRESSES,
            hint=words.t("Una dirección por línea, o separadas por comas"),
        )
    )
    if form.takes_message:
        message = text_input(MESSAGE, initial=form.message, multiline=True, longest=LONGEST_MESSAGE)
        blocks.append(field(words.t("Mensaje"), message, block_id=MESSAGE, optional=True))
    blocks.append(context(_what_goes(form, words)))
    return modal(
        callback=CALLBACK,
        title=words.t("Enviar por correo"),
        blocks=blocks,
        submit=words.t("Enviar"),
        close=words.t("Cancelar"),
        private_metadata=form.reference.pack(),
    )


def read(values: Values, words: Words) -> TypedEmail | FieldErrors:
    written = [piece for piece in re.split(r"[\s,;]+", typed(values, ADDRESSES, ADDRESSES)) if piece]
    addresses = tuple(dict.fromkeys(_bare(piece) for piece in written))
    wrong = [address for address in addresses if not ADDRESS.fullmatch(address) or len(address) > 254]
    if wrong:
        return FieldErrors({ADDRESSES: words.t("No es una dirección de correo: {address}", address=wrong[0][:60])})
    if not addresses:
        return FieldErrors({ADDRESSES: words.t("Escribe al menos una dirección")})
    if len(addresses) > MOST_ADDRESSES:
        return FieldErrors(
            {
                ADDRESSES: words.t(
                    "Son {count} direcciones: envía a lo sumo a {most}", count=len(addresses), most=MOST_ADDRESSES
                )
            }
        )
    return TypedEmail(addresses, typed(values, MESSAGE, MESSAGE))


def _bare(piece: str) -> str:
    """Pasted from a mail program: `Ana <ana@x.co>`, `mailto:ana@x.co`."""
    return piece.strip("<>()").removeprefix("mailto:")


def _what_goes(form: EmailForm, words: Words) -> str:
    if form.invoice.is_electronic:
        return words.t("Alegra envía el PDF y el XML. Si no se sabe si un correo salió, no lo repito por mi cuenta.")
    return words.t("Alegra envía el PDF. Si no se sabe si un correo salió, no lo repito por mi cuenta.")


_FIRST = EmailForm(
    replace(samples.REFERENCE, operation="D-7K3Q/email/1"), samples.STAMPED, ("facturacion@losandes.co",)
)
SAMPLES = {
    "first": _FIRST,
    "again": replace(
        _FIRST, sent=EmailLine(Emailing.BY_ALEGRA, samples.STAMPED.emailed_to), message="Adjunto la factura"
    ),
    "without addresses": replace(_FIRST, addresses=(), invoice=samples.OPENED, takes_message=False),
    "refused before": replace(_FIRST, trouble="El correo no es válido"),
    "hostile": replace(
        _FIRST,
        invoice=samples.HOSTILE_INVOICE,
        addresses=(samples.HOSTILE,) * 5,
        message=samples.HOSTILE,
        trouble=samples.HOSTILE,
        sent=EmailLine(Emailing.BY_PERSON, (samples.HOSTILE,), samples.HOSTILE),
    ),
}
