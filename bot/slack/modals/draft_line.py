"""One line again, with what the form itself leaves out: its discount and its description."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.billing.composing import ComposedLine
from bot.locale import Words
from bot.slack import form_samples, samples
from bot.slack.blocks import context, field, plain_text, text_input
from bot.slack.drawing import View
from bot.slack.escape import inert

SUBMIT = "draft_line.submit"
QUANTITY = "draft_line.quantity"
PRICE = "draft_line.price"
DISCOUNT = "draft_line.discount"
DESCRIPTION = "draft_line.description"

FIELD_BLOCKS = {
    "item": QUANTITY,
    "quantity": QUANTITY,
    "price": PRICE,
    "discount": DISCOUNT,
    "description": DESCRIPTION,
}
"""Where the mistakes of `billing.drafting` about a line are shown."""


@dataclass(frozen=True)
class LineForm:
    composition: str
    line: ComposedLine
    item: str
    """Its name."""


def draw(model: LineForm, words: Words) -> View:
    line = model.line
    return {
        "type": "modal",
        "callback_id": SUBMIT,
        "private_metadata": f"{model.composition}:{line.key}",
        "title": plain_text(words.t("Editar línea"), 24),
        "submit": plain_text(words.t("Guardar"), 24),
        "close": plain_text(words.t("Volver"), 24),
        "blocks": [
            context(f"*{inert(model.item)}*"),
            field(words.t("Cantidad"), text_input(QUANTITY, initial=line.quantity), block_id=QUANTITY),
            field(words.t("Precio unitario sin impuestos"), text_input(PRICE, initial=line.price), block_id=PRICE),
            field(
                words.t("Descuento %"), text_input(DISCOUNT, initial=line.discount), block_id=DISCOUNT, optional=True
            ),
            field(
                words.t("Descripción"),
                text_input(DESCRIPTION, initial=line.description, multiline=True),
                block_id=DESCRIPTION,
                optional=True,
                hint=words.t("Sale impresa debajo del producto."),
            ),
        ],
    }


def read(line: ComposedLine, values: Mapping[str, Mapping[str, Any]]) -> ComposedLine:
    return replace(
        line,
        quantity=_text(values, QUANTITY),
        price=_text(values, PRICE),
        discount=_text(values, DISCOUNT),
        description=_text(values, DESCRIPTION),
        revision=line.revision + 1,
    )


def whose(private_metadata: str) -> tuple[str, int]:
    """The composition's id and the line's key."""
    composition, _, key = private_metadata.rpartition(":")
    return composition, int(key)


def _text(values: Mapping[str, Mapping[str, Any]], name: str) -> str:
    return str((values.get(name, {}).get(name) or {}).get("value") or "")


_LINE = LineForm("F-1", form_samples.LINE, "Mantenimiento preventivo cuarto frío")
SAMPLES = {
    "usual": _LINE,
    "bare": replace(_LINE, line=ComposedLine(key=2, item_id="102", price="120000,50")),
    "hostile": LineForm("F-1", replace(form_samples.HOSTILE_LINE, price=samples.HOSTILE), samples.HOSTILE),
    "overlong": LineForm("F-1", replace(form_samples.LONG_LINE, description="🧊" * 3000), "Tubería de cobre " * 40),
}
