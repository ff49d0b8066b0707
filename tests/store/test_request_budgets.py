from bot.store.request_budgets import RequestBudgets
from bot.store.scripts import Store

ALL, CONTACTS = ["all"], ["all", "contacts"]


def budgets(store: Store, user: str = "ana@rivera.example") -> RequestBudgets:
    return RequestBudgets(store, user=user)


async def test_nobody_waits_before_a_limit_is_known(store: Store) -> None:
    ours = budgets(store)
    assert [await ours.take(ALL, kept=0.4) for _ in range(5)] == [0.0] * 5
    assert await ours.left("all") is None


async def test_the_minute_is_spent_together_and_its_end_is_waited_for(store: Store) -> None:
    ours, another_replica = budgets(store), budgets(store)
    await ours.told("all", limit=10, remaining=7, seconds=30)
    taken = [await replica.take(ALL, kept=0) for replica in (ours, another_replica) * 4]
    assert taken[:7] == [0.0] * 7
    assert 25 < taken[7] <= 30
    assert await another_replica.left("all") == 0


async def test_another_user_has_a_minute_of_their_own(store: Store) -> None:
    await budgets(store).told("all", limit=10, remaining=0, seconds=30)
    assert await budgets(store, "bruno@rivera.example").take(ALL, kept=0) == 0.0


async def test_what_nobody_waits_for_leaves_its_share_to_people(store: Store) -> None:
    ours = budgets(store)
    await ours.told("all", limit=10, remaining=5, seconds=30)
    assert await ours.take(ALL, kept=0.4) == 0.0
    assert await ours.take(ALL, kept=0.4) > 0
    assert [await ours.take(ALL, kept=0) for _ in range(4)] == [0.0] * 4


async def test_an_answer_that_was_overtaken_gives_nothing_back(store: Store) -> None:
    ours = budgets(store)
    await ours.told("all", limit=10, remaining=2, seconds=30)
    await ours.told("all", limit=10, remaining=6, seconds=31)
    assert await ours.left("all") == 2


async def test_the_next_minute_begins_anew_and_an_earlier_end_corrects_ours(store: Store) -> None:
    ours = budgets(store)
    await ours.told("all", limit=10, remaining=0, seconds=5)
    await ours.told("all", limit=10, remaining=9, seconds=60)
    assert await ours.left("all") == 9
    await ours.told("all", limit=10, remaining=0, seconds=12)
    assert await ours.take(ALL, kept=0) <= 12


async def test_a_hidden_limit_is_learnt_from_its_first_refusal_and_holds_back_nothing_else(store: Store) -> None:
    ours = budgets(store)
    assert [await ours.take(CONTACTS, kept=0) for _ in range(6)] == [0.0] * 6
    await ours.exceeded("contacts", seconds=0.05)
    assert await ours.take(CONTACTS, kept=0) > 0
    assert await ours.take(ALL, kept=0) == 0.0
    while await ours.take(CONTACTS, kept=0):
        pass
    taken = [await ours.take(CONTACTS, kept=0) for _ in range(5)]
    assert taken[:4] == [0.0] * 4, "five went through before one was refused"
    assert taken[4] > 0


async def test_a_refusal_although_we_counted_less_ends_the_minute_for_all(store: Store) -> None:
    """Somebody else works with the same user of Alegra."""
    ours = budgets(store)
    await ours.told("all", limit=10, remaining=8, seconds=30)
    await ours.exceeded("all", seconds=20)
    assert 15 < await ours.take(ALL, kept=0) <= 20
