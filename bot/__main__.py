"""The `cobro` command: the table of its commands, and the language in which it speaks."""

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from importlib.metadata import version

from bot.locale import LANGUAGES, Words, language_for
from bot.parent import watch_parent
from bot.terminal import (
    admin_code,
    audit,
    company,
    demo,
    doctor,
    env_file,
    gallery,
    healthcheck,
    operations,
    run,
    secret_keys,
)
from bot.terminal.command import EXIT_CANNOT_START, Command
from bot.terminal.setup import command as setup
from bot.terminal.spoken_parser import SpokenParser

COMMANDS: tuple[Command, ...] = (
    run.COMMAND,
    demo.COMMAND,
    gallery.COMMAND,
    setup.COMMAND,
    doctor.COMMAND,
    healthcheck.COMMAND,
    audit.COMMAND,
    operations.COMMAND,
    company.COMMAND,
    admin_code.COMMAND,
    secret_keys.COMMAND,
)


def main(arguments: Sequence[str] | None = None) -> int:
    words = Words(spoken_language(os.environ))
    given = parser_of_all(words).parse_args(arguments)
    if given.with_parent:
        watch_parent()
    chosen = next(command for command in COMMANDS if command.name == given.command)
    try:
        environment = env_file.environment_with(given, os.environ) if chosen.reads_settings else dict(os.environ)
    except (env_file.EnvFileMissing, env_file.EnvFileWrong) as error:
        sys.stderr.write(f"{env_file.sentence(error, words)}\n")
        return EXIT_CANNOT_START
    return chosen.carry_out(given, Words(spoken_language(environment)), environment)


def spoken_language(environment: Mapping[str, str]) -> str:
    """COBRO_LANGUAGE where it is one of ours, else the terminal's, else Spanish."""
    chosen = environment.get("COBRO_LANGUAGE", "")
    if chosen in LANGUAGES:
        return chosen
    terminal = environment.get("LC_ALL") or environment.get("LC_MESSAGES") or environment.get("LANG") or ""
    return language_for(chosen or terminal.partition(".")[0])


def parser_of_all(words: Words) -> argparse.ArgumentParser:
    """Of every command."""
    parser = SpokenParser(
        words=words,
        prog="cobro",
        description=words.t("Cobro lleva el ciclo de facturación de Alegra desde Slack."),
        epilog=words.t("Los ajustes se leen del entorno y de .env, y están en docs/configuration.md."),
    )
    parser.add_argument("--version", action="version", version=f"cobro {version('cobro')}", help=words.t("la versión"))
    names = " | ".join(command.name for command in COMMANDS)
    parsers = parser.add_subparsers(dest="command", required=True, metavar=names)
    for command in COMMANDS:
        its_parser = parsers.add_parser(command.name, help=words.t(command.about))
        its_parser.add_argument(
            "--with-parent", action="store_true", help=words.t("termina cuando termina el proceso que lo inició")
        )
        if command.reads_settings:
            env_file.add_option(its_parser, words)
        command.add_options(its_parser, words)
    return parser


if __name__ == "__main__":
    sys.exit(main())
