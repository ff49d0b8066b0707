"""Slack's own dialog before an approval counts: client, total, destination, and what follows."""

from collections.abc import Sequence

from bot.billing.invoice import Invoice
from bot.locale import Words
from bot.slack import invoice_phrases as phrases
from bot.slack.blocks import confirm
from bot.slack.drawing import Block
from bot.slack.escape import plain


def approval_confirm(invoice: Invoice, recipients: Sequence[str], words: Words, *, authority: str) -> Block:
    """At most 300 characters, and never cut where it counts: the name gives way, the total and what follows do not."""
    client = plain(invoice.client.name, 60)
    total = phrases.total(invoice, words)
    destination = words.t("no se enviará a nadie")
    if recipients:
        destination = words.t("llegará a {address}", address=plain(recipients[0], 60))
        if len(recipients) > 1:
            destination += f" (+{len(recipients) - 1})"
    facts = phrases.dotted(client, total, destination)
    if invoice.is_electronic:
        title = words.t("¿Emitir ante la {authority}?", authority=plain(authority, 20))
        text = words.t("{facts}. Después solo se corrige con nota crédito.", facts=facts)
        return confirm(title=title, text=text, yes=words.t("Emitir"), no=words.t("Cancelar"))
    text = words.t("{facts}. Se puede anular mientras no tenga pagos.", facts=facts)
    return confirm(title=words.t("¿Abrir la factura?"), text=text, yes=words.t("Abrir"), no=words.t("Cancelar"))
