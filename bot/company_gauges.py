"""What Prometheus is told of one company, read from its store when somebody looks."""

import asyncio
import datetime as dt
from collections import Counter
from dataclasses import dataclass

import structlog
from redis.exceptions import RedisError

from bot.actions.directory import COMPANY
from bot.alegra import catalog
from bot.assembly import Assembly
from bot.billing.timetable import due_slots, job_key
from bot.jobs.schedule import DIRECTORY
from bot.metrics import Metrics
from bot.operations.operation import ENDED, State
from bot.store.audit import Audit
from bot.store.replicas import Replicas

READ_SECONDS = 2.0
ALIVE_WITHIN_SECONDS = 60
RESOURCES = (catalog.CLIENTS, catalog.ITEMS, catalog.TAXES, catalog.TERMS, catalog.NUMBERINGS, catalog.BANK_ACCOUNTS)
OPEN = tuple(state for state in State if state not in ENDED)

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class CompanyGauges:
    metrics: Metrics
    parts: Assembly
    company: str

    async def __call__(self) -> None:
        """A store that is away is told as such; what this process counts itself is told all the same."""
        self.metrics.afterwards.labels(self.company).set(self.parts.afterwards.in_flight)
        try:
            async with asyncio.timeout(READ_SECONDS):
                now = await self.parts.ground.store.now()
                await self._queue(now)
                await self._timetable(now)
                await self._directory()
                await self._audit()
        except (RedisError, TimeoutError) as gone:
            self.metrics.store_up.set(0)
            log.warning("store_gone", error=str(gone))

    async def _queue(self, now: int) -> None:
        store = self.parts.ground.store
        async with store.client.pipeline(transaction=False) as pipe:
            for state in OPEN:
                pipe.zrange(store.keys("ops", state), 0, -1)
            pipe.zrange(store.keys("due"), "-inf", now, byscore=True, offset=0, num=1, withscores=True)
            pipe.zcount(store.keys("due"), "-inf", now)
            pipe.hget(store.keys("lane"), "until")
            *ids, oldest, due, paused_until = await pipe.execute()
        for state, found in zip(OPEN, ids, strict=True):
            for kind, count in Counter(operation.split("/")[1] for operation in found).items():
                self.metrics.operations.labels(self.company, state, kind).set(count)
        self.metrics.due.labels(self.company).set(due)
        self.metrics.oldest.labels(self.company).set((now - oldest[0][1]) / 1000 if oldest else 0)
        self.metrics.lane.labels(self.company).set(int(paused_until or 0) > now)

    async def _timetable(self, now: int) -> None:
        table = self.parts.timetable
        last, jobs = await table.slots.last(), await table.jobs()
        due = {slot.job: slot for slot in due_slots(jobs, now_ms=now, timezone=table.timezone, last=last)}
        for job in jobs:
            late = now / 1000 - dt.datetime.fromisoformat(due[job.name].planned).timestamp() if job.name in due else 0
            self.metrics.late.labels(self.company, job.name).set(max(late, 0))
            if job.name == DIRECTORY and (copied := last.get(job_key(job))):
                age = now / 1000 - dt.datetime.fromisoformat(copied).timestamp()
                self.metrics.directory_age.labels(self.company).set(max(age, 0))

    async def _directory(self) -> None:
        store = self.parts.ground.store
        names = [COMPANY, *(resource.name for resource in RESOURCES)]
        async with store.client.pipeline(transaction=False) as pipe:
            for name in names:
                pipe.hlen(store.keys("directory", name))
            for name, count in zip(names, await pipe.execute(), strict=True):
                self.metrics.directory.labels(self.company, name).set(count)

    async def _audit(self) -> None:
        store = self.parts.ground.store
        entries, seals = await Audit(store).lengths()
        self.metrics.audit.labels(self.company).set(entries)
        if checked := await Audit(store).checked():
            self.metrics.holds.labels(self.company).set(not checked.broken)
        self.metrics.unsealed.labels(self.company).set(max(entries - seals, 0))
        alive = await Replicas(store).seen(within_seconds=ALIVE_WITHIN_SECONDS)
        self.metrics.replicas.labels(self.company).set(len(alive))
