"""To the finance channel, once per payment: what entered, where, what is still owed. Corrected in place when it is voided."""

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.billing.invoice import PaidInvoice, Payment
from bot.locale import Words
from bot.slack import invoice_phrases as phrases
from bot.slack import payment_samples, samples
from bot.slack.blocks import actions, button, option, overflow, paragraphs
from bot.slack.drawing import Block, Message
from bot.slack.escape import inert
from bot.slack.messages.issued_card import HISTORY, PAY, TECHNICAL
from bot.slack.payment_reversal_lines import (
    MOST_SHOWN,
    REOPEN_PAYMENT,
    VOID_PAYMENT,
    Progress,
    Reversal,
    owed_again,
    progress_line,
    refused_line,
    said_of,
)
from bot.slack.references import Reference
from bot.slack.refusals import Refusal

MORE = "payment.more"


@dataclass(frozen=True)
class Due:
    """An invoice that the payment went to, as it stands after it."""

    invoice: PaidInvoice
    due_date: dt.date | None = None
    reference: Reference | None = None
    """Of its document, when Cobro knows it: offers to record another payment."""


@dataclass(frozen=True)
class PaymentNotice:
    payment: Payment
    applied: tuple[Due, ...]
    today: dt.date
    recorded_by: str = ""
    """A name, not an id: a mention would wake whoever just did it. Empty: it was recorded in Alegra."""
    reversal: Reversal | None = None
    reference: Reference | None = None
    """Of the payment's own document: offers what can be done with it."""
    progress: Progress | None = None
    refusal: Refusal | None = None
    """Of the last void or reopening."""
    refused_kind: str = VOID_PAYMENT
    for_admins: bool = False

    @property
    def is_void(self) -> bool:
        return self.reversal is not None and self.reversal.is_void


def draw(notice: PaymentNotice, words: Words) -> Message:
    lines = _voided(notice, words) if notice.is_void else [*_lines(notice, words), *_reopened(notice, words)]
    blocks = paragraphs([*lines, *_trouble(notice, words)])
    return Message(_text(notice, words), (*blocks, *_buttons(notice, words)))


def _text(notice: PaymentNotice, words: Words) -> str:
    client, numbers = inert(notice.payment.client_name, phrases.LONGEST_NAME), _numbers(notice, words)
    if notice.is_void:
        return words.t("Se anuló un pago de {client} ({numbers})", client=client, numbers=numbers)
    if _is_part(notice):
        return words.t("{client} abonó a {numbers}", client=client, numbers=numbers)
    return words.t("{client} pagó {numbers}", client=client, numbers=numbers)


def _lines(notice: PaymentNotice, words: Words) -> list[str]:
    if len(notice.applied) == 1:
        return _of_one(notice, notice.applied[0], words)
    payment, amount = notice.payment, _money(notice, notice.payment.amount, words)
    client = inert(payment.client_name, phrases.LONGEST_NAME)
    head = words.t("💰 *{client}* pagó *{amount}*", client=client, amount=amount)
    rows = [f"• {_applied(notice, due, words)}" for due in notice.applied[:MOST_SHOWN]]
    hidden = len(notice.applied) - MOST_SHOWN
    more = [words.n("• y {count} factura más", "• y {count} facturas más", hidden)] if hidden > 0 else []
    return [head, _entered(notice, words), *rows, *more]


def _of_one(notice: PaymentNotice, due: Due, words: Words) -> list[str]:
    client, number = inert(notice.payment.client_name, phrases.LONGEST_NAME), inert(due.invoice.number, 40)
    amount, balance = _money(notice, due.invoice.amount, words), _money(notice, due.invoice.balance, words)
    if due.invoice.balance > 0:
        head = words.t("💰 *{client}* abonó *{amount}* a *{number}*", client=client, amount=amount, number=number)
        left = phrases.dotted(words.t("saldo *{amount}*", amount=balance), _overdue(due, notice, words))
        return [f"{head} · {left}", _entered(notice, words), _withheld(notice, words)]
    covered = _money(notice, due.invoice.amount + _total_withheld(notice), words)
    applied = words.t("Aplicado {amount} · *saldo {balance}*", amount=covered, balance=balance)
    return [
        words.t("💰 *{client}* pagó *{number}* completa", client=client, number=number),
        _entered(notice, words),
        _withheld(notice, words),
        phrases.dotted(applied, _how_late(notice, due, words)),
    ]


def _entered(notice: PaymentNotice, words: Words) -> str:
    payment = notice.payment
    account, amount = inert(payment.bank_account, 80), _money(notice, payment.amount, words)
    where = words.t("Entraron *{amount}*", amount=amount)
    if account:
        where = words.t("Entró a {account}  *{amount}*", account=account, amount=amount)
    by = words.t("lo registró {person}", person=inert(notice.recorded_by, 80)) if notice.recorded_by else ""
    day = words.short_day(payment.paid_on, today=notice.today)
    return phrases.dotted(where, day, _receipt(payment.number, words), by)


def _receipt(number: str, words: Words) -> str:
    """`RC58` says by itself what it is; a bare number does not."""
    return words.t("recibo {number}", number=number) if number.isdigit() else inert(number, 30)


def _total_withheld(notice: PaymentNotice) -> Decimal:
    return sum((held.amount for held in notice.payment.withholdings), Decimal(0))


