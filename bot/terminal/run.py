"""`cobro run`: the bot alone."""

import argparse
import sys
from collections.abc import Mapping

from bot.locale import Words, phrase
from bot.terminal.command import EXIT_CANNOT_START, EXIT_INTERRUPTED, Command


def add_options(parser: argparse.ArgumentParser, words: Words) -> None:
    parser.add_argument(
        "--role",
        choices=("all", "web", "worker"),
        default="",
        help=words.t("web atiende a la gente, worker lleva a cabo; sin decirlo, COBRO_ROLE o all"),
    )


def run(given: argparse.Namespace, words: Words, environment: Mapping[str, str]) -> int:
    from bot.app import serve  # noqa: PLC0415  half a second of imports that `--help` and `demo` do without
    from bot.logs import configure_logs  # noqa: PLC0415  as above
    from bot.loop import run as run_loop  # noqa: PLC0415  as above
    from bot.settings import read_settings, secrets_of  # noqa: PLC0415  as above
    from bot.start_errors import EXPECTED, sentence  # noqa: PLC0415  as above

    try:
        settings = read_settings({**environment, "COBRO_ROLE": given.role or environment.get("COBRO_ROLE", "")})
        configure_logs(settings.log_level, secrets=secrets_of(settings))
        run_loop(serve(settings))
    except EXPECTED as error:
        sys.stderr.write(f"{sentence(error, words)}\n")
        return EXIT_CANNOT_START
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    return 0


COMMAND = Command(
    "run", phrase("el bot solo, con los ajustes del entorno o de .env"), run, add_options, reads_settings=True
)
