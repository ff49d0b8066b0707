from collections.abc import AsyncIterator, Iterator

import pytest

from tests.gate.guarded import NEEDLE, Guarded, guarded


@pytest.fixture
async def gate() -> AsyncIterator[Guarded]:
    async with guarded() as gate:
        yield gate


@pytest.fixture(autouse=True)
def every_log_line(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Whatever the level, no log holds anything of a body, and nothing that comes from outside is an error of ours."""
    caplog.set_level("DEBUG")
    yield
    assert NEEDLE not in caplog.text
    assert [record.message for record in caplog.records if record.levelname in ("ERROR", "CRITICAL")] == []
