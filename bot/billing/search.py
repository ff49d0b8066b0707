"""Type-ahead over what is held in memory: accents and typos forgiven, words by their beginnings, ids by their digits.

A key press must be answered in 50 ms at the 99th percentile over 100,000 entries (design 8), so the words are folded and
sorted once, when the directory changes.
"""

import itertools
import re
import unicodedata
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.billing.directory import Client, Item
from bot.billing.typos import Vocabulary

T = TypeVar("T")

WORD = re.compile(r"[^\W_]+")
NUMBER = re.compile(r"[.\-\s]*\d[\d.\-\s]*")
KIND = re.compile(r"^\s*(?:nit|c\.?c\.?|c\.?e\.?|rfc)[\s:.]+(?=\d|[a-zñ&]{3,4}\d)", re.IGNORECASE)
LONGEST_QUERY = 100
"""Characters; a name that long is found by its beginning."""
ACCENTS = dict.fromkeys(code for code in range(0x300, 0x370) if unicodedata.combining(chr(code)))
BEYOND = "\U0010ffff"
COMMON = 5_000
"""Entries with a word beginning so, beyond which it is quicker to look at all in the order of their names."""


@dataclass(frozen=True)
class Findable(Generic[T]):
    """One entry: what it is, and by what it is found."""

    entry: T
    name: str
    code: str = ""
    """A tax id with its check digit, a reference: found by its beginning, with dots or without."""


class Index(Generic[T]):
    """Built once, never changed; building 100,000 entries takes about a second, so do it off the event loop."""

    def __init__(self, findables: Iterable[Findable[T]]) -> None:
        """Entries stand in the order of their folded names, so that a position is also a rank."""
        ranked = sorted(((folded(findable.name), findable) for findable in findables), key=lambda pair: pair[0])
        codes = [_spellings(findable.code) for _, findable in ranked]
        self._entries = [findable.entry for _, findable in ranked]
        self._names = [name for name, _ in ranked]
        self._haystacks = [" ".join(["", name, *code]) for name, code in zip(self._names, codes, strict=True)]
        self._codes = _Beginnings((code[0], position) for position, code in enumerate(codes) if code)
        self._words = _Beginnings(
            (word, position)
            for position, (name, code) in enumerate(zip(self._names, codes, strict=True))
            for word in [*name.split(), *code[1:]]
        )
        self._vocabulary = Vocabulary(self._words.texts)

    def __len__(self) -> int:
        return len(self._entries)

    def find(self, query: str, *, limit: int) -> tuple[T, ...]:
        """Best first: that name, names and then codes that begin so, any in which every word begins some word.

        When there is none: those in which every word begins a word that is a typo away.
        """
        wanted = readings(query[:LONGEST_QUERY])
        ranked = itertools.chain.from_iterable(map(self._ranked, wanted))
        found = list(itertools.islice(_distinct(ranked), limit))
        if not found and any(wanted):
            meant = itertools.chain.from_iterable(map(self._meant, wanted))
            found = list(itertools.islice(_distinct(meant), limit))
        return tuple(self._entries[position] for position in found)

    def _ranked(self, wanted: list[str]) -> Iterator[int]:
        whole = " ".join(wanted)
        yield from range(bisect_left(self._names, whole), bisect_left(self._names, whole + BEYOND))
        if wanted:
            yield from self._codes.positions("".join(wanted))
            yield from self._with_all(wanted)

    def _meant(self, wanted: list[str]) -> Iterator[int]:
        """The fewest slips first, then by name."""
        words = [self._held(word, *self._vocabulary.meant_by(word)) for word in dict.fromkeys(wanted)]
        found = _in_all([list(itertools.chain.from_iterable(spellings)) for spellings in words])
        slips = dict.fromkeys(found, 0)
        for spellings in words:
            for position, rank in _ranks(spellings, found).items():
                slips[position] += rank
        by_slips: defaultdict[int, list[int]] = defaultdict(list)
        for position, sum_of_ranks in slips.items():
            by_slips[sum_of_ranks].append(position)
        for fewest in sorted(by_slips):
            yield from sorted(by_slips[fewest])

    def _with_all(self, wanted: list[str]) -> Iterator[int]:
        """A single word that is very common is looked for in the order of the names, as enough come soon."""
        lists = self._held(*dict.fromkeys(wanted))
        if len(lists) > 1 or len(lists[0]) <= COMMON:
            yield from sorted(_in_all(lists))
            return
        needle = f" {wanted[0]}"
        yield from (position for position, haystack in enumerate(self._haystacks) if needle in haystack)

    def _held(self, *beginnings: str) -> "list[array[int]]":
        """For each, the entries that hold a word or a code that begins so, in no order."""
        return [self._words.positions(text) + self._codes.positions(text) for text in beginnings]


