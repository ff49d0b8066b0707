"""A client's statement, for whoever asked for it: what is owed, since when, and how they use to pay."""

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.billing.ageing import Buckets, is_overdue
from bot.billing.directory import Client
from bot.billing.identifiers import client_label
from bot.billing.invoice import Invoice
from bot.billing.statement import Statement
from bot.locale import Words, phrase
from bot.slack import invoice_phrases as phrases
from bot.slack import samples
from bot.slack.blocks import context, paragraphs, section
from bot.slack.drawing import Message
from bot.slack.escape import inert

MOST_ROWS = 40
NOT_DUE = phrase("por vencer {amount}")


@dataclass(frozen=True)
class StatementShown:
    client: Client
    statement: Statement
    currency: str
    average_days: int | None = None
    """How long they take to pay, from the last paid invoices; None: not known."""


def draw(shown: StatementShown, words: Words) -> Message:
    statement, currency = shown.statement, shown.currency
    title = words.t("Estado de cuenta de {client}", client=inert(shown.client.name, 120))
    label = inert(client_label(shown.client), 40)
    pays = words.t("paga a {days} en promedio", days=words.days(shown.average_days)) if shown.average_days else ""
    day = words.t("al {day}", day=words.day(statement.day))
    head = f"*{title}*\n{phrases.dotted(label, day, pays)}"
    if not statement.open_invoices:
        return Message(title, (section(f"{head}\n🟢 {words.t('No debe nada.')}"),))
    owes = words.t("Debe *{total}*", total=words.money(statement.total, currency))
    rows = [_row(invoice, statement.day, words) for invoice in statement.open_invoices[:MOST_ROWS]]
    hidden = len(statement.open_invoices) - MOST_ROWS
    more = [context(words.n("y {count} más en Alegra", "y {count} más en Alegra", hidden))] if hidden > 0 else []
    return Message(
        title, (*paragraphs([head, f"{owes} · {_ages(statement, currency, words)}"]), *paragraphs(rows), *more)
    )


def _ages(statement: Statement, currency: str, words: Words) -> str:
    ages = statement.overdue
    named = (
        (NOT_DUE, statement.not_due),
        (phrase("1–30 d {amount}"), ages.days_1_30),
        (phrase("31–60 d {amount}"), ages.days_31_60),
        (phrase("61–90 d {amount}"), ages.days_61_90),
        (phrase("+90 d {amount}"), ages.over_90),
    )
    return phrases.dotted(*(words.t(text, amount=words.money(amount, currency)) for text, amount in named if amount))


def _row(invoice: Invoice, today: dt.date, words: Words) -> str:
    late = (
        words.t("vencida hace {days}", days=words.days((today - invoice.due_date).days))
        if is_overdue(invoice, today)
        else words.t("vence {day}", day=words.short_day(invoice.due_date, today=today))
    )
    partly = (
        words.t("abonó {amount}", amount=words.money(invoice.received, invoice.currency)) if invoice.received else ""
    )
    return "• " + phrases.dotted(
        f"*{inert(invoice.number, 40)}*",
        words.t("debe {balance}", balance=phrases.balance(invoice, words)),
        late,
        partly,
    )


_CLIENT = Client("12", "Clínica Los Andes S.A.S.", "NIT", "900482713", "5")
_OWES = StatementShown(
    _CLIENT,
    Statement(dt.date(2026, 1, 26), (samples.STAMPED,), Buckets(days_1_30=Decimal(4585070)), Decimal(1071000)),
    "COP",
    34,
)
SAMPLES = {
    "owes": _OWES,
    "owes nothing": replace(_OWES, statement=Statement(dt.date(2026, 1, 26), (), Buckets(), Decimal(0))),
    "many": replace(_OWES, statement=replace(_OWES.statement, open_invoices=(samples.STAMPED,) * 60)),
    "hostile": replace(
        _OWES,
        client=replace(_CLIENT, name=samples.HOSTILE),
        statement=replace(_OWES.statement, open_invoices=(samples.HOSTILE_INVOICE,)),
    ),
}
