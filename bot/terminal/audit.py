"""`cobro audit verify | export | evidence`: the record of every act, checked and handed over. It works while Cobro runs."""

import argparse
import datetime as dt
import re
from collections.abc import Callable, Mapping
from pathlib import Path

from bot.locale import Words, phrase
from bot.terminal.command import Command
from bot.terminal.store_reading import ended

HEAD = re.compile(r"(?:([A-Za-z0-9_-]+)@)?([0-9]{1,12}):([0-9a-f]{64})")
PROBLEMS = {
    "nothing": phrase("No hay auditoría en {place}: revisa REDIS_URL o COBRO_DATA_DIR, y --company."),
    "document": phrase("Ningún registro de {document}: escribe su número o su nombre, y --company si hay varias."),
    "file": phrase("No puedo escribir {place} ({why})."),
}


def add_options(parser: argparse.ArgumentParser, words: Words) -> None:
    acts = parser.add_subparsers(dest="audit", required=True, metavar="verify | export | evidence")
    verify = acts.add_parser("verify", help=words.t("comprueba que nada se cambió, se quitó ni se agregó"))
    export = acts.add_parser("export", help=words.t("entrega los registros, por fechas y por documento"))
    evidence = acts.add_parser("evidence", help=words.t("la historia de un documento en PDF, con sus votos y sellos"))
    for act in (verify, export, evidence):
        act.add_argument("--company", default="", metavar="ID", help=words.t("una sola empresa; sin él, todas"))
    verify.add_argument(
        "--head",
        action="append",
        default=[],
        type=_head(words),
        metavar="N:SEAL",
        help=words.t("un sello publicado antes (EMPRESA@N:SELLO si hay varias); se puede repetir"),
    )
    verify.add_argument("--json", action="store_true", help=words.t("para programas: un objeto JSON"))
    verify.epilog = words.t("Códigos de salida: 0 todo está entero, 1 algo se cambió, 2 no se pudo leer.")
    export.add_argument("--format", choices=("csv", "jsonl"), default="csv", help="(%(default)s)")
    for name, said in (("--from", words.t("desde este día")), ("--to", words.t("hasta este día, incluido"))):
        export.add_argument(name, dest=name.strip("-") + "_day", type=_day(words), metavar="YYYY-MM-DD", help=said)
    export.add_argument("--document", default="", metavar="FE341", help=words.t("solo los de un documento"))
    evidence.add_argument("document", metavar="FE341", help=words.t("su número o su nombre"))
    evidence.add_argument("--output", type=Path, required=True, metavar="FILE", help=words.t("archivo nuevo"))
    export.add_argument("--output", type=Path, metavar="FILE", help=words.t("archivo nuevo; sin él, la pantalla"))


def audit(given: argparse.Namespace, words: Words, environment: Mapping[str, str]) -> int:
    from bot.terminal.audit_evidence import evidence  # noqa: PLC0415  imports that `--help` does without
    from bot.terminal.audit_export import export  # noqa: PLC0415  as above
    from bot.terminal.audit_verify import verify  # noqa: PLC0415  as above

    carry_out = {"verify": verify, "export": export, "evidence": evidence}[given.audit]
    return ended(carry_out(given, words, environment), words, PROBLEMS)


def _head(words: Words) -> Callable[[str], tuple[str, int, str]]:
    def head(text: str) -> tuple[str, int, str]:
        found = HEAD.fullmatch(text.strip())
        if not found:
            raise argparse.ArgumentTypeError(
                words.t("{text} no es un sello: se escribe N:SELLO, como lo dice cobro audit verify", text=text)
            )
        return found[1] or "", int(found[2]), found[3]

    return head


def _day(words: Words) -> Callable[[str], dt.date]:
    def day(text: str) -> dt.date:
        try:
            return dt.date.fromisoformat(text)
        except ValueError:
            raise argparse.ArgumentTypeError(
                words.t("{text} no es un día: se escribe como 2026-11-30", text=text)
            ) from None

    return day


COMMAND = Command(
    "audit",
    phrase("comprueba y entrega el registro de todo lo que se hizo"),
    audit,
    add_options,
    reads_settings=True,
)
