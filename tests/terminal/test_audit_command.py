"""`cobro audit` as it is typed, against a store that others are working with."""

import argparse
import asyncio
import csv
import datetime as dt
import io
import json
import os
import subprocess
import sys
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

import pytest

from bot.actions.audit_rows import documents_numbered
from bot.locale import Words
from bot.store.audit import Audit, said
from bot.store.chain import first_seal, sealed
from bot.store.connection import Client, connect_socket, redis_time
from bot.store.embedded import EmbeddedStore, launch
from bot.store.keys import Keys
from bot.store.scripts import Script, Store
from bot.terminal.audit import COMMAND

NOTE = Script("bot.store", "audit_note")
STAMPED = {"number": "FE341", "alegra_id": "77"}


@dataclass
class Ended:
    returncode: int
    stdout: str
    stderr: str


Cobro = Callable[..., Awaitable[Ended]]


def typed(arguments: Sequence[str], environment: dict[str, str]) -> int:
    words = Words("en")
    parser = argparse.ArgumentParser(prog="cobro audit")
    COMMAND.add_options(parser, words)
    try:
        given = parser.parse_args(arguments)
    except SystemExit as wrong:
        return int(wrong.code or 0)
    return COMMAND.carry_out(given, words, environment)


@pytest.fixture
def cobro(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Cobro:
    """In this process; what is not named in the environment is looked for in an empty folder."""

    async def carried_out(*arguments: str, **environment: str) -> Ended:
        around = {"COBRO_DATA_DIR": str(tmp_path / ".cobro"), **environment}
        returned = await asyncio.to_thread(typed, arguments, around)
        said_there = capsys.readouterr()
        return Ended(returned, said_there.out, said_there.err)

    return carried_out


@pytest.fixture
def url(embedded: EmbeddedStore) -> str:
    return f"unix://{embedded.socket}"


@pytest.fixture
async def audit(store: Store) -> Audit:
    """Four entries about two documents: one of them was issued, and somebody has tried a formula on the other."""
    kept = Audit(store)
    await kept.note("accepted", document="D-7K3Q", by="U_ANA", doing="draft.submit")
    await kept.note("moved", document="D-7K3Q", seen={"operation": "D-7K3Q/stamp/1"}, sets=STAMPED)
    await kept.note("refused", document="D-2222", by="U_ANA", doing='=HYPERLINK("https://x.example")')
    await kept.seal()
    await kept.note("accepted", document="D-2222", by="U_BEA")
    return kept


async def test_a_whole_chain_verifies_and_says_its_head_and_what_waits(audit: Audit, url: str, cobro: Cobro) -> None:
    head = await audit.head()
    ended = await cobro("verify", REDIS_URL=url)
    assert ended.returncode == 0, ended.stderr
    assert "main: 4 entries, and the chain is whole." in ended.stdout
    assert "1 entry waits for its seal" in ended.stdout
    assert str(head) in ended.stdout
    assert (await cobro("verify", "--head", str(head), REDIS_URL=url)).returncode == 0


async def test_what_was_changed_is_named_and_the_exit_code_tells(
    audit: Audit, redis: Client, url: str, cobro: Cobro
) -> None:
    entry = str(await redis.lindex("cobro:{main}:audit", 1))
    await redis.lset("cobro:{main}:audit", 1, entry.replace("FE341", "FE342"))
    ended = await cobro("verify", REDIS_URL=url)
    assert ended.returncode == 1
    assert "Entry 2: is not what was sealed" in ended.stdout
    told = json.loads((await cobro("verify", "--json", REDIS_URL=url)).stdout)
    assert told["holds"] is False
    assert told["companies"][0]["breaks"] == [{"number": 2, "why": "entry"}]


async def test_bytes_that_are_no_text_are_found_like_any_other_change(
    audit: Audit, redis: Client, url: str, cobro: Cobro
) -> None:
    await redis.lset("cobro:{main}:audit", 0, cast(Any, b"\xff\xfe not text"))
    told = json.loads((await cobro("verify", "--json", REDIS_URL=url)).stdout)
    assert {(each["number"], each["why"]) for each in told["companies"][0]["breaks"]} == {
        (1, "entry"),
        (1, "unreadable"),
    }
    assert (await cobro("export", REDIS_URL=url)).stdout.count("\r\n") <= 4


async def test_a_store_that_was_rewritten_does_not_have_the_head_that_was_published(
    audit: Audit, redis: Client, url: str, cobro: Cobro
) -> None:
    head = await audit.head()
    entries = [str(entry) for entry in await redis.lrange("cobro:{main}:audit", 0, -1)]
    entries[0] = entries[0].replace("U_ANA", "U_BEA")
    await redis.delete("cobro:{main}:audit", "cobro:{main}:audit-seals")
    await redis.rpush("cobro:{main}:audit", *entries)
    await audit.seal()
    assert (await cobro("verify", REDIS_URL=url)).returncode == 0
    ended = await cobro("verify", "--head", f"main@{head}", REDIS_URL=url)
    assert ended.returncode == 1
    assert f"Entry {head.number}: does not have the seal that was published" in ended.stdout


async def test_a_table_is_sealed_first_and_none_of_its_cells_is_a_formula(
    audit: Audit, url: str, cobro: Cobro, tmp_path: Path
) -> None:
    ended = await cobro(
        "export", "--output", str(tmp_path / "audit.csv"), REDIS_URL=url, COBRO_TIMEZONE="America/Bogota"
    )
    assert (ended.returncode, ended.stdout) == (0, "")
    file = tmp_path / "audit.csv"
    assert file.stat().st_mode & 0o077 == 0
    rows = list(csv.DictReader(io.StringIO(file.read_text("utf-8"), newline="")))
    assert [row["number"] for row in rows] == ["1", "2", "3", "4"]
    assert all(len(row["seal"]) == 64 for row in rows)
    assert rows[2]["doing"] == '\'=HYPERLINK("https://x.example")'
    assert rows[0]["time"].endswith("-05:00")
    assert await audit.lengths() == (4, 4)
    again = await cobro("export", "--output", str(tmp_path / "audit.csv"), REDIS_URL=url)
    assert (again.returncode, "audit.csv" in again.stderr) == (2, True)


async def test_whoever_has_the_lines_can_compute_the_seals_anew(audit: Audit, url: str, cobro: Cobro) -> None:
    lines = (await cobro("export", "--format", "jsonl", REDIS_URL=url)).stdout.splitlines()
    seal = first_seal("main")
    for text in lines:
        stored = text.partition(',"entry":')[2][:-1]
        seal = sealed(seal, stored.encode())
        assert json.loads(text)["seal"] == seal
    assert len(lines) == 4


async def test_one_document_is_found_by_its_number_and_by_its_name(audit: Audit, url: str, cobro: Cobro) -> None:
    for named in ("fe341", "d7k3q"):
        ended = await cobro("export", "--format", "jsonl", "--document", named, REDIS_URL=url)
        assert [json.loads(text)["entry"]["n"] for text in ended.stdout.splitlines()] == [1, 2]
    none = await cobro("export", "--document", "FE999", REDIS_URL=url)
    assert "No entry of FE999" in none.stderr


def test_a_number_means_an_invoice_with_its_receipts() -> None:
    """Who voided a payment stands under its receipt, and an inspector asks for the invoice."""
    paid = {"number": "RC58", "invoices": [{"number": "FE341"}, {"number": "FE342"}]}
    entries = [
        {"document": "D-7K3Q", "sets": STAMPED},
        {"document": "P-58", "created": {"facts": {"payment": paid}}},
        {"document": "P-59", "created": {"facts": None}},
    ]
    assert documents_numbered(entries, "fe341") == {"D-7K3Q", "P-58"}
    assert documents_numbered(entries, "RC58") == {"P-58"}
    assert documents_numbered(entries, "") == frozenset()


async def test_days_are_whole_in_the_companys_time_zone(store: Store, redis: Client, url: str, cobro: Cobro) -> None:
    for at in ("2026-11-27T04:59:59Z", "2026-11-27T05:00:00Z", "2026-11-28T04:59:59Z", "2026-11-28T05:00:00Z"):
        milliseconds = str(int(dt.datetime.fromisoformat(at).timestamp() * 1000))
        arguments = {"document": "", "seen": {"at": at}, "audit": said("refused")}
        await redis.eval(NOTE.text, 1, store.keys.prefix, at, milliseconds, json.dumps(arguments))
    ended = await cobro(
        *("export", "--format", "jsonl", "--from", "2026-11-27", "--to", "2026-11-27"),
        REDIS_URL=url,
        COBRO_TIMEZONE="America/Bogota",
    )
    assert [json.loads(text)["entry"]["n"] for text in ended.stdout.splitlines()] == [2, 3]


@pytest.mark.parametrize(
    ("arguments", "environment", "said_of_it"),
    [
        (("verify",), {}, "There is no audit in"),
        (("verify",), {"REDIS_URL": "redis://127.0.0.1:9"}, "store cannot be reached"),
        (("verify",), {"REDIS_URL": "postgres://x"}, "store cannot be reached"),
        (("verify", "--head", "17"), {}, "17 is no seal"),
        (("export", "--from", "yesterday"), {}, "yesterday is no day"),
    ],
)
async def test_what_cannot_be_read_is_said_with_what_to_do(
    arguments: tuple[str, ...], environment: dict[str, str], said_of_it: str, cobro: Cobro, tmp_path: Path
) -> None:
    ended = await cobro(*arguments, **environment)
    assert ended.returncode == 2
    assert said_of_it in ended.stderr
    assert "Traceback" not in ended.stderr
    assert not (tmp_path / ".cobro").exists()


async def test_each_company_has_a_chain_of_its_own_and_one_that_broke_is_named(
    audit: Audit, store: Store, redis: Client, url: str, cobro: Cobro
) -> None:
    norte = Audit(replace(store, keys=Keys("norte")))
    await norte.note("refused", by="U_NADIA")
    head = await norte.seal()
    await redis.lset("cobro:{norte}:audit", 0, "{}")
    ended = await cobro("verify", REDIS_URL=url)
    assert ended.returncode == 1
    assert "main: 4 entries, and the chain is whole." in ended.stdout
    assert "norte: THE CHAIN IS NOT WHOLE." in ended.stdout
    assert (await cobro("verify", "--company", "main", "--head", f"norte@{head}", REDIS_URL=url)).returncode == 0
    assert (await cobro("verify", "--company", "sur", REDIS_URL=url)).returncode == 2
    await redis.delete("cobro:{norte}:audit", "cobro:{norte}:audit-seals")


def test_the_audit_of_a_cobro_that_is_stopped_is_read_from_its_folder_as_it_is_typed(tmp_path: Path) -> None:
    folder = tmp_path / ".cobro"
    stopped = launch(folder)

    async def written() -> str:
        client = connect_socket(stopped.socket)
        audit = Audit(Store(client=client, keys=Keys("main"), clock=redis_time(client)))
        await audit.note("refused", by="U_ANA")
        head = await audit.seal()
        await client.aclose()
        return str(head)

    head = asyncio.run(written())
    stopped.close()
    ended = subprocess.run(  # noqa: S603  this interpreter, with arguments of our own
        [sys.executable, "-m", "bot", "audit", "verify", "--head", head],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "HOME": str(tmp_path), "LANG": "es_CO.UTF-8"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    assert f"main: 1 registro, y la cadena está entera.\n  Último sello, para publicarlo: {head}\n" == ended.stdout


async def test_the_evidence_of_a_document_is_a_paper_that_only_its_owner_reads(
    audit: Audit, url: str, cobro: Cobro, tmp_path: Path
) -> None:
    file = tmp_path / "fe341.pdf"
    ended = await cobro("evidence", "FE341", "--output", str(file), REDIS_URL=url)
    assert (ended.returncode, str(file) in ended.stderr) == (0, True)
    assert file.read_bytes().startswith(b"%PDF-")
    assert file.stat().st_mode & 0o077 == 0
    again = await cobro("evidence", "FE341", "--output", str(file), REDIS_URL=url)
    assert (again.returncode, "fe341.pdf" in again.stderr) == (2, True)
    unknown = await cobro("evidence", "FE999", "--output", str(tmp_path / "x.pdf"), REDIS_URL=url)
    assert (unknown.returncode, "FE999" in unknown.stderr) == (2, True)
