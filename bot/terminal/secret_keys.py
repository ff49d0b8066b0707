"""`cobro secrets`: the keys of what is kept sealed."""

import argparse
import sys
from collections.abc import Mapping

from bot.locale import Words, phrase
from bot.terminal.at_the_store import carried_out
from bot.terminal.command import Command


def add_options(parser: argparse.ArgumentParser, words: Words) -> None:
    kinds = parser.add_subparsers(dest="secrets", required=True, metavar="new | rotate")
    kinds.add_parser("new", help=words.t("imprime una clave nueva"))
    kinds.add_parser("rotate", help=words.t("cifra todo con la clave más nueva y dice si las viejas se pueden quitar"))


def carry_out(given: argparse.Namespace, words: Words, environment: Mapping[str, str]) -> int:
    return _new(words) if given.secrets == "new" else _rotate(words, environment)


def _new(words: Words) -> int:
    """The key alone on standard output, so that it can be piped; what to do with it on the other."""
    from bot.store.secret_box import new_key  # noqa: PLC0415  cryptography, which `--help` does without

    sys.stdout.write(f"{new_key()}\n")
    sys.stdout.flush()
    advice = words.t(
        "La primera de COBRO_SECRET_KEYS cifra, todas abren. Si ya hay una, pon esta al final, reinicia, y sigue los "
        "pasos de docs/operations.md. Guárdala aparte: sin ella, lo cifrado no se puede leer."
    )
    sys.stderr.write(f"{advice}\n")
    return 0


def _rotate(words: Words, environment: Mapping[str, str]) -> int:
    from bot.settings import read_settings  # noqa: PLC0415  imports that `--help` does without
    from bot.terminal.secrets_rotation import rotate  # noqa: PLC0415  as above

    async def rotated() -> int:
        return await rotate(read_settings(environment), environment, words)

    return carried_out(rotated, words)


COMMAND = Command(
    "secrets",
    phrase("las claves con las que se guardan cifrados los tokens"),
    carry_out,
    add_options,
    reads_settings=True,
)
