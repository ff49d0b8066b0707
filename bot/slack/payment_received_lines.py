"""What the notice of a payment says of it: what entered and where, what was withheld, what is still owed and why.

Every figure of the notice is written in here.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.billing.invoice import PaidInvoice, Payment
from bot.billing.money import ZERO
from bot.billing.payments import Residue
from bot.locale import Words
from bot.slack import invoice_phrases as phrases
from bot.slack.escape import as_shown, inert
from bot.slack.references import Reference

MOST_SHOWN = 12


@dataclass(frozen=True)
class Due:
    """An invoice that the payment went to, as it stands after it."""

    invoice: PaidInvoice
    due_date: dt.date | None = None
    reference: Reference | None = None
    """Of its document, when Cobro knows it: offers to record another payment."""
    expected: Decimal | None = None
    """What it was to owe afterwards, where Cobro recorded the payment."""

    issued_on: dt.date | None = None

    @property
    def is_amiss(self) -> bool:
        """It owes more than it should: Alegra did not count what was withheld."""
        return self.expected is not None and self.invoice.balance > self.expected


@dataclass(frozen=True)
class Received:
    """A payment as the channel is told of it."""

    payment: Payment
    applied: tuple[Due, ...]
    today: dt.date
    recorded_by: str = ""
    """A name, not an id: a mention would wake whoever just did it. Empty: it was recorded in Alegra."""
    residue: Residue = Residue.NONE
    """What whoever recorded it said of what is still owed."""
    reason: str = ""

    @property
    def withheld(self) -> Decimal:
        return sum((held.amount for held in self.payment.withholdings), ZERO)


def received_lines(received: Received, words: Words) -> list[str]:
    """Mrkdwn, already inert; empty ones are to be left out."""
    is_one = len(received.applied) == 1
    said = _of_one(received, received.applied[0], words) if is_one else _of_several(received, words)
    return [*said, _left(received, words), _early(received, words), *_amiss(received, words)]


def _of_several(received: Received, words: Words) -> list[str]:
    payment = received.payment
    client, amount = inert(payment.client_name, phrases.LONGEST_NAME), _money(received, payment.amount, words)
    head = words.t("💰 *{client}* pagó *{amount}*", client=client, amount=amount)
    rows = [f"• {_applied(received, due, words)}" for due in received.applied[:MOST_SHOWN]]
    hidden = len(received.applied) - MOST_SHOWN
    more = [words.n("• y {count} factura más", "• y {count} facturas más", hidden)] if hidden > 0 else []
    return [head, _entered(received, words), _withheld(received, words), *rows, *more]


def _of_one(received: Received, due: Due, words: Words) -> list[str]:
    client, number = inert(received.payment.client_name, phrases.LONGEST_NAME), inert(due.invoice.number, 40)
    amount, balance = _money(received, due.invoice.amount, words), _money(received, due.invoice.balance, words)
    if due.invoice.balance > 0:
        head = words.t("💰 *{client}* abonó *{amount}* a *{number}*", client=client, amount=amount, number=number)
        left = words.t("saldo *{amount}*", amount=balance)
        late = _overdue(due, received, words)
        return [f"{head} · {left}{f', {late}' if late else ''}", _entered(received, words), _withheld(received, words)]
    covered = _money(received, due.invoice.amount + received.withheld, words)
    applied = words.t("Aplicado {amount} · *saldo {balance}*", amount=covered, balance=balance)
    return [
        words.t("💰 *{client}* pagó *{number}* completa", client=client, number=number),
        _entered(received, words),
        _withheld(received, words),
        phrases.dotted(applied, _how_late(received, due, words)),
    ]


def _entered(received: Received, words: Words) -> str:
    payment = received.payment
    account, amount = inert(payment.bank_account, 80), _money(received, payment.amount, words)
    where = words.t("Entraron *{amount}*", amount=amount)
    if account:
        where = words.t("Entró a {account}  *{amount}*", account=account, amount=amount)
    by = words.t("lo registró {person}", person=inert(received.recorded_by, 80)) if received.recorded_by else ""
    day = words.short_day(payment.paid_on, today=received.today)
    return phrases.dotted(where, day, _receipt(payment.number, words), by)


def _receipt(number: str, words: Words) -> str:
    """`RC58` says by itself what it is; a bare number does not."""
    return words.t("recibo {number}", number=number) if number.isdigit() else inert(number, 30)


def _withheld(received: Received, words: Words) -> str:
    """`Retenciones $301.151 (Retefuente 154.120 · ReteIVA 109.811)`: with it the bank and the invoices tie."""
    held = received.payment.withholdings
    if not held:
        return ""
    each = phrases.dotted(*(f"{inert(one.name, 60)} {_bare(one.amount, words)}".rstrip() for one in held))
    total = words.t("Retenciones  {amount}", amount=_money(received, received.withheld, words))
    return f"{total} ({each})"


def _applied(received: Received, due: Due, words: Words) -> str:
    """`*FE342*  $4.585.070 · saldo $0`; what was withheld from it counts, where Alegra says so."""
    amount = _money(received, due.invoice.amount + due.invoice.withheld, words)
    balance = _money(received, due.invoice.balance, words)
    said = words.t(
        "*{number}*  {amount} · saldo {balance}", number=inert(due.invoice.number, 40), amount=amount, balance=balance
    )
    late = _overdue(due, received, words) if due.invoice.balance > 0 else ""
    return f"{said}, {late}" if late else said


def _overdue(due: Due, received: Received, words: Words) -> str:
    days = (received.today - due.due_date).days if due.due_date else 0
    return words.t("vencida hace {days}", days=words.days(days)) if days > 0 else ""


def _how_late(received: Received, due: Due, words: Words) -> str:
    if due.due_date is None:
        return ""
    days = (received.payment.paid_on - due.due_date).days
    if days > 0:
        return words.t("pagó {days} después de vencer", days=words.days(days))
    return words.t("pagó a tiempo")


def _left(received: Received, words: Words) -> str:
    """Why something is still owed, when it is no plain part payment."""
    left = sum((due.expected or ZERO for due in received.applied), ZERO)
    amount = _money(received, left, words)
    if not left or received.residue in {Residue.NONE, Residue.PART}:
        return ""
    if received.residue is Residue.UNDOCUMENTED:
        said = words.t("Quedan {amount} como retención por documentar: falta el certificado.", amount=amount)
        said = f"{said} {words.t('Cuando llegue, agrega la retención a este recibo en Alegra.')}"
    else:
        reason = as_shown(inert(received.reason, 200), words)
        said = words.t("Quedan {amount}: «{reason}».", amount=amount, reason=reason)
    return f"🟡 {said}"


def _early(received: Received, words: Words) -> str:
    """A slip of the year, or an advance, which has an account of its own."""
    day = received.payment.paid_on
    early = [due.invoice.number for due in received.applied if due.issued_on and day < due.issued_on]
    if not early:
        return ""
    numbers = words.listed([inert(number, 40) for number in early[:MOST_SHOWN]])
    shown = words.day(day, weekday=False)
    return "🟡 " + words.t(
        "El pago ({day}) es anterior a {numbers}: si el día está bien, es un anticipo; revísalo en Alegra.",
        day=shown,
        numbers=numbers,
    )


def _amiss(received: Received, words: Words) -> list[str]:
    wrong: Sequence[Due] = [due for due in received.applied if due.is_amiss]
    return [
        words.t(
            "🚨 *Alegra no aplicó las retenciones:* {number} debe {balance} y debía quedar en {expected}. "
            "*Qué hacer:* revisa este recibo en Alegra y agrégaselas allí.",
            number=inert(due.invoice.number, 40),
            balance=_money(received, due.invoice.balance, words),
            expected=_money(received, due.expected or ZERO, words),
        )
        for due in wrong[:MOST_SHOWN]
    ]


def _money(received: Received, amount: Decimal, words: Words) -> str:
    return words.money(amount, received.payment.currency)


def _bare(amount: Decimal, words: Words) -> str:
    """Without the sign of the currency, beside a total that has it; nothing where amounts are hidden."""
    return "" if words.hides_amounts else words.number(amount)
