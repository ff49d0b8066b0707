"""Slack's own dialog before an approval counts: client, total, destination, and what follows."""

from collections.abc import Sequence

from bot.billing.invoice import Invoice
from bot.locale import Words
from bot.slack import invoice_phrases as phrases
from bot.slack.blocks import confirm
from bot.slack.drawing import Block
from bot.slack.escape import plain


def approval_confirm(
    invoice: Invoice, recipients: Sequence[str], words: Words, *, authority: str, missing: int, warning: str
) -> Block:
    """At most 300 characters, and never cut where it counts: the name gives way, the total and what follows do not.

    `missing`: how many approvals are, this one among them. `warning`: what a vote too early would cost; it takes the place of
    where the invoice goes, which this vote does not decide.
    """
    total = phrases.total(invoice, words)
    if warning:
        facts = phrases.dotted(plain(invoice.client.name, 30), total)
        return _confirm_vote(f"{facts}. {warning}", words)
    client = plain(invoice.client.name, 60)
    destination = words.t("no se enviará a nadie")
    if recipients:
        destination = words.t("llegará a {address}", address=plain(recipients[0], 60))
        if len(recipients) > 1:
            destination += f" (+{len(recipients) - 1})"
    facts = phrases.dotted(client, total, destination)
    if missing > 1:
        text = words.n(
            "{facts}. No se emite todavía: falta {count} aprobación más.",
            "{facts}. No se emite todavía: faltan {count} aprobaciones más.",
            missing - 1,
            facts=facts,
        )
        return _confirm_vote(text, words)
    if invoice.is_electronic:
        title = words.t("¿Emitir ante la {authority}?", authority=plain(authority, 20))
        text = words.t("{facts}. Después solo se corrige con nota crédito.", facts=facts)
        return confirm(title=title, text=text, yes=words.t("Emitir"), no=words.t("Cancelar"))
    text = words.t("{facts}. Se puede anular mientras no tenga pagos.", facts=facts)
    return confirm(title=words.t("¿Abrir la factura?"), text=text, yes=words.t("Abrir"), no=words.t("Cancelar"))


def _confirm_vote(text: str, words: Words) -> Block:
    """More votes are missing: nothing is issued with this one."""
    return confirm(title=words.t("¿Aprobar la factura?"), text=text, yes=words.t("Aprobar"), no=words.t("Cancelar"))
