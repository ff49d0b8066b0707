"""What shows an operation reads the store itself: one that is away is no fault of the bot's."""

from redis.exceptions import ConnectionError as Unreachable
from structlog.testing import capture_logs

from bot.operations.operation import Operation
from bot.operations.showing import Showing
from bot.operations.timing import Timing
from tests.operations.ledger import Ledger
from tests.operations.rehearsal import an_operation


class Storeless(Ledger):
    async def show(self, operation: Operation) -> float:
        raise Unreachable(f"{operation.id}: connection refused")


async def test_a_showing_that_cannot_read_the_store_is_tried_again_and_is_no_red_line() -> None:
    showing = Showing(Storeless(), Timing())
    with capture_logs() as said:
        assert await showing.insist(an_operation()) > 0
    assert [(line["event"], line["log_level"]) for line in said] == [("store_gone", "warning")]
