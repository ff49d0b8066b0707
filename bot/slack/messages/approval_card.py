"""The living card while an invoice waits for an approver: everything that a careful one checks, nothing that does not exist yet."""

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.billing.client_standing import Standing
from bot.billing.differences import Difference
from bot.billing.draft import DateMode
from bot.billing.invoice import Invoice
from bot.locale import Words
from bot.slack import invoice_phrases as phrases
from bot.slack import invoice_terms as terms
from bot.slack import risk_samples, samples
from bot.slack.amounts import hidden_here, see_amounts
from bot.slack.approval_confirm import approval_confirm
from bot.slack.approval_levels import Approved, LevelRow, SpentVote, spent_vote_warning, style_of, who_may
from bot.slack.blocks import actions, button, context, option, overflow, paragraphs
from bot.slack.changes import change_lines
from bot.slack.chips import Chip, FixedDate, PaysLikeThis, draw_chip
from bot.slack.drawing import Block, Message
from bot.slack.escape import as_shown, discreet, inert, mention
from bot.slack.invoice_lines import left_in_thread, on_card
from bot.slack.next_number import NextNumber, next_number
from bot.slack.references import Reference
from bot.slack.refusal_blocks import FOUND_BY_US, refusal_blocks
from bot.slack.refusals import Refusal, sentence
from bot.slack.risk_chips import RiskChip
from bot.slack.suggestion import SUGGESTED, Suggested, suggestion_blocks
from bot.slack.waiting_line import LONG, NOT_LONG, Waits, with_waiting
from bot.slack.without_second import emergency

APPROVE = "invoice.approve"
RETURN = "invoice.return"
MORE = "invoice.more"
EDIT, HISTORY, TECHNICAL, PREVIEW, CLONE, ASIDE = "edit", "history", "technical", "preview", "clone", "aside"
"""Verbs of the options of `MORE`, in their references."""


@dataclass(frozen=True)
class ApprovalCard:
    reference: Reference
    """`operation` is the one that approving would begin."""
    company: str
    authority: str
    invoice: Invoice
    date_mode: DateMode
    term_days: int
    requester: str
    requested_at: int
    now: int
    levels: tuple[LevelRow, ...]
    """Who has approved it, and who is still needed."""
    barred: tuple[str, ...]
    """Who made or edited it, and so may not."""
    recipients: tuple[str, ...]
    numbering: NextNumber | None = None
    note: str = ""
    chips: tuple[Chip, ...] = ()
    changes: tuple[Difference, ...] = ()
    suggested: Suggested | None = None
    refusal: Refusal | None = None
    waits: Waits = NOT_LONG
    may_break_glass: bool = False
    """Its policy lets an admin issue it alone, in an emergency."""
    for_admins: bool = False
    """Offers the technical request; the handler checks again who asks."""


def draw(card: ApprovalCard, words: Words) -> Message:
    lines = on_card(card.invoice, words)
    blocks = [
        *paragraphs(_head(card, words)),
        *lines.blocks,
        *paragraphs([left_in_thread(card.invoice, words)]),
        *paragraphs(_sums(card.invoice, words)),
        *paragraphs(_terms(card, words)),
        *paragraphs(draw_chip(chip, words) for chip in card.chips),
        *_changes(card, words),
        *refusal_blocks(card.refusal, card.invoice, words, authority=card.authority),
        *suggestion_blocks(card.suggested, card.invoice.currency, words, requester=card.requester),
        _buttons(card, words),
        *(emergency(card.reference, words) if card.may_break_glass else ()),
        context(with_waiting(who_may(card.levels, card.barred, words, now=card.now), card.waits, words, now=card.now)),
        *hidden_here(words),
    ]
    return Message(_text(card, words), tuple(blocks))


def _text(card: ApprovalCard, words: Words) -> str:
    client = phrases.client_name(card.invoice.client)
    if card.refusal:
        return words.t(
            "No se emitió la factura a {client}: {reason}",
            client=client,
            reason=discreet(sentence(card.refusal, words)),
        )
    if card.changes:
        return words.t("Cambió la factura a {client}: hay que aprobarla otra vez", client=client)
    return words.t("{person} pide emitir una factura a {client}", person=mention(card.requester), client=client)


def _head(card: ApprovalCard, words: Words) -> list[str]:
    title = words.t("🧾 Factura por aprobar")
    moment = words.dated(card.requested_at, now_ms=card.now)
    asked = words.t("Pidió {person} {moment}", person=mention(card.requester), moment=moment)
    note = f"«{as_shown(inert(card.note, 500), words)}»" if card.note else ""
    return [
        phrases.dotted(title, f"*{phrases.total(card.invoice, words)}*", inert(card.company, 100)),
        phrases.client_line(card.invoice.client),
        phrases.dotted(asked, note),
    ]


def _sums(invoice: Invoice, words: Words) -> list[str]:
    return [
        *phrases.tax_lines(invoice, words),
        *phrases.withholding_lines(invoice, words),
        words.t("*Total a pagar  {amount}*", amount=phrases.total(invoice, words)),
    ]


def _terms(card: ApprovalCard, words: Words) -> list[str]:
    return [
        terms.dates(card.invoice, words, date_mode=card.date_mode, term_days=card.term_days),
        next_number(card.numbering, words),
        *terms.particulars(card.invoice, words, besides=card.note),
        terms.destination(card.invoice, card.recipients, words),
    ]


def _changes(card: ApprovalCard, words: Words) -> list[Block]:
    if not card.changes:
        return []
    return paragraphs(
        [words.t("✏️ *Cambió desde la última vez:*"), *change_lines(card.changes, card.invoice.currency, words)]
    )