def _in_all(lists: "Sequence[Sequence[int]]") -> set[int]:
    """From the shortest on, so that what is left to compare is little; all of it is done outside of Python's own loop."""
    shortest, *others = sorted(lists, key=len)
    found = set(shortest)
    for each in others:
        found.intersection_update(each)
    return found


def _ranks(spellings: "list[array[int]]", found: set[int]) -> dict[int, int]:
    """Of each entry found, its best spelling; what was typed is 0."""
    ranks: dict[int, int] = {}
    for rank in reversed(range(len(spellings))):
        ranks.update(dict.fromkeys(found.intersection(spellings[rank]), rank))
    return ranks


def client_index(clients: Iterable[Client]) -> Index[Client]:
    """Active clients, by the words of their names and by their identification."""
    return Index(
        Findable(client, client.name, client.identification + client.check_digit)
        for client in clients
        if client.is_active
    )


def item_index(items: Iterable[Item]) -> Index[Item]:
    """Active items, by the words of their names and by their reference."""
    return Index(Findable(item, item.name, item.reference) for item in items if item.is_active)


def readings(query: str) -> list[list[str]]:
    """The words to look for: `NIT 900.482.713-5` is one number; then, as in `cable 1.5 mm`, each of its digits."""
    apart = words_of(query)
    bare = KIND.sub("", query)
    together = [
        word for token in _tokens(bare) for word in (_joined(token) if NUMBER.fullmatch(token) else words_of(token))
    ]
    return [together] if together == apart else [together, apart]


def folded(text: str) -> str:
    """Without accents, case and punctuation, one space between words: `Clínica Los Ándes S.A.S.` is `clinica los andes s a s`."""
    return " ".join(words_of(text))


def words_of(text: str) -> list[str]:
    plain = text.casefold()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain).translate(ACCENTS)
    return WORD.findall(plain)


def _tokens(query: str) -> list[str]:
    """By spaces, unless all of it is one number: `900 482 713`."""
    return [query] if NUMBER.fullmatch(query) else query.split()


def _joined(number: str) -> list[str]:
    return ["".join(words_of(number))]


def _spellings(code: str) -> list[str]:
    """`MP-01` is `mp01`, and `mp` and `01`; the whole first."""
    parts = words_of(code)
    return ["".join(parts), *parts] if len(parts) > 1 else parts


def _distinct(positions: Iterable[int]) -> Iterator[int]:
    seen: set[int] = set()
    for position in positions:
        if position not in seen:
            seen.add(position)
            yield position


class _Beginnings:
    """Texts in order, each with the position of its entry."""

    def __init__(self, pairs: Iterable[tuple[str, int]]) -> None:
        positions: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
        for text, position in pairs:
            positions[text].append(position)
        self.texts = sorted(positions)
        """Each once."""
        self._texts: list[str] = []
        self._positions = array("I")
        for text in self.texts:
            self._texts.extend(itertools.repeat(text, len(positions[text])))
            self._positions.extend(positions[text])

    def positions(self, prefix: str) -> "array[int]":
        start, end = bisect_left(self._texts, prefix), bisect_left(self._texts, prefix + BEYOND)
        return self._positions[start:end]
