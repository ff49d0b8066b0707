"""What became of a list of approvals: its progress, then what was approved, what was not, and why."""

from collections import defaultdict
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from bot.billing.invoice import Invoice
from bot.locale import Words, phrase
from bot.slack import invoice_phrases as phrases
from bot.slack import samples
from bot.slack.blocks import context, paragraphs
from bot.slack.drawing import Message
from bot.slack.escape import inert

MOST_SHOWN = 40


class Fate(StrEnum):
    APPROVED = "approved"
    COUNTED = "counted"
    """Their vote is; others are asked as well."""
    UNDONE = "undone"
    """By themselves, after the list was drawn."""
    CHANGED = "changed"
    DECIDED = "decided"
    BUSY = "busy"
    GONE = "gone"
    NOT_ASKED = "not_asked"
    CLOSED_BOOKS = "closed_books"


VOTED = frozenset({Fate.APPROVED, Fate.COUNTED})
WHY = {
    Fate.UNDONE: phrase("la aprobaste en su tarjeta y lo deshiciste: sigue esperando aprobación"),
    Fate.CHANGED: phrase("cambió después de que la viste: revísala en su tarjeta"),
    Fate.DECIDED: phrase("otra persona ya decidió, o dejó de esperar aprobación"),
    Fate.BUSY: phrase("algo se está haciendo con ella en este momento: apruébala en su tarjeta"),
    Fate.GONE: phrase("ya no existe"),
    Fate.NOT_ASKED: phrase("ya no te la piden a ti, o no puedes aprobarla"),
    Fate.CLOSED_BOOKS: phrase("los libros de su fecha están cerrados: quien administra puede decir por qué va igual"),
}


@dataclass(frozen=True)
class BulkResult:
    document: str
    fate: Fate
    invoice: Invoice | None


@dataclass(frozen=True)
class BulkSummary:
    count: int
    results: tuple[BulkResult, ...]
    """Of those that were come to."""
    left: int
    """On the list, and not ticked."""
    is_done: bool


def draw(summary: BulkSummary, words: Words) -> Message:
    if not summary.is_done:
        said = words.t("⏳ Aprobando: {done} de {count}", done=len(summary.results), count=summary.count)
        return Message(said, tuple(paragraphs([said])))
    approved = [result for result in summary.results if result.fate in VOTED]
    counted = [result for result in approved if result.fate is Fate.COUNTED]
    others = [result for result in summary.results if result.fate not in VOTED]
    title = words.t("✅ Aprobaste {done} de {count}", done=len(approved), count=summary.count)
    lines = [phrases.dotted(f"*{title}*", _totals(approved, words))]
    if counted:
        lines.append(_waiting(len(counted), words))
    if others:
        lines.append(words.n("🟡 *{count} no se aprobó:*", "🟡 *{count} no se aprobaron:*", len(others)))
        lines += [_row(result, words) for result in others[:MOST_SHOWN]]
    if len(others) > MOST_SHOWN:
        hidden = len(others) - MOST_SHOWN
        lines.append(words.n("• y {count} más", "• y {count} más", hidden))
    return Message(title, (*paragraphs(lines), *_after(summary, words)))


def _waiting(count: int, words: Words) -> str:
    return words.n(
        "🕓 {count} todavía no sale: su tarjeta dice quién más debe aprobarla.",
        "🕓 {count} todavía no salen: sus tarjetas dicen quién más debe aprobarlas.",
        count,
    )


def _totals(approved: list[BulkResult], words: Words) -> str:
    sums: defaultdict[str, Decimal] = defaultdict(Decimal)
    for result in approved:
        if result.invoice:
            sums[result.invoice.currency] += result.invoice.total
    return words.listed([f"*{words.money(amount, currency)}*" for currency, amount in sorted(sums.items())])


def _row(result: BulkResult, words: Words) -> str:
    name = inert(result.document, 20)
    about = phrases.dotted(name, phrases.client_name(result.invoice.client)) if result.invoice else name
    return f"• {about}: {words.t(WHY[result.fate])}"


def _after(summary: BulkSummary, words: Words) -> list[dict[str, object]]:
    goes_out = any(result.fate is Fate.APPROVED for result in summary.results)
    undo = words.t("Cada una se puede deshacer en su tarjeta antes de que salga.") if goes_out else ""
    left = (
        words.n("Quedó {count} de la lista sin marcar.", "Quedaron {count} de la lista sin marcar.", summary.left)
        if summary.left
        else ""
    )
    said = " ".join(filter(None, [undo, left]))
    return [context(said)] if said else []


_DONE = BulkSummary(
    count=3,
    results=(
        BulkResult("D-7K3Q", Fate.APPROVED, samples.PENDING),
        BulkResult("D-9X2M", Fate.APPROVED, samples.PENDING),
        BulkResult("D-4T7V", Fate.CHANGED, samples.PENDING),
    ),
    left=2,
    is_done=True,
)
SAMPLES = {
    "done": _DONE,
    "all of them": replace(_DONE, count=2, results=_DONE.results[:2], left=0),
    "under way": replace(_DONE, count=40, is_done=False),
    "every reason": replace(
        _DONE, count=len(Fate), results=tuple(BulkResult("D-7K3Q", fate, samples.PENDING) for fate in Fate), left=1
    ),
    "many": replace(_DONE, count=90, results=(BulkResult("D-7K3Q", Fate.GONE, None),) * 90),
    "hostile": replace(_DONE, results=(BulkResult(samples.HOSTILE, Fate.CHANGED, samples.HOSTILE_DRAFT),)),
}
