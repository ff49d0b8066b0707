"""Several lines at once, one per row of text: `4 x mantenimiento @850000`, `2 x limpieza @185000 -10%`."""

from collections.abc import Mapping
from typing import Any

from bot.locale import Words
from bot.slack.blocks import context, field, plain_text, text_input
from bot.slack.drawing import View

SUBMIT = "draft_paste.submit"
TEXT = "draft_paste.text"


def draw(composition: str, words: Words) -> View:
    example = "4 x mantenimiento @850000 -10%"
    return {
        "type": "modal",
        "callback_id": SUBMIT,
        "private_metadata": composition,
        "title": plain_text(words.t("Pegar varias"), 24),
        "submit": plain_text(words.t("Agregar"), 24),
        "close": plain_text(words.t("Volver"), 24),
        "blocks": [
            context(
                words.t(
                    "Una línea por renglón: cantidad × producto @precio −descuento %. Sin @, vale el precio de Alegra."
                )
            ),
            field(words.t("Líneas"), text_input(TEXT, multiline=True, placeholder=example), block_id=TEXT),
        ],
    }


def read(values: Mapping[str, Mapping[str, Any]]) -> str:
    return str((values.get(TEXT, {}).get(TEXT) or {}).get("value") or "")


SAMPLES = {"usual": "F-1"}
