"""`cobro secrets`: the keys of what is kept sealed."""

import argparse
import asyncio
import sys
from collections.abc import Mapping

from bot.locale import Words, phrase
from bot.terminal.command import EXIT_CANNOT_START, EXIT_INTERRUPTED, Command


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
    from redis.exceptions import RedisError  # noqa: PLC0415  imports that `--help` does without

    from bot.setting_hints import wrong_settings  # noqa: PLC0415  as above
    from bot.settings import WrongSettings, read_settings  # noqa: PLC0415  as above
    from bot.terminal.company_troubles import Troubled  # noqa: PLC0415  as above
    from bot.terminal.secrets_rotation import rotate  # noqa: PLC0415  as above

    try:
        return asyncio.run(rotate(read_settings(environment), environment, words))
    except WrongSettings as wrong:
        said = wrong_settings(wrong.problems, words)
    except Troubled as trouble:
        said = trouble.said(words)
    except (RedisError, OSError) as gone:
        said = words.t(
            "No alcanzo el almacén ({why}). ¿Está encendido? Se busca en REDIS_URL, o en COBRO_DATA_DIR.",
            why=type(gone).__name__,
        )
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    sys.stderr.write(f"{said}\n")
    return EXIT_CANNOT_START


COMMAND = Command(
    "secrets",
    phrase("las claves con las que se guardan cifrados los tokens"),
    carry_out,
    add_options,
    reads_settings=True,
)
