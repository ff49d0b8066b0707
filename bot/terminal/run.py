"""`cobro run`: the bot alone."""

import argparse
import os
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

from bot.loading import loading
from bot.locale import Words, phrase
from bot.terminal import env_file
from bot.terminal.command import EXIT_CANNOT_START, EXIT_INTERRUPTED, Command

if TYPE_CHECKING:
    from bot.settings import Settings


def add_options(parser: argparse.ArgumentParser, words: Words) -> None:
    parser.add_argument(
        "--role",
        choices=("all", "web", "worker"),
        default="",
        help=words.t("web atiende a la gente, worker lleva a cabo; sin decirlo, COBRO_ROLE o all"),
    )


def run(given: argparse.Namespace, words: Words, environment: Mapping[str, str]) -> int:
    with loading():
        from bot.app import serve  # noqa: PLC0415  most of a second of imports that `--help` and `demo` do without
        from bot.logs import configure_logs  # noqa: PLC0415  as above
        from bot.loop import run as run_loop  # noqa: PLC0415  as above
        from bot.settings import WrongSettings, read_settings, secrets_of  # noqa: PLC0415  as above
        from bot.start_errors import EXPECTED, sentence  # noqa: PLC0415  as above

    def settings_in(environment: Mapping[str, str]) -> "Settings":
        """Raise WrongSettings."""
        settings = read_settings({**environment, "COBRO_ROLE": given.role or environment.get("COBRO_ROLE", "")})
        secrets.update(secrets_of(settings))
        configure_logs(settings.log_level, secrets=secrets)
        return settings

    def reread() -> "Settings | None":
        """What cannot be read now is perhaps being written."""
        try:
            return settings_in(env_file.environment_with(given, os.environ))
        except (env_file.EnvFileMissing, env_file.EnvFileWrong, WrongSettings):
            return None

    secrets: set[str] = set()
    try:
        run_loop(serve(settings_in(environment), reread=reread))
    except EXPECTED as error:
        sys.stderr.write(f"{sentence(error, words)}\n")
        return EXIT_CANNOT_START
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    return 0


COMMAND = Command(
    "run", phrase("el bot solo, con los ajustes del entorno o de .env"), run, add_options, reads_settings=True
)
