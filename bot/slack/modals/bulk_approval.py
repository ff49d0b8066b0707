"""What waits for an approver, to be approved together: those without warnings ticked, the exceptions apart and unticked."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.billing.invoice import Invoice
from bot.locale import Words
from bot.slack import invoice_phrases as phrases
from bot.slack import risk_samples, samples
from bot.slack.approval_levels import emptied_warning
from bot.slack.blocks import actions, button, checkboxes, context, divider, field, option, paragraphs, section
from bot.slack.chips import draw_chip
from bot.slack.drawing import Block, View
from bot.slack.escape import mention, plain
from bot.slack.forms import Values, modal, ticked
from bot.slack.risk_chips import RiskChip

CALLBACK = "bulk_approval.submit"
TICK = "bulk_approval.tick"
"""The action of every group of boxes; its block is called so too, with a number."""
PREVIOUS, NEXT = "bulk_approval.previous", "bulk_approval.next"
PAGE_ROWS = 30
"""Two blocks for an exception, of Slack's hundred in a modal."""
GROUP = 10
"""Slack's most in one group of checkboxes."""


@dataclass(frozen=True)
class BulkRow:
    document: str
    invoice: Invoice
    requester: str
    asked_at: int
    chips: tuple[RiskChip, ...] = ()
    is_ticked: bool = False
    emptied: tuple[int, ...] = ()
    """Levels that their vote, as a substitute, would leave with nobody."""


@dataclass(frozen=True)
class BulkForm:
    name: str
    safe: tuple[BulkRow, ...]
    """On this page, like the exceptions."""
    risky: tuple[BulkRow, ...]
    waiting: int
    exceptions: int
    totals: tuple[tuple[str, Decimal], ...]
    """By currency, of all that wait."""
    page: int
    pages: int
    now: int


def draw(form: BulkForm, words: Words) -> View:
    return modal(
        callback=CALLBACK,
        title=words.t("Aprobar varias"),
        blocks=[*_head(form, words), *_safe(form, words), *_risky(form, words), *_turning(form, words)],
        submit=words.t("Aprobar las marcadas"),
        close=words.t("Cancelar"),
        private_metadata=form.name,
    )


def ticked_in(values: Values) -> tuple[str, ...]:
    """Names of the documents that are ticked on the page that is shown."""
    return tuple(name for block in values if block.startswith(TICK) for name in ticked(values, block, TICK))


def first_block(values: Values) -> str:
    """Where an error is said."""
    return next((block for block in values if block.startswith(TICK)), TICK)


def _head(form: BulkForm, words: Words) -> list[Block]:
    waiting = words.n(
        "*{count} factura espera tu aprobación*", "*{count} facturas esperan tu aprobación*", form.waiting
    )
    totals = words.listed([f"*{words.money(amount, currency)}*" for currency, amount in form.totals])
    said = words.t(
        "Están marcadas las que no tienen alertas. Cada una es un voto tuyo sobre lo que ves aquí: "
        "si algo cambia antes, esa no se aprueba y te lo digo."
    )
    return [section(phrases.dotted(waiting, totals)), context(said)]


def _safe(form: BulkForm, words: Words) -> list[Block]:
    """Named after the page too: Slack keeps what was ticked by the names of blocks."""
    groups = [form.safe[start : start + GROUP] for start in range(0, len(form.safe), GROUP)]
    return [
        _boxes(group, f"{TICK}.{form.page}.{number}", words.t("Sin alertas"), form.now, words)
        for number, group in enumerate(groups)
    ]


def _risky(form: BulkForm, words: Words) -> list[Block]:
    if not form.risky:
        return []
    title = words.n(
        "⚠️ *{count} excepción:* revísala antes de marcarla",
        "⚠️ *{count} excepciones:* revísalas una a una antes de marcarlas",
        form.exceptions,
    )
    blocks = [divider(), section(title)]
    for number, row in enumerate(form.risky):
        total = f"*{phrases.total(row.invoice, words)}*"
        head = phrases.dotted(f"*{phrases.client_name(row.invoice.client)}*", total, _asked(row, form.now, words))
        warned = (emptied_warning(row.emptied, words),) if row.emptied else ()
        blocks += paragraphs([head, *warned, *(draw_chip(chip, words) for chip in row.chips)])[:1]
        blocks.append(_boxes((row,), f"{TICK}.{form.page}.risky.{number}", words.t("Con alertas"), form.now, words))
    return blocks


def _boxes(rows: tuple[BulkRow, ...], block: str, label: str, now: int, words: Words) -> Block:
    options = [
        option(
            plain(phrases.dotted(row.document, row.invoice.client.name, phrases.total(row.invoice, words)), 75),
            row.document,
            description=words.moment(row.asked_at, now_ms=now),
        )
        for row in rows
    ]
    chosen = [row.document for row in rows if row.is_ticked]
    return field(label, checkboxes(TICK, options, chosen=chosen), block_id=block, optional=True)


def _asked(row: BulkRow, now: int, words: Words) -> str:
    moment = words.moment(row.asked_at, now_ms=now)
    return words.t("Pidió {person} {moment}", person=mention(row.requester), moment=moment)


def _turning(form: BulkForm, words: Words) -> list[Block]:
    if form.pages == 1:
        return []
    back = button(words.t("Anteriores"), action=PREVIOUS) if form.page else None
    more = button(words.t("Siguientes"), action=NEXT) if form.page + 1 < form.pages else None
    where = words.t(
        "Página {page} de {pages}. Solo se aprueba lo de las páginas que abriste; lo que marcaste en ellas se conserva.",
        page=form.page + 1,
        pages=form.pages,
    )
    return [context(where), actions(back, more, block_id="bulk_approval.pages")]


def _row(number: int, chips: tuple[RiskChip, ...] = ()) -> BulkRow:
    return BulkRow(f"D-{number:04}", samples.PENDING, samples.ANA, samples.NOW, chips, is_ticked=not chips)


_TOTALS = (("COP", Decimal(13755210)), ("USD", Decimal(1200)))
_FORM = BulkForm(
    name="B-7K3Q9X2M",
    safe=(_row(1), _row(2)),
    risky=(_row(3, risk_samples.ALL),),
    waiting=3,
    exceptions=1,
    totals=_TOTALS,
    page=0,
    pages=1,
    now=samples.NOW,
)
SAMPLES: Mapping[str, BulkForm] = {
    "some": _FORM,
    "one": replace(_FORM, safe=_FORM.safe[:1], risky=(), waiting=1, exceptions=0, totals=_TOTALS[:1]),
    "a full page": replace(
        _FORM, safe=tuple(_row(number) for number in range(PAGE_ROWS)), risky=(), waiting=95, page=1, pages=4
    ),
    "only exceptions": replace(
        _FORM,
        safe=(),
        risky=tuple(_row(number, risk_samples.ALL) for number in range(PAGE_ROWS)),
        waiting=70,
        exceptions=70,
        pages=3,
    ),
    "a vote for somebody else": replace(_FORM, risky=(replace(_row(3), is_ticked=False, emptied=(2,)),)),
    "hostile": replace(
        _FORM,
        safe=(replace(_row(1), invoice=samples.HOSTILE_DRAFT, requester=samples.HOSTILE),),
        risky=(replace(_row(3, risk_samples.HOSTILE), invoice=samples.HOSTILE_DRAFT, requester=samples.HOSTILE),),
    ),
}
