"""The form of an invoice: client, lines, term and totals in one view; a usual one-line invoice takes three choices."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.billing.client_history import PastInvoice
from bot.billing.composing import ComposedLine, Composition
from bot.billing.directory import Client, Company, Item, Numbering, Term
from bot.billing.draft import DateMode
from bot.billing.totals import LineTotals, Totals
from bot.locale import Words
from bot.slack import form_samples
from bot.slack.blocks import (
    actions,
    button,
    choice,
    context,
    divider,
    field,
    option,
    overflow,
    plain_text,
    section,
    text_input,
)
from bot.slack.drawing import Block, View
from bot.slack.escape import inert
from bot.slack.modals.draft_phrases import client_line, closed_line, term_name, totals_line
from bot.slack.modals.draft_way import draw_way

SUBMIT = "draft.submit"
CLIENT = "draft.client"
SAME_AGAIN = "draft.same_again"
LINE = "draft.line"
ITEM = "draft.item"
QUANTITY = "draft.quantity"
PRICE = "draft.price"
ADD_LINE = "draft.add_line"
PASTE = "draft.paste"
TERM = "draft.term"
MORE = "draft.more"
START_AFRESH = "draft.start_afresh"
NEW = "new:"
"""Before the name of a client who is to be added, where a client's id would stand."""
FREE = "free:"
"""Before the words of a free concept, where an item's id would stand."""
EDIT, DUPLICATE, REMOVE = "edit", "duplicate", "remove"
"""What the options of `LINE` do; their values are `<verb>:<key of the line>`."""


@dataclass(frozen=True)
class DraftForm:
    form: Composition
    company: Company
    client: Client | None
    items: Mapping[str, Item]
    """Of the lines in the form, by id; one that is gone is missing."""
    lines: Sequence[tuple[ComposedLine, LineTotals | None]]
    """The closed ones; no totals while a line cannot be read."""
    totals: Totals | None
    terms: Sequence[Term]
    numbering: Numbering | None
    editing: str = ""
    """The document's name when one is edited."""
    resumed: bool = False
    """The form holds what an earlier, unsent one had."""

    @property
    def last_invoice(self) -> PastInvoice | None:
        return self.form.history.last if self.form.history else None


def draw(model: DraftForm, words: Words) -> View:
    form = model.form
    return {
        "type": "modal",
        "callback_id": SUBMIT,
        "private_metadata": form.id,
        "title": plain_text(_title(model, words), 24),
        "submit": plain_text(_submit(model, words), 24),
        "close": plain_text(words.t("Cancelar"), 24),
        "blocks": [
            *_notices(model, words),
            *draw_way(form.way, words),
            *_client(model, words),
            *[
                _closed(position, line, totals, model, words)
                for position, (line, totals) in enumerate(model.lines, start=1)
            ],
            divider(),
            *_open_line(model, words),
            actions(
                button(words.t("+ Otra línea"), action=ADD_LINE),
                button(words.t("Pegar varias"), action=PASTE),
                block_id="draft.moves",
            ),
            divider(),
            _term(model, words),
            section(totals_line(model.totals, model.company, words), block_id="draft.totals"),
            actions(button(words.t("⚙️ Más opciones"), action=MORE), block_id="draft.options"),
            context(_in_force(model, words)),
        ],
    }


def block_of(name: str, form: Composition) -> str:
    """The id of a field's block now. It changes when Cobro writes into the field, which makes Slack forget what was typed."""
    line = form.open_line
    revision = {"client": form.client_revision, "term": form.client_revision}.get(name, line.revision)
    return f"draft.{name}:{revision}" if name in {"client", "term"} else f"draft.{name}:{line.key}.{revision}"


def _title(model: DraftForm, words: Words) -> str:
    if model.form.resends:
        return words.t("Corregir y reenviar")
    return words.t("Editar {name}", name=model.editing) if model.editing else words.t("Nueva factura")


def _submit(model: DraftForm, words: Words) -> str:
    if model.form.resends:
        return words.t("Guardar y reenviar")
    return words.t("Guardar cambios") if model.editing else words.t("Enviar a aprobación")


def _notices(model: DraftForm, words: Words) -> list[Block]:
    notices: list[Block] = []
    if model.form.notice:
        notices.append(section(f":warning: {inert(model.form.notice, 600)}", block_id="draft.notice"))
    if model.resumed:
        afresh = button(words.t("Empezar de cero"), action=START_AFRESH)
        notices.append(
            section(
                words.t("Seguimos donde ibas: esto es lo último que guardé sin enviar."),
                block_id="draft.resumed",
                accessory=afresh,
            )
        )
    return notices


