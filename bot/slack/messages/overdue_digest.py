"""What is overdue, once a day in one message, one row per client; nothing is posted when nothing is due."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from bot.billing.ageing import Ageing, Buckets, OverdueClient, OverdueInvoice
from bot.billing.money import ZERO
from bot.locale import Words
from bot.slack import invoice_phrases as phrases
from bot.slack import samples
from bot.slack.blocks import context, divider, section
from bot.slack.drawing import Block, Message
from bot.slack.escape import inert

MOST_CLIENTS = 20
"""Rows that a person reads; also far below the 50 blocks of a message."""


@dataclass(frozen=True)
class OverdueDigest:
    ageing: Ageing
    currency: str
    """The company's."""
    previous_total: Decimal | None = None
    previous_day: dt.date | None = None
    """Of the digest that this one is compared with."""
    undocumented: Mapping[str, Decimal] = field(default_factory=dict)
    """By client, what is owed only because the certificate of a withholding has not come."""
    last_payment_on: dt.date | None = None
    """The newest payment that Alegra knows: a bank statement not yet typed in looks like debt."""
    audit_head: str = ""
    """`1284:ab12…`, so that a seal of every day stands outside the store; empty before the first."""


def draw(digest: OverdueDigest, words: Words) -> Message:
    clients = digest.ageing.clients
    day = words.day(digest.ageing.day, year=False)
    text = words.n(
        "Cartera vencida · {day} · {count} cliente", "Cartera vencida · {day} · {count} clientes", len(clients), day=day
    )
    rows = [section(_row(client, digest, words)) for client in clients[:MOST_CLIENTS]]
    return Message(
        text, (section(_head(digest, words)), divider(), *rows, *_hidden(digest, words), *_seal(digest, words))
    )


def _head(digest: OverdueDigest, words: Words) -> str:
    ageing = digest.ageing
    title = words.n(
        "📋 *Cartera vencida* · {day} · *{total}* en {count} cliente",
        "📋 *Cartera vencida* · {day} · *{total}* en {count} clientes",
        len(ageing.clients),
        day=words.day(ageing.day, year=False),
        total=words.money(ageing.total, digest.currency),
    )
    change = _change(digest, words)
    lines = [f"{title}  ({change})" if change else title, _buckets(ageing.buckets, digest, words)]
    if digest.last_payment_on:
        lines.append(
            words.t("Último pago registrado en Alegra: {day}", day=words.day(digest.last_payment_on, year=False))
        )
    return "\n".join(lines)


def _change(digest: OverdueDigest, words: Words) -> str:
    if digest.previous_total is None or digest.previous_day is None:
        return ""
    change = digest.ageing.total - digest.previous_total
    values = {"amount": words.money(abs(change), digest.currency), "day": words.day(digest.previous_day, year=False)}
    if change == 0:
        return words.t("igual que el {day}", **values)
    return (
        words.t("▲ {amount} frente al {day}", **values)
        if change > 0
        else words.t("▼ {amount} frente al {day}", **values)
    )


def _buckets(buckets: Buckets, digest: OverdueDigest, words: Words) -> str:
    written = {
        words.t("1–30 d"): buckets.days_1_30,
        words.t("31–60 d"): buckets.days_31_60,
        words.t("61–90 d"): buckets.days_61_90,
        words.t("+90 d"): buckets.over_90,
    }
    held = (f"{label} {words.money(amount, digest.currency)}" for label, amount in written.items())
    return " · ".join(each.replace(" ", "\u00a0") for each in held)


def _row(client: OverdueClient, digest: OverdueDigest, words: Words) -> str:
    name, balance = inert(client.name, phrases.LONGEST_NAME), words.money(client.balance, digest.currency)
    return phrases.dotted(
        f"*{name}*", f"*{balance}*", _invoices(client, digest, words), _undocumented(client, digest, words)
    )


def _undocumented(client: OverdueClient, digest: OverdueDigest, words: Words) -> str:
    """Nobody is chased for what they only withheld."""
    amount = digest.undocumented.get(client.id, ZERO)
    if not amount:
        return ""
    if amount >= client.balance:
        return words.t("⚠️ solo falta el certificado de retención")
    return words.t("⚠️ {amount} son retención sin certificado", amount=words.money(amount, digest.currency))


def _invoices(client: OverdueClient, digest: OverdueDigest, words: Words) -> str:
    days = words.days(client.oldest_days)
    if len(client.invoices) > 1:
        return words.n(
            "{count} factura, la más vieja {days}",
            "{count} facturas, la más vieja {days}",
            len(client.invoices),
            days=days,
        )
    invoice = client.invoices[0]
    paid = words.t("ya abonó {amount}", amount=words.money(invoice.paid, digest.currency)) if invoice.paid else ""
    return ", ".join(piece for piece in (inert(invoice.number, 40), days, paid) if piece)


def _hidden(digest: OverdueDigest, words: Words) -> list[Block]:
    rest = digest.ageing.clients[MOST_CLIENTS:]
    if not rest:
        return []
    amount = words.money(sum((client.balance for client in rest), Decimal(0)), digest.currency)
    return [
        context(
            words.n(
                "y {count} cliente más por {amount}", "y {count} clientes más por {amount}", len(rest), amount=amount
            )
        )
    ]


def _seal(digest: OverdueDigest, words: Words) -> list[Block]:
    return (
        [context(words.t("Sello de la auditoría: {head}", head=f"`{digest.audit_head}`"))] if digest.audit_head else []
    )


def _client(number: int, name: str, balance: int, *days: int, paid: int = 0) -> OverdueClient:
    share = Decimal(balance) / len(days)
    rows = tuple(
        OverdueInvoice(
            str(number * 10 + n),
            f"FE{number}{n}",
            dt.date(2025, 11, 30) - dt.timedelta(late),
            late,
            share,
            Decimal(paid),
        )
        for n, late in enumerate(days)
    )
    return OverdueClient(str(number), name, Decimal(balance), rows, Buckets(days_1_30=Decimal(balance)))


_CLIENTS = (
    _client(31, "Constructora Altavista", 18742500, 96, 60, 33),
    _client(32, "Hotel Mirador del Río", 2950000, 41, paid=3000000),
    _client(33, "Laboratorio Biosur", 1071000, 8),
)
_BUCKETS = Buckets(Decimal(7259000), Decimal(7412500), Decimal(5950000), Decimal(8330000))
_DIGEST = OverdueDigest(Ageing(dt.date(2025, 11, 30), _CLIENTS, _BUCKETS), "COP")
_MANY = tuple(_client(n, f"Cliente {n}", 1000000 - n, n + 1) for n in range(70))
SAMPLES = {
    "three clients": replace(
        _DIGEST,
        previous_total=_BUCKETS.total + 2288500,
        previous_day=dt.date(2025, 11, 24),
        last_payment_on=dt.date(2025, 11, 28),
        audit_head=f"1284:{'ab12' * 16}",
    ),
    "first time": _DIGEST,
    "only withheld": replace(_DIGEST, undocumented={"32": Decimal(2950000), "31": Decimal(301151)}),
    "grown": replace(_DIGEST, previous_total=Decimal(5), previous_day=dt.date(2025, 11, 24)),
    "unchanged": replace(_DIGEST, previous_total=_BUCKETS.total, previous_day=dt.date(2025, 11, 24)),
    "many clients": replace(_DIGEST, ageing=Ageing(dt.date(2025, 11, 30), _MANY, _BUCKETS)),
    "hostile": replace(_DIGEST, ageing=Ageing(dt.date(2025, 11, 30), (_client(1, samples.HOSTILE, 1, 2),), _BUCKETS)),
}
