"""One pause is told once, and the next one is another."""

from bot.operations.journal import Journal
from bot.operations.timing import Timing, ms
from tests.operations.rehearsal import MovedClock

ERROR = {"situation": "unauthorized"}
LANE_SECONDS = Timing().lane_seconds


async def pause(journal: Journal) -> int:
    lane = await journal.pause_lane(ERROR, until=await journal.now() + ms(LANE_SECONDS))
    return lane.since


async def test_a_pause_that_is_found_again_and_again_is_one(journal: Journal, clock: MovedClock) -> None:
    began = await pause(journal)
    for _ in range(5):
        clock.advance(LANE_SECONDS + 30)
        assert await pause(journal) == began


async def test_a_pause_after_a_time_in_which_everything_went_out_is_a_new_one(
    journal: Journal, clock: MovedClock
) -> None:
    began = await pause(journal)
    clock.advance(3 * LANE_SECONDS)
    assert await pause(journal) > began
