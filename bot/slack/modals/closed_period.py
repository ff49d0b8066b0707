"""To an admin whose act would be dated in closed books: why it is done all the same, for the record."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.billing.closing import Closed
from bot.locale import Words
from bot.slack.blocks import field, section, text_input
from bot.slack.drawing import View
from bot.slack.forms import FieldErrors, Values, modal, typed

CALLBACK = "closed_period.submit"
REASON = "closed_period.reason"
"""Its block's id and its action's id."""
LONGEST_REASON = 300


@dataclass(frozen=True)
class CrossingForm:
    name: str
    """Under which what was asked is kept until the reason is there."""
    closed: Closed


def draw(form: CrossingForm, words: Words) -> View:
    lines = [
        words.t(
            "🔒 Los libros están cerrados hasta el *{through}*, y esto quedaría con fecha *{day}*.",
            through=words.day(form.closed.through, weekday=False),
            day=words.day(form.closed.day, weekday=False),
        ),
        words.t(
            "Como administras Cobro puedes hacerlo, con un motivo. Queda en la auditoría y, si Alegra guarda una nota de esto, "
            "también allí."
        ),
    ]
    reason = text_input(REASON, multiline=True, longest=LONGEST_REASON)
    return modal(
        callback=CALLBACK,
        title=words.t("Período cerrado"),
        blocks=[section("\n".join(lines)), field(words.t("Motivo"), reason, block_id=REASON)],
        submit=words.t("Hacerlo así"),
        close=words.t("Cancelar"),
        private_metadata=form.name,
    )


def read(values: Values, words: Words) -> str | FieldErrors:
    reason = typed(values, REASON, REASON)
    return reason or FieldErrors({REASON: words.t("Escribe el motivo: queda en la auditoría")})


_FORM = CrossingForm("D4F6", Closed(dt.date(2026, 10, 15), dt.date(2026, 10, 31)))
SAMPLES: Mapping[str, CrossingForm] = {
    "a payment of last month": _FORM,
    "on the closing date": replace(_FORM, closed=Closed(dt.date(2026, 10, 31), dt.date(2026, 10, 31))),
}
