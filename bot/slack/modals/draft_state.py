"""What the fields of the invoice's form hold, taken over into the composition as it was typed."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.billing.composing import Composition
from bot.slack.modals.draft import CLIENT, ITEM, PRICE, QUANTITY, TERM, block_of
from bot.slack.modals.draft_way import BLOCK, WAY

Values = Mapping[str, Mapping[str, Any]]


def take_over(form: Composition, values: Values) -> Composition:
    """Only fields of the form as it is drawn now: a value under an older block id was typed before Cobro changed the field."""
    line = form.open_line
    typed = replace(
        line,
        quantity=_text(values, block_of("quantity", form), QUANTITY, line.quantity),
        price=_text(values, block_of("price", form), PRICE, line.price),
    )
    term = _chosen(values, block_of("term", form), TERM, form.term_id)
    return replace(form, open_line=typed, term_id=term, way=_chosen(values, BLOCK, WAY, form.way))


def chosen_client(form: Composition, values: Values) -> str:
    return _chosen(values, block_of("client", form), CLIENT, form.client_id)


def chosen_item(form: Composition, values: Values) -> str:
    return _chosen(values, block_of("item", form), ITEM, form.open_line.item_id)


def _text(values: Values, block: str, action: str, before: str) -> str:
    held = values.get(block, {}).get(action)
    return before if held is None else held.get("value") or ""


def _chosen(values: Values, block: str, action: str, before: str) -> str:
    held = values.get(block, {}).get(action)
    if held is None:
        return before
    option = held.get("selected_option") or {}
    return str(option.get("value", ""))
