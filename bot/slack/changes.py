"""What an edit changed, field by field, as the approver reads it."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal

from bot.billing.approval import ApprovedLine, ApprovedTax
from bot.billing.differences import Difference, Value
from bot.billing.draft import DateMode
from bot.locale import Words, phrase
from bot.slack.escape import inert
from bot.slack.payment_methods import payment_form, payment_method

MOST_SHOWN = 25
AMOUNTS = {"subtotal", "tax", "total", "line.price"}
PERCENTAGES = {"line.discount"}
DATE_MODES: dict[str, str] = {DateMode.FLOATING: phrase("la del día de emisión"), DateMode.FIXED: phrase("fija")}
LABELS = {
    "client_id": phrase("Cliente"),
    "client_name": phrase("Nombre del cliente"),
    "client_identification": phrase("Identificación"),
    "client_email": phrase("Correo"),
    "date_mode": phrase("Fecha"),
    "issue_date": phrase("Fecha"),
    "term_days": phrase("Plazo en días"),
    "due_date": phrase("Vence"),
    "numbering_id": phrase("Numeración"),
    "payment_form": phrase("Forma de pago"),
    "payment_method": phrase("Medio de pago"),
    "currency": phrase("Moneda"),
    "rate": phrase("Tasa de cambio"),
    "withholdings": phrase("Retenciones"),
    "subtotal": phrase("Subtotal"),
    "tax": phrase("Impuestos"),
    "total": phrase("Total"),
    "printed_note": phrase("Nota impresa"),
    "terms": phrase("Términos"),
    "purchase_order": phrase("OC"),
    "operation_type": phrase("Tipo de operación"),
    "seller": phrase("Vendedor"),
    "cost_center": phrase("Centro de costo"),
    "note": phrase("Nota interna"),
    "line.item_id": phrase("producto o servicio"),
    "line.name": phrase("nombre"),
    "line.description": phrase("descripción"),
    "line.price": phrase("precio"),
    "line.quantity": phrase("cantidad"),
    "line.discount": phrase("descuento"),
    "line.taxes": phrase("impuestos"),
}


def change_lines(changes: Iterable[Difference], currency: str, words: Words) -> list[str]:
    """`• OC: ~45-8812~ → *45-8821*`; beyond `MOST_SHOWN` their count."""
    shown = list(changes)
    if any(change.field in {"client_name", "client_identification"} for change in shown):
        shown = [change for change in shown if change.field != "client_id"]
    rows = [_row(change, currency, words) for change in shown]
    hidden = len(rows) - MOST_SHOWN
    more = [words.n("• y {count} cambio más", "• y {count} cambios más", hidden)] if hidden > 0 else []
    return rows[:MOST_SHOWN] + more


def _row(change: Difference, currency: str, words: Words) -> str:
    label = "" if change.field == "line" else _label(change.field, words)
    if change.line:
        label = words.t("Línea {line}", line=change.line) + (f", {label}" if label else "")
    before, after = (_written(value, change.field, currency, words) for value in (change.before, change.after))
    return f"• {label}: ~{before}~ → *{after}*"


def _label(field: str, words: Words) -> str:
    return words.t(LABELS[field]) if field in LABELS else inert(field, 40)


def _written(value: Value, field: str, currency: str, words: Words) -> str:
    match value:
        case None | "" | ():
            return words.t("nada")
        case Decimal() | int():
            return _number(Decimal(value), field, currency, words)
        case dt.date():
            return words.day(value)
        case ApprovedLine():
            return f"{words.number(value.quantity)} × {inert(value.name, 80)} · {words.money(value.price, currency)}"
        case str():
            return _text(value, field, words)
        case _:
            return _taxes(value, currency, words)


def _number(value: Decimal, field: str, currency: str, words: Words) -> str:
    if field in AMOUNTS:
        return words.money(value, currency)
    return words.percent(value) if field in PERCENTAGES else words.number(value)


def _text(value: str, field: str, words: Words) -> str:
    match field:
        case "date_mode":
            return words.t(DATE_MODES[value])
        case "payment_form":
            return payment_form(value, words)
        case "payment_method":
            return payment_method(value, words)
    return inert(value, 200)


def _taxes(taxes: tuple[ApprovedTax, ...], currency: str, words: Words) -> str:
    """With the amounts: another base changes them although the rate stays."""
    return ", ".join(
        f"{inert(tax.name, 40)} {words.percent(tax.rate)} {words.money(tax.amount, currency)}" for tax in taxes
    )
