"""`/cobro operations`: what has not ended, or what was asked for, a row each; the next page by a button."""

from dataclasses import dataclass, replace

from bot.locale import Words
from bot.slack import invoice_phrases as phrases
from bot.slack import samples
from bot.slack.blocks import actions, button, section
from bot.slack.drawing import Block, Message
from bot.slack.escape import inert
from bot.slack.operation_phrases import MARKS, STATES, kind_in_words, state_in_words

SHOW, PAGE = "operations.show", "operations.page"
"""The value of SHOW is the operation's id, that of PAGE a `PageOf`."""
MOST_ROWS = 20


@dataclass(frozen=True)
class OperationRow:
    id: str
    kind: str
    state: str
    name: str
    client: str
    since: int
    """When it was accepted, in milliseconds."""


@dataclass(frozen=True)
class PageOf:
    state: str
    """Empty: whatever has not ended."""
    start: int

    def pack(self) -> str:
        return f"{self.start}:{self.state}"

    @classmethod
    def unpack(cls, text: str) -> "PageOf":
        """It came back from outside: whatever cannot be read is the first page."""
        start, _, state = text.partition(":")
        return cls(state if state in STATES else "", int(start)) if start.isdecimal() and len(start) < 7 else cls("", 0)


@dataclass(frozen=True)
class OperationsShown:
    rows: tuple[OperationRow, ...]
    now: int
    state: str = ""
    """Empty: whatever has not ended."""
    next_page: PageOf | None = None


def draw(shown: OperationsShown, words: Words) -> Message:
    title = _title(shown, words)
    if not shown.rows:
        return Message(title, (section(_nothing(shown, words)),))
    more = button(words.t("Ver más"), action=PAGE, value=shown.next_page.pack()) if shown.next_page else None
    turn = [actions(more, block_id="page")] if more else []
    return Message(title, (section(f"*{title}*"), *(_row(row, shown, words) for row in shown.rows[:MOST_ROWS]), *turn))


def _title(shown: OperationsShown, words: Words) -> str:
    if shown.state:
        return words.t("Operaciones: {state}", state=state_in_words(shown.state, words))
    return words.t("Operaciones que no han terminado")


def _nothing(shown: OperationsShown, words: Words) -> str:
    if shown.state:
        return words.t("No hay ninguna así.")
    return words.t("✅ Todo lo que se pidió terminó: no hay nada esperando ni nada por resolver.")


def _row(row: OperationRow, shown: OperationsShown, words: Words) -> Block:
    what = phrases.dotted(
        f"{MARKS[row.state]} *{inert(row.name, 40)}*",
        inert(row.client, phrases.LONGEST_NAME),
        kind_in_words(row.kind, words),
    )
    since = words.moment(row.since, now_ms=shown.now)
    stands = words.t("{state}, pedida {since}", state=state_in_words(row.state, words), since=since)
    return section(
        f"{what}\n{stands} · `{inert(row.id, 120)}`",
        accessory=button(words.t("Ver"), action=SHOW, value=row.id),
    )


_ROW = OperationRow("D-7K3Q/stamp/1", "stamp", "unknown", "D-7K3Q", samples.CLINIC.name, samples.NOW - samples.MINUTE)
_HOSTILE = replace(_ROW, id=samples.HOSTILE[:100], name=samples.HOSTILE, client=samples.HOSTILE, kind="other")
SAMPLES = {
    "unended": OperationsShown(
        tuple(replace(_ROW, state=state) for state in STATES), samples.NOW, next_page=PageOf("", 10)
    ),
    "of one state": OperationsShown((replace(_ROW, state="done"),), samples.NOW, "done", PageOf("done", 10)),
    "none of one state": OperationsShown((), samples.NOW, "needs_person"),
    "nothing": OperationsShown((), samples.NOW),
    "hostile": OperationsShown((_HOSTILE,) * 30, samples.NOW),
}
