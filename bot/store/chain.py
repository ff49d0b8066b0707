"""The audit as a chain: each seal covers its entry and the seal before it. Pure functions over the stored bytes.

A seal is SHA-256(the seal before || the entry, byte for byte as it is stored), in hexadecimal; before the first one
stands a seal made of the company's name, so that one company's entries cannot be passed off as another's.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class Why(StrEnum):
    ENTRY = "entry"
    """The entry is not the one that was sealed: changed, put in, taken out before it, or in another's place."""
    SEAL = "seal"
    """The seal was changed; the entries around it fit each other."""
    NUMBER = "number"
    """It says another number than that of its place: entries are missing, doubled or out of order before it."""
    UNREADABLE = "unreadable"
    SURPLUS = "surplus"
    """A seal whose entry is gone."""
    HEAD = "head"
    """The seal here is not the one that was published, or there is none."""


@dataclass(frozen=True)
class Break:
    """A place where the chain does not hold."""

    number: int
    why: Why


def first_seal(company: str) -> str:
    return hashlib.sha256(b"cobro audit 1 " + company.encode()).hexdigest()


def sealed(before: str, entry: bytes) -> str:
    return hashlib.sha256(before.encode() + entry).hexdigest()


def seals_of(entries: Iterable[bytes], *, before: str) -> tuple[str, ...]:
    found: list[str] = []
    for entry in entries:
        before = sealed(before, entry)
        found.append(before)
    return tuple(found)


@dataclass
class Check:
    """A chain that is read in pieces, from its beginning or from a seal that is trusted; goes on after what is wrong."""

    seal: str
    """Of the entry before the next one."""
    number: int = 0
    """Of the entry that was read last."""
    heads: Mapping[int, str] = field(default_factory=dict)
    """Published seals by number."""
    breaks: list[Break] = field(default_factory=list)
    unsealed: int = 0
    _expected: str = ""
    """What the last seal should have been, when it was not that."""

    @property
    def holds(self) -> bool:
        return not self.breaks

    @property
    def sealed_to(self) -> int:
        return self.number - self.unsealed

    def read(self, entries: Sequence[bytes], seals: Sequence[str]) -> None:
        """The next entries and the seals of the same numbers; only the newest entries have none yet."""
        self._compare_head(self.number, self.seal)
        for place, entry in enumerate(entries):
            self.number += 1
            self._compare_number(entry)
            if place < len(seals):
                self._compare_seal(entry, seals[place])
            else:
                self.unsealed += 1

    def end(self, *, seals: int) -> None:
        """`seals`: how many there are in all."""
        for number in range(self.number + 1, seals + 1):
            self._break(number, Why.SURPLUS)
        for number in self.heads:
            if number > self.sealed_to:
                self._break(number, Why.HEAD)

    def _compare_seal(self, entry: bytes, stored: str) -> None:
        right = sealed(self.seal, entry)
        if stored == right:
            self._expected = ""
        elif self._expected and stored == sealed(self._expected, entry):
            self.breaks[-1] = Break(self.number - 1, Why.SEAL)
            self._expected = ""
        else:
            self._break(self.number, Why.ENTRY)
            self._expected = right
        self.seal = stored
        self._compare_head(self.number, stored)

    def _compare_head(self, number: int, stored: str) -> None:
        if self.heads.get(number, stored) != stored:
            self._break(number, Why.HEAD)

    def _compare_number(self, entry: bytes) -> None:
        try:
            said = json.loads(entry)["n"]
        except (ValueError, KeyError, TypeError, RecursionError):
            self._break(self.number, Why.UNREADABLE)
            return
        if said != self.number:
            self._break(self.number, Why.NUMBER)

    def _break(self, number: int, why: Why) -> None:
        if Break(number, why) not in self.breaks[-3:]:
            self.breaks.append(Break(number, why))
