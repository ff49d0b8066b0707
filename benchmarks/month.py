"""A month of a company with 300 invoices, replayed: people type and press, the clock is moved, Alegra allows 150 requests a minute.

Its nights and lunch breaks are jumped over: what a poll or a copy would have asked meanwhile, to find nothing, is not
sent but counted, in what Cobro takes and in the least alike.
"""

import asyncio
import datetime as dt
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

from benchmarks.month_acts import Acts
from benchmarks.tables import chapter, table
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
LIMIT = 150
PAGE = 30
IDS = r"/\d+"
TOO_MANY, HIDDEN_TOO_MANY = 429, '"code": 429'
COPY_MINUTES, OF_A_COPY = 5, 10
"""A copy asks ten lists, a page each: Alegra has no question for what changed."""
POLLS = "GET /payments: polls"
WHY = {
    ("GET /payments", "client_id"): "the client's last",
    ("GET /payments", ""): "polls",
    ("GET /invoices", "client_id"): "the client's last",
    ("GET /invoices", "numberTemplate_fullNumber"): "by number",
    ("GET /invoices", "status"): "what is overdue",
    ("GET /invoices", "id"): "the nightly look",
    ("GET /invoices", ""): "the newest",
}
"""By path and the parameter that gives it away, the first that fits."""


@dataclass(frozen=True)
class Asked:
    """How many requests of one purpose there were, and the least there could have been."""

    purpose: str
    requests: int
    least: int


@dataclass(frozen=True)
class Month:
    days: int
    done: dict[str, int]
    """How often what was done."""
    of_acts: list[Asked]
    of_jobs: dict[str, int]
    """What jobs asked, by purpose: each run has one page of each list to read, so this is also the least."""
    jumped: dict[str, int]
    """What the polls and copies of the minutes that were jumped over would have asked."""
    refused: int
    """Answers that said: too many."""
    busiest_minute: int
    """Requests in one of Alegra's minutes, which are real ones."""
    again: dict[str, int]
    """What people had to do again, and how often."""
    red: dict[str, int]
    """What Slack or Alegra complained of."""
    real_minutes: float

    @property
    def ratio(self) -> float:
        """Of what was asked because somebody did something, and of the digests."""
        return sum(each.requests for each in self.of_acts) / sum(each.least for each in self.of_acts)

    @property
    def ratio_of_all(self) -> float:
        beside = sum(self.of_jobs.values()) + sum(self.jumped.values())
        asked, least = sum(each.requests for each in self.of_acts), sum(each.least for each in self.of_acts)
        return (asked + beside) / (least + beside)


@dataclass
class Ledger:
    """Listens to the traffic as long as the month lasts: the local Alegra keeps only its last lines."""

    stage: Stage
    asked: Counter[str] = field(default_factory=Counter)
    red: Counter[str] = field(default_factory=Counter)
    refused: int = 0
    busiest: int = 0
    began: float = field(default_factory=time.monotonic)

    def listen(self) -> None:
        self.stage.traffic.expect("")
        self.stage.traffic.when_recorded(self._heard)

    def _heard(self) -> None:
        line = self.stage.traffic.lines[-1]
        if line.trouble:
            self.red[f"{line.service} {re.sub(IDS, '/{id}', line.what)}: {line.trouble[:80]}"] += 1
        if line.service != "alegra" or "/files/" in line.what:
            return
        self.refused += line.status == TOO_MANY or HIDDEN_TOO_MANY in str(line.answer)
        self.asked[purpose_of(line.what, line.request["query"])] += 1
        windows = self.stage.alegra.state.account.windows
        self.busiest = max(self.busiest, windows.used(self.stage.environment["ALEGRA_EMAIL"]))


def purpose_of(what: str, query: Mapping[str, str]) -> str:
    """The method and path, and what for where one path serves several."""
    named = re.sub(IDS, "/{id}", what.partition("?")[0])
    told = next((why for (path, name), why in WHY.items() if path == named and (not name or name in query)), "")
    return f"{named}: {told}" if told else named


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
    of_acts = [Asked(purpose, asked.pop(purpose, 0), least) for purpose, least in _least(done).items()]
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


def _least(done: Mapping[str, int]) -> dict[str, int]:
    """Design 8, and one read for each thing that a form shows, that a payment is held against, or that it changed."""
    invoices, shares, forms = done["invoices"], done["invoices paid"], done["payments"]
    issued = invoices - done["still to be approved"]
    return {
        "POST /invoices": invoices,
        "GET /invoices/{id}": 2 * issued + 2 * shares,
        "PUT /invoices/{id}": done["approved another day"],
        "POST /invoices/stamp": issued,
        "POST /invoices/{id}/email": issued,
        "POST /payments": forms,
        "GET /invoices: the client's last": invoices,
        "GET /invoices: by number": shares,
        "GET /payments: the client's last": forms,
        "GET /invoices: what is overdue": done["pages of digests"],
    }


def section(month: Month) -> str:
    """The two ratios, and everything that they are made of."""
    acts = [_row(each) for each in month.of_acts]
    beside = [(f"{name} (job)", str(count), str(count), "1.00") for name, count in month.of_jobs.items()]
    jumped = [(f"{name}, jumped over", str(count), str(count), "1.00") for name, count in month.jumped.items()]
    return chapter(
        "A month of requests to Alegra",
        f"{month.days} days of a company, lived through the local Slack and the local Alegra with {LIMIT} requests a "
        f"minute, webhooks off: {_listed(month.done)}. {month.refused} requests were refused as too many; the busiest minute had "
        f"{month.busiest_minute}. Alegra's minute is a real one, so the month took {month.real_minutes:.0f} of them, and "
        "people had to be patient: those who were told to come back came back.",
        f"What was done again: {_listed(month.again) or 'nothing'}. Red lines of the local Slack and Alegra: "
        f"{_listed(month.red) or 'none'}.",
        f"What people did and the digests took {month.ratio:.2f} of the least. With polls and copies, which ask the "
        f"same whatever happens, it is {month.ratio_of_all:.2f}. The clock was moved in steps: polls each minute and "
        "copies each five minutes of what it jumped over were not sent; they are counted in both columns.",
        table(("purpose", "requests", "least", "ratio"), [*acts, *beside, *jumped]),
    )


def _listed(counted: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {name}" for name, count in counted.items())


def _row(each: Asked) -> tuple[str, ...]:
    ratio = f"{each.requests / each.least:.2f}" if each.least else ""
    return each.purpose, str(each.requests), str(each.least), ratio
