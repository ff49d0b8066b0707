"""What an invoice rarely needs said: date, numbering, payment method, seller, cost centre, order and notes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.billing.composing import Composition
from bot.billing.countries.payment_methods import payment_methods
from bot.billing.directory import CostCenter, Numbering, Seller
from bot.billing.draft import DateMode
from bot.billing.numbering import NumberingWarning, numbers_left
from bot.locale import Words
from bot.slack import form_samples, samples
from bot.slack.blocks import choice, context, date_input, field, option, plain_text, radio, text_input
from bot.slack.chips import NumberingEnds, draw_chip
from bot.slack.drawing import Block, View
from bot.slack.payment_methods import payment_method

SUBMIT = "draft_more.submit"
DATE_MODE = "draft_more.date_mode"
DATE = "draft_more.date"
NUMBERING = "draft_more.numbering"
METHOD = "draft_more.method"
SELLER = "draft_more.seller"
COST_CENTER = "draft_more.cost_center"
ORDER = "draft_more.purchase_order"
PRINTED = "draft_more.printed_note"
NOTE = "draft_more.note"


@dataclass(frozen=True)
class MoreOptions:
    form: Composition
    today: str
    numberings: Sequence[Numbering]
    methods: Sequence[str]
    """Alegra's codes; empty where the country has no list."""
    sellers: Sequence[Seller]
    cost_centers: Sequence[CostCenter]
    numbering_ends: NumberingEnds | None = None


def draw(model: MoreOptions, words: Words) -> View:
    return {
        "type": "modal",
        "callback_id": SUBMIT,
        "private_metadata": model.form.id,
        "title": plain_text(words.t("Más opciones"), 24),
        "submit": plain_text(words.t("Guardar"), 24),
        "close": plain_text(words.t("Volver"), 24),
        "blocks": [*_dates(model, words), *_lists(model, words), *_texts(model.form, words)],
    }


def read(form: Composition, values: Mapping[str, Mapping[str, Any]]) -> Composition:
    """What is not drawn (a list with nothing to choose from) stays as it was."""
    return replace(
        form,
        date_mode=DateMode(_option(values, DATE_MODE, form.date_mode)),
        fixed_date=_held(values, DATE).get("selected_date") or "",
        numbering_id=_option(values, NUMBERING, form.numbering_id),
        payment_method=_option(values, METHOD, form.payment_method),
        seller_id=_option(values, SELLER, form.seller_id),
        cost_center_id=_option(values, COST_CENTER, form.cost_center_id),
        purchase_order=_held(values, ORDER).get("value") or "",
        printed_note=_held(values, PRINTED).get("value") or "",
        note=_held(values, NOTE).get("value") or "",
    )


FIELD_BLOCKS = {"date": DATE, "purchase_order": ORDER, "printed_note": PRINTED, "note": NOTE}
"""Where the mistakes of `billing.drafting` about these fields are shown."""


def _dates(model: MoreOptions, words: Words) -> list[Block]:
    modes = [
        option(words.t("La del día en que se emita"), DateMode.FLOATING),
        option(words.t("Una fecha fija"), DateMode.FIXED),
    ]
    date = date_input(DATE, initial=model.form.fixed_date or model.today)
    hint = words.t("Solo cuenta si arriba elegiste una fecha fija.")
    return [
        field(words.t("Fecha de la factura"), radio(DATE_MODE, modes, chosen=model.form.date_mode), block_id=DATE_MODE),
        field(words.t("Fecha fija"), date, block_id=DATE, optional=True, hint=hint),
    ]


