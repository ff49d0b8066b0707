"""`cobro operations` as it is typed, against a store that others are working with."""

import argparse
import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from bot.locale import Words
from bot.operations.answers import Guard
from bot.operations.journal import Journal
from bot.operations.operation import Operation, State
from bot.operations.outcomes import NeedsPerson
from bot.store.audit import Audit
from bot.store.connection import connect_socket, redis_time
from bot.store.documents import Documents
from bot.store.embedded import launch
from bot.store.keys import Keys
from bot.store.records import Phase
from bot.store.scripts import Store
from bot.terminal.operations import COMMAND
from tests.operations.ledger import Ledger, answering
from tests.operations.rehearsal import Crew, a_document, an_operation, settled

LOST = answering(NeedsPerson({"reason": "sent_often", "sends": 3}))


@dataclass
class Ended:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Cobro = Callable[..., Awaitable[Ended]]


@pytest.fixture
async def journal(tmp_path: Path) -> AsyncIterator[Journal]:
    """Of a Cobro that runs in the folder, with one creation that needs a person and one that waits to be undone."""
    embedded = launch(tmp_path / ".cobro")
    client = connect_socket(embedded.socket)
    store = Store(client=client, keys=Keys("main"), clock=redis_time(client))
    journal = Journal(store)
    crew = Crew(journal)
    for document in ("D-7K3Q", "D-8M4R"):
        late = 0 if document == "D-7K3Q" else await store.now() + 600_000
        operation = replace(an_operation(document, not_before=late), request={"draft": {}})
        await journal.accept(operation, guard=Guard(create=a_document(document)))
    worker = crew.start(Ledger(behaviours=[LOST]))
    await settled(journal, an_operation("D-7K3Q"), State.NEEDS_PERSON)
    await crew.stop(worker)
    yield journal
    await client.aclose()
    embedded.close()


@pytest.fixture
def cobro(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Cobro:
    async def carried_out(*arguments: str) -> Ended:
        capsys.readouterr()
        code = await asyncio.to_thread(_typed, arguments, {"COBRO_DATA_DIR": str(tmp_path / ".cobro")})
        return Ended(code, *capsys.readouterr())

    return carried_out


async def test_what_has_not_ended_is_listed_what_needs_somebody_first(cobro: Cobro, journal: Journal) -> None:
    listed = await cobro("list")
    first, second = listed.out.splitlines()
    assert (listed.code, "D-7K3Q/create/1" in first, "D-8M4R/create/1" in second) == (0, True, True)
    told = (await cobro("list", "--json", "--state", "needs-person")).json["operations"]
    assert [(each["id"], each["state"], each["company"]) for each in told] == [
        ("D-7K3Q/create/1", "needs_person", "main")
    ]
    assert (await cobro("list", "--state", "done", "--json")).json == {"operations": []}
    assert (await cobro("list", "--company", "other")).code == 2


async def test_one_is_shown_by_its_id_or_its_document(cobro: Cobro, journal: Journal) -> None:
    by_id, by_document = (
        (await cobro("show", "D-7K3Q/create/1", "--json")).json,
        (await cobro("show", "D-7K3Q", "--json")),
    )
    assert by_id == by_document.json
    assert by_id["error"] == {"reason": "sent_often", "sends": 3}
    assert "D-7K3Q/create/1" in (await cobro("show", "D-7K3Q")).out
    missing = await cobro("show", "D-NONE/create/1")
    assert (missing.code, "D-NONE/create/1" in missing.err) == (1, True)


async def test_retry_looks_again_and_sends_nothing(cobro: Cobro, journal: Journal) -> None:
    assert (await cobro("retry", "D-7K3Q")).code == 0
    assert (await _state(journal)) is State.UNKNOWN
    again = await cobro("retry", "D-7K3Q")
    assert again.code == 0


async def test_what_is_resolved_says_who_and_why_in_the_audit(cobro: Cobro, journal: Journal) -> None:
    done = await cobro("resolve", "D-7K3Q", "--as", "not-done", "--reason", "no está en Alegra", "--json")
    assert (done.code, done.json["state"]) == (0, "refused")
    assert done.json["decided_by"].startswith("terminal:")
    document = await Documents(_store(journal)).get("D-7K3Q")
    assert document.phase is Phase.FAILED
    act = document.history[-1]
    assert (act.by, act.detail["text"]) == (done.json["decided_by"], "no está en Alegra")
    _, entry = (await Audit(_store(journal)).of_document("D-7K3Q"))[-1]
    assert json.loads(entry)["actor"] == act.by
    again = await cobro("resolve", "D-7K3Q", "--as", "not-done", "--reason", "otra vez")
    assert (again.code, again.out) == (1, "")


async def test_a_link_names_one_thing_and_a_repetition_needs_a_reason(cobro: Cobro, journal: Journal) -> None:
    for wrong in (("link",), ("link", "1", "2"), ("not-done", "1"), ("nothing",)):
        refused = await cobro("resolve", "D-7K3Q", "--as", *wrong, "--reason", "x")
        assert (refused.code, "link ID" in refused.err) == (1, True)
    assert "--reason" in (await cobro("resolve", "D-7K3Q", "--as", "send-again")).err
    assert (await cobro("resolve", "D-7K3Q", "--as", "link", "342")).code == 0
    linked = await journal.find("D-7K3Q/create/1")
    assert linked
    assert (linked.state, linked.ruling.link) == (State.UNKNOWN, "342")


async def test_without_a_store_it_says_where_it_looked(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code = await asyncio.to_thread(_typed, ["list"], {"COBRO_DATA_DIR": str(tmp_path / "nothing")})
    assert (code, "nothing" in capsys.readouterr().err) == (2, True)


def _typed(arguments: Sequence[str], environment: dict[str, str]) -> int:
    words = Words("en")
    parser = argparse.ArgumentParser(prog="cobro operations")
    COMMAND.add_options(parser, words)
    return COMMAND.carry_out(parser.parse_args(arguments), words, environment)


async def _state(journal: Journal) -> State:
    found: Operation | None = await journal.find("D-7K3Q/create/1")
    assert found
    return found.state


def _store(journal: Journal) -> Store:
    return journal.rulings.store
