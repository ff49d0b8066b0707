"""Our frozen dataclasses against the standard library's, which type checkers take them for."""

import copy
import dataclasses
import inspect
import pickle
from dataclasses import FrozenInstanceError, asdict, field, replace
from typing import Any, Generic, TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from bot.frozen import NotAsPlain, dataclass

T = TypeVar("T")


@dataclass(frozen=True)
class Ours:
    number: int
    text: str = "plain"
    secret: str = field(default="hidden", repr=False)
    rows: list[int] = field(default_factory=list, compare=False)


@dataclasses.dataclass(frozen=True)
class Theirs:
    number: int
    text: str = "plain"
    secret: str = field(default="hidden", repr=False)
    rows: list[int] = field(default_factory=list, compare=False)


@dataclass(frozen=True)
class Single:
    only: int


@dataclass(frozen=True)
class Nothing:
    pass


@dataclass(frozen=True)
class More(Single):
    besides: str = ""


@dataclass(frozen=True)
class Several(Generic[T]):
    all: tuple[T, ...]


ARGUMENTS = st.fixed_dictionaries({"number": st.integers(0, 2), "text": st.sampled_from("ab")})


@given(ARGUMENTS, ARGUMENTS)
def test_they_compare_hash_and_show_themselves_alike(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert (Ours(**one) == Ours(**other)) is (Theirs(**one) == Theirs(**other))
    assert hash(Ours(**one)) == hash(Theirs(**one))
    assert repr(Ours(**one)) == repr(Theirs(**one)).replace("Theirs", "Ours")
    assert asdict(Ours(**one)) == asdict(Theirs(**one))
    assert replace(Ours(**one), text="c") == Ours(one["number"], "c")


def test_they_take_the_same_arguments() -> None:
    ours, theirs = inspect.signature(Ours), inspect.signature(Theirs)
    assert list(ours.parameters) == list(theirs.parameters)
    assert Ours.__init__.__annotations__ == Theirs.__init__.__annotations__
    assert Ours.__match_args__ == Theirs.__match_args__
    with pytest.raises(TypeError, match="number"):
        Ours()  # type: ignore[call-arg]


def test_what_is_not_compared_makes_no_difference_and_is_made_for_each() -> None:
    assert Ours(1, rows=[1]) == Ours(1, rows=[2])
    assert Ours(1).rows is not Ours(1).rows


@pytest.mark.parametrize("value", [Ours(1), Single(1), Nothing(), More(1, "x"), Several[int]((1, 2))])
def test_they_are_frozen_and_survive_copies(value: Any) -> None:
    with pytest.raises(FrozenInstanceError):
        value.number = 2
    with pytest.raises(FrozenInstanceError):
        del value.number
    assert copy.deepcopy(value) == value == pickle.loads(pickle.dumps(value))  # noqa: S301  written a moment ago


def test_another_class_is_never_equal() -> None:
    assert Single(1) != More(1)
    assert Single(1) != 1  # type: ignore[comparison-overlap]
    assert Nothing() == Nothing()
    assert hash(Nothing()) == hash(())


def test_what_a_class_says_itself_stays() -> None:
    @dataclass(frozen=True)
    class Own:
        value: int

        def __repr__(self) -> str:
            return "mine"

        def __eq__(self, other: object) -> bool:
            return True

        def __hash__(self) -> int:
            return 7

    assert (repr(Own(1)), Own(1) == Own(2), hash(Own(1))) == ("mine", True, 7)


def test_pydantic_reads_and_writes_them() -> None:
    adapter = TypeAdapter(Ours)
    assert adapter.validate_json(adapter.dump_json(Ours(3, rows=[4]))) == Ours(3)
    assert adapter.validate_json('{"number": "5"}').rows == []


def test_what_it_cannot_make_is_refused() -> None:
    with pytest.raises(NotAsPlain):

        @dataclass(frozen=True)
        class After:
            value: int

            def __post_init__(self) -> None:
                raise AssertionError

    with pytest.raises(NotAsPlain):

        @dataclass(frozen=True)
        class Named:
            value: int = field(kw_only=True)
