import asyncio

from bot.store.compositions import Composition, Compositions
from bot.store.documents import Documents
from bot.store.people import People, Person
from bot.store.records import Document, Phase
from bot.store.scripts import Store
from bot.store.seen import Seen
from bot.store.slots import Slots


async def test_a_form_is_composed_by_one_writer_at_a_time(store: Store) -> None:
    compositions = Compositions(store)
    assert await compositions.get("form") is None
    assert await compositions.put("form", revision=0, state={"client": "Clínica"}) == Composition(
        1, {"client": "Clínica"}
    )
    puts = await asyncio.gather(*[compositions.put("form", revision=1, state={"n": n}) for n in range(20)])
    won = [put for put in puts if put]
    assert len(won) == 1
    assert await compositions.get("form") == won[0]


async def test_a_new_form_has_a_name_that_nobody_else_is_given(store: Store) -> None:
    compositions = Compositions(store)
    await Documents(store).adopt(Document("D-OLD", "main", Phase.PENDING, revision=1))
    begun = await asyncio.gather(*[compositions.begin("D-NEW", {"n": n}) for n in range(5)])
    assert begun.count(True) == 1
    assert not await compositions.begin("D-OLD", {})
    await store.client.delete(store.keys("reserved", "D-NEW"))
    assert not await compositions.begin("D-NEW", {}), "it is written in for longer than its name was promised"
    assert (await compositions.get("D-NEW")) == Composition(1, {"n": begun.index(True)})


async def test_the_form_that_somebody_began_last_is_theirs_until_it_is_over(store: Store) -> None:
    compositions = Compositions(store)
    assert await compositions.last("U_ANA") is None
    assert await compositions.begin("D-1", {"n": 1}, last_of="U_ANA")
    assert await compositions.begin("D-2", {"n": 2}, last_of="U_ANA")
    assert await compositions.begin("D-3", {"n": 3})
    assert await compositions.last("U_ANA") == Composition(1, {"n": 2})
    await compositions.is_over("D-1", "U_ANA")
    assert await compositions.last("U_ANA") == Composition(1, {"n": 2})
    await compositions.is_over("D-2", "U_ANA")
    assert await compositions.last("U_ANA") is None


async def test_a_person_is_remembered_for_an_hour(store: Store) -> None:
    people = People(store)
    ana = Person("U_ANA", "Ana", locale="es-ES", team="T1")
    assert await people.get("U_ANA") is None
    await people.put([ana])
    assert await people.get("U_ANA") == ana
    assert 3500 < await store.client.ttl(store.keys("person", "U_ANA")) <= 3600
    await people.forget("U_ANA")
    assert await people.get("U_ANA") is None


async def test_what_was_there_before_cobro_is_not_announced(store: Store) -> None:
    seen = Seen(store, "payments")
    assert await seen.unseen(["9", "8", "7"]) == ()
    assert await seen.unseen(["11", "9", "10"]) == ("11", "10")
    assert await seen.unseen(["11", "10"]) == ("11", "10"), "asking marks nothing"
    await seen.mark(["11"])
    await seen.mark([])
    assert await seen.unseen(["11", "10"]) == ("10",)


async def test_a_company_without_payments_has_its_first_one_announced(store: Store) -> None:
    seen = Seen(store, "payments")
    assert await seen.unseen([]) == ()
    assert await seen.unseen(["1"]) == ("1",)


async def test_the_newest_slot_of_each_job_is_remembered(store: Store) -> None:
    slots = Slots(store)
    assert await slots.last() == {}
    await slots.accept("main/overdue", "2026-11-20T08:00")
    await slots.accept("main/overdue", "2026-11-21T08:00")
    assert await slots.last() == {"main/overdue": "2026-11-21T08:00"}
