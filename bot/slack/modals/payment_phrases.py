"""The sentences of the form of a payment: what is owed, what entered, what that leaves."""

import datetime as dt

from bot.billing.directory import WithholdingRule
from bot.billing.invoice import Withholding
from bot.billing.paying import PaidLine, Paying
from bot.billing.settlement import Settlement, Share
from bot.billing.withholdings import MUNICIPAL, Bases, base_of
from bot.locale import Words
from bot.slack.escape import inert, plain
from bot.slack.invoice_phrases import LONGEST_NAME, dotted

LONGEST_OPTION = 75
"""Characters that Slack shows of an option."""


def owed(form: Paying, words: Words) -> str:
    client = f"*{inert(form.client_name, LONGEST_NAME)}*"
    if len(form.lines) == 1:
        return f"{client}\n{_balance(form.lines[0], form.currency, words)}"
    total = sum(line.owed.balance for line in form.lines)
    count = words.n("{count} factura abierta", "{count} facturas abiertas", len(form.lines))
    said = dotted(count, words.t("saldo {amount}", amount=words.money(total, form.currency)))  # type: ignore[arg-type]
    left_out = words.n(
        "Hay {count} más sin espacio aquí: regístrala aparte con su número.",
        "Hay {count} más sin espacio aquí: regístralas aparte con sus números.",
        form.left_out,
    )
    return "\n".join([client, said, *([left_out] if form.left_out else [])])


def _balance(line: PaidLine, currency: str, words: Words) -> str:
    said = words.t(
        "Saldo de *{number}*: *{amount}*",
        number=inert(line.owed.number, 40),
        amount=words.money(line.owed.balance, currency),
    )
    paid = words.t("ya abonó {amount}", amount=words.money(line.paid, currency)) if line.paid else ""
    return dotted(said, paid)


def missing(form: Paying, settlement: Settlement, words: Words) -> str:
    """`Entraron $4.283.919: faltan $301.151. Coincide con lo que suele retener Clínica Los Andes`."""
    owing = sum(share.owed.balance for share in settlement.reached) or form.lines[0].owed.balance
    entered, left = words.money(settlement.entered, form.currency), owing - settlement.entered
    total = sum(line.owed.balance for line in form.lines)
    if settlement.entered > total:
        above = words.money(settlement.entered - total, form.currency)
        return words.t(
            "Entraron *{entered}*: son {above} más de lo que se debe. Eso no se puede aplicar a facturas: regístralo como anticipo en Alegra.",
            entered=entered,
            above=above,
        )
    if left <= 0:
        return words.t("Entraron *{entered}*.", entered=entered)
    said = words.t(
        "Entraron *{entered}*: faltan *{missing}*.", entered=entered, missing=words.money(left, form.currency)
    )
    if not settlement.is_presumed:
        return said
    client = inert(form.client_name, LONGEST_NAME)
    usual = (
        words.t("Suele retener esto {client}; quita lo que no retuvo:", client=client)
        if settlement.residual
        else words.t("Coincide con lo que suele retener {client}:", client=client)
    )
    return f"{said}\n{usual}"


def of_line(line: PaidLine, share: Share | None, currency: str, today: dt.date, words: Words) -> str:
    """`*FE338* · saldo $1.071.000 · vencida hace 8 días`."""
    days = (today - line.owed.due_date).days
    due = (
        words.t("vencida hace {days}", days=words.days(days))
        if days > 0
        else words.t("vence {day}", day=words.short_day(line.owed.due_date, today=today))
    )
    balance = words.t("saldo {amount}", amount=words.money(line.owed.balance, currency))
    head = dotted(f"*{inert(line.owed.number, 40)}*", balance, due)
    return f"{head}\n{comes_to(share, currency, words)}" if share and share.is_reached else head


def comes_to(share: Share, currency: str, words: Words) -> str:
    """`Aplicado $4.283.919 + retenciones $301.151 · queda en $0`."""
    applied = words.t("Aplicado {amount}", amount=words.money(share.applied, currency))
    if share.withheld:
        applied = words.t(
            "Aplicado {amount} + retenciones {withheld}",
            amount=words.money(share.applied, currency),
            withheld=words.money(share.withheld, currency),
        )
    return dotted(applied, words.t("queda en *{amount}*", amount=words.money(share.residual, currency)))


def rule_sum(rule: WithholdingRule, held: Withholding, bases: Bases, words: Words) -> str:
    """`Retefuente servicios 4 % × 3.853.000 = 154.120`, which fits into an option."""
    base = words.number(base_of(rule, bases))
    said = f" {rate(rule, words)} × {base} = {words.number(held.amount)}"
    return plain(rule.name, max(LONGEST_OPTION - len(said), 10)) + said


def rate(rule: WithholdingRule, words: Words) -> str:
    """Municipal rates are said per thousand, as the municipalities write them."""
    if rule.kind.upper() == MUNICIPAL:
        return f"{words.number(rule.rate * 10)}‰"
    return words.percent(rule.rate)


def must_be_whole(form: Paying, words: Words) -> str:
    """What the SAT says of a part of an invoice that was stamped as paid at once; empty elsewhere."""
    if not form.in_one_payment:
        return ""
    return words.t(
        "🟡 {numbers} es PUE: se paga completa y en su mes. Si quedará a deber, sustituye el CFDI por uno PPD en Alegra.",
        numbers=words.listed([inert(number, 40) for number in form.in_one_payment]),
    )


def small_print(form: Paying, words: Words) -> list[str]:
    """What becomes of it, and what stays to be done elsewhere."""
    said = [words.t("Se registra en Alegra como recibo de caja y se avisa en el canal.")]
    if form.for_complement:
        numbers = words.listed([inert(number, 40) for number in form.for_complement])
        said.append(words.t("{numbers} es PPD: timbra el complemento de este pago en Alegra.", numbers=numbers))
    return said
