"""What waits too long, in lives whose clock runs ahead by hours: replicas look, sometimes two at once, and what they did is judged."""

import asyncio
import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from bot.store.records import Act, Document
from bot.store.scripts import STORE_GONE
from tests.simulation.alegra_invoices import BOGOTA
from tests.simulation.processes import Sky
from tests.simulation.replicas import Replica
from tests.simulation.violations import Violations

STAGES = {"reminded", "escalated", "expired", "petition_expired"}
DECIDED = {"approved", "returned", "discarded", "expired", "broke_glass", "routine"}
OPENS, CLOSES, SATURDAY = 8, 18, 6
PAUSE_SECONDS = (10.0, 60.0)


@dataclass
class Patience:
    any_replica: Callable[[], Replica]
    sky: Sky
    done: Counter[str] = field(default_factory=Counter)
    """Acts that were judged, by what they are called."""

    async def look(self, seconds: float) -> None:
        loop = asyncio.get_running_loop()
        until = loop.time() + seconds
        while loop.time() < until:
            await asyncio.sleep(self.sky.chance.uniform(*PAUSE_SECONDS))
            for _ in range(2 if self.sky.happens(0.4) else 1):
                replica = self.any_replica()
                replica.process.begin(self._quietly(replica))

    def judge(self, documents: Iterable[Document], found: Violations) -> None:
        for document in documents:
            acts = [act for act in document.history if act.what in STAGES]
            self.done.update(act.what for act in acts)
            self._once(document, acts, found)
            for act in acts:
                if not _is_working(act.at):
                    found.say("nobody is reminded outside of business hours", f"{document.id}: {act}")
            self._not_after_the_decision(document, found)

    @staticmethod
    async def _quietly(replica: Replica) -> None:
        try:
            await replica.assembly.reminders.look()
        except STORE_GONE:
            return

    @staticmethod
    def _once(document: Document, acts: list[Act], found: Violations) -> None:
        """For each stage of each half hour of each round, whoever looked."""
        for told, times in Counter((act.what, act.detail["round"], act.detail["slot"]) for act in acts).items():
            if times > 1:
                found.say("nobody is reminded twice of one stage", f"{document.id}: {times} x {told}")

    @staticmethod
    def _not_after_the_decision(document: Document, found: Violations) -> None:
        before = ""
        for act in document.history:
            of_invoice = act.what in {"reminded", "escalated", "expired"} and "asked_by" not in act.detail
            if of_invoice and before in DECIDED and str(act.detail["round"]).isdecimal():
                found.say("nobody is reminded of what is decided", f"{document.id}: {act.what} after {before}")
            before = act.what


def _is_working(at: int) -> bool:
    """By the clock of Bogotá; no holiday is near the days that are lived."""
    moment = dt.datetime.fromtimestamp(at / 1000, BOGOTA)
    return moment.isoweekday() < SATURDAY and OPENS <= moment.hour < CLOSES
