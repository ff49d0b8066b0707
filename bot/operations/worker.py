"""The worker: claims what is due and carries it on, in every replica (design 4).

When the clock is moved by an hour while a request is on its way, leases run out at once. The worker that has it in
hand does not claim it anew, and its next renewal makes the lease good. Another replica may claim it: the epoch moves,
the step of the first one is refused (Fenced), and the second one, which finds it in `sending`, looks for what the
first one sent and adopts it. One move of the clock cannot make it be sent twice, because absence counts only when it
is seen again a minute later.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable

import structlog
from redis.exceptions import RedisError

from bot.operations.answers import Lane
from bot.operations.course import Course, Permits, Surroundings, TellAdmins, permit_everything
from bot.operations.journal import Fenced, Journal
from bot.operations.kind import Kind
from bot.operations.operation import Operation
from bot.operations.step import Step
from bot.operations.timing import Timing, ms
from bot.store.request_context import asking
from bot.store.scripts import STORE_GONE

log = structlog.get_logger("cobro.operations")

UNKNOWN_KIND_SECONDS = 60
ANEW_TRIES = 30
"""Of drawing what somebody else holds: half an hour when a person must invite the bot first."""


class LeaseTooShort(Exception):
    def __init__(self, kind: Kind, timing: Timing) -> None:
        super().__init__(
            f"a {kind.name} may take {kind.timeout_seconds} s to send, and a lease of {timing.lease_seconds} s "
            f"must outlive that by {timing.margin_seconds} s"
        )


class SettlesTooSoon(Exception):
    def __init__(self, kind: Kind) -> None:
        super().__init__(
            f"a {kind.name} counts as absent after {kind.settle_seconds} s, while one may still be on its way "
            f"for {kind.timeout_seconds} s"
        )


class TwoKinds(Exception):
    def __init__(self, name: str) -> None:
        super().__init__(f"two kinds of operation are called {name}")


async def _tell_nobody(lane: Lane) -> None:
    log.error("lane_paused_and_nobody_told", since=lane.since)


async def _unreadable_to_nobody(operation: str) -> None:
    log.error("unreadable_and_nobody_told", operation=operation)


class Worker:
    def __init__(
        self,
        journal: Journal,
        kinds: Iterable[Kind],
        *,
        timing: Timing | None = None,
        at_once: int = 10,
        tell_admins: TellAdmins = _tell_nobody,
        tell_unreadable: Callable[[str], Awaitable[None]] = _unreadable_to_nobody,
        real_seconds: Callable[[], float] = time.monotonic,
        permits: Permits = permit_everything,
        moved: Callable[[Operation], None] = lambda _operation: None,
    ) -> None:
        """Raise LeaseTooShort, SettlesTooSoon or TwoKinds when the kinds cannot be carried safely."""
        self._timing = timing or Timing()
        self._kinds = _by_name(kinds, self._timing)
        self._journal = journal.patient(self._timing.store_patience_seconds)
        self._impatient = journal
        self._around = Surroundings(self._journal, self._timing, tell_admins, real_seconds, permits, moved)
        self._tell_unreadable = tell_unreadable
        self._at_once = at_once
        self._in_hand: dict[str, Course] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._freed = asyncio.Event()
        self._stopping = asyncio.Event()

    @property
    def in_hand(self) -> frozenset[str]:
        return frozenset(self._in_hand)

    def stop(self) -> None:
        """Claim no more; `run` returns when what is in hand has been let go, or the time to drain is over."""
        self._stopping.set()
        self._freed.set()

    async def run(self) -> None:
        """Carry operations until stopped. A store that is away, or refuses, is waited for, never left."""
        keepers = [
            asyncio.create_task(self._every(self._timing.lease_seconds / 4, self._renew)),
            asyncio.create_task(self._every(self._timing.sweep_seconds, self._sweep)),
        ]
        try:
            await self._claim_until_stopped()
            await self._drain()
        finally:
            for task in [*keepers, *self._tasks]:
                task.cancel()
            await asyncio.gather(*keepers, *self._tasks, return_exceptions=True)

    async def _claim_until_stopped(self) -> None:
        while not self._stopping.is_set():
            self._freed.clear()
            free = self._at_once - len(self._in_hand)
            if free <= 0:
                await self._freed.wait()
            elif not await self._claimed(free):
                await self._wait_for_work()

    async def _claimed(self, free: int) -> bool:
        try:
            claimed = await self._impatient.claim(
                limit=free, lease_ms=ms(self._timing.lease_seconds), besides=self._in_hand
            )
        except RedisError as refused:  # gone, or there and unable: out of memory, read-only
            log.warning("store_gone", error=str(refused))
            return False
        except Exception:  # the edge of the worker: what another version wrote must not end this one
            log.exception("claiming_failed")
            return False
        for operation in claimed:
            self._begin(operation)
        return bool(claimed)

    async def _wait_for_work(self) -> None:
        try:
            await self._impatient.wait_for_work(self._timing.poll_seconds)
        except RedisError:
            await asyncio.sleep(self._timing.poll_seconds)

    def _begin(self, operation: Operation) -> None:
        if kind := self._kinds.get(operation.kind):
            course = self._in_hand[operation.id] = Course(operation, kind, self._around)
            task = asyncio.create_task(self._carry(course))
        else:
            task = asyncio.create_task(self._leave(operation))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _carry(self, course: Course) -> None:
        operation_id = course.operation.id
        try:
            with asking(request=course.operation.request_id, operation=operation_id):
                await course.run()
        except Fenced as fenced:
            log.info("fenced", operation=operation_id, epoch=fenced.operation.epoch)
            await self._show_anew(operation_id)
        except STORE_GONE as gone:
            log.warning("let_lapse", operation=operation_id, error=str(gone))
        except Exception:  # the edge of the worker: the lease lapses, and the next claim goes on
            log.exception("carrying_failed", operation=operation_id)
        finally:
            del self._in_hand[operation_id]
            self._freed.set()

    async def _show_anew(self, operation_id: str) -> None:
        """This worker may have drawn, late, over what the new holder has drawn: then as it stands now, until it stands.

        The new holder may have let it go since, so that nobody else would draw it again while Slack is away.
        """
        drawn, tries = None, 0
        try:
            while tries < ANEW_TRIES and (now := await self._journal.find(operation_id)) not in (None, drawn):
                seconds, tries = await self._kinds[now.kind].show(now), tries + 1
                drawn = None if seconds else now
                await asyncio.sleep(seconds)
        except Exception:  # the edge of a kind, or the store is gone: whoever holds it shows it too
            log.exception("show_failed", operation=operation_id)

    async def _leave(self, operation: Operation) -> None:
        """Another version of Cobro accepted it; perhaps one of its replicas takes it."""
        log.error("unknown_kind", operation=operation.id, kind=operation.kind)
        due_at = await self._journal.now() + ms(UNKNOWN_KIND_SECONDS)
        step = Step(operation.state, due_at=due_at)
        try:
            await self._journal.step(operation, step, keeps_document=True, lease_ms=0)
        except (Fenced, RedisError) as failure:
            log.warning("not_left", operation=operation.id, error=str(failure))

    async def _renew(self) -> None:
        held = [course.operation for course in self._in_hand.values()]
        if held and (lost := await self._impatient.renew(held, lease_ms=ms(self._timing.lease_seconds))):
            log.warning("leases_lost", operations=sorted(lost))

    async def _sweep(self) -> None:
        if swept := await self._impatient.sweep():
            log.warning("swept", operations=swept)
        now = await self._impatient.now()
        for operation_id, since in (await self._impatient.unreadable()).items():
            # while versions are replaced, one by one, it is nobody's concern
            if now - since >= ms(self._timing.unreadable_seconds):
                log.error("operation_unreadable", operation=operation_id, since=since)
                await self._tell_unreadable(operation_id)

    async def _every(self, seconds: float, act: Callable[[], Awaitable[None]]) -> None:
        while True:
            await asyncio.sleep(seconds)
            try:
                await act()
            except RedisError as refused:
                log.warning("store_gone", error=str(refused))
            except Exception:  # the edge of a keeper: one round that failed must not be the last
                log.exception("keeping_failed")

    async def _drain(self) -> None:
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=self._timing.drain_seconds)


def _by_name(kinds: Iterable[Kind], timing: Timing) -> dict[str, Kind]:
    named: dict[str, Kind] = {}
    for kind in kinds:
        if kind.name in named:
            raise TwoKinds(kind.name)
        if kind.timeout_seconds + timing.margin_seconds >= timing.lease_seconds:
            raise LeaseTooShort(kind, timing)
        if kind.settle_seconds < kind.timeout_seconds:
            raise SettlesTooSoon(kind)
        named[kind.name] = kind
    return named
