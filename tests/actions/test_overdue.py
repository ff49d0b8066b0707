"""The digest: its scan only reads, is fresh when it is posted, and is owed once for each day."""

import datetime as dt
from dataclasses import replace

import pytest
from typing_extensions import override

from bot.actions.directory import Directory
from bot.actions.directory_copy import DirectoryCopy
from bot.actions.overdue import DIGEST, FRESH, Digests, OverdueDigestKind, digest_name
from bot.operations.operation import Operation
from bot.operations.outcomes import CannotTell, Done, Found, LanePaused, NotSent
from bot.slack.board import Board, Faces
from bot.slack.drawing import Message
from bot.store.audit import Audit
from bot.store.directory import DirectoryStore
from bot.store.records import Phase
from tests.actions.bench import Bench, spoken

DAY = dt.date(2026, 11, 30)


class Easel(Board):
    """Draws what would be posted, and posts nothing."""

    def __init__(self, bench: Bench) -> None:
        self._documents, self.drawn = bench.documents, list[Message]()

    @override
    async def show(self, document_id: str, faces: Faces) -> float:
        placed = await faces(await self._documents.get(document_id))
        self.drawn += [each.drawing for each in placed.values() if isinstance(each.drawing, Message)]
        return 0.0


@pytest.fixture
async def easel(bench: Bench) -> Easel:
    return Easel(bench)


@pytest.fixture
async def kind(bench: Bench, easel: Easel) -> OverdueDigestKind:
    store = DirectoryStore(bench.store)
    directory = Directory(store=store, alegra=bench.local.alegra)
    await DirectoryCopy(store=store, alegra=bench.local.alegra).refresh()
    await directory.catch_up()
    return OverdueDigestKind(
        alegra=bench.local.alegra,
        documents=bench.documents,
        board=easel,
        directory=directory,
        clock=bench.store.clock,
        timezone="America/Bogota",
        channel="C0FACTURAS",
        words=spoken,
        audit=Audit(bench.store),
    )


async def owed(bench: Bench) -> Operation:
    digests = Digests(bench.journal, bench.new_operation, bench.store.clock)
    for _ in range(3):
        await digests.owe(DAY)
    (operation,) = await bench.journal.of_document(digest_name(DAY))
    return operation


async def test_a_day_owes_one_digest_and_its_scan_is_what_is_shown(
    bench: Bench, kind: OverdueDigestKind, easel: Easel
) -> None:
    operation = await owed(bench)
    notice = await bench.done(kind, operation)
    assert notice.phase is Phase.NOTICE
    assert await kind.show(operation) == 0
    (drawn,) = easel.drawn
    assert "$" not in drawn.text


async def test_what_is_shown_late_is_scanned_anew(bench: Bench, kind: OverdueDigestKind, easel: Easel) -> None:
    operation = await owed(bench)
    await bench.done(kind, operation)
    await kind.show(operation)
    for invoice in bench.local.state.books.invoices.values():
        invoice["status"] = "void"
    await kind.show(operation)
    assert len(easel.drawn) == 2
    bench.clock.advance(FRESH / 1000 + 1)
    await kind.show(operation)
    assert len(easel.drawn) == 2


async def test_a_seal_of_the_audit_stands_in_slack_and_open_home_tabs_are_told(
    bench: Bench, kind: OverdueDigestKind, easel: Easel
) -> None:
    audit, told = Audit(bench.store), list[str]()
    kind._changed = told.append
    operation = await owed(bench)
    await audit.seal()
    await bench.done(kind, operation)
    await kind.show(operation)
    (drawn,) = easel.drawn
    assert str(await audit.head()).split(":")[1] in str(drawn.blocks)
    assert told == [operation.document]


@pytest.mark.parametrize(
    ("trouble", "expected"), [("error_before", NotSent), ("rate_limited", NotSent), ("unauthorised", LanePaused)]
)
async def test_a_scan_that_fails_is_made_again_later(
    bench: Bench, kind: OverdueDigestKind, trouble: str, expected: type
) -> None:
    operation = await owed(bench)
    bench.faults.add(trouble, method="GET", path="/invoices", times=3)
    assert isinstance(await kind.send(operation), expected)
    bench.faults.clear()
    assert isinstance(await kind.send(replace(operation, attempts=2)), Done)
    assert kind.name == DIGEST


async def test_a_scan_whose_worker_died_is_read_once_more_and_never_asks_a_person(
    bench: Bench, kind: OverdueDigestKind
) -> None:
    """Before, a third worker that stood still past its lease left the channel without its digest."""
    operation = await owed(bench)
    bench.faults.add("error_before", method="GET", path="/invoices", times=3)
    assert isinstance(await kind.look_up(operation), CannotTell)
    bench.faults.clear()
    found = await kind.look_up(replace(operation, attempts=3, missed_at=1))
    assert isinstance(found, Found)
    assert "ageing" in found.document["facts"]
