"""The terms of an invoice that waits: when, until when, against which order, to whom."""

from collections.abc import Iterable

from bot.billing.draft import DateMode
from bot.billing.invoice import Invoice
from bot.locale import Words, phrase
from bot.slack import invoice_phrases as phrases
from bot.slack.escape import inert
from bot.slack.payment_methods import payment_method

PAYMENT_FORMS = {"CASH": phrase("*Contado*"), "CREDIT": phrase("*Crédito*")}


def dates(invoice: Invoice, words: Words, *, date_mode: DateMode, term_days: int) -> str:
    """With the floating date only mode and term: the day is that of stamping (design 5)."""
    paid = _paid(invoice, words)
    if date_mode is DateMode.FIXED:
        fixed = words.t("*Fecha:* {day}", day=words.day(invoice.issue_date))
        return phrases.dotted(fixed, words.t("*Vence:* {day}", day=words.day(invoice.due_date)), paid)
    due = words.t("*Vence:* el mismo día")
    if term_days:
        due = words.n("*Vence:* a {count} día", "*Vence:* a {count} días", term_days)
    return phrases.dotted(words.t("*Fecha:* la del día de emisión"), due, paid)


def _paid(invoice: Invoice, words: Words) -> str:
    """Of a cash sale also how: the method goes into the document that the authority gets."""
    form = invoice.payment_form
    said = words.t(PAYMENT_FORMS[form]) if form in PAYMENT_FORMS else inert(form, 40)
    return phrases.dotted(said, payment_method(invoice.payment_method, words) if form == "CASH" else "")


def particulars(invoice: Invoice, words: Words, *, besides: str) -> tuple[str, ...]:
    """Order, cost centre and seller; the printed note, unless `besides` says the same already."""
    found = phrases.dotted(
        _labelled(words.t("OC"), invoice.purchase_order),
        _labelled(words.t("Centro de costo"), invoice.cost_center),
        _labelled(words.t("Vendedor"), invoice.seller),
    )
    printed = "" if invoice.printed_note == besides else invoice.printed_note
    return found, _labelled(words.t("Nota impresa"), printed, 800)


def destination(invoice: Invoice, recipients: Iterable[str], words: Words) -> str:
    """Nobody gets it where the client has no address, or where neither Alegra nor Cobro sends it by itself."""
    to = phrases.addresses(recipients, words)
    if not to and invoice.client.email:
        return words.t("*Correo:* no sale solo; después, con *Enviar por correo*")
    return f"*{words.t('Se enviará a')}:* {to or words.t('nadie: el cliente no tiene correo en Alegra')}"


def _labelled(label: str, value: str, limit: int = 100) -> str:
    return f"*{label}:* {inert(value, limit)}" if value else ""
