"""Whatever is changed in a sealed audit is found, and named by its number."""

import json
import random
from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.store.chain import Break, Check, Why, first_seal, sealed, seals_of


@dataclass
class Chain:
    entries: list[bytes]
    seals: list[str]

    def checked(self, *, at_once: int = 7, heads: dict[int, str] | None = None) -> Check:
        check = Check(seal=first_seal("main"), heads=heads or {})
        for start in range(0, len(self.entries), at_once):
            check.read(self.entries[start : start + at_once], self.seals[start : start + at_once])
        check.end(seals=len(self.seals))
        return check

    @property
    def breaks(self) -> list[Break]:
        return self.checked().breaks


def a_chain(length: int, *, unsealed: int = 0) -> Chain:
    texts = [
        f'{{"n":{n},"at":{1_795_000_000_000 + n},"what":"moved","body":"ñ {n % 3}"}}' for n in range(1, length + 1)
    ]
    entries = [text.encode() for text in texts]
    return Chain(entries, list(seals_of(entries[: length - unsealed], before=first_seal("main"))))


lengths = st.integers(3, 30)
few = settings(max_examples=30, deadline=None)


@few
@given(lengths, st.integers(0, 3), st.integers(1, 9))
def test_an_untouched_chain_holds_in_pieces_of_any_size_and_says_what_is_not_sealed(
    length: int, unsealed: int, at_once: int
) -> None:
    check = a_chain(length, unsealed=unsealed).checked(at_once=at_once)
    assert (check.breaks, check.number, check.unsealed, check.sealed_to) == ([], length, unsealed, length - unsealed)


@few
@given(st.data())
def test_any_flipped_bit_of_any_entry_is_found_at_its_number(data: st.DataObject) -> None:
    chain = a_chain(data.draw(lengths))
    place = data.draw(st.integers(0, len(chain.entries) - 1))
    entry = bytearray(chain.entries[place])
    entry[data.draw(st.integers(0, len(entry) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    chain.entries[place] = bytes(entry)
    assert Break(place + 1, Why.ENTRY) in chain.breaks
    assert {found.number for found in chain.breaks} == {place + 1}


@few
@given(st.data())
def test_any_changed_seal_is_found_and_the_entries_around_it_are_not_blamed(data: st.DataObject) -> None:
    chain = a_chain(data.draw(lengths))
    place = data.draw(st.integers(0, len(chain.seals) - 1))
    flipped = bytearray(chain.seals[place].encode())
    flipped[data.draw(st.integers(0, 63))] ^= 1 << data.draw(st.integers(0, 6))
    chain.seals[place] = flipped.decode("ascii", "backslashreplace")
    is_last = place == len(chain.seals) - 1
    assert chain.breaks == [Break(place + 1, Why.ENTRY if is_last else Why.SEAL)]


@few
@given(st.data())
def test_a_dropped_entry_is_found_where_it_is_missing(data: st.DataObject) -> None:
    chain = a_chain(data.draw(lengths))
    place = data.draw(st.integers(0, len(chain.entries) - 1))
    del chain.entries[place]
    assert chain.breaks[0].number == place + 1


@few
@given(st.data())
def test_an_entry_dropped_together_with_its_seal_is_found(data: st.DataObject) -> None:
    chain = a_chain(data.draw(lengths))
    place = data.draw(st.integers(0, len(chain.entries) - 2))
    del chain.entries[place], chain.seals[place]
    assert chain.breaks[0].number == place + 1


@few
@given(st.data())
def test_an_inserted_entry_is_found_also_with_a_seal_that_fits(data: st.DataObject) -> None:
    chain = a_chain(data.draw(lengths))
    place = data.draw(st.integers(0, len(chain.entries) - 1))
    before = chain.seals[place - 1] if place else first_seal("main")
    forged = json.dumps({"n": place + 1, "what": "moved"}).encode()
    chain.entries.insert(place, forged)
    chain.seals.insert(place, sealed(before, forged))
    assert chain.breaks[0] == Break(place + 2, Why.NUMBER)


@few
@given(st.data())
def test_two_entries_in_each_others_places_are_found(data: st.DataObject) -> None:
    chain = a_chain(data.draw(lengths))
    first = data.draw(st.integers(0, len(chain.entries) - 2))
    second = data.draw(st.integers(first + 1, len(chain.entries) - 1))
    chain.entries[first], chain.entries[second] = chain.entries[second], chain.entries[first]
    assert {first + 1, second + 1} <= {found.number for found in chain.breaks}


@few
@given(lengths, st.integers(1, 3))
def test_entries_cut_off_the_end_leave_seals_that_tell(length: int, cut: int) -> None:
    chain = a_chain(length)
    del chain.entries[-cut:]
    assert chain.breaks == [Break(number, Why.SURPLUS) for number in range(length - cut + 1, length + 1)]


@few
@given(st.data())
def test_a_rewritten_chain_holds_in_itself_and_not_against_a_published_head(data: st.DataObject) -> None:
    """Whoever can write to the store can seal anew from any place on: only what was published tells."""
    true = a_chain(data.draw(lengths))
    number = data.draw(st.integers(1, len(true.entries)))
    heads = {number: true.seals[number - 1]}
    assert true.checked(heads=heads).holds
    forged = a_chain(len(true.entries))
    place = data.draw(st.integers(0, number - 1))
    forged.entries[place] = forged.entries[place].replace(b"moved", b"rowed")
    forged.seals = list(seals_of(forged.entries, before=first_seal("main")))
    assert forged.breaks == []
    assert forged.checked(heads=heads).breaks == [Break(number, Why.HEAD)]


@few
@given(lengths, st.integers(1, 5))
def test_a_chain_that_is_shorter_than_a_published_head_does_not_hold(length: int, beyond: int) -> None:
    check = a_chain(length).checked(heads={length + beyond: "0" * 64})
    assert check.breaks == [Break(length + beyond, Why.HEAD)]


def test_one_companys_entries_cannot_be_passed_off_as_anothers() -> None:
    chain = a_chain(5)
    check = Check(seal=first_seal("other"))
    check.read(chain.entries, chain.seals)
    assert check.breaks[0].number == 1


def test_every_bit_of_every_byte_of_a_small_chain_is_found_and_named() -> None:
    """All of them: the entries' and the seals'."""
    whole = a_chain(4)
    for place, entry in enumerate(whole.entries):
        for position in range(len(entry) * 8):
            chain = Chain([*whole.entries], whole.seals)
            chain.entries[place] = _flipped(entry, position)
            assert {found.number for found in chain.breaks} == {place + 1}, (place, position)
    for place, seal in enumerate(whole.seals):
        for position in range(len(seal) * 8):
            chain = Chain(whole.entries, [*whole.seals])
            chain.seals[place] = _flipped(seal.encode(), position).decode("ascii", "backslashreplace")
            assert {found.number for found in chain.breaks} == {place + 1}, (place, position)


def test_any_flipped_bit_of_a_long_chain_is_found_at_its_number() -> None:
    whole, chance = a_chain(1000), random.Random(4711)  # noqa: S311  the same bits each time
    for _ in range(10):
        place = chance.randrange(len(whole.entries))
        chain = Chain([*whole.entries], whole.seals)
        chain.entries[place] = _flipped(chain.entries[place], chance.randrange(len(chain.entries[place]) * 8))
        assert Break(place + 1, Why.ENTRY) in chain.breaks
        assert {found.number for found in chain.breaks} == {place + 1}


def _flipped(text: bytes, bit: int) -> bytes:
    flipped = bytearray(text)
    flipped[bit // 8] ^= 1 << bit % 8
    return bytes(flipped)
