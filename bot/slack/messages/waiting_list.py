"""One message to whoever several things wait for: a list, instead of a mention under each."""

from dataclasses import dataclass, replace

from bot.billing.invoice import Invoice
from bot.locale import Words
from bot.slack import invoice_phrases as phrases
from bot.slack import samples
from bot.slack.blocks import actions, button, context, paragraphs
from bot.slack.drawing import Block, Message
from bot.slack.escape import inert, mention
from bot.slack.home import APPROVE_MANY
from bot.slack.messages.nudge_reply import PETITIONS

MOST_ROWS = 20


@dataclass(frozen=True)
class WaitingRow:
    name: str
    """The number, or what Cobro calls it."""
    client: str
    invoice: Invoice | None
    asked_by: str
    since: int
    expires: int = 0
    """0: never."""
    kind: str = ""
    """Of what somebody asks to take back; empty: the invoice itself waits."""
    permalink: str = ""


@dataclass(frozen=True)
class WaitingList:
    rows: tuple[WaitingRow, ...]
    now: int


def draw(waiting: WaitingList, words: Words) -> Message:
    count = len(waiting.rows)
    title = words.n("⏰ Espera tu decisión {count} solicitud", "⏰ Esperan tu decisión {count} solicitudes", count)
    hidden = count - MOST_ROWS
    more = (
        words.n("y {count} más: `/invoice approve`", "y {count} más: `/invoice approve`", hidden) if hidden > 0 else ""
    )
    rows = [_row(row, waiting.now, words) for row in waiting.rows[:MOST_ROWS]]
    blocks = [*paragraphs([f"*{title}*", *rows]), *([context(more)] if more else []), *_together(waiting, words)]
    return Message(title, tuple(blocks))


def _row(row: WaitingRow, now: int, words: Words) -> str:
    client = inert(row.client, phrases.LONGEST_NAME)
    total = f"*{phrases.total(row.invoice, words)}*" if row.invoice else ""
    asked = words.t("pidió {person}", person=mention(row.asked_by))
    if row.kind:
        what = words.t(PETITIONS[row.kind])
        asked = words.t("{person} pidió {what}", person=mention(row.asked_by), what=what)
    since = words.t("desde {moment}", moment=words.dated(row.since, now_ms=now))
    ends = words.t("vence {moment}", moment=words.dated(row.expires, now_ms=now)) if row.expires else ""
    see = phrases.see_card(row.permalink, words)
    return f"• {phrases.dotted(f'*{client}*' if client else '', total, asked, since, ends, inert(row.name, 40), see)}"


def _together(waiting: WaitingList, words: Words) -> list[Block]:
    if sum(not row.kind for row in waiting.rows) < 2:
        return []
    return [actions(button(words.t("Aprobar varias"), action=APPROVE_MANY), block_id="together")]


_ROW = WaitingRow(
    "D-7K3Q",
    samples.CLINIC.name,
    samples.PENDING,
    samples.ANA,
    samples.NOW - samples.DAY,
    permalink="https://rivera.slack.com/archives/C1/p1",
)
SAMPLES = {
    "several": WaitingList(
        (_ROW, replace(_ROW, expires=samples.NOW + samples.DAY), replace(_ROW, name="FE342", kind="void")), samples.NOW
    ),
    "many": WaitingList((_ROW,) * 25, samples.NOW),
    "one is left": WaitingList((_ROW,), samples.NOW),
    "hostile": WaitingList(
        (replace(_ROW, client=samples.HOSTILE, name=samples.HOSTILE, asked_by=samples.HOSTILE),), samples.NOW
    ),
}
