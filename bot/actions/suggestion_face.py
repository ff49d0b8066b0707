"""What became of a suggestion that its requester was asked about, from the history of the document."""

from bot.actions.suggestions import FACT
from bot.slack.messages.suggestion_closed import Fate, SuggestionClosed
from bot.store.records import Act, Document, Phase

SUGGESTED = "suggested"
FATES = {"took_over": Fate.TAKEN_OVER, "declined": Fate.DECLINED}
BESIDE = frozenset({"voted", "reminded", "escalated", "risk_set_aside", "paid", "emailed"})
"""Acts that leave a suggestion as it stands."""
LET_OUT = frozenset({"approved", "broke_glass"})
GIVEN_UP = frozenset({"undone", "refused"})
"""Acts after which it waits again as it did before it was let out."""


def closed_suggestion(document: Document, accepted_at: int, *, now: int, permalink: str) -> SuggestionClosed | None:
    """Of the one whose operation was accepted then. None while it can be taken over, and of one that nobody remembers."""
    place = _place(document.history, accepted_at)
    if document.content is None or place is None:
        return None
    suggestion, after = document.history[place], _settling(document.history[place + 1 :])
    current = document.facts.get(FACT)
    stands = current and current["at"] == suggestion.at and document.phase is Phase.PENDING
    if after is None or stands:
        return None
    fate = FATES.get(after.what, Fate.OVERTAKEN)
    return SuggestionClosed(document.content, suggestion.by, fate, after.by, after.at, now, permalink)


def _place(history: tuple[Act, ...], accepted_at: int) -> int | None:
    """The act is a little older than its operation: the store has its own clock."""
    places = [n for n, act in enumerate(history) if act.what == SUGGESTED and act.at <= accepted_at]
    return places[-1] if places else None


def _settling(acts: tuple[Act, ...]) -> Act | None:
    """Not an approval of which nothing came."""
    about = [act for act in acts if act.what not in BESIDE]
    while len(about) > 1 and about[0].what in LET_OUT and about[1].what in GIVEN_UP:
        del about[:2]
    return about[0] if about else None
