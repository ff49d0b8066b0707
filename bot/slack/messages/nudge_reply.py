"""Said in the thread of what waits for approval: who is reminded, whose turn it is, who may decide too, that it ended, that it is asked for again."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.locale import Words, phrase
from bot.slack import invoice_phrases as phrases
from bot.slack import samples
from bot.slack.blocks import section
from bot.slack.drawing import Message
from bot.slack.escape import inert, mention


class Said(StrEnum):
    REMIND = "remind"
    ESCALATE = "escalate"
    EXPIRED = "expired"
    """What somebody asked to take back."""
    ASKED_AGAIN = "asked_again"
    TURN = "turn"
    """The level before has approved."""


PETITIONS: Mapping[str, str] = {
    "void": phrase("anular esta factura"),
    "void_payment": phrase("anular este pago"),
    "delete": phrase("borrar este borrador en Alegra"),
}
"""What somebody asked for, by kind of operation."""


@dataclass(frozen=True)
class NudgeReply:
    said: Said
    people: tuple[str, ...]
    """Who is called: whoever may decide and has not; of one that ended, whoever asked."""
    now: int
    since: int = 0
    expires: int = 0
    """0: never."""
    asked_by: str = ""
    kind: str = ""
    """Of what somebody asks to take back; empty: the invoice itself waits."""
    client: str = ""


def draw(reply: NudgeReply, words: Words) -> Message:
    said = _said(reply, words)
    ends = words.t("⌛ vence {moment}", moment=words.dated(reply.expires, now_ms=reply.now)) if reply.expires else ""
    text = phrases.dotted(said, ends)
    return Message(text, (section(text),))


def _said(reply: NudgeReply, words: Words) -> str:
    what, since = _what(reply, words), words.dated(reply.since, now_ms=reply.now)
    people = phrases.everyone(reply.people, words)
    match reply.said:
        case Said.REMIND:
            return words.n(
                "⏰ {people}: desde {since} espera tu aprobación {what}",
                "⏰ {people}: desde {since} espera su aprobación {what}",
                len(reply.people), people=people, what=what, since=since,
            )  # fmt: skip
        case Said.TURN:
            return words.n(
                "👉 Es tu turno, {people}: ya aprobó el nivel anterior, y ahora espera tu aprobación {what}",
                "👉 Es su turno: {people}. Ya aprobó el nivel anterior, y ahora espera su aprobación {what}",
                len(reply.people), people=people, what=what,
            )  # fmt: skip
        case Said.ESCALATE:
            return words.n(
                "⏫ Desde {since} nadie ha decidido: {what}. Ahora puede decidir {people}",
                "⏫ Desde {since} nadie ha decidido: {what}. Ahora puede decidir cualquiera: {people}",
                len(reply.people), people=people, what=what, since=since,
            )  # fmt: skip
        case Said.ASKED_AGAIN:
            asked_by = mention(reply.asked_by)
            return words.t("🔁 {person} la pide otra vez, con votos nuevos: {people}", person=asked_by, people=people)
    return words.t(
        "⌛ {people}: nadie aprobó a tiempo lo que pediste ({what}), y venció. No se hizo nada; si hace falta, pídelo otra vez.",
        people=people,
        what=words.t(PETITIONS[reply.kind]),
    )


def _what(reply: NudgeReply, words: Words) -> str:
    if reply.kind:
        asked = words.t(PETITIONS[reply.kind])
        return words.t("lo que pidió {person} ({what})", person=mention(reply.asked_by), what=asked)
    return words.t("la factura a *{client}*", client=inert(reply.client, phrases.LONGEST_NAME))


_REMIND = NudgeReply(
    Said.REMIND,
    (samples.BRUNO,),
    samples.NOW,
    since=samples.NOW - samples.DAY,
    expires=samples.NOW + samples.DAY,
    asked_by=samples.ANA,
    client=samples.CLINIC.name,
)
_BOTH = (samples.BRUNO, samples.DIEGO)
SAMPLES = {
    "reminded": _REMIND,
    "several are reminded": replace(_REMIND, people=_BOTH, expires=0),
    "of what somebody asks": replace(_REMIND, kind="void_payment", asked_by=samples.CARLA),
    "escalated": replace(_REMIND, said=Said.ESCALATE, people=_BOTH),
    "escalated to one": replace(_REMIND, said=Said.ESCALATE, people=(samples.DIEGO,), kind="delete"),
    "asked again": replace(_REMIND, said=Said.ASKED_AGAIN),
    "the turn of one": replace(_REMIND, said=Said.TURN, people=(samples.DIEGO,), expires=0),
    "the turn of several": replace(_REMIND, said=Said.TURN, people=_BOTH, kind="void", asked_by=samples.CARLA),
    "what was asked ended": NudgeReply(Said.EXPIRED, (samples.CARLA,), samples.NOW, kind="void"),
    "hostile": replace(_REMIND, client=samples.HOSTILE, asked_by=samples.HOSTILE, people=(samples.HOSTILE,) * 9),
}