def _client(model: DraftForm, words: Words) -> list[Block]:
    select: Block = {
        "type": "external_select",
        "action_id": CLIENT,
        "min_query_length": 0,
        "placeholder": plain_text(words.t("Nombre o NIT"), 150),
    }
    if model.client:
        select["initial_option"] = option(model.client.name, model.client.id)
    drawn = [field(words.t("Cliente"), select, block_id=block_of("client", model.form), dispatch=True)]
    if model.client:
        drawn.append(context(client_line(model.client, model.form, model.terms, words)))
    if model.client and (past := model.last_invoice) and not model.lines and not model.form.open_line.is_begun:
        amount = words.money(past.total, model.company.currency)
        label = words.t("Igual que la anterior ({number} · {amount})", number=past.number, amount=amount)
        drawn.append(actions(button(label, action=SAME_AGAIN, value=past.id), block_id="draft.again"))
    return drawn


def _closed(position: int, line: ComposedLine, totals: LineTotals | None, model: DraftForm, words: Words) -> Block:
    menu = overflow(
        [
            option(words.t("Editar"), f"{EDIT}:{line.key}"),
            option(words.t("Duplicar"), f"{DUPLICATE}:{line.key}"),
            option(words.t("Quitar"), f"{REMOVE}:{line.key}"),
        ],
        action=LINE,
    )
    text = closed_line(line, model.items.get(line.item_id), totals, model.company, words)
    return section(f"{position}. {text}", block_id=f"draft.line:{line.key}.{line.revision}", accessory=menu)


def _open_line(model: DraftForm, words: Words) -> list[Block]:
    form, line = model.form, model.form.open_line
    item = model.items.get(line.item_id)
    select: Block = {
        "type": "external_select",
        "action_id": ITEM,
        "min_query_length": 0,
        "placeholder": plain_text(words.t("Nombre o referencia"), 150),
    }
    if item:
        select["initial_option"] = option(item.name, item.id)
    may_stay_empty = bool(form.lines)
    quantity = text_input(QUANTITY, initial=line.quantity, on_enter=True)
    price = text_input(PRICE, initial=line.price, on_enter=True)
    return [
        field(
            words.t("Producto o servicio"),
            select,
            block_id=block_of("item", form),
            optional=may_stay_empty,
            dispatch=True,
        ),
        field(
            words.t("Cantidad"), quantity, block_id=block_of("quantity", form), optional=may_stay_empty, dispatch=True
        ),
        field(
            words.t("Precio unitario sin impuestos"),
            price,
            block_id=block_of("price", form),
            optional=may_stay_empty,
            dispatch=True,
        ),
        *([context(_about(item, line, words))] if item else []),
    ]


def _about(item: Item, line: ComposedLine, words: Words) -> str:
    taxes = _taxes(item, words)
    return f"«{inert(line.description, 200)}» · {taxes}" if line.description else taxes


def _taxes(item: Item, words: Words) -> str:
    named = " · ".join(f"{inert(tax.name, 60)} {words.percent(tax.rate)}" for tax in item.taxes)
    return named or words.t("Sin impuestos")


def _term(model: DraftForm, words: Words) -> Block:
    options = [option(term_name(term, words), term.id) for term in model.terms[:100]]
    select = choice(TERM, options, chosen=model.form.term_id)
    return field(words.t("Vence"), select, block_id=block_of("term", model.form), dispatch=True)


def _in_force(model: DraftForm, words: Words) -> str:
    """The values that "more options" would change, so that nobody has to open it to know them."""
    form, numbering = model.form, model.numbering
    date = (
        words.t("Fecha: la del día de emisión")
        if form.date_mode is DateMode.FLOATING
        else words.t("Fecha fija: {date}", date=_day(form.fixed_date, words))
    )
    parts = [date]
    if numbering:
        parts.append(words.t("Numeración: {name}", name=inert(numbering.prefix or numbering.name, 60)))
    if form.purchase_order:
        parts.append(words.t("OC: {order}", order=inert(form.purchase_order, 60)))
    if form.printed_note or form.note:
        parts.append(words.t("con notas"))
    return " · ".join(parts)


def _day(typed: str, words: Words) -> str:
    """The picker writes 2026-11-24; people do not."""
    return words.day(dt.date.fromisoformat(typed)) if typed else "…"


SAMPLES = {name: DraftForm(**fields) for name, fields in form_samples.FORMS.items()}
