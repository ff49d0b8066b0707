"""The store's clock: asked once a second, right in between."""

from bot.store.connection import ASKED_EVERY_SECONDS, Client, redis_time


class Seconds:
    """Real time that passes when told to."""

    def __init__(self) -> None:
        self.passed = 1000.0

    def __call__(self) -> float:
        return self.passed


async def questions(redis: Client) -> int:
    statistics = await redis.info("commandstats")
    return int(statistics.get("cmdstat_time", {"calls": 0})["calls"])


async def test_it_is_the_stores_time(redis: Client) -> None:
    seconds, _ = await redis.time()
    assert 0 <= await redis_time(redis)() - int(seconds) * 1000 < 60_000


async def test_between_two_questions_it_goes_on_with_real_time(redis: Client) -> None:
    passing = Seconds()
    clock, asked = redis_time(redis, real_seconds=passing), await questions(redis)
    began = await clock()
    passing.passed += ASKED_EVERY_SECONDS * 0.75
    assert await clock() - began == ASKED_EVERY_SECONDS * 750
    assert await questions(redis) == asked + 1
    passing.passed += ASKED_EVERY_SECONDS
    assert await clock() - began < 60_000
    assert await questions(redis) == asked + 2
