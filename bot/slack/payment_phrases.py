"""The sentences about a payment that several messages share."""

from bot.billing.invoice import Payment
from bot.locale import Words
from bot.slack import invoice_phrases as phrases
from bot.slack.escape import inert


def payment_line(payment: Payment, words: Words) -> str:
    """`*RC58* · *Clínica Los Andes S.A.S.* · $4.585.070 · 28 dic · Bancolombia Cta Cte`."""
    number = (
        words.t("recibo {number}", number=payment.number) if payment.number.isdigit() else inert(payment.number, 30)
    )
    return phrases.dotted(
        f"*{number}*" if number else "",
        f"*{inert(payment.client_name, phrases.LONGEST_NAME)}*",
        words.money(payment.amount, payment.currency),
        words.short_day(payment.paid_on),
        inert(payment.bank_account, 80),
    )
