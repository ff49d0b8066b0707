"""One replica: the bot's own assembly, put on the models of everything outside of it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from bot.actions.approvals import Approvals
from bot.actions.break_glass import BreakGlass
from bot.actions.bulk_approval import BulkApprovals
from bot.actions.drafting import Drafting
from bot.actions.payment_reversals import PaymentReversals
from bot.actions.payments import Payments
from bot.actions.reopening import Reopening
from bot.actions.resolutions import Resolutions
from bot.actions.reversals import Reversals
from bot.actions.risk_override import RiskOverrides
from bot.actions.submissions import Submissions
from bot.alegra.api import Alegra
from bot.assembly import Assembly, Ground
from bot.billing.dates import DateWindow
from bot.operations.timing import Timing
from bot.store.connection import redis_time
from bot.store.directory import DirectoryStore
from bot.store.scripts import STORE_GONE, Store
from tests.simulation.alegra_books import Books
from tests.simulation.alegra_door import Door
from tests.simulation.company import SETTINGS, TIMEZONE, a_directory
from tests.simulation.processes import Process, Sky
from tests.simulation.slack_model import Sender, Workspace
from tests.simulation.store_server import Server, StoreClient
from tests.simulation.store_watch import KEYS

TIMING = Timing(poll_seconds=60)
"""The model wakes a worker when something falls due, so it need not look four times a second."""


@dataclass(frozen=True)
class Outside:
    """What all replicas share."""

    sky: Sky
    server: Server
    books: Books
    workspace: Workspace

    def bits(self) -> int:
        return self.sky.chance.getrandbits(64)

    @property
    def is_quiet(self) -> bool:
        """Nothing waits for a worker, and nothing is on its way to Alegra."""
        is_waiting = any(self.server.keyspace.zscores(KEYS(key)) for key in ("due", "undrawn"))
        return not is_waiting and not self.sky.airborne


class Replica:
    def __init__(self, process: Process, outside: Outside, *, timing: Timing = TIMING) -> None:
        self.process = process
        client = StoreClient(outside.server, process)
        store = Store(
            client=cast(Any, client),
            keys=KEYS,
            clock=redis_time(cast(Any, client), real_seconds=outside.server.elapsed),
            new_call_id=lambda: f"{outside.bits():x}",
            real_seconds=outside.server.elapsed,
        )
        alegra = Alegra(cast(Any, Door(outside.books, process, outside.sky)))
        ground = Ground(
            settings=SETTINGS,
            store=store,
            alegra=alegra,
            wire=cast(Any, Sender(outside.workspace, process, outside.sky)),
            directory=a_directory(DirectoryStore(store), alegra),
            timezone=TIMEZONE,
            team="T1",
            random_bits=outside.bits,
            timing=timing,
            real_seconds=outside.server.elapsed,
        )
        self.assembly = Assembly(ground)
        self._add_what_people_use(ground)

    def _add_what_people_use(self, ground: Ground) -> None:
        parts, clock = self.assembly, ground.store.clock
        drafting = Drafting(parts.compositions, ground.directory, ground.alegra, clock, TIMEZONE)
        self.submissions = Submissions(
            drafting=drafting,
            journal=parts.journal,
            documents=parts.documents,
            new_operation=parts.new_operation,
            random_bits=ground.random_bits,
            roles=parts.roles,
            window=DateWindow(past_days=5, future_days=5),
            choices=parts.governance.settings_book.current,
            policy=parts.governance.policy_book.current,
            polling=parts.polling,
        )
        self.approvals = Approvals(
            parts.journal,
            parts.documents,
            parts.new_operation,
            parts.roles,
            clock,
            parts.governance.settings_book.undo_seconds,
            parts.polling,
        )
        of_store = (parts.journal, parts.documents, parts.new_operation, parts.roles, clock)
        self.bulk = BulkApprovals(*of_store, parts.polling, parts.compositions, ground.random_bits)
        self.glass = BreakGlass(self.approvals, parts.admin_notices)
        self.overrides = RiskOverrides(*of_store, parts.polling, self.approvals)
        self.payments = Payments(parts.acting, TIMEZONE, 2)
        self.reversals = Reversals(parts.acting, "colombia")
        self.reopening = Reopening(parts.acting)
        self.payment_reversals = PaymentReversals(parts.acting)
        self.petitions = parts.petitions
        self.resolutions = Resolutions(parts.journal, parts.documents, parts.roles, clock)


async def until_answered(any_replica: Callable[[], Replica], work: Callable[[Replica], Any]) -> Any:
    """Asked again, of whichever replica lives by then, where one died or lost its store over it. Raise what `work` raises."""
    while True:
        replica = any_replica()
        task = replica.process.begin(work(replica))
        await asyncio.wait([task])
        if not task.cancelled() and task.exception() is None:
            return task.result()
        if not task.cancelled() and not isinstance(task.exception(), STORE_GONE):
            task.result()
        await asyncio.sleep(5)
