"""What became of an invoice that was given back to its author, from the history of the document."""

from collections.abc import Sequence
from itertools import takewhile

from bot.slack.messages.given_back_closed import Fate, GivenBackClosed
from bot.store.records import Act, Document, Phase

KINDS = frozenset({"return", "expire"})
"""Of the operations that give it back."""
GIVEN_BACK = frozenset({"returned", "expired"})
DECIDED_AGAIN = GIVEN_BACK | {"withdrawn"}
FATES = {"discarded": Fate.DISCARDED, "asked_again": Fate.ASKED_AGAIN, "edited": Fate.RESENT}
"""What says more stands first: an edit may have been refused, and what was sent again may be discarded after all."""


def closed_return(document: Document, accepted_at: int, *, now: int, permalink: str) -> GivenBackClosed | None:
    """Of the one whose operation was accepted then. None while its author can go on from there, and of one that nobody remembers."""
    place = _place(document.history, accepted_at)
    if document.content is None or place is None:
        return None
    given_back, after = document.history[place], document.history[place + 1 :]
    is_decided_again = any(act.what in DECIDED_AGAIN for act in after)
    if document.phase is Phase.RETURNED and not is_decided_again:
        return None
    by = given_back.by if given_back.what == "returned" else ""
    reason = str(given_back.detail.get("reason") or "")
    fate, act = _fate(after) or (Fate.OVERTAKEN, given_back)
    return GivenBackClosed(document.content, by, reason, fate, act.by, act.at, now, permalink)


def _place(history: Sequence[Act], accepted_at: int) -> int | None:
    """Of what was decided last by then; a discarding has no buttons to lose."""
    decided = DECIDED_AGAIN | {"discarded"}
    places = [n for n, act in enumerate(history) if act.what in decided and act.at <= accepted_at]
    return places[-1] if places and history[places[-1]].what in GIVEN_BACK else None


def _fate(after: Sequence[Act]) -> tuple[Fate, Act] | None:
    """Before it was decided on again."""
    acts = list(takewhile(lambda act: act.what not in DECIDED_AGAIN, after))
    found = ((fate, act) for what, fate in FATES.items() for act in acts if act.what == what)
    return next(found, None)
