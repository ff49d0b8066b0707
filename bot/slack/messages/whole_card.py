"""A living card with all that stands below it: who issued it alone, why it waits, what somebody asks to take back."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial

from bot.locale import Words
from bot.slack import lateness, petition, samples
from bot.slack.drawing import Message
from bot.slack.lateness import Late, with_lateness
from bot.slack.messages import approved_card, issued_card
from bot.slack.petition import PetitionShown, with_petition
from bot.slack.without_second import ByRule, WithoutSecond, with_mark
from bot.store.records import UNASKED

NOT_LATE = Late({})


@dataclass(frozen=True)
class WholeCard:
    face: Callable[[Words], Message]
    mark: WithoutSecond | ByRule | None = None
    late: Late = NOT_LATE
    asked: PetitionShown | None = None


def draw(card: WholeCard, words: Words) -> Message:
    marked = with_mark(card.face(words), card.mark, words)
    return with_petition(with_lateness(marked, card.late, words), card.asked, words)


_ISSUED = WholeCard(partial(issued_card.draw, issued_card.SAMPLES["stamped"]))
_BY_DIEGO = replace(issued_card.SAMPLES["stamped"], approvers=(samples.DIEGO,))
_BY_RULE = replace(issued_card.SAMPLES["stamped"], approvers=(UNASKED,))
_ON_ITS_WAY = WholeCard(partial(approved_card.draw, approved_card.SAMPLES["stamping"]))
SAMPLES = {
    "issued in an emergency": replace(
        _ISSUED,
        face=partial(issued_card.draw, _BY_DIEGO),
        mark=WithoutSecond(samples.DIEGO, "La clínica paga hoy y no hay nadie más que apruebe"),
    ),
    "routine": replace(
        _ISSUED, face=partial(issued_card.draw, _BY_RULE), mark=ByRule(Decimal(500_000), "COP", repeats_last=False)
    ),
    "routine, the same again": replace(
        _ISSUED, face=partial(issued_card.draw, _BY_RULE), mark=ByRule(Decimal(500_000), "COP", repeats_last=True)
    ),
    "somebody asks to void it": replace(
        _ISSUED, face=partial(issued_card.draw, issued_card.SAMPLES["opened"]), asked=petition.SAMPLES["void"]
    ),
    **{f"waits: {name}": replace(_ON_ITS_WAY, late=late) for name, late in lateness.SAMPLES.items()},
    "hostile": replace(
        _ISSUED, mark=WithoutSecond(samples.HOSTILE, samples.HOSTILE), asked=petition.SAMPLES["payment"]
    ),
}