def _lists(model: MoreOptions, words: Words) -> list[Block]:
    form = model.form
    numberings = [(each.id, _named(each, words)) for each in model.numberings]
    methods = [(each, payment_method(each, words)) for each in model.methods]
    sellers = [(each.id, each.name) for each in model.sellers]
    centers = [(each.id, each.name) for each in model.cost_centers]
    ends = [context(draw_chip(model.numbering_ends, words))] if model.numbering_ends else []
    return [
        *_select(words.t("Numeración"), NUMBERING, numberings, form.numbering_id, least=2),
        *ends,
        *_select(words.t("Medio de pago"), METHOD, methods, form.payment_method),
        *_select(words.t("Vendedor"), SELLER, sellers, form.seller_id),
        *_select(words.t("Centro de costo"), COST_CENTER, centers, form.cost_center_id),
    ]


def _texts(form: Composition, words: Words) -> list[Block]:
    printed = text_input(PRINTED, initial=form.printed_note, multiline=True)
    note = text_input(NOTE, initial=form.note, multiline=True)
    return [
        field(
            words.t("Orden de compra"), text_input(ORDER, initial=form.purchase_order), block_id=ORDER, optional=True
        ),
        field(
            words.t("Nota impresa en la factura"),
            printed,
            block_id=PRINTED,
            optional=True,
            hint=words.t("El cliente la lee."),
        ),
        field(
            words.t("Nota interna"),
            note,
            block_id=NOTE,
            optional=True,
            hint=words.t("Solo la ve tu equipo en Alegra."),
        ),
    ]


def _select(label: str, action: str, options: Sequence[tuple[str, str]], chosen: str, *, least: int = 1) -> list[Block]:
    """Nothing is drawn where there is nothing to choose."""
    if len(options) < least:
        return []
    select = choice(action, [option(name, value) for value, name in options[:100]], chosen=chosen)
    return [field(label, select, block_id=action, optional=True)]


def _named(numbering: Numbering, words: Words) -> str:
    left = numbers_left(numbering)
    named = f"{numbering.prefix or '—'} · {numbering.name}"
    return named if left is None else f"{named} · {words.n('queda {count} número', 'quedan {count} números', left)}"


def _held(values: Mapping[str, Mapping[str, Any]], name: str) -> Mapping[str, Any]:
    held: Mapping[str, Any] = values.get(name, {}).get(name) or {}
    return held


def _option(values: Mapping[str, Mapping[str, Any]], name: str, before: str) -> str:
    if name not in values:
        return before
    return str((_held(values, name).get("selected_option") or {}).get("value", ""))


_USUAL = MoreOptions(
    form=form_samples.EMPTY,
    today="2025-11-26",
    numberings=form_samples.NUMBERINGS[:2],
    methods=payment_methods("colombia"),
    sellers=form_samples.SELLERS[:1],
    cost_centers=form_samples.COST_CENTERS[:1],
)
SAMPLES = {
    "usual": _USUAL,
    "particular": replace(_USUAL, form=form_samples.PARTICULAR),
    "numbering ends": replace(_USUAL, numbering_ends=NumberingEnds("FE", NumberingWarning(12, 40))),
    "nothing to choose from": MoreOptions(form_samples.EMPTY, "2025-11-26", form_samples.NUMBERINGS[:1], (), (), ()),
    "hostile": MoreOptions(
        form=form_samples.HOSTILE_FORM,
        today="2025-11-26",
        numberings=form_samples.NUMBERINGS,
        methods=(*payment_methods("colombia"), samples.HOSTILE[:40]),
        sellers=form_samples.SELLERS,
        cost_centers=form_samples.COST_CENTERS,
        numbering_ends=NumberingEnds(samples.HOSTILE, NumberingWarning(0, 1)),
    ),
    "overlong": MoreOptions(
        form=form_samples.LONG_FORM,
        today="2025-11-26",
        numberings=[replace(form_samples.NUMBERINGS[0], id=str(n), name="Resolución " * 20) for n in range(120)],
        methods=payment_methods("colombia"),
        sellers=[Seller(str(n), "Vendedora de la zona " * 9) for n in range(120)],
        cost_centers=[CostCenter(str(n), "Centro " * 30) for n in range(120)],
    ),
}
