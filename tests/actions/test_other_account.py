"""A store that remembers one account of Alegra is not taken up with the token of another."""

from dataclasses import replace

import pytest

from bot.actions.directory import Directory
from bot.actions.directory_copy import DirectoryCopy
from bot.opening_waits import OtherAccount, filled
from bot.store.directory import DirectoryStore
from tests.actions.bench import Bench
from tests.billing.cast import RIVERA


async def opens(bench: Bench) -> bool:
    """With nothing in memory, as a process that starts; True: Alegra was read."""
    store, alegra = DirectoryStore(bench.store), bench.local.alegra
    directory, copy = Directory(store=store, alegra=alegra), DirectoryCopy(store=store, alegra=alegra)
    return await filled("main", directory, alegra, copy, waits_for=_nothing)


def _nothing(error: Exception) -> None:
    raise error


async def test_the_token_of_another_company_opens_nothing_of_this_one(bench: Bench) -> None:
    assert await opens(bench)
    assert not await opens(bench)
    books = bench.local.state.books
    books.company = books.company | {"name": "Rivera Refrigeración y Clima S.A.S."}
    assert not await opens(bench)  # renamed, with its number: the same
    number = {"identification": "901999888", "identificationObject": {"type": "NIT", "number": "901999888"}}
    books.company = books.company | number
    with pytest.raises(OtherAccount, match="Rivera Refrigeración y Clima"):
        await opens(bench)


async def test_where_alegra_does_not_say_whose_account_it_is_cobro_starts_all_the_same(bench: Bench) -> None:
    assert await opens(bench)
    bench.faults.add("error_before", method="GET", path="/company", times=9)
    assert not await opens(bench)


def test_a_company_whose_name_or_number_was_corrected_is_the_same() -> None:
    assert RIVERA.may_be(replace(RIVERA, identification="900123457"))
    assert RIVERA.may_be(replace(RIVERA, name="RIVERA"))
    assert not RIVERA.may_be(replace(RIVERA, name="Norte", identification="901999888"))
