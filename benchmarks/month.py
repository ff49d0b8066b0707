"""A month of a company with 300 invoices, replayed: people type and press, the clock is moved, Alegra allows 150 requests a minute.

Its nights and lunch breaks are jumped over: what a poll or a copy would have asked meanwhile, to find nothing, is not
sent but counted, in what Cobro takes and in the least alike.
"""

import asyncio
import datetime as dt
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

from benchmarks.month_acts import Acts
from benchmarks.month_figures import LIMIT, Asked, Month
from benchmarks.month_ledger import Ledger, least
from bot.billing.timetable import is_working_day
from bot.store.connection import connect_socket
from bot.store.embedded import launch
from tests.stories.stage import Stage, performance

BOGOTA = ZoneInfo("America/Bogota")
FIRST = dt.datetime(2026, 12, 1, 7, 50, tzinfo=BOGOTA)
NIGHT = (dt.time(2, 1), dt.time(3, 1), dt.time(4, 1))
DIGEST = dt.time(8, 1)
SLOTS = (dt.time(9), dt.time(11), dt.time(15))
EVENING = dt.time(18)
CALM_SECONDS = 0.5
"""Without a request: Cobro looks at its calendar every 0.2 s here."""
PAGE = 30
COPY_MINUTES, OF_A_COPY = 5, 10
"""A copy asks ten lists, a page each: Alegra has no question for what changed."""
POLLS = "GET /payments: polls"


async def measure(*, invoices: int = 300, paid: int = 250, days: int = 31) -> Month:
    """`paid` of the invoices are: in parts, net of withholdings, two with one payment, in full."""
    with tempfile.TemporaryDirectory(prefix="cobro-bench-", ignore_cleanup_errors=True) as folder:
        embedded = launch(Path(folder))
        client = connect_socket(embedded.socket)
        try:
            async with performance(client, start=FIRST, COBRO_EMAIL_ON_STAMP="cobro") as stage:
                return await _lived(stage, invoices=invoices, paid=paid, days=days)
        finally:
            await client.aclose()
            embedded.close()


async def _lived(stage: Stage, *, invoices: int, paid: int, days: int) -> Month:
    await _calm(stage)
    stage.alegra.state.switches.change({"requests_per_minute": LIMIT})
    ledger, acts = Ledger(stage), Acts(stage, paid=paid)
    ledger.listen()
    began = stage.clock.now()
    last = (FIRST + dt.timedelta(days=days)).date()
    working = [day for day in _days(last) if is_working_day(day, country="colombia")]
    shares = _shares(invoices, max(len(working), 1) * len(SLOTS))
    for day in _days(last):
        await _night(stage, day)
        if day in working:
            acts.done["pages of digests"] += _overdue(stage, day) // PAGE + 1
        await _until(stage, day, DIGEST)
        for slot in SLOTS if day in working else ():
            await _until(stage, day, slot)
            await acts.of_a_slot(next(shares))
            await _calm(stage)
        await _until(stage, day, EVENING)
        _tell(day, ledger, acts)
    minutes = int((stage.clock.now() - began) / 60)
    return _month(ledger, acts, days=days, minutes=minutes)


def _tell(day: dt.date, ledger: Ledger, acts: Acts) -> None:
    done, again = acts.done, sum(acts.patience.again.values())
    sys.stderr.write(
        f"{day}: {done['invoices']} invoices, {done['payments']} payments, {ledger.asked.total()} requests, "
        f"{ledger.refused} refused, {again} again, {(time.monotonic() - ledger.began) / 60:.1f} min\n"
    )


async def _night(stage: Stage, day: dt.date) -> None:
    for hour in NIGHT if day != FIRST.date() else ():
        await _until(stage, day, hour)


def _overdue(stage: Stage, day: dt.date) -> int:
    open_ones = (each for each in stage.alegra.state.books.invoices.values() if each["status"] == "open")
    return sum(each["dueDate"] < day.isoformat() for each in open_ones)


def _days(last: dt.date) -> Iterator[dt.date]:
    day = FIRST.date()
    while day < last:
        yield day
        day += dt.timedelta(days=1)


def _shares(total: int, slots: int) -> Iterator[int]:
    """As evenly as whole invoices go."""
    return (total * (each + 1) // slots - total * each // slots for each in range(slots))


async def _until(stage: Stage, day: dt.date, hour: dt.time) -> None:
    """Nothing is under way when the clock jumps, or what is would look as if it had taken hours."""
    moment = dt.datetime.combine(day, hour, tzinfo=BOGOTA).timestamp()
    stage.clock.advance(max(moment - stage.clock.now(), 0))
    await _calm(stage)


async def _calm(stage: Stage) -> None:
    """A copy that has spent its part of the minute goes on in the next one, so the clock is helped over."""
    last, since = -1, time.monotonic()
    while time.monotonic() - since < CALM_SECONDS:
        newest = stage.traffic.lines[-1].number if stage.traffic.lines else 0
        if newest != last:
            last, since = newest, time.monotonic()
        await asyncio.sleep(0.02)


def _month(ledger: Ledger, acts: Acts, *, days: int, minutes: int) -> Month:
    asked, done = Counter(ledger.asked), acts.done
    of_acts = [Asked(purpose, asked.pop(purpose, 0), least) for purpose, least in least(done).items()]
    polls, copies = asked[POLLS], asked["GET /company"]
    return Month(
        days,
        dict(done),
        of_acts,
        dict(sorted(asked.items())),
        {
            "polls of payments": max(minutes - polls, 0),
            "copies of the directory": max(minutes // COPY_MINUTES - copies, 0) * OF_A_COPY,
        },
        ledger.refused,
        ledger.busiest,
        dict(sorted(acts.patience.again.items())),
        dict(sorted(ledger.red.items())),
        (time.monotonic() - ledger.began) / 60,
    )
