"""Where the number of an invoice will come from: never the number itself, which it does not have yet (ux)."""

import datetime as dt
from dataclasses import dataclass

from bot.locale import Words
from bot.slack.escape import inert
from bot.slack.invoice_phrases import dotted


@dataclass(frozen=True)
class NextNumber:
    prefix: str
    number: int | None
    left: int | None = None
    ends: dt.date | None = None


def next_number(numbering: NextNumber | None, words: Words) -> str:
    """`FE, sigue la 342 · quedan 4.659 números, vence 1 ene 2027`; empty when nothing is known."""
    if numbering is None:
        return ""
    prefix = inert(numbering.prefix, 30)
    follows = words.t("*Numeración:* {prefix}", prefix=prefix)
    if numbering.number is not None:
        follows = words.t("*Numeración:* {prefix}, sigue la {number}", prefix=prefix, number=numbering.number)
    return dotted(follows, _left(numbering, words))


def _left(numbering: NextNumber, words: Words) -> str:
    left, day = numbering.left, words.day(numbering.ends, weekday=False) if numbering.ends else ""
    if left is None:
        return words.t("vence el {day}", day=day) if day else ""
    if not day:
        return words.n("queda {count} número", "quedan {count} números", left)
    return words.n("queda {count} número, vence {day}", "quedan {count} números, vence {day}", left, day=day)
