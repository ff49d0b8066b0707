"""What the fields of the form of a payment hold, taken over as it was typed; and where each objection stands in it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.billing.numbers import AmbiguousNumber
from bot.billing.paying import ENTERED, PaidLine, Paying, Unread, Weighed
from bot.billing.payments import Objection, PaymentProblem, Residue
from bot.locale import Words, phrase
from bot.slack.forms import Values, asked_back, chosen, picked_day, typed
from bot.slack.modals.payment import ACCOUNT, AMOUNT, DAY, METHOD, NOTE, REASON, RESIDUE
from bot.slack.modals.payment_lines import APPLIED, FURTHER, HELD, WITHHELD, choice_digest

SENTENCES = {
    PaymentProblem.NOT_POSITIVE: phrase("El valor debe ser mayor que 0"),
    PaymentProblem.ABOVE_BALANCE: phrase(
        "Se deben {amount}: lo que pasa de ahí no se puede aplicar a facturas. Regístralo como anticipo en Alegra"
    ),
    PaymentProblem.TOO_PRECISE: phrase("Tiene más decimales que la moneda"),
    PaymentProblem.NO_ROOM: phrase("Con las retenciones sobran {amount}: quita alguna o corrige su valor"),
    PaymentProblem.NOT_SPREAD: phrase("Quedan {amount} sin repartir entre las facturas"),
    PaymentProblem.OVERSPREAD: phrase("Repartiste {amount} más de lo que entró"),
    PaymentProblem.NOTHING_APPLIED: phrase("Aplícale algo de este pago, o quítale las retenciones"),
    PaymentProblem.NEGATIVE: phrase("Los valores deben ser mayores que 0"),
    PaymentProblem.RESIDUE_UNSAID: phrase("Di qué es lo que falta"),
    PaymentProblem.REASON_MISSING: phrase("Escribe el motivo"),
    PaymentProblem.IN_FUTURE: phrase("Ese día aún no llega: pon el día en que entró el dinero"),
    PaymentProblem.NO_ACCOUNT: phrase("Elige la cuenta a la que entró"),
    PaymentProblem.UNKNOWN_METHOD: phrase("Elige cómo pagó"),
}
WEIGHED = (AMOUNT, RESIDUE, APPLIED, WITHHELD, FURTHER, HELD)
"""Actions of fields whose contents change what the form comes to."""
FIELDS = {
    PaymentProblem.RESIDUE_UNSAID: RESIDUE,
    PaymentProblem.REASON_MISSING: REASON,
    PaymentProblem.IN_FUTURE: DAY,
    PaymentProblem.NO_ACCOUNT: ACCOUNT,
    PaymentProblem.UNKNOWN_METHOD: METHOD,
}
ASKED_LATER = frozenset({PaymentProblem.RESIDUE_UNSAID, PaymentProblem.REASON_MISSING})


def take_over(form: Paying, values: Values) -> Paying:
    """What nobody touched stays Cobro's to compute."""
    paid_on = picked_day(values, DAY, DAY)
    return replace(
        form,
        entered=_kept(values, AMOUNT, form.entered),
        account_id=chosen(values, ACCOUNT, ACCOUNT) or form.account_id,
        method=chosen(values, METHOD, METHOD) or form.method,
        paid_on=paid_on.isoformat() if paid_on else form.paid_on,
        note=_kept(values, NOTE, form.note),
        residue=chosen(values, RESIDUE, RESIDUE) if RESIDUE in values else form.residue,
        reason=_kept(values, REASON, form.reason),
        lines=tuple(_line(line, values) for line in form.lines),
    )


def unread_of(weighed: Weighed, values: Values, form: Paying, words: Words) -> dict[str, str]:
    """By block id, what cannot be read or is missing; never empty where there is no amount or no day."""
    errors: dict[str, str] = {}
    for name, why in weighed.unread.items():
        errors.setdefault(_block_of(name, values), _unreadable(why, words))
    if weighed.settlement is None:
        errors.setdefault(AMOUNT, words.t("Escribe cuánto entró al banco"))
    if not form.paid_on:
        errors[DAY] = words.t("Elige el día en que entró el dinero")
    return errors


def errors_of(found: Sequence[Objection], values: Values, form: Paying, words: Words) -> dict[str, str]:
    """By block id of the fields as they were on screen; what has none of its own is said under the amount."""
    errors: dict[str, str] = {}
    for each in found:
        sentence = words.t(SENTENCES[each.problem], amount=words.money(each.amount, form.currency))
        errors.setdefault(_field(each, values), sentence)
    return errors


def is_on_screen(objection: Objection, values: Values) -> bool:
    """Whether the person could have answered it: what is left is asked only once it is known what entered."""
    return objection.problem not in ASKED_LATER or FIELDS[objection.problem] in values


def _field(objection: Objection, values: Values) -> str:
    block = FIELDS.get(objection.problem) or _block_of(_place(objection), values)
    return block if block in values else AMOUNT


def _place(objection: Objection) -> str:
    return f"applied:{objection.invoice_id}" if objection.invoice_id else ENTERED


def _block_of(name: str, values: Values) -> str:
    """The block of a field, or the nearest that is there: withheld amounts, the invoice's choices, the amount."""
    kind, _, rest = name.partition(":")
    invoice = rest.split(":")[0]
    wanted = {
        "withheld": (f"{HELD}:{rest}:", f"{WITHHELD}:{invoice}:"),
        "applied": (f"{APPLIED}:{invoice}:", f"{WITHHELD}:{invoice}:"),
    }.get(kind, ())
    return next((block for start in wanted for block in values if block.startswith(start)), AMOUNT)


def _unreadable(why: Unread, words: Words) -> str:
    if isinstance(why, AmbiguousNumber):
        return asked_back(why, words)
    return words.t("Escribe un número, por ejemplo 1.500.000 o 1500000,50")


def _line(line: PaidLine, values: Values) -> PaidLine:
    applied, amounts = line.applied, dict(line.amounts)
    for drawn, value in _held(values, APPLIED, line):
        applied = line.applied if value == drawn else value
    for drawn, value in _held(values, HELD, line):
        rule, _, before = drawn.partition(":")
        if value != before:
            amounts[rule] = value
    return replace(line, applied=applied, amounts=amounts, chosen=_chosen(line, values))


def _held(values: Values, action: str, line: PaidLine) -> Iterator[tuple[str, str]]:
    """What was drawn into each such block of the invoice, and what it holds now."""
    start = f"{action}:{line.owed.invoice_id}:"
    for block in values:
        if block.startswith(start):
            yield block.removeprefix(start), typed(values, block, action)


def _chosen(line: PaidLine, values: Values) -> tuple[str, ...] | None:
    now: list[str] = []
    is_touched = False
    for action in (WITHHELD, FURTHER):
        start = f"{action}:{line.owed.invoice_id}:"
        for block in (each for each in values if each.startswith(start)):
            ids = _options(values[block].get(action, {}))
            is_touched |= choice_digest(ids) != block.removeprefix(start)
            now += ids
    return tuple(now) if is_touched else line.chosen


def _options(held: Mapping[str, Any]) -> list[str]:
    return [str(option.get("value", "")) for option in held.get("selected_options") or []]


def _kept(values: Values, name: str, before: str) -> str:
    return typed(values, name, name) if name in values else before


def residue_of(form: Paying) -> Residue:
    """A choice that no form of ours offers is none."""
    return next((each for each in Residue if each.value == form.residue), Residue.NONE)
