"""A vote between the rules and the store: judged upon the votes that were read, counted only upon the same."""

from dataclasses import replace
from typing import Any

from bot.actions.invoice_kind import shown_of
from bot.billing.tally import AlreadyVoted, Ballot, NotEligible, Poll
from bot.operations.answers import Casting, Guard
from bot.slack.references import Reference
from bot.store.records import Document, Phase, Vote

MOST_ROUNDS = 20
"""More people than ever press at once: in each round somebody's vote was counted."""


def casting_of(poll: Poll, document: Document, reference: Reference, *, by: str, at: int) -> Casting | NotEligible:
    """Of a document that is not pending as it was drawn any more, the store says what has become of it."""
    is_open = document.phase is Phase.PENDING and document.revision == reference.revision
    ballot = poll.ballot_of(by) if is_open else Ballot(by, ())
    return ballot_cast(ballot, poll, document, document.votes, by=by, at=at)


def ballot_cast(
    ballot: Ballot | NotEligible, poll: Poll, document: Document, votes: tuple[Vote, ...], *, by: str, at: int
) -> Casting | NotEligible:
    """Upon `votes`. Where enough are there since fewer are needed than were, one of those who gave them decides."""
    seen, missing = tuple(vote.by for vote in votes), poll.tally.missing
    standing = frozenset(vote.by for vote in poll.votes)
    kept = tuple(vote for vote in votes if vote.by in standing) if standing != frozenset(seen) else None
    if isinstance(ballot, AlreadyVoted) and missing == 0 and by in seen:
        vote = next(vote for vote in votes if vote.by == by)
        return Casting(vote, seen, len(seen), decides=True, is_counted=True, kept=kept)
    if not isinstance(ballot, Ballot):
        return ballot
    vote = Vote(by, at, document.revision, document.content_hash, ballot.levels, ballot.instead_of, ballot.through)
    return Casting(vote, seen, len(seen) + missing, decides=missing <= 1, kept=kept)


def guard_of(document: Document, reference: Reference, casting: Casting, **more: Any) -> Guard:
    """What holds of every vote; `more` are further fields of the guard."""
    return Guard(
        phases=frozenset({Phase.PENDING}),
        revision=reference.revision,
        content_hash=document.content_hash,
        four_eyes=True,
        casting=casting,
        shown=shown_of(document),
        **more,
    )


def turn_of(casting: Casting, poll: Poll, key: str) -> dict[str, Any]:
    """For the request of a vote after which more are missing: the level whose turn comes with it, of the round called `key`."""
    opened = replace(poll, votes=(*poll.votes, casting.vote)).open_level
    return {} if opened == poll.open_level else {"opens": opened, "round": key}


def said_of(casting: Casting) -> dict[str, Any]:
    """For the history."""
    vote, off = casting.vote, casting.taken_off
    instead = {"instead_of": vote.instead_of} if vote.instead_of else {}
    return {"revision": vote.revision} | instead | ({"taken_off": off} if off else {})


def without(person: str, votes: tuple[Vote, ...]) -> tuple[Vote, ...]:
    """Whoever takes the last vote back takes only their own."""
    return tuple(vote for vote in votes if vote.by != person)
