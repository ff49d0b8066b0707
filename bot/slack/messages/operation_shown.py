"""One operation with all that is known of it, and what may be done about it."""

from dataclasses import dataclass, replace

from bot.locale import Words
from bot.slack import invoice_phrases as phrases
from bot.slack import samples
from bot.slack.blocks import actions, button, context, paragraphs
from bot.slack.drawing import Block, Message
from bot.slack.escape import inert, mention
from bot.slack.messages import needs_person_card
from bot.slack.messages.needs_person_card import NeedsPersonCard, decisions, why_of
from bot.slack.messages.operations_list import OperationRow
from bot.slack.messages.unknown_card import LOOK_NOW
from bot.slack.operation_phrases import MARKS, kind_in_words, state_in_words
from bot.store.records import UNASKED

WAITING = frozenset({"accepted", "unknown"})


@dataclass(frozen=True)
class OperationShown:
    row: OperationRow
    actor: str
    attempts: int
    sent_at: int
    """0: it has not left."""
    marker: str
    now: int
    undecided: NeedsPersonCard
    """Whoever may decide, and how, where it needs a person; its error in any state."""


def draw(shown: OperationShown, words: Words) -> Message:
    row = shown.row
    what = phrases.dotted(
        f"{MARKS[row.state]} *{inert(row.name, 40)}*",
        inert(row.client, phrases.LONGEST_NAME),
        kind_in_words(row.kind, words),
    )
    why = why_of(shown.undecided.error, words)
    lines = [
        what,
        state_in_words(row.state, words).capitalize() + ".",
        words.t("Lo que sé: {why}", why=why) if why else "",
        words.t("La pidió {who}, {moment}", who=_who(shown, words), moment=words.moment(row.since, now_ms=shown.now)),
        _sent(shown, words),
    ]
    marker = words.t("marca {marker}", marker=inert(shown.marker, 40)) if shown.marker else ""
    about = context(phrases.dotted(f"`{inert(row.id, 120)}`", marker))
    return Message(what.replace("*", ""), (*paragraphs([line for line in lines if line]), *_acts(shown, words), about))


def _who(shown: OperationShown, words: Words) -> str:
    return words.t("Cobro, sin que nadie la pidiera") if shown.actor in {"", UNASKED} else mention(shown.actor)


def _sent(shown: OperationShown, words: Words) -> str:
    if not shown.attempts or not shown.sent_at:
        return words.t("Todavía no ha salido hacia Alegra.")
    return words.n(
        "Salió {count} vez; la última, {moment}",
        "Salió {count} veces; la última, {moment}",
        shown.attempts,
        moment=words.moment(shown.sent_at, now_ms=shown.now),
    )


def _acts(shown: OperationShown, words: Words) -> list[Block]:
    if shown.row.state == "needs_person":
        return [decisions(shown.undecided, words)]
    if shown.row.state in WAITING:
        value = shown.undecided.reference.pack()
        label = words.t("Consultar ya") if shown.row.state == "unknown" else words.t("Intentarlo ya")
        return [actions(button(label, action=LOOK_NOW, value=value))]
    return []


_UNDECIDED = needs_person_card.SAMPLES["create"]
_ROW = OperationRow("D-7K3Q/create/1", "create", "unknown", "D-7K3Q", samples.CLINIC.name, samples.NOW - samples.MINUTE)
_SHOWN = OperationShown(_ROW, samples.ANA, 1, samples.NOW, "0123456789AB", samples.NOW, replace(_UNDECIDED, error={}))
SAMPLES = {
    state: replace(_SHOWN, row=replace(_ROW, state=state)) for state in ("unknown", "sending", "done", "withdrawn")
} | {
    "waiting": replace(
        _SHOWN, row=replace(_ROW, state="accepted"), attempts=0, sent_at=0, actor=UNASKED, undecided=_UNDECIDED
    ),
    "needs a person": replace(_SHOWN, row=replace(_ROW, state="needs_person"), attempts=3, undecided=_UNDECIDED),
    "refused": replace(
        _SHOWN, row=replace(_ROW, state="refused"), undecided=replace(_UNDECIDED, error={"message": samples.HOSTILE})
    ),
    "hostile": replace(
        _SHOWN,
        row=replace(_ROW, name=samples.HOSTILE, client=samples.HOSTILE, id=samples.HOSTILE[:100]),
        actor=samples.HOSTILE,
        marker=samples.HOSTILE,
    ),
}
