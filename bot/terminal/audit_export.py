"""`cobro audit export`: entries as a table or as lines of JSON, sealed first."""

import argparse
import csv
import json
import os
import sys
from collections.abc import AsyncIterator, Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO
from zoneinfo import ZoneInfo, available_timezones

import structlog
from redis.exceptions import ResponseError

from bot.actions.audit_rows import COLUMNS, REST, Wanted, documents_numbered, line, parsed, row
from bot.billing.names import read_document_name
from bot.locale import Words
from bot.store.audit import Audit
from bot.store.connection import Client
from bot.store.keys import Keys
from bot.terminal.audit_store import audits, opened
from bot.terminal.progress import progress
from bot.terminal.store_reading import CannotRead

PRIVATE = 0o600
Write = Callable[[str, bytes, dict[str, Any], str, ZoneInfo], None]

log = structlog.get_logger(__name__)


async def export(given: argparse.Namespace, words: Words, environment: Mapping[str, str]) -> int:
    """Raise CannotRead and CannotReach."""
    async with opened(environment) as client:
        found = await audits(client, given.company, environment)
        for audit in found:
            await _seal(audit)
        total = sum([(await audit.lengths())[0] for audit in found])
        with output_to(given.output) as output, progress(words.t("Exportando"), max(total, 1)) as step:
            write = _csv(output) if given.format == "csv" else _jsonl(output)
            export_one = _Export(client, given, environment, write, step)
            count = sum([await export_one(audit) for audit in found])
    said = words.n("{count} registro.", "{count} registros.", count)
    if not count and given.document:
        said = words.t("Ningún registro de {document}: escribe su número o su nombre.", document=given.document)
    sys.stderr.write(f"{said}\n")
    return 0


@dataclass(frozen=True)
class _Export:
    client: Client
    given: argparse.Namespace
    environment: Mapping[str, str]
    write: Write
    step: Callable[[str], None]

    async def __call__(self, audit: Audit) -> int:
        """Answers how many were written."""
        zone = await zone_of(self.client, audit.company, self.environment)
        documents = await named(audit, self.given.document) if self.given.document else None
        wanted, count = Wanted(zone, self.given.from_day, self.given.to_day, documents), 0
        async for raw, seal in _entries(audit):
            self.step(audit.company)
            entry = parsed(raw)
            if entry is not None and wanted.has(entry):
                self.write(audit.company, raw, entry, seal, zone)
                count += 1
        return count


async def _seal(audit: Audit) -> None:
    """A copy of the store that only reads cannot be sealed: then what waits goes out without its seal."""
    try:
        await audit.seal()
    except ResponseError as refused:
        log.warning("not_sealed", error=str(refused), company=audit.company)


async def _entries(audit: Audit) -> AsyncIterator[tuple[bytes, str]]:
    last, sealed = await audit.lengths()
    async for entries, seals in audit.pieces(1, last, seals=sealed):
        for place, raw in enumerate(entries):
            yield raw, seals[place] if place < len(seals) else ""


async def named(audit: Audit, typed: str) -> Collection[str]:
    """By name; by number, those that were seen to have it."""
    if name := read_document_name(typed):
        return {name}
    readable = [entry async for raw, _ in _entries(audit) if (entry := parsed(raw)) is not None]
    return documents_numbered(readable, typed)


async def zone_of(client: Client, company: str, environment: Mapping[str, str]) -> ZoneInfo:
    """The setting's, else the company's as it was copied from Alegra."""
    chosen = environment.get("COBRO_TIMEZONE", "")
    if chosen not in available_timezones():
        copied = await client.hget(Keys(company)("directory", "company"), "company")
        chosen = str(json.loads(copied).get("timezone", "")) if copied else ""
    return ZoneInfo(chosen if chosen in available_timezones() else "UTC")


@contextmanager
def output_to(file: Path | None) -> Iterator[TextIO]:
    """A new file is readable by its owner only: it names people and clients. Raise CannotRead."""
    if file is None:
        yield sys.stdout
        return
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE)
    except OSError as why:
        raise CannotRead("file", place=file, why=why.strerror or type(why).__name__) from why
    with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as output:
        yield output


def _csv(output: TextIO) -> Write:
    table = csv.writer(output, lineterminator="\r\n")
    heads: Sequence[str] = (*COLUMNS, *REST)
    table.writerow(heads)

    def write(company: str, _raw: bytes, entry: dict[str, Any], seal: str, zone: ZoneInfo) -> None:
        table.writerow(row(company, entry, seal, zone))

    return write


def _jsonl(output: TextIO) -> Write:
    def write(company: str, raw: bytes, _entry: dict[str, Any], seal: str, _zone: ZoneInfo) -> None:
        output.write(line(company, raw, seal) + "\n")

    return write
