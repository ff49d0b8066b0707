from bot.store.directory import AT_ONCE, Changes, DirectoryStore
from bot.store.scripts import Store


async def test_what_is_put_is_told_once_with_its_version(store: Store) -> None:
    copy = DirectoryStore(store)
    assert await copy.put("items", {"1": "a", "2": "b"}) == 2
    assert await copy.changes("items", since=0) == Changes(1, {"1": "a", "2": "b"}, is_whole=True)
    assert await copy.changes("items", since=1) == Changes(1, {})


async def test_putting_the_same_again_changes_nothing(store: Store) -> None:
    copy = DirectoryStore(store)
    await copy.put("items", {"1": "a"})
    assert await copy.put("items", {"1": "a"}) == 0
    assert await copy.put("items", {"1": "a", "2": "b"}) == 1
    assert await copy.changes("items", since=1) == Changes(2, {"2": "b"})


async def test_what_is_removed_is_told_as_gone(store: Store) -> None:
    copy = DirectoryStore(store)
    await copy.put("items", {"1": "a", "2": "b"})
    assert await copy.remove("items", ["1", "9"]) == 1
    assert await copy.changes("items", since=1) == Changes(2, {"1": None})
    assert await copy.ids("items") == {"2"}


async def test_resources_do_not_mix(store: Store) -> None:
    copy = DirectoryStore(store)
    await copy.put("items", {"1": "a"})
    assert await copy.changes("clients", since=0) == Changes(0, {})
    assert await copy.ids("clients") == frozenset()


async def test_a_store_that_is_younger_than_what_was_known_is_told_whole(store: Store) -> None:
    copy = DirectoryStore(store)
    await copy.put("items", {"1": "a"})
    assert await copy.changes("items", since=40) == Changes(1, {"1": "a"}, is_whole=True)


async def test_many_entries_come_in_parts_and_all(store: Store) -> None:
    copy = DirectoryStore(store)
    entries = {str(number): f"text {number}" for number in range(2 * AT_ONCE + 5)}
    await copy.put("clients", entries)
    assert (await copy.changes("clients", since=0)).entries == entries


async def test_a_pass_tells_what_it_did_not_meet(store: Store) -> None:
    copy = DirectoryStore(store)
    await copy.put("items", {"1": "a", "2": "b", "3": "c"})
    await copy.met("items", ["1"])
    await copy.met("items", ["3"])
    await copy.met("items", [])
    assert await copy.unmet("items") == {"2"}
    await copy.end_pass("items")
    assert await copy.unmet("items") == {"1", "2", "3"}


async def test_progress_is_kept_until_it_is_cleared(store: Store) -> None:
    copy = DirectoryStore(store)
    assert await copy.progress("full") == ""
    await copy.set_progress("full", "page 3")
    assert await copy.progress("full") == "page 3"
    await copy.set_progress("full", "")
    assert await copy.progress("full") == ""


async def test_an_entry_is_replaced_only_while_it_is_what_was_held(store: Store) -> None:
    copy = DirectoryStore(store)
    await copy.put("numberings", {"1": "342"})

    assert await copy.replace("numberings", "1", held="342", text="343")
    assert not await copy.replace("numberings", "1", held="342", text="350")
    assert not await copy.replace("numberings", "9", held="342", text="350")

    assert await copy.entry("numberings", "1") == "343"
    assert await copy.entry("numberings", "9") is None
    assert await copy.changes("numberings", since=1) == Changes(2, {"1": "343"})
