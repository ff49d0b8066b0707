"""The decision about one document: who is asked, who has approved, whom it waits for, and why somebody may not vote.

One person is one vote. A vote fills one seat of one level, whichever lets the most of them count: two people who are both asked
may press in any order.
"""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from bot.billing.appointments import approves_through
from bot.billing.eligibility import NobodyApproves, NotApprover, OwnDocument, Roles
from bot.billing.panels import Panel, panels_of
from bot.billing.policy import Case, Policy
from bot.billing.seating import Seat, Vote, reachable, seated


@dataclass(frozen=True)
class Ballot:
    """What somebody may cast now."""

    by: str
    levels: tuple[int, ...]
    """Places of the levels that it can count for."""
    instead_of: str = ""
    """Somebody who is away."""
    through: str = ""
    """The group that made them an approver; empty: they were named themselves."""


@dataclass(frozen=True)
class Counted:
    """A panel, and how far it has come."""

    panel: Panel
    approved: tuple[Vote, ...] = ()
    waits_for: frozenset[str] = frozenset()
    """Who may vote in it now. Nobody, although votes are missing: its turn comes later, or nobody is left who may."""

    @property
    def missing(self) -> int:
        return self.panel.needed - len(self.approved)


@dataclass(frozen=True)
class Tally:
    levels: tuple[Counted, ...]

    @property
    def missing(self) -> int:
        """How many votes more; 0: it is approved."""
        return sum(level.missing for level in self.levels)

    @property
    def missing_now(self) -> int:
        """How many in the level that is open."""
        return next((level.missing for level in self.levels if level.missing), 0)

    @property
    def waits_for(self) -> frozenset[str]:
        return frozenset().union(*(level.waits_for for level in self.levels))


@dataclass(frozen=True)
class AlreadyVoted:
    """They have, or somebody did in their place."""

    waits_for: frozenset[str]
    missing: int
    """How many of those it waits for must vote."""
    by: str


@dataclass(frozen=True)
class NotAsked:
    """They approve, but the level that is open asks for others."""

    waits_for: frozenset[str]
    missing: int
    """How many of those it waits for must vote."""
    comes_later: bool
    """They are asked once that level is through."""


NotEligible = NobodyApproves | NotApprover | OwnDocument | AlreadyVoted | NotAsked


@dataclass(frozen=True)
class Poll:
    """About one revision of one document, at one moment."""

    panels: tuple[Panel, ...]
    roles: Roles
    barred: frozenset[str]
    """Who asked for it, and who edited any revision."""
    stand_ins: frozenset[tuple[str, str]] = frozenset()
    """(substitute, who is away)."""
    votes: tuple[Vote, ...] = ()
    """Those that were counted and still do: whoever left a group since has voted all the same."""

    @cached_property
    def tally(self) -> Tally:
        """Where everything stands."""
        return Tally(
            tuple(
                Counted(
                    panel,
                    tuple(self.votes[vote] for seat, vote in self._sitting if seat.level == panel.place),
                    self._waits_for if panel.place == self.open_level else frozenset(),
                )
                for panel in self.panels
            )
        )

    @cached_property
    def open_level(self) -> int | None:
        """The place of the first in which votes are missing."""
        for panel in self.panels:
            if sum(seat.level == panel.place for seat, _ in self._sitting) < len(panel.seats):
                return panel.place
        return None

    def ballot_of(self, person: str) -> Ballot | NotEligible:
        """What this person's vote would be now, or why there is none."""
        if not self.voters:
            return NobodyApproves()
        if person not in self.voters:
            return NotApprover(self.voters)
        if person in self.barred:
            return OwnDocument(self._waits_for)
        if before := next((vote for vote in self.votes if person in {vote.by, vote.instead_of}), None):
            return AlreadyVoted(self._waits_for, self.tally.missing_now, before.by)
        ballots = self._ballots(person)
        found = next((ballot for ballot in ballots if self._counts(ballot)), None)
        return found or NotAsked(self._waits_for, self.tally.missing_now, comes_later=self._is_later(ballots))

    @cached_property
    def voters(self) -> frozenset[str]:
        """Approvers, and those to whom a level of this document was escalated."""
        return self.roles.approvers.union(*(panel.added for panel in self.panels))

    @cached_property
    def _sitting(self) -> tuple[tuple[Seat, int], ...]:
        """Seats that are filled, in the order of the levels, each with the vote that fills it."""
        seats = self._seats
        return tuple((seats[place], vote) for place, vote in sorted(seated(seats, self.votes).items()))

    @cached_property
    def _seats(self) -> tuple[Seat, ...]:
        return tuple(seat for panel in self.panels for seat in panel.seats)

    @cached_property
    def _free(self) -> tuple[Seat, ...]:
        """Where one vote more would fill a seat of the open level, perhaps after another vote has moved."""
        if self.open_level is None:
            return ()
        asked = tuple(seat for seat in self._seats if seat.level <= self.open_level)
        return reachable(asked, self.votes, seated(self._seats, self.votes))

    @cached_property
    def _waits_for(self) -> frozenset[str]:
        voted = {vote.by for vote in self.votes}
        return frozenset(
            person
            for person in self.voters - self.barred - voted
            if any(self._counts(ballot) for ballot in self._ballots(person))
        )

    def _ballots(self, person: str) -> tuple[Ballot, ...]:
        """Their own first, then those of whom they stand in for; none that was used already."""
        used = {vote.instead_of or vote.by for vote in self.votes} | {vote.by for vote in self.votes}
        away = sorted(absent for substitute, absent in self.stand_ins if substitute == person)
        return tuple(self._ballot(person, mandate) for mandate in (person, *away) if mandate not in used)

    def _ballot(self, person: str, mandate: str) -> Ballot:
        levels = tuple(panel.place for panel in self.panels if mandate in panel.people)
        return Ballot(person, levels, mandate if mandate != person else "", approves_through(person, self.roles))

    def _counts(self, ballot: Ballot) -> bool:
        return any(seat.takes(ballot) for seat in self._free)

    def _is_later(self, ballots: Sequence[Ballot]) -> bool:
        opened = self.open_level
        return opened is not None and any(level > opened for ballot in ballots for level in ballot.levels)


def poll_of(
    policy: Policy,
    case: Case,
    *,
    roles: Roles,
    requester: str,
    editors: Collection[str],
    today: dt.date,
    votes: tuple[Vote, ...] = (),
    escalated: Collection[int] = (),
) -> Poll:
    """`escalated`: places of the levels that waited for too long."""
    barred = frozenset(editors) | {requester}
    panels = panels_of(policy, case, roles=roles, barred=barred, escalated=escalated)
    poll = Poll(panels, roles, barred, roles.stand_ins(today))
    return replace(poll, votes=tuple(vote for vote in votes if _stands(vote, poll.voters, roles)))


def _stands(vote: Vote, voters: frozenset[str], roles: Roles) -> bool:
    """Leaving a group takes no vote back; losing the role does, be it one's own or the group's, and so does being deactivated."""
    return vote.by in voters or (vote.through in roles.approvals_given_to - {""} and vote.by not in roles.gone)
