"""`cobro audit verify`: every entry and every seal computed anew."""

import argparse
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.locale import Words, phrase
from bot.store.audit import Audit
from bot.store.chain import Break, Check, Why
from bot.terminal.audit_store import audits, opened
from bot.terminal.progress import progress

MOST_SAID = 20
EXIT_BROKEN = 1
WHY = {
    Why.ENTRY: phrase("no es lo que se selló: se cambió, o se quitó o se puso algo justo antes"),
    Why.SEAL: phrase("cambiaron su sello; los registros vecinos concuerdan"),
    Why.NUMBER: phrase("no lleva su número: faltan, sobran o están en otro orden registros anteriores"),
    Why.UNREADABLE: phrase("no se puede leer"),
    Why.SURPLUS: phrase("tiene sello, y el registro ya no está"),
    Why.HEAD: phrase("no tiene el sello que se publicó"),
}


async def verify(given: argparse.Namespace, words: Words, environment: Mapping[str, str]) -> int:
    """Answers 0 when everything holds, 1 when something does not. Raise CannotRead and CannotReach."""
    async with opened(environment) as client:
        found = await audits(client, given.company, environment)
        total = sum([(await audit.lengths())[0] for audit in found])
        checks: dict[str, Check] = {}
        with progress(words.t("Comprobando"), max(total, 1), shown=not given.json) as step:
            for audit in found:
                checks[audit.company] = await _checked(audit, given.head, step)
    if given.json:
        sys.stdout.write(json.dumps(as_object(checks), ensure_ascii=False, indent=2) + "\n")
    else:
        for company, check in checks.items():
            sys.stdout.write("\n".join(_said(company, check, words)) + "\n")
    return 0 if all(check.holds for check in checks.values()) else EXIT_BROKEN


def as_object(checks: Mapping[str, Check]) -> dict[str, Any]:
    """What `--json` says."""
    rows = [
        {
            "company": company,
            "holds": check.holds,
            "entries": check.number,
            "unsealed": check.unsealed,
            "head": _head(check),
            "breaks": [{"number": each.number, "why": each.why} for each in check.breaks],
        }
        for company, check in checks.items()
    ]
    return {"holds": all(check.holds for check in checks.values()), "companies": rows}


async def _checked(audit: Audit, heads: Iterable[tuple[str, int, str]], step: Any) -> Check:
    mine = {number: seal for company, number, seal in heads if company in ("", audit.company)}

    def read(count: int) -> None:
        for _ in range(count):
            step(audit.company)

    return await audit.verify(heads=mine, step=read)


def _head(check: Check) -> str:
    return f"{check.sealed_to}:{check.seal}"


def _said(company: str, check: Check, words: Words) -> list[str]:
    if check.holds:
        title = words.n(
            "{company}: {count} registro, y la cadena está entera.",
            "{company}: {count} registros, y la cadena está entera.",
            check.number,
            company=company,
        )
    else:
        title = words.t("{company}: LA CADENA NO ESTÁ ENTERA.", company=company)
    waiting = words.n(
        "{count} registro espera su sello; Cobro lo pone en uno o dos segundos.",
        "{count} registros esperan su sello; Cobro lo pone en uno o dos segundos.",
        check.unsealed,
    )
    head = words.t("Último sello, para publicarlo: {head}", head=_head(check))
    return [title, *_breaks(check.breaks, words), *([f"  {waiting}"] if check.unsealed else []), f"  {head}"]


def _breaks(breaks: Sequence[Break], words: Words) -> list[str]:
    lines = [
        "  " + words.t("Registro {number}: {why}.", number=each.number, why=words.t(WHY[each.why]))
        for each in breaks[:MOST_SAID]
    ]
    more = len(breaks) - MOST_SAID
    return [*lines, "  " + words.t("y {more} más: usa --json.", more=more)] if more > 0 else lines
