"""Somebody is away: who votes in their place, and from when to when."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from bot.billing.substitutions import Substitution
from bot.locale import Words
from bot.slack import samples
from bot.slack.blocks import context, field
from bot.slack.drawing import Block, View
from bot.slack.forms import FieldErrors, Values, modal, picked_day

CALLBACK = "stand_in.submit"
AWAY, SUBSTITUTE, FIRST, LAST = "stand_in.away", "stand_in.substitute", "stand_in.first", "stand_in.last"
"""Each its block's id and its action's id."""


@dataclass(frozen=True)
class StandInForm:
    person: str
    """Who fills it in; they are away, unless they say that somebody else is."""
    today: dt.date
    revision: int


def draw(form: StandInForm, words: Words) -> View:
    said = words.t(
        "Vota en su lugar, y un voto cuenta una vez: quien suple debe aprobar según `/cobro roles`. Vale también para lo que ya "
        "espera. La tuya vale enseguida; la de otra persona la pone quien administra."
    )
    day = form.today.isoformat()
    return modal(
        callback=CALLBACK,
        title=words.t("Suplencia"),
        blocks=[
            context(said),
            field(words.t("Quién no está"), _person(AWAY, form.person), block_id=AWAY),
            field(words.t("Quién vota en su lugar"), _person(SUBSTITUTE), block_id=SUBSTITUTE),
            field(words.t("Desde el"), _day(FIRST, day), block_id=FIRST),
            field(words.t("Hasta el, incluido"), _day(LAST, day), block_id=LAST),
        ],
        submit=words.t("Guardar"),
        close=words.t("Cancelar"),
        private_metadata=str(form.revision),
    )


def read(values: Values, words: Words) -> Substitution | FieldErrors:
    away, substitute = (
        str(values.get(each, {}).get(each, {}).get("selected_user") or "") for each in (AWAY, SUBSTITUTE)
    )
    first, last = picked_day(values, FIRST, FIRST), picked_day(values, LAST, LAST)
    missing = words.t("Elige una persona")
    errors = {block: missing for block, person in ((AWAY, away), (SUBSTITUTE, substitute)) if not person}
    errors |= {block: words.t("Elige un día") for block, day in ((FIRST, first), (LAST, last)) if day is None}
    if errors or first is None or last is None:
        return FieldErrors(errors)
    return Substitution(away, substitute, first, last)


def _person(action: str, person: str = "") -> Block:
    return {"type": "users_select", "action_id": action} | ({"initial_user": person} if person else {})


def _day(action: str, day: str) -> Block:
    return {"type": "datepicker", "action_id": action, "initial_date": day}


SAMPLES: Mapping[str, StandInForm] = {"own": StandInForm(samples.BRUNO, dt.date(2025, 11, 26), 3)}
