"""What `cobro operations` does, on the store of a Cobro that runs or of one that is stopped."""

import argparse
import datetime as dt
import getpass
import json
import sys
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.actions.operations_list import UNENDED, ListedOperation, OperationsList
from bot.actions.resolutions import LINKED, Resolutions
from bot.billing.eligibility import Roles
from bot.locale import Words, phrase
from bot.operations.answers import LinkedElsewhere, Resolution, Resolved
from bot.operations.journal import Journal
from bot.operations.operation import Operation, State
from bot.slack.messages.needs_person_card import why_of
from bot.slack.operation_phrases import kind_in_words, state_in_words
from bot.store.audit import Audit
from bot.store.connection import redis_time
from bot.store.documents import Documents
from bot.store.keys import Keys
from bot.store.records import TERMINAL
from bot.store.scripts import Store
from bot.terminal.audit_store import audits, opened
from bot.terminal.operations import LINK, NOT_DONE, SEND_AGAIN

EXIT_CANNOT = 1
PROBLEMS = {
    "none": phrase("No hay ninguna operación que se llame {id}. cobro operations list las muestra."),
    "several": phrase("Hay una así en varias empresas ({companies}): di cuál con --company."),
    "as": phrase("--as se escribe: link ID, not-done o send-again."),
    "reason": phrase("Falta --reason: cómo lo sabes. Queda en el historial y en la auditoría."),
    "no_link": phrase("Solo se enlaza lo que crea algo nuevo: una factura o un pago. Con retry se mira otra vez."),
    "not_now": phrase("No se puede: {state}."),
    "elsewhere": phrase("Eso ya está enlazado con {document}."),
}


class Cannot(Exception):
    """Said with one of PROBLEMS."""

    def __init__(self, problem: str, **values: Any) -> None:
        super().__init__(problem)
        self.problem, self.values = problem, values


@dataclass(frozen=True)
class Counter:
    """One company's operations."""

    company: str
    listing: OperationsList
    resolutions: Resolutions


async def carry_out(given: argparse.Namespace, words: Words, environment: Mapping[str, str]) -> int:
    """Answer the exit code. Raise CannotRead and CannotReach."""
    async with opened(environment) as client:
        companies = [each.company for each in await audits(client, given.company, environment)]
        clock = redis_time(client)
        counters = [_counter(Store(client=client, keys=Keys(each), clock=clock)) for each in companies]
        try:
            return await ACTS[given.operations](given, counters, words)
        except Cannot as cannot:
            sys.stderr.write(words.t(PROBLEMS[cannot.problem], **cannot.values) + "\n")
            return EXIT_CANNOT


async def list_(given: argparse.Namespace, counters: list[Counter], words: Words) -> int:
    states = tuple(State(name.replace("-", "_")) for name in given.state) or UNENDED
    found: list[tuple[Counter, ListedOperation]] = []
    for counter in counters:
        page = await counter.listing.page(states, rows=given.limit)
        found += [(counter, row) for row in page.rows]
    if given.json:
        _say(json.dumps({"operations": [_as_json(*each) for each in found]}, ensure_ascii=False, indent=2))
    elif not found:
        _say(words.t("✅ Todo lo que se pidió terminó: no hay nada esperando ni nada por resolver."))
    else:
        _say(*_table([_columns(counter, row, words) for counter, row in found]))
    return 0


async def show(given: argparse.Namespace, counters: list[Counter], words: Words) -> int:
    _tell(given, *await _found(given.id, counters), words)
    return 0


async def retry(given: argparse.Namespace, counters: list[Counter], words: Words) -> int:
    counter, listed = await _found(given.id, counters)
    done = await counter.resolutions.retry(listed.operation.id, by=_person())
    return await _ended(done, given, listed.operation.id, counter, words)


