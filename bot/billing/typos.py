"""Words that somebody meant: one or two slips away from the beginning of a word that is known."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

SHORTEST = 4
"""Letters; in shorter words a slip makes another word."""
LONG = 8
"""Letters from which two slips are forgiven."""
MOST_MEANT = 30
BEYOND = "\U0010ffff"


class Vocabulary:
    """Distinct words, in order.

    Most slips leave the first letter alone: only words that share it are compared, and those few to which a slip at the
    very beginning leads.
    """

    def __init__(self, words: Sequence[str]) -> None:
        self._words = words
        self._by_second: defaultdict[str, list[str]] = defaultdict(list)
        for word in words:
            self._by_second[word[1:4]].append(word)

    def meant_by(self, word: str) -> tuple[str, ...]:
        """Beginnings of known words, the closest first; none for numbers and short words.

        Swapped neighbours count as one slip (optimal string alignment).
        """
        if len(word) < SHORTEST or any(letter.isdigit() for letter in word):
            return ()
        candidates = self._candidates(word)
        found: dict[str, int] = {}
        for length in (len(word), len(word) + 1, len(word) - 1):
            for text, slips in _near(word, (each[:length] for each in candidates if len(each) >= length)):
                found[text] = min(slips, found.get(text, slips))
        return tuple(sorted(found, key=lambda text: (found[text], abs(len(text) - len(word)), text)))[:MOST_MEANT]

    def _candidates(self, word: str) -> list[str]:
        return [
            *self._beginning(word[0]),
            *self._by_second.get(word[1:4], ()),  # another first letter
            *self._beginning(word[1:4]),  # one letter too many at the beginning
            *self._by_second.get(word[:3], ()),  # the first letter left out
            *self._beginning(word[1] + word[0]),  # the first two swapped
        ]

    def _beginning(self, prefix: str) -> Sequence[str]:
        return self._words[bisect_left(self._words, prefix) : bisect_left(self._words, prefix + BEYOND)]


def _near(word: str, beginnings: Iterable[str]) -> list[tuple[str, int]]:
    slips = 2 if len(word) >= LONG else 1
    distinct = list(dict.fromkeys(beginnings))
    near = process.extract(word, distinct, scorer=OSA.distance, score_cutoff=slips, limit=MOST_MEANT)
    return [(text, int(distance)) for text, distance, _ in near]