def _withheld(notice: PaymentNotice, words: Words) -> str:
    """`Retenciones $301.151 (Retefuente 154.120 · ReteIVA 109.811)`: with it the bank and the invoice tie."""
    held = notice.payment.withholdings
    if not held:
        return ""
    each = phrases.dotted(*(f"{inert(one.name, 60)} {words.number(one.amount)}" for one in held))
    total = words.t("Retenciones  {amount}", amount=_money(notice, _total_withheld(notice), words))
    return f"{total} ({each})"


def _applied(notice: PaymentNotice, due: Due, words: Words) -> str:
    amount, balance = _money(notice, due.invoice.amount, words), _money(notice, due.invoice.balance, words)
    return words.t(
        "*{number}*  {amount} · saldo {balance}", number=inert(due.invoice.number, 40), amount=amount, balance=balance
    )


def _overdue(due: Due, notice: PaymentNotice, words: Words) -> str:
    days = (notice.today - due.due_date).days if due.due_date else 0
    return words.t("vencida hace {days}", days=words.days(days)) if days > 0 else ""


def _how_late(notice: PaymentNotice, due: Due, words: Words) -> str:
    if due.due_date is None:
        return ""
    days = (notice.payment.paid_on - due.due_date).days
    if days > 0:
        return words.t("pagó {days} después de vencer", days=words.days(days))
    return words.t("pagó a tiempo")


def _voided(notice: PaymentNotice, words: Words) -> list[str]:
    client = inert(notice.payment.client_name, 150)
    struck = f"~{words.t('💰 {client} pagó {numbers}', client=client, numbers=_numbers(notice, words))}~"
    owes = owed_again([due.invoice for due in notice.applied], words, currency=notice.payment.currency)
    return [f"{struck} {_reversed(notice, words)}", *owes]


def _reopened(notice: PaymentNotice, words: Words) -> list[str]:
    return [f"↩️ {_reversed(notice, words)}"] if notice.reversal else []


def _reversed(notice: PaymentNotice, words: Words) -> str:
    return said_of(notice.reversal, words, today=notice.today) if notice.reversal else ""


def _trouble(notice: PaymentNotice, words: Words) -> list[str]:
    if notice.progress:
        return [progress_line(notice.progress, words)]
    return [refused_line(notice.refused_kind, notice.refusal, words)] if notice.refusal else []


def _buttons(notice: PaymentNotice, words: Words) -> list[Block]:
    """Another payment, where one invoice of ours is still owed; and what can be done with this one."""
    owed = [due for due in notice.applied if due.reference and due.invoice.balance > 0]
    label = words.t("Registrar pago") if notice.is_void else words.t("Registrar otro pago")
    reference = owed[0].reference if len(owed) == 1 else None
    pay = button(label, action=PAY, value=reference.pack()) if reference else None
    menu = overflow(_options(notice, words), action=MORE)
    return [actions(pay, menu, block_id="paid")] if pay or menu else []


def _options(notice: PaymentNotice, words: Words) -> list[Block]:
    if notice.reference is None:
        return []
    reverse = (REOPEN_PAYMENT, words.t("Reabrir pago")) if notice.is_void else (VOID_PAYMENT, words.t("Anular pago"))
    verbs = [reverse, (HISTORY, words.t("Historial"))]
    if notice.for_admins:
        verbs.append((TECHNICAL, words.t("Solicitud técnica")))
    return [option(label, replace(notice.reference, verb=verb).pack()) for verb, label in verbs]


def _numbers(notice: PaymentNotice, words: Words) -> str:
    shown = [inert(due.invoice.number, 40) for due in notice.applied[:MOST_SHOWN]]
    return words.listed(shown) or words.t("un anticipo")


def _is_part(notice: PaymentNotice) -> bool:
    return any(due.invoice.balance > 0 for due in notice.applied)


def _money(notice: PaymentNotice, amount: Decimal, words: Words) -> str:
    return words.money(amount, notice.payment.currency)


def _sample(payment: Payment, due: dt.date) -> PaymentNotice:
    applied = tuple(Due(paid, due, samples.REFERENCE) for paid in payment.invoices)
    return PaymentNotice(payment, applied, payment_samples.TODAY)


_FULL = _sample(payment_samples.FULL, dt.date(2025, 12, 26))
_PART = _sample(payment_samples.PART, dt.date(2025, 11, 18))
_OURS = replace(_PART, reference=Reference("P-58"), for_admins=True)
_VOID = Reversal(payment_samples.TODAY, by=samples.CARLA, reason="se aplicó al cliente equivocado")
SAMPLES = {
    "full": _FULL,
    "full, by a person, with withholdings": replace(
        _sample(payment_samples.NET, dt.date(2025, 12, 26)), recorded_by="Carla Mejía"
    ),
    "part": _PART,
    "several invoices": replace(_FULL, applied=_FULL.applied * 2 + _PART.applied * 20),
    "an advance": replace(_FULL, applied=()),
    "voided": replace(_OURS, reversal=_VOID),
    "voided in Alegra": replace(_PART, reversal=Reversal(payment_samples.TODAY)),
    "reopened": replace(_OURS, reversal=replace(_VOID, is_void=False)),
    "being voided": replace(_OURS, progress=Progress(VOID_PAYMENT)),
    "perhaps voided": replace(_OURS, progress=Progress(VOID_PAYMENT, is_unknown=True)),
    "not voided": replace(_OURS, refusal=Refusal("El pago está conciliado", "400")),
    "hostile": replace(_sample(payment_samples.HOSTILE, dt.date(2025, 11, 18)), recorded_by=samples.HOSTILE),
    "hostile void": replace(_PART, reversal=replace(_VOID, by=samples.HOSTILE, reason=samples.HOSTILE * 30)),
}
