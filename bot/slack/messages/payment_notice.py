"""To the finance channel, once per payment: what entered, where, what is still owed. Corrected in place when it is voided."""

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.billing.invoice import PaidInvoice, Payment, Withholding
from bot.locale import Words
from bot.slack import invoice_phrases as phrases
from bot.slack import samples
from bot.slack.blocks import actions, button, paragraphs
from bot.slack.drawing import Block, Message
from bot.slack.escape import inert, mention
from bot.slack.messages.issued_card import PAY
from bot.slack.references import Reference

MOST_SHOWN = 12


@dataclass(frozen=True)
class Due:
    """An invoice that the payment went to, as it stands after it."""

    invoice: PaidInvoice
    due_date: dt.date | None = None
    reference: Reference | None = None
    """Of its document, when Cobro knows it: offers to record another payment."""


@dataclass(frozen=True)
class PaymentVoid:
    on: dt.date
    by: str = ""
    """Slack id; empty: it was voided in Alegra."""
    reason: str = ""


@dataclass(frozen=True)
class PaymentNotice:
    payment: Payment
    applied: tuple[Due, ...]
    today: dt.date
    recorded_by: str = ""
    """A name, not an id: a mention would wake whoever just did it. Empty: it was recorded in Alegra."""
    voided: PaymentVoid | None = None


def draw(notice: PaymentNotice, words: Words) -> Message:
    blocks = paragraphs(_voided(notice, words) if notice.voided else _lines(notice, words))
    return Message(_text(notice, words), (*blocks, *_buttons(notice, words)))


def _text(notice: PaymentNotice, words: Words) -> str:
    client, numbers = inert(notice.payment.client_name, phrases.LONGEST_NAME), _numbers(notice, words)
    if notice.voided:
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
    void = notice.voided
    if void is None:
        return []
    struck = f"~{words.t('💰 {client} pagó {numbers}', client=inert(notice.payment.client_name, 150), numbers=_numbers(notice, words))}~"
    day = words.short_day(void.on, today=notice.today)
    said = words.t("Anulado en Alegra, visto el {day}.", day=day)
    if void.by and void.reason:
        said = words.t(
            "Anulado por {person} el {day}: «{reason}».",
            person=mention(void.by),
            day=day,
            reason=inert(void.reason, 600),
        )
    elif void.by:
        said = words.t("Anulado por {person} el {day}.", person=mention(void.by), day=day)
    owes = [_owes_again(notice, due, words) for due in notice.applied[:MOST_SHOWN]]
    return [f"{struck} {said}", *owes]


def _owes_again(notice: PaymentNotice, due: Due, words: Words) -> str:
    number, balance = inert(due.invoice.number, 40), _money(notice, due.invoice.balance, words)
    return words.t("{number} vuelve a deber {amount}.", number=number, amount=balance)


def _buttons(notice: PaymentNotice, words: Words) -> list[Block]:
    """Another payment, where one invoice of ours is still owed."""
    owed = [due for due in notice.applied if due.reference and due.invoice.balance > 0]
    if len(owed) != 1 or owed[0].reference is None:
        return []
    label = words.t("Registrar pago") if notice.voided else words.t("Registrar otro pago")
    return [actions(button(label, action=PAY, value=owed[0].reference.pack()), block_id="paid")]


def _numbers(notice: PaymentNotice, words: Words) -> str:
    shown = [inert(due.invoice.number, 40) for due in notice.applied[:MOST_SHOWN]]
    return words.listed(shown) or words.t("un anticipo")


def _is_part(notice: PaymentNotice) -> bool:
    return any(due.invoice.balance > 0 for due in notice.applied)


def _money(notice: PaymentNotice, amount: Decimal, words: Words) -> str:
    return words.money(amount, notice.payment.currency)


def _sample(*, amount: int, balance: int, due: dt.date, number: str = "FE342") -> PaymentNotice:
    paid = PaidInvoice("501", number, Decimal(amount), Decimal(4585070), Decimal(balance))
    payment = Payment(
        id="58",
        number="RC58",
        paid_on=dt.date(2025, 12, 28),
        amount=Decimal(amount),
        currency="COP",
        method="transfer",
        status="open",
        client_id="12",
        client_name=samples.CLINIC.name,
        bank_account="Bancolombia Cta Cte",
        invoices=(paid,),
    )
    return PaymentNotice(payment, (Due(paid, due, samples.REFERENCE),), dt.date(2025, 12, 29))


_FULL = _sample(amount=4585070, balance=0, due=dt.date(2025, 12, 26))
_PART = _sample(amount=3000000, balance=1585070, due=dt.date(2025, 11, 18), number="FE329")
_HELD = (
    Withholding("1", "Retefuente servicios", Decimal(4), Decimal(154120)),
    Withholding("3", "ReteIVA", Decimal(15), Decimal(109811)),
    Withholding("4", "ReteICA", Decimal("0.966"), Decimal(37220)),
)
_BANKED = _sample(amount=4283919, balance=0, due=dt.date(2025, 12, 26))
_NET = replace(_BANKED, payment=replace(_BANKED.payment, withholdings=_HELD))
SAMPLES = {
    "full": _FULL,
    "full, by a person, with withholdings": replace(_NET, recorded_by="Carla Mejía"),
    "part": _PART,
    "several invoices": replace(_FULL, applied=_FULL.applied * 2 + _PART.applied * 20),
    "an advance": replace(_FULL, applied=()),
    "voided": replace(
        _PART, voided=PaymentVoid(dt.date(2025, 12, 29), samples.CARLA, "se aplicó al cliente equivocado")
    ),
    "voided in Alegra": replace(_PART, voided=PaymentVoid(dt.date(2025, 12, 29))),
    "hostile": replace(
        _PART,
        payment=replace(
            _PART.payment, client_name=samples.HOSTILE, bank_account=samples.HOSTILE, number=samples.HOSTILE
        ),
        applied=(replace(_PART.applied[0], invoice=replace(_PART.applied[0].invoice, number=samples.HOSTILE)),),
        recorded_by=samples.HOSTILE,
    ),
    "hostile void": replace(_PART, voided=PaymentVoid(dt.date(2025, 12, 29), samples.HOSTILE, samples.HOSTILE * 30)),
}
