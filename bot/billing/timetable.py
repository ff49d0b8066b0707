"""Which unasked jobs are due: a pure function of calendar, last accepted slot and now (design 6)."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from bot.billing.countries import rules_of
from bot.billing.dates import local_moment

WEEKEND = (5, 6)
MENDED = dt.timedelta(minutes=1)
"""More than two replicas ever differ by: somebody put the clock back."""


@dataclass(frozen=True)
class DailyJob:
    """Once a day at a local hour."""

    name: str
    company: str
    at: dt.time
    working_days_of: str = ""
    """A country, as Alegra spells it: not on Saturdays, Sundays and its holidays. Empty: every day."""
    stays_due: dt.timedelta = dt.timedelta(hours=10)
    """How long after its hour it is still worth doing: a digest of the morning, not at night."""


@dataclass(frozen=True)
class EveryJob:
    """Every so many minutes, counted from the epoch, so that replicas agree and clock changes do not matter."""

    name: str
    company: str
    minutes: int


Job = DailyJob | EveryJob


@dataclass(frozen=True)
class Slot:
    job: str
    company: str
    planned: str
    """Local time with its offset, `2026-11-30T08:00-05:00`: one firing of a job, whoever accepts it."""


def job_key(job: Job | Slot) -> str:
    """Under which `last` has it: `<company>/<job>`."""
    return f"{job.company}/{job.job if isinstance(job, Slot) else job.name}"


def due_slots(jobs: Iterable[Job], *, now_ms: int, timezone: str, last: Mapping[str, str]) -> tuple[Slot, ...]:
    """At most one slot of each job: what was missed is caught up by its newest slot.

    `last` has the newest accepted `planned` by `job_key`; a job that is not in it was never accepted.
    """
    now = local_moment(now_ms, timezone)
    return tuple(slot for job in jobs for slot in _due(job, now, last.get(job_key(job), "")))


def _due(job: Job, now: dt.datetime, last: str) -> Iterator[Slot]:
    planned = _newest_of_day(job, now) if isinstance(job, DailyJob) else _newest_of_minutes(job, now)
    if planned is None or (last and _was_done(job, planned, dt.datetime.fromisoformat(last), now)):
        return
    yield Slot(job.name, job.company, planned.isoformat(timespec="minutes"))


def _was_done(job: Job, planned: dt.datetime, last: dt.datetime, now: dt.datetime) -> bool:
    """A slot of the future was accepted by a clock that has been put back since: what repeats does not wait for it."""
    is_yet_to_come = isinstance(job, EveryJob) and last - now > MENDED
    return planned <= last and not is_yet_to_come


def _newest_of_minutes(job: EveryJob, now: dt.datetime) -> dt.datetime:
    seconds = job.minutes * 60
    return dt.datetime.fromtimestamp(int(now.timestamp()) // seconds * seconds, now.tzinfo)


def _newest_of_day(job: DailyJob, now: dt.datetime) -> dt.datetime | None:
    """An hour that a clock change skips comes an hour later; one that it repeats, the first time (both by `fold=0`)."""
    day = now.date()
    while True:
        planned = dt.datetime.combine(day, job.at, tzinfo=now.tzinfo).astimezone(dt.UTC)
        if planned + job.stays_due < now:
            return None
        if planned <= now and _works(job, day):
            return planned.astimezone(now.tzinfo)
        day -= dt.timedelta(days=1)


def _works(job: DailyJob, day: dt.date) -> bool:
    return not job.working_days_of or is_working_day(day, country=job.working_days_of)


def is_working_day(day: dt.date, *, country: str) -> bool:
    """Neither Saturday, Sunday nor a public holiday there; `country` as Alegra spells it."""
    return day.weekday() not in WEEKEND and not is_holiday(day, country=country)


def is_holiday(day: dt.date, *, country: str) -> bool:
    """A public one; False in a country whose holidays nobody knows here."""
    code = rules_of(country).holidays
    return bool(code) and day in _holidays(code, day.year)


@cache
def _holidays(code: str, year: int) -> frozenset[dt.date]:
    import holidays  # noqa: PLC0415  a twentieth of the start, and no need of a process that only answers

    return frozenset(holidays.country_holidays(code, years=year))
