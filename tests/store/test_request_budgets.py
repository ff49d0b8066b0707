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


async def test_an_answer_that_was_long_on_its_way_gives_nothing_back_and_ends_no_minute(store: Store) -> None:
    """Pages of payments take 9 s (Alegra fact sheet 2): meanwhile the minute was spent, or is over."""
    ours = budgets(store)
    await ours.told("all", limit=10, remaining=1, seconds=40)
    await ours.told("all", limit=10, remaining=8, seconds=50, age=9)
    assert await ours.left("all") == 1, "it was written before the other seven"
    await ours.told("all", limit=10, remaining=0, seconds=3, age=4)
    assert await ours.left("all") == 1, "it is of the minute before"
    assert [await ours.take(ALL, kept=0), await ours.take(ALL, kept=0) > 35] == [0.0, True]


async def test_a_late_answer_still_tells_the_limit(store: Store) -> None:
    ours = budgets(store)
    await ours.take(ALL, kept=0)
    await ours.told("all", limit=10, remaining=3, seconds=30, age=9)
    assert await ours.left("all") == 9


async def test_a_hidden_minute_is_not_over_when_that_of_the_headers_is(store: Store) -> None:
    ours = budgets(store)
    for _ in range(3):
        await ours.take(CONTACTS, kept=0)
    await ours.exceeded("contacts", seconds=2, is_hidden=True)
    assert await ours.take(CONTACTS, kept=0) > 50
    assert await ours.take(ALL, kept=0) == 0.0


async def test_of_a_burst_each_refusal_takes_one_from_what_is_taken_for_the_limit(store: Store) -> None:
    ours = budgets(store)
    for _ in range(8):
        await ours.take(CONTACTS, kept=0)
    limits = []
    for _ in range(3):
        await ours.exceeded("contacts", seconds=1, is_hidden=True)
        limits += [
            int(await store.client.get(key) or 0) for key in await store.client.keys("*request-limit:*:contacts")
        ]
    assert limits == [7, 6, 5], "five of the eight went through"


async def test_our_minute_outlasts_that_which_begins_when_the_request_arrives(store: Store) -> None:
    ours = budgets(store)
    await ours.told("all", limit=1, remaining=1, seconds=0.001)
    while await ours.take(ALL, kept=0):
        pass
    assert 60 < await ours.take(ALL, kept=0) <= 61
