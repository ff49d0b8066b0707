"""How many requests of Alegra's each act takes, counted in the traffic of the local Alegra, beside the bar of design 8."""

import asyncio
import re
import tempfile
from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass
from functools import partial
from math import ceil
from pathlib import Path
from typing import Any

from benchmarks.tables import chapter, table
from bot.store.connection import connect_socket
from bot.store.embedded import launch
from sandbox.slack.client.waiting import until
from tests.stories.acts import in_time
from tests.stories.invoicing import UNDO_IS_OVER, approves, asks_for, opens_form
from tests.stories.stage import Stage, performance

OF_THE_ACT = re.compile(r"(POST|PUT) /invoices.*|GET /invoices/.+")
"""Beside what happens unasked meanwhile: polls, the copy of the directory, the scan of what is overdue."""
EMAIL = re.compile("POST /invoices/.+/email")
POLLS = 5
DAY = 24 * 60 * 60
PAGE, LATE = 30, 70


@dataclass(frozen=True)
class Act:
    name: str
    bar: int
    """Design 8."""
    requests: tuple[str, ...]


async def measure() -> list[Act]:
    """Cobro sends the e-mail itself here: where Alegra does it on stamping, it is one request less."""
    with tempfile.TemporaryDirectory(prefix="cobro-bench-", ignore_cleanup_errors=True) as folder:
        embedded = launch(Path(folder))
        client = connect_socket(embedded.socket)
        try:
            async with performance(client, COBRO_EMAIL_ON_STAMP="cobro") as stage:
                return [
                    await _key_presses(stage),
                    await _invoice(stage, "create, approve, stamp, PDF and XML, e-mail", 5, days=0),
                    await _invoice(stage, "the same, stamped on another day", 6, days=1),
                    await _payment_polls(stage),
                    await _overdue_scan(stage),
                ]
        finally:
            await client.aclose()
            embedded.close()


async def _overdue_scan(stage: Stage) -> Act:
    """Three pages of them, before a Monday's digest."""
    books = stage.alegra.state.books
    late = next(each for each in books.invoices.values() if each["status"] == "open" and each["dueDate"] < "2026-11-20")
    for _ in range(LATE):
        key = books.new_id("invoices")
        books.invoices[key] = deepcopy(late) | {"id": key}
    before, digests = _count(stage), _digests(stage)
    stage.clock.advance(3 * DAY)
    await until(lambda: _digests(stage) > digests, "the digest")
    scans = [
        line for line in stage.requests("GET /invoices") if line.number > before and "dueDate" in str(line.request)
    ]
    return Act(
        f"scan of {LATE} overdue invoices and a few more", ceil(LATE / PAGE) + 1, tuple(line.what for line in scans)
    )


def _digests(stage: Stage) -> int:
    return len([message for message in stage.person("bruno").messages() if "Cartera vencida" in message.text])


async def _key_presses(stage: Stage) -> Act:
    form = await opens_form(stage.person("ana"))
    await _start_is_over(stage)
    before = _count(stage)
    for letters in ("clí", "clín", "clínica"):
        assert await form.options("Cliente", letters)
    return Act("three key presses in a field", 0, _after(stage, before, re.compile(".*")))


async def _start_is_over(stage: Stage) -> None:
    """Until the first copy of the directory and the first polls are made."""
    before = -1
    while before < (before := _count(stage)):  # noqa: ASYNC110  the bot brings it about
        await asyncio.sleep(1)


async def _invoice(stage: Stage, name: str, least: int, *, days: int) -> Act:
    before = _count(stage)
    known = {message.ts for message in stage.person("bruno").messages()}
    await asks_for(stage.person("ana"), typed="/invoice create")
    card = await until(
        lambda: next(
            (
                each
                for each in stage.person("bruno").messages()
                if "Factura por aprobar" in each.text and each.ts not in known
            ),
            None,
        ),
        "the card",
    )
    stage.clock.advance(days * DAY)
    await approves(card)
    stage.clock.advance(UNDO_IS_OVER)
    await in_time(stage, lambda: "PDF y XML en el hilo" in card.text, "the papers")
    await in_time(stage, lambda: _after(stage, before, EMAIL), "the e-mail")
    return Act(name, least, _after(stage, before, OF_THE_ACT))


async def _payment_polls(stage: Stage) -> Act:
    """Nothing was paid: each minute's poll finds nothing new."""
    await _start_is_over(stage)
    before = _count(stage)
    for number in range(1, POLLS + 1):
        stage.clock.advance(60)
        await until(partial(_polled, stage, before, number), "a poll")
    return Act(f"{POLLS} polls of payments", POLLS, _after(stage, before, re.compile("GET /payments")))


def _polled(stage: Stage, before: int, times: int) -> bool:
    return len(_after(stage, before, re.compile("GET /payments"))) >= times


def _count(stage: Stage) -> int:
    return max((line.number for line in stage.traffic.lines), default=0)


def _after(stage: Stage, number: int, wanted: "re.Pattern[str]") -> tuple[str, ...]:
    lines: Iterable[Any] = (line for line in stage.requests("") if line.number > number)
    return tuple(line.what for line in lines if wanted.fullmatch(line.what))


def section(acts: list[Act]) -> str:
    rows = [
        (act.name, str(len(act.requests)), str(act.bar), ", ".join(dict.fromkeys(map(_anonymous, act.requests))))
        for act in acts
    ]
    return chapter(
        "Requests to Alegra",
        "Counted in the local Alegra's traffic; the bars are the least that the API allows. Choosing a client reads the client's last invoices once, for what is usual with them.",
        table(("act", "requests", "bar", "which"), rows),
    )


def _anonymous(what: str) -> str:
    return re.sub(r"/\d+", "/{id}", what)
