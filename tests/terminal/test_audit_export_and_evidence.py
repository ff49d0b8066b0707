"""What `cobro audit export` and `evidence` write: tables, days, documents, papers."""

import csv
import datetime as dt
import io
import json
from pathlib import Path

from bot.actions.audit_rows import documents_numbered
from bot.store.audit import Audit, said
from bot.store.chain import first_seal, sealed
from bot.store.connection import Client
from bot.store.scripts import Store
from tests.terminal.cobro_audit import NOTE, STAMPED, Cobro


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
