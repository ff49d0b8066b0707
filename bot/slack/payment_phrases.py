"""The sentences about a payment that several messages share."""

from decimal import Decimal

from bot.billing.invoice import Payment
from bot.locale import Words
from bot.slack import invoice_phrases as phrases
from bot.slack.escape import inert


def payment_line(payment: Payment, words: Words) -> str:
    """`*RC58* · *Clínica Los Andes S.A.S.* · $4.283.919 + retenciones $301.151 · 28 dic · Bancolombia Cta Cte`."""
    number = (
        words.t("recibo {number}", number=payment.number) if payment.number.isdigit() else inert(payment.number, 30)
    )
    return phrases.dotted(
        f"*{number}*" if number else "",
        f"*{inert(payment.client_name, phrases.LONGEST_NAME)}*",
        _amount(payment, words),
        words.short_day(payment.paid_on),
        inert(payment.bank_account, 80),
    )


def _amount(payment: Payment, words: Words) -> str:
    """What entered, and what was withheld: both come off what the invoices owe."""
    entered = words.money(payment.amount, payment.currency)
    withheld = sum((each.amount for each in payment.withholdings), Decimal(0))
    if not withheld:
        return entered
    held = words.money(withheld, payment.currency)
    return words.t("{entered} + retenciones {withheld}", entered=entered, withheld=held)
