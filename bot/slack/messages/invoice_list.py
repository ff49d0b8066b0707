"""Invoices that were asked for, shown to whoever asked: a row each, the card one click away."""

import datetime as dt
from dataclasses import dataclass, replace

from bot.billing.ageing import is_overdue
from bot.billing.invoice import Invoice, Status
from bot.billing.payments import PaidWord, paid_word
from bot.locale import Words, phrase
from bot.slack import invoice_phrases as phrases
from bot.slack import samples
from bot.slack.blocks import button, context, section
from bot.slack.drawing import Block, Message
from bot.slack.escape import inert

SHOW = "invoice.show"
"""Its value is what `/invoice show` takes: a number or a document's name."""
MOST_ROWS = 20

SETTLED = {PaidWord.PAID: phrase("Pagada"), PaidWord.CREDITED: phrase("Saldada con nota crédito")}


@dataclass(frozen=True)
class ListedInvoice:
    invoice: Invoice
    document: str = ""
    """Its name in Cobro, `D-7K3Q`; empty when it was made elsewhere."""


@dataclass(frozen=True)
class InvoiceList:
    rows: tuple[ListedInvoice, ...]
    today: dt.date
    searched: str = ""
    """What the person searched for; empty: the newest."""
    hidden: int = 0
    """How many more Alegra has."""


def draw(listed: InvoiceList, words: Words) -> Message:
    searched = inert(listed.searched, 80)
    if not listed.rows:
        nothing = (
            words.t("No encontré facturas con «{searched}».", searched=searched)
            if searched
            else words.t("Todavía no hay facturas.")
        )
        said = f"{nothing} {words.t('Crea una con `/invoice create`.')}"
        return Message(said, (section(said),))
    title = words.t("Facturas con «{searched}»", searched=searched) if searched else words.t("Últimas facturas")
    rows = [row_of(row, listed.today, words) for row in listed.rows[:MOST_ROWS]]
    return Message(title, (section(f"*{title}*"), *rows, *_hidden(listed, words)))


def row_of(row: ListedInvoice, today: dt.date, words: Words) -> Block:
    invoice, name = row.invoice, row.invoice.number or row.document
    head = phrases.dotted(
        f"*{inert(name, 40)}*" if name else "",
        phrases.client_name(invoice.client),
        f"*{phrases.total(invoice, words)}*",
    )
    stands = phrases.dotted(
        _stands(invoice, today, words), words.t("del {day}", day=words.short_day(invoice.issue_date, today=today))
    )
    see = button(words.t("Ver"), action=SHOW, value=name) if name else None
    return section(f"{head}\n{stands}", accessory=see)


def _stands(invoice: Invoice, today: dt.date, words: Words) -> str:
    match invoice.status:
        case Status.DRAFT:
            return words.t("📝 Borrador")
        case Status.VOID:
            return words.t("🚫 Anulada")
        case Status.CLOSED:
            return f"✅ {words.t(SETTLED.get(paid_word(invoice), SETTLED[PaidWord.PAID]))}"
    balance = phrases.balance(invoice, words)
    if is_overdue(invoice, today):
        days = words.days((today - invoice.due_date).days)
        return words.t("🔴 Vencida hace {days}, debe {balance}", days=days, balance=balance)
    return words.t(
        "🔵 Por cobrar {balance}, vence {day}", balance=balance, day=words.short_day(invoice.due_date, today=today)
    )


def _hidden(listed: InvoiceList, words: Words) -> list[Block]:
    hidden = listed.hidden + max(0, len(listed.rows) - MOST_ROWS)
    return [context(words.n("y {count} más en Alegra", "y {count} más en Alegra", hidden))] if hidden else []


_ROWS = (
    ListedInvoice(samples.PENDING, "D-7K3Q"),
    ListedInvoice(samples.STAMPED, "D-7K3R"),
    ListedInvoice(samples.PAID),
    ListedInvoice(replace(samples.PAID, payments=())),
    ListedInvoice(samples.VOIDED),
    ListedInvoice(samples.PENDING),
)
_LIST = InvoiceList(_ROWS, dt.date(2025, 11, 26))
SAMPLES = {
    "newest": _LIST,
    "a month later": replace(_LIST, today=dt.date(2026, 1, 26), searched="andes"),
    "many": replace(_LIST, rows=_ROWS * 12, hidden=300),
    "nothing found": replace(_LIST, rows=(), searched=samples.HOSTILE),
    "nothing at all": replace(_LIST, rows=()),
    "hostile": InvoiceList(
        (ListedInvoice(samples.HOSTILE_INVOICE, samples.HOSTILE),), dt.date(2025, 11, 26), samples.HOSTILE
    ),
}
