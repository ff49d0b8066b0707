"""A journal with a clock that tests move, and workers that tests kill."""

import asyncio
from collections.abc import Awaitable, Callable

from bot.operations.answers import Accepted, Guard
from bot.operations.journal import Journal
from bot.operations.operation import Operation, State
from bot.operations.timing import Timing
from bot.operations.worker import Worker
from bot.store.connection import redis_time
from bot.store.records import Document, Phase
from bot.store.scripts import Store
from tests.operations.ledger import Ledger

QUICK = Timing(poll_seconds=0.02, drain_seconds=0.2, store_patience_seconds=10, quiet_show_seconds=0.5)


class MovedClock:
    """The store's clock plus what the test moved it by."""

    def __init__(self, store: Store) -> None:
        self._real = redis_time(store.client)
        self._ahead = 0

    async def __call__(self) -> int:
        return await self._real() + self._ahead

    def advance(self, seconds: float) -> None:
        self._ahead += int(seconds * 1000)


class Crew:
    """Workers of one test; what is left of them is killed at its end."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._running: dict[Worker, asyncio.Task[None]] = {}

    def start(self, *kinds: Ledger, timing: Timing = QUICK, journal: Journal | None = None) -> Worker:
        worker = Worker(journal or self._journal, kinds, timing=timing)
        self._running[worker] = asyncio.create_task(worker.run())
        return worker

    async def kill(self, worker: Worker) -> None:
        """As SIGKILL would: nothing more is written down."""
        task = self._running.pop(worker)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    async def stop(self, worker: Worker) -> None:
        worker.stop()
        await self._running.pop(worker)

    async def kill_all(self) -> None:
        for worker in list(self._running):
            await self.kill(worker)


def an_operation(
    document: str = "D-7K3Q",
    *,
    kind: str = "create",
    number: int = 1,
    actor: str = "U_ANA",
    contents: str = "first",
    not_before: int = 0,
) -> Operation:
    operation_id = f"{document}/{kind}/{number}"
    return Operation(
        id=operation_id,
        company="main",
        document=document,
        kind=kind,
        actor=actor,
        request={"contents": contents},
        payload_hash=contents,
        marker=f"[cobro:{operation_id}]",
        not_before=not_before,
    )


def a_document(document: str = "D-7K3Q", *, phase: Phase = Phase.CREATING, requester: str = "U_ANA") -> Document:
    return Document(id=document, company="main", phase=phase, requester=requester)


async def accepted(journal: Journal, operation: Operation | None = None) -> Operation:
    """An operation that creates its document."""
    operation = operation or an_operation()
    answer = await journal.accept(operation, guard=Guard(create=a_document(operation.document)))
    assert isinstance(answer, Accepted)
    return answer.operation


async def until(condition: Callable[[], Awaitable[object]], *, seconds: float = 40) -> None:
    """Wait until something is so."""
    async with asyncio.timeout(seconds):
        while not await condition():  # noqa: ASYNC110  what is waited for is in the store, which sets no events
            await asyncio.sleep(0.01)


async def is_in(journal: Journal, operation: Operation, state: State) -> bool:
    found = await journal.find(operation.id)
    return found is not None and found.state is state


async def settled(journal: Journal, operation: Operation, state: State) -> Operation:
    """Wait until it is in this state, shown, and let go."""

    async def is_so() -> bool:
        found = await journal.find(operation.id)
        return found is not None and found.state is state and found.shown == state

    await until(is_so)
    found = await journal.find(operation.id)
    assert found
    return found


async def has_error(journal: Journal, operation: Operation, reason: str) -> bool:
    found = await journal.find(operation.id)
    return found is not None and found.error.get("reason") == reason and found.state is not State.SENDING


async def at_least(ledger: Ledger, looks: int) -> bool:
    return ledger.looks >= looks


async def was_missed(journal: Journal, operation: Operation) -> bool:
    found = await journal.find(operation.id)
    return found is not None and found.missed_at > 0


async def drive(journal: Journal, clock: MovedClock, operation: Operation, state: State) -> Operation:
    """Move the clock on until the operation gets somewhere."""

    async def moved() -> bool:
        found = await journal.find(operation.id)
        clock.advance(30)
        return found is not None and found.state is state and found.shown == state

    await until(moved)
    return await settled(journal, operation, state)


async def was_let_go(store: Store, operation: Operation) -> bool:
    """Claimed, and put back until later."""
    stored = await store.hash("op", operation.id)
    return stored["epoch"] != "0" and stored["leased"] == "0"


async def is_shown(ledger: Ledger, operation: Operation, state: State) -> bool:
    return (operation.id, state) in ledger.shown


async def at_least_sends(ledger: Ledger, sends: int) -> bool:
    return len(ledger.sends) >= sends


async def has_moved_on(journal: Journal, operation: Operation) -> bool:
    found = await journal.find(operation.id)
    return found is not None and found.looked > 0


async def was_claimed(journal: Journal, operation: Operation) -> bool:
    found = await journal.find(operation.id)
    return found is not None and found.epoch > 0