async def resolve(given: argparse.Namespace, counters: list[Counter], words: Words) -> int:
    what, *key = given.what
    if (what, len(key)) not in {(LINK, 1), (NOT_DONE, 0), (SEND_AGAIN, 0)}:
        raise Cannot("as")
    reason = given.reason.strip()
    if not reason and what != LINK:
        raise Cannot("reason")
    counter, listed = await _found(given.id, counters)
    operation, act, by = listed.operation, counter.resolutions, _person()
    if what == LINK and operation.kind not in LINKED:
        raise Cannot("no_link")
    if what == LINK:
        done = await act.link(operation.id, by=by, key=key[0], reason=reason)
    elif what == SEND_AGAIN:
        done = await act.send_again(operation.id, by=by, reason=reason)
    else:
        done = await act.did_not_happen(operation.id, by=by, note=reason)
    return await _ended(done, given, operation.id, counter, words)


ACTS: Mapping[str, Callable[[argparse.Namespace, list[Counter], Words], Awaitable[int]]] = {
    "list": list_,
    "show": show,
    "retry": retry,
    "resolve": resolve,
}


def _counter(store: Store) -> Counter:
    journal, documents = Journal(store), Documents(store)
    return Counter(
        Audit(store).company, OperationsList(journal, documents), Resolutions(journal, documents, _nobody, store.clock)
    )


async def _nobody() -> Roles:
    """Whoever has the machine needs no role."""
    return Roles()


async def _found(typed: str, counters: list[Counter]) -> tuple[Counter, ListedOperation]:
    found = [(counter, await counter.listing.named(typed)) for counter in counters]
    held = [(counter, listed) for counter, listed in found if listed]
    if not held:
        raise Cannot("none", id=typed)
    if len(held) > 1:
        raise Cannot("several", companies=", ".join(counter.company for counter, _ in held))
    return held[0]


async def _ended(done: Resolution, given: argparse.Namespace, operation: str, counter: Counter, words: Words) -> int:
    if isinstance(done, LinkedElsewhere):
        raise Cannot("elsewhere", document=done.operation.document)
    _, listed = await _found(operation, [counter])
    if not isinstance(done, Resolved):
        raise Cannot("not_now", state=state_in_words(listed.operation.state, words))
    _tell(given, counter, listed, words)
    if not given.json:
        _say(words.t("Anotado: el Cobro que corre sigue con ella enseguida."))
    return 0


def _tell(given: argparse.Namespace, counter: Counter, listed: ListedOperation, words: Words) -> None:
    about = _as_json(counter, listed)
    if given.json:
        _say(json.dumps(about, ensure_ascii=False, indent=2))
        return
    operation = listed.operation
    about |= {"kind": kind_in_words(operation.kind, words), "state": state_in_words(operation.state, words)}
    about["error"] = why_of(operation.error, words) or json.dumps(about["error"], ensure_ascii=False)
    _say(*_table([(name, str(value)) for name, value in about.items() if value not in ("", 0, "{}", {})]))


def _as_json(counter: Counter, listed: ListedOperation) -> dict[str, Any]:
    operation = listed.operation
    return {
        "company": counter.company,
        "id": operation.id,
        "name": listed.name,
        "client": listed.client,
        "kind": operation.kind,
        "state": operation.state.value,
        "actor": operation.actor,
        "accepted_at": _at(operation.accepted_at),
        "sent_at": _at(operation.sent_at),
        "attempts": operation.attempts,
        "marker": operation.marker,
        "error": dict(operation.error),
        "decided_by": operation.ruling.by,
    }


def _columns(counter: Counter, listed: ListedOperation, words: Words) -> tuple[str, ...]:
    operation: Operation = listed.operation
    stands, kind = state_in_words(operation.state, words), kind_in_words(operation.kind, words)
    return (counter.company, operation.id, listed.name, kind, stands, _at(operation.accepted_at))


def _at(moment: int) -> str:
    return dt.datetime.fromtimestamp(moment / 1000, tz=dt.UTC).isoformat(timespec="seconds") if moment else ""


def _table(rows: list[tuple[str, ...]]) -> list[str]:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def _person() -> str:
    """As the audit names whoever has the machine."""
    return f"{TERMINAL}:{getpass.getuser()}"


def _say(*lines: str) -> None:
    sys.stdout.write("\n".join(lines) + "\n")
