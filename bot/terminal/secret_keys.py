"""`cobro secrets`: the keys of what is kept sealed."""

import argparse
import sys
from collections.abc import Mapping

from bot.locale import Words, phrase
from bot.terminal.command import Command


def add_options(parser: argparse.ArgumentParser, words: Words) -> None:
    kinds = parser.add_subparsers(dest="secrets", required=True, metavar="new")
    kinds.add_parser("new", help=words.t("imprime una clave nueva"))


def carry_out(_given: argparse.Namespace, words: Words, _environment: Mapping[str, str]) -> int:
    """The key alone on standard output, so that it can be piped; what to do with it on the other."""
    from bot.store.secret_box import new_key  # noqa: PLC0415  cryptography, which `--help` does without

    sys.stdout.write(f"{new_key()}\n")
    sys.stdout.flush()
    advice = words.t(
        "Ponla en COBRO_SECRET_KEYS, antes de las que ya haya (la primera cifra, todas abren), y guárdala aparte: "
        "sin ella, lo cifrado no se puede leer."
    )
    sys.stderr.write(f"{advice}\n")
    return 0


COMMAND = Command("secrets", phrase("las claves con las que se guardan cifrados los tokens"), carry_out, add_options)
