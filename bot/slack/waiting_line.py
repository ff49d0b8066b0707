"""Under what waits for approval: since when it does, where that is not what stands above, who may decide too, and when it ends."""

from dataclasses import dataclass

from bot.locale import Words
from bot.slack import invoice_phrases as phrases
from bot.slack import samples


@dataclass(frozen=True)
class Waits:
    since: int = 0
    """Of the last vote, or of its being asked for again; 0: since it was asked for, which the card says anyway."""
    escalated: int = 0
    expires: int = 0
    """0 as above: never."""


NOT_LONG = Waits()


def with_waiting(standing: str, waits: Waits, words: Words, *, now: int) -> str:
    """Below whom it waits for."""
    return "\n".join(filter(None, [standing, waiting_line(waits, words, now=now)]))


def waiting_line(waits: Waits, words: Words, *, now: int) -> str:
    """Empty where there is nothing to say."""
    since = words.t("⏳ Espera desde {moment}", moment=words.dated(waits.since, now_ms=now)) if waits.since else ""
    raised = words.dated(waits.escalated, now_ms=now) if waits.escalated else ""
    escalated = words.t("⏫ escalada {moment}", moment=raised) if raised else ""
    ends = words.t("⌛ vence {moment}", moment=words.dated(waits.expires, now_ms=now)) if waits.expires else ""
    return phrases.dotted(since, escalated, ends)


LONG = Waits(samples.NOW - samples.DAY, samples.NOW, samples.NOW + samples.DAY)
"""A sample."""