def _buttons(card: ApprovalCard, words: Words) -> Block:
    value = card.reference.pack()
    approve = words.t("Aprobar y emitir") if card.invoice.is_electronic else words.t("Aprobar y abrir")
    if card.refusal and card.refusal.may_retry and card.refusal.situation not in FOUND_BY_US:
        approve = words.t("Ya lo hice, reintentar")
    missing = sum(level.missing for level in card.levels)
    if missing > 1:
        approve = words.t("Aprobar")
    warning = spent_vote_warning(card.levels, words)
    sure = approval_confirm(
        card.invoice, card.recipients, words, authority=card.authority, missing=missing, warning=warning
    )
    style = style_of(card.levels)
    decide = button(approve, action=APPROVE, value=value, style=style, confirm=sure)
    return actions(
        see_amounts(card.reference, label=words.t("Ver y aprobar"), style=style) if words.hides_amounts else decide,
        button(words.t("Devolver"), action=RETURN, value=value),
        overflow(_options(card, words), action=MORE),
        block_id="decision",
    )


def _options(card: ApprovalCard, words: Words) -> list[Block]:
    verbs = [(EDIT, words.t("Editar")), (PREVIEW, words.t("Ver PDF"))]
    is_risky = any(isinstance(chip, RiskChip) and (chip.has_voted or not chip.aside_by) for chip in card.chips)
    aside, clone = (ASIDE, words.t("Dejar una alerta de lado")), (CLONE, words.t("Igual que esta"))
    verbs += [aside if is_risky else clone, (HISTORY, words.t("Historial"))]  # five at most
    if card.for_admins:
        verbs.append((TECHNICAL, words.t("Solicitud técnica")))
    return [option(label, replace(card.reference, verb=verb).pack()) for verb, label in verbs]


_PLAIN = ApprovalCard(
    reference=samples.REFERENCE,
    company="Rivera Refrigeración",
    authority="DIAN",
    invoice=samples.PENDING,
    date_mode=DateMode.FLOATING,
    term_days=30,
    requester=samples.ANA,
    requested_at=samples.NOW - 5 * samples.MINUTE,
    now=samples.NOW,
    levels=(
        LevelRow(1, waits_for=(samples.BRUNO, samples.DIEGO), people=(samples.BRUNO, samples.DIEGO), is_open=True),
    ),
    barred=(samples.ANA,),
    recipients=("facturacion@losandes.co",),
    numbering=NextNumber("FE", 342, 4659, dt.date(2027, 1, 1)),
    note="Mantenimiento de noviembre, contrato 2026-07",
    chips=(PaysLikeThis(Standing(Decimal(0), 0, 0, 34, 6), "COP"), *risk_samples.REPEATED),
)
_LEVELS = (
    LevelRow(1, (Approved(samples.BRUNO, samples.NOW - samples.MINUTE),), people=(samples.BRUNO, samples.DIEGO)),
    LevelRow(2, (Approved(samples.CARLA, samples.NOW, samples.DIEGO),), (samples.EMMA,), (samples.EMMA,), is_open=True),
    LevelRow(1, people=(samples.DIEGO,)),
)
_SPENDING = (
    replace(_PLAIN.levels[0], spends=(SpentVote(samples.EMMA, samples.BRUNO, 2),)),
    LevelRow(1, people=(samples.EMMA,), is_named=True),
)
SAMPLES = {
    "pending": _PLAIN,
    "edited": replace(_PLAIN, changes=(Difference("total", Decimal(4000000), Decimal(4585070)),)),
    "refused": replace(
        _PLAIN, refusal=Refusal("La numeración FE no está asociada a tu empresa", "AEP6009", "18764000001")
    ),
    "plain numbering": replace(
        _PLAIN,
        invoice=replace(samples.OPENED, number=""),
        numbering=NextNumber("CC", 88),
        recipients=(),
        note="",
        chips=(PaysLikeThis(Standing(Decimal(100), 3, 40, None, 0), "COP"), *risk_samples.ALL),
        date_mode=DateMode.FIXED,
        refusal=Refusal("Algo salió mal.", ""),
    ),
    "nobody of those who are named": replace(
        _PLAIN, levels=(LevelRow(1, is_open=True, is_named=True),), barred=(samples.BRUNO,)
    ),
    "nobody approves": replace(_PLAIN, levels=(LevelRow(1, is_open=True),), term_days=0, numbering=None),
    "suggested": replace(_PLAIN, suggested=SUGGESTED),
    "two levels": replace(
        _PLAIN, levels=(_LEVELS[0], LevelRow(1, waits_for=(samples.DIEGO,), people=(samples.DIEGO,), is_open=True))
    ),
    "levels": replace(_PLAIN, levels=_LEVELS, may_break_glass=True, waits=LONG),
    "a substitute's vote": replace(_PLAIN, levels=_SPENDING),
    "nobody is left": replace(_PLAIN, levels=(replace(_LEVELS[0], needed=2, is_open=True), _LEVELS[2])),
    "many lines": replace(_PLAIN, invoice=samples.LONG),
    "endless line": replace(_PLAIN, invoice=samples.ENDLESS),
    "hostile": replace(
        _PLAIN,
        invoice=samples.HOSTILE_DRAFT,
        company=samples.HOSTILE,
        for_admins=True,
        note=samples.HOSTILE * 30,
        requester=samples.HOSTILE,
        recipients=(samples.HOSTILE,) * 9,
        refusal=Refusal(samples.HOSTILE * 9, samples.HOSTILE),
        changes=(Difference("client_name", samples.HOSTILE, samples.HOSTILE),),
        chips=(FixedDate(dt.date(2025, 12, 31), dt.date(2025, 11, 26)), *risk_samples.HOSTILE),
    ),
}
