"""`cobro setup`, as it is typed: options, the sitting, the file, and what the doctor says of it."""

import argparse
import asyncio
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from bot.locale import Words, phrase
from bot.terminal.command import EXIT_CANNOT_START, Command

NOT_A_SECRET = {
    "--transport": "COBRO_TRANSPORT",
    "--public-url": "COBRO_PUBLIC_URL",
    "--command-prefix": "COBRO_COMMAND_PREFIX",
    "--alegra-email": "ALEGRA_EMAIL",
    "--channel": "COBRO_CHANNEL",
    "--admins": "COBRO_ADMINS",
    "--approvers": "COBRO_APPROVERS",
    "--collectors": "COBRO_COLLECTORS",
    "--email-on-stamp": "COBRO_EMAIL_ON_STAMP",
    "--language": "COBRO_LANGUAGE",
    "--closing-date": "COBRO_CLOSING_DATE",
}
"""A command line is read by every user of the machine: secrets come from the environment, a file, or are typed hidden."""
EXIT_STOPPED = 1


def add_options(parser: argparse.ArgumentParser, words: Words) -> None:
    parser.add_argument(
        "--env-file",
        type=Path,
        default=Path(".env"),
        metavar="FILE",
        help=words.t("archivo que se escribe (%(default)s)"),
    )
    parser.add_argument(
        "--manifest-file",
        type=Path,
        default=Path("cobro-manifest.yml"),
        metavar="FILE",
        help=words.t("dónde queda el manifiesto de la app (%(default)s)"),
    )
    parser.add_argument(
        "--answers",
        type=Path,
        metavar="FILE",
        help=words.t("respuestas ya escritas, como NOMBRE=valor; también cuentan las del entorno"),
    )
    parser.add_argument(
        "--unattended", action="store_true", help=words.t("no pregunta nada: todo viene de opciones, archivo o entorno")
    )
    for option, setting in NOT_A_SECRET.items():
        parser.add_argument(option, dest=setting, metavar=setting.removeprefix("COBRO_"), help=setting)


def carry_out(given: argparse.Namespace, words: Words, environment: Mapping[str, str]) -> int:
    from bot.terminal.env_file import EnvFileMissing, EnvFileWrong, sentence  # noqa: PLC0415  as in `run`
    from bot.terminal.setup.sitting import Sitting  # noqa: PLC0415  as above

    try:
        with asyncio.Runner() as runner:
            return Sitting(given, words, environment, runner, said=_said(given), now=time.time).carry_out()
    except (EnvFileMissing, EnvFileWrong) as error:
        sys.stderr.write(f"{sentence(error, words)}\n")
        return EXIT_CANNOT_START


def _said(given: argparse.Namespace) -> dict[str, str]:
    """By the file of answers, and by options, which count more. Raise EnvFileMissing and EnvFileWrong."""
    from bot.terminal.env_file import read_env_file  # noqa: PLC0415  as above

    from_file = read_env_file(given.answers) if given.answers else {}
    options = {name: value for name in NOT_A_SECRET.values() if (value := getattr(given, name)) is not None}
    return from_file | options


COMMAND = Command("setup", phrase("una guía que pregunta, comprueba y escribe los ajustes"), carry_out, add_options)
