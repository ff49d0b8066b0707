"""Which vote fills which seat, so that as many count as can: a matching, in which earlier seats come first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol


class Vote(Protocol):
    @property
    def by(self) -> str: ...
    @property
    def levels(self) -> tuple[int, ...]:
        """That it may count for."""

    @property
    def instead_of(self) -> str: ...
    @property
    def through(self) -> str: ...


@dataclass(frozen=True)
class Seat:
    level: int
    person: str = ""
    """Kept for this one, or for whoever votes in their place; empty: for whoever of the level comes first."""

    def takes(self, vote: Vote) -> bool:
        is_theirs = not self.person or self.person == (vote.instead_of or vote.by)
        return is_theirs and self.level in vote.levels


def seated(seats: Sequence[Seat], votes: Sequence[Vote]) -> Mapping[int, int]:
    """Place of the seat -> place of the vote. A seat that is filled without a later one stays filled with it."""
    sitting: dict[int, int] = {}
    for place in range(len(seats)):
        _fill(place, seats, votes, sitting, tried=set())
    return sitting


def reachable(seats: Sequence[Seat], votes: Sequence[Vote], sitting: Mapping[int, int]) -> tuple[Seat, ...]:
    """The seats that one more vote may take so that one more is filled: the free ones, and those whose vote can move."""
    found = [place for place in range(len(seats)) if place not in sitting]
    for open_place in found:
        for place, vote in sitting.items():
            if place < len(seats) and place not in found and seats[open_place].takes(votes[vote]):
                found.append(place)
    return tuple(seats[place] for place in found)


def _fill(
    place: int, seats: Sequence[Seat], votes: Sequence[Vote], sitting: dict[int, int], *, tried: set[int]
) -> bool:
    """By a vote that is free, or that of another seat which another vote can fill."""
    holders = {vote: seat for seat, vote in sitting.items()}
    for number, vote in enumerate(votes):
        if number in tried or not seats[place].takes(vote):
            continue
        tried.add(number)
        holder = holders.get(number)
        if holder is None or _fill(holder, seats, votes, sitting, tried=tried):
            sitting[place] = number
            return True
    return False
