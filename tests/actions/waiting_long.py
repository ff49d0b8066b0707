"""An invoice that was asked for on a Friday afternoon, and those who look whether it waits for too long."""

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.actions.asking_again import AskingAgain
from bot.actions.reminders import Reminders
from bot.billing.business_hours import BusinessHours
from bot.billing.patience import Patience
from bot.billing.policy import Level, Matter, Policy
from bot.operations.operation import State
from bot.operations.step import Step
from bot.slack.references import Reference
from bot.store.records import Act, Document, Phase
from bot.store.waiting import Waiting
from tests.actions.bench import ANA, BRUNO, POLLING, Bench, roles

BOGOTA = ZoneInfo("America/Bogota")
STAMP, ASKED = Reference("D-7K3Q", 1, "D-7K3Q/stamp/1"), Reference("D-7K3Q", 1)
PATIENCE = Patience(remind_hours=4, escalate_hours=8, expire_days=2)
ONE = Policy((Level(people=(BRUNO,)),), patience=PATIENCE)
VOIDS = Policy((Level(frozenset({Matter.CREDIT}), people=(BRUNO,)),), patience=PATIENCE)


async def open_hours() -> BusinessHours:
    return BusinessHours("America/Bogota", "colombia")


async def in_force() -> Policy | None:
    return VOIDS


YEAR = 2035


def reminders_of(bench: Bench) -> Reminders:
    desk = (bench.documents, bench.journal, bench.new_operation)
    return Reminders(Waiting(bench.store), *desk, roles, POLLING, open_hours, bench.store.clock)


def asking_again(bench: Bench) -> AskingAgain:
    return AskingAgain(bench.journal, bench.documents, bench.new_operation, roles, bench.store.clock, in_force)


def is_at(bench: Bench, local: str) -> None:
    """In a March on whose second day it is Friday."""
    then = dt.datetime.fromisoformat(f"{YEAR}-03-{local}").replace(tzinfo=BOGOTA).timestamp()
    bench.clock.advance(then - bench.clock.now())


async def looks(bench: Bench, local: str) -> list[str]:
    """Kinds of what was accepted then."""
    is_at(bench, local)
    return [name.split("/")[1] for name in await reminders_of(bench).look()]


async def pending(bench: Bench, name: str = "D-7K3Q", policy: Policy | None = ONE, alegra_id: str = "1") -> Document:
    """Asked for on Friday the second at five in the afternoon."""
    if bench.clock.utc().year != YEAR:
        is_at(bench, "02T17:00")
    invoice = replace(await bench.local.alegra.invoices.get("1"), id=alegra_id)
    asked = (Act(await bench.store.clock(), ANA, "submitted"),)
    document = Document(
        name,
        "main",
        Phase.PENDING,
        ANA,
        alegra_id,
        revision=1,
        content=invoice,
        content_hash="x",
        policy=policy,
        history=asked,
    )
    return await bench.documents.adopt(document)


async def acts(bench: Bench, name: str = "D-7K3Q") -> list[str]:
    return [act.what for act in (await bench.documents.get(name)).history]


async def shown(bench: Bench) -> None:
    """What the worker does with an act that sends nothing."""
    document = await bench.documents.get("D-7K3Q")
    for operation in await bench.journal.claim(limit=9, lease_ms=1000):
        await bench.journal.step(operation, Step(State.DONE), keeps_document=False, lease_ms=1000)
    assert (await bench.documents.get(document.id)).open_operation == ""
