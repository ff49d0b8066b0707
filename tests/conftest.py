"""What tests of the bot share: a real embedded store, empty for each test, and a watch over its keys."""

import asyncio
import os
import re
import sys
from collections.abc import AsyncIterator, Callable, Generator, Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from shutil import disk_usage
from warnings import catch_warnings, warn_explicit

import pytest
import structlog
from hypothesis import HealthCheck, settings

from bot.loop import new_event_loop
from bot.store.connection import Client, connect_socket, redis_time
from bot.store.embedded import EmbeddedStore, launch
from bot.store.keys import KEPT, Keys
from bot.store.scripts import Store
from tests.canaries import sung

sys.modules.setdefault("sniffio", None)  # type: ignore[arg-type]
"""httpcore looks for it at every request, where there is none for longer than the request takes."""

structlog.configure(processors=[structlog.processors.format_exc_info, structlog.processors.LogfmtRenderer()])


def pytest_asyncio_loop_factories() -> dict[str, Callable[[], asyncio.AbstractEventLoop]]:
    """Tests run in the loop that Cobro runs in."""
    return {"cobro": _loop_that_closes}


def _loop_that_closes() -> asyncio.AbstractEventLoop:
    """A warning that is an error keeps uvloop from closing a connection that was left open: it waits for it for ever."""
    loop = new_event_loop()
    close = loop.close

    def closed() -> None:
        with catch_warnings(record=True, action="always") as left_open:
            close()
        for warning in left_open:
            warn_explicit(warning.message, warning.category, warning.filename, warning.lineno)

    loop.close = closed  # type: ignore[method-assign]
    return loop


settings.register_profile(
    "cobro",
    deadline=None,  # the machine is shared, and the first use of a calendar or a catalogue loads it
    derandomize="STATES" not in os.environ,  # a run fails for what was changed, not for its luck
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("cobro")

MEMORY = Path("/dev/shm")  # noqa: S108  pytest makes a private folder in it
ROOM_BYTES = 10**9
"""A container's share is often 64 MB, which a run would fill."""


def pytest_configure() -> None:
    """Stores wait for the disk at every change, and others may keep that busy for seconds: folders of tests are in memory."""
    if MEMORY.is_dir() and disk_usage(MEMORY).free > ROOM_BYTES and not os.statvfs(MEMORY).f_flag & os.ST_NOEXEC:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


LONG_FIRST = ("benchmarks", "demo", "project", "stories", "simulation", "terminal", "page")
"""Folders of tests that wait for processes and browsers: begun last, one of them would keep a whole run waiting."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: _turn(item.path.parent.name))


def _turn(folder: str) -> int:
    return LONG_FIRST.index(folder) if folder in LONG_FIRST else len(LONG_FIRST)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Nothing that is logged or printed in any test holds a token."""
    report = yield
    if found := sorted({token for _, text in report.sections for token in sung(text)}):
        report.outcome, report.longrepr = "failed", f"a token was logged or printed: {found}"
        report.sections = []
    return report


@pytest.fixture(scope="session")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedStore]:
    """One server for the whole run; each test gets it empty."""
    running = launch(Path(tmp_path_factory.mktemp("store")))
    yield running
    running.close()


@pytest.fixture
async def redis(embedded: EmbeddedStore) -> AsyncIterator[Client]:
    client = connect_socket(embedded.socket)
    await client.flushall()
    yield client
    leaks = await leaked_keys(client)
    await client.aclose()
    assert leaks == [], "keys that no line of bot/store/keys.py allows"


@pytest.fixture
def store(redis: Client) -> Store:
    return Store(client=redis, keys=Keys("main"), clock=redis_time(redis))


FOR_EVER = -1
"""What Redis says of a key that does not expire; of one that just has, it says less."""


async def leaked_keys(client: Client) -> list[str]:
    """Keys that the table does not know, or that should expire and do not."""
    leaks = []
    async for key in client.scan_iter("*", count=1000):
        name = re.sub(r"^cobro:\{[^{}]+\}:", "", key)
        kept = next((one for one in KEPT if fnmatchcase(name, one.pattern)), None)
        if kept is None or (kept.seconds is not None and await client.ttl(key) == FOR_EVER):
            leaks.append(key)
    return leaks
