"""What came back from a modal: `state.values` read by block and action, and what is wrong with it, said under the field."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from bot.billing.money import plain
from bot.billing.numbers import AmbiguousNumber, NotANumber, read_amount
from bot.locale import Words
from bot.slack.blocks import context, plain_text
from bot.slack.drawing import Block, View

Values = Mapping[str, Mapping[str, Mapping[str, Any]]]
"""Slack's `view.state.values`: block id, action id, then what the element holds (Slack fact sheet 2.5)."""


@dataclass(frozen=True)
class FieldErrors:
    """Never empty. Goes out as `response_action: errors`."""

    errors: Mapping[str, str]
    """By the block id of an input block; a sentence each."""


def modal(
    *,
    callback: str,
    title: str,
    blocks: list[Block],
    close: str,
    submit: str = "",
    private_metadata: str = "",
) -> View:
    """`callback` and title of a view without `submit` only show something."""
    view: View = {
        "type": "modal",
        "callback_id": callback,
        "title": plain_text(title, 24),
        "close": plain_text(close, 24),
        "blocks": blocks,
        "private_metadata": private_metadata,
    }
    return view | ({"submit": plain_text(submit, 24)} if submit else {})


def rehearsing(view: View, words: Words) -> View:
    """A form that says that submitting it only shows what would be sent; one that cannot be submitted stays as it is."""
    simulate = plain_text(words.t("Simular"), 24)
    if "submit" not in view or view["submit"] == simulate:
        return view
    said = context(words.t("🧪 Simulación: al enviar verás la solicitud a Alegra; no se hace nada."))
    return view | {"blocks": [said, *view["blocks"]], "submit": simulate}


def typed(values: Values, block: str, action: str) -> str:
    """What was typed, trimmed; empty when nothing was."""
    return str(_held(values, block, action).get("value") or "").strip()


def chosen(values: Values, block: str, action: str) -> str:
    """The value of the chosen option of a select or of radio buttons; empty when none is."""
    option = _held(values, block, action).get("selected_option") or {}
    return str(option.get("value") or "")


def ticked(values: Values, block: str, action: str) -> tuple[str, ...]:
    """The values of the ticked checkboxes, in Slack's order."""
    options = _held(values, block, action).get("selected_options") or ()
    return tuple(str(option.get("value") or "") for option in options)


def picked_day(values: Values, block: str, action: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(str(_held(values, block, action).get("selected_date") or ""))
    except ValueError:
        return None


def amount_or_error(text: str, words: Words, *, currency: str) -> Decimal | str:
    """The number, or the sentence that goes under the field (design 7, "Numbers are typed")."""
    try:
        return read_amount(text, currency=currency)
    except AmbiguousNumber as unclear:
        return asked_back(unclear, words)
    except NotANumber:
        return words.t("Escribe un número, por ejemplo 1.500.000 o 1500000,50")


def asked_back(unclear: AmbiguousNumber, words: Words) -> str:
    """`¿1500 o 1,5?`: both readings, each written so that it is read one way."""
    thousands, decimals = (plain(reading) for reading in unclear.readings)
    return words.t(
        "¿{thousands} o {decimals}? Escríbelo de una de esas dos formas",
        thousands=thousands,
        decimals=decimals.replace(".", ","),
    )


def _held(values: Values, block: str, action: str) -> Mapping[str, Any]:
    return values.get(block, {}).get(action, {})
