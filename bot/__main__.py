"""The `cobro` command: `cobro run` is the bot alone, `cobro demo` everything that a first try needs."""

import argparse
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

from bot.demo.command import demo
from bot.demo.plan import DemoPlan
from bot.locale import LANGUAGES, Words, language_for
from bot.parent import watch_parent

EXIT_CANNOT_START = 2
EXIT_INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    words = Words(spoken_language(os.environ))
    given = _parser(words).parse_args(arguments)
    if given.with_parent:
        watch_parent()
    if given.command == "demo":
        return demo(_plan(given), words, dict(os.environ))
    return _run(words, os.environ)


def spoken_language(environment: Mapping[str, str]) -> str:
    """COBRO_LANGUAGE where it is one of ours, else the terminal's, else Spanish."""
    chosen = environment.get("COBRO_LANGUAGE", "")
    if chosen in LANGUAGES:
        return chosen
    terminal = environment.get("LC_ALL") or environment.get("LC_MESSAGES") or environment.get("LANG") or ""
    return language_for(chosen or terminal.partition(".")[0])


def _run(words: Words, environment: Mapping[str, str]) -> int:
    from bot.app import serve  # noqa: PLC0415  half a second of imports that `--help` and `demo` do without
    from bot.logs import configure_logs  # noqa: PLC0415  as above
    from bot.loop import run  # noqa: PLC0415  as above
    from bot.settings import read_settings, secrets_of  # noqa: PLC0415  as above
    from bot.start_errors import EXPECTED, sentence  # noqa: PLC0415  as above

    try:
        settings = read_settings(environment)
        configure_logs(settings.log_level, secrets=secrets_of(settings))
        run(serve(settings))
    except EXPECTED as error:
        sys.stderr.write(f"{sentence(error, words)}\n")
        return EXIT_CANNOT_START
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    return 0


def _plan(given: argparse.Namespace) -> DemoPlan:
    return DemoPlan(
        language=given.language,
        port=given.port,
        port_slack=given.port_slack,
        port_alegra=given.port_alegra,
        folder=given.data,
        keeps_data=given.keep,
        opens_browser=not given.no_browser,
    )


def _parser(words: Words) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="cobro",
        description=words.t("Cobro lleva el ciclo de facturación de Alegra desde Slack."),
        epilog=words.t("Los ajustes se leen del entorno y están en docs/configuration.md."),
    )
    parser.add_argument("--version", action="version", version=f"cobro {version('cobro')}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="run | demo")
    run = commands.add_parser("run", help=words.t("el bot solo, con los ajustes del entorno"))
    demo_ = commands.add_parser("demo", help=words.t("el bot con un Slack y un Alegra de mentira en esta máquina"))
    for command in (run, demo_):
        command.add_argument(
            "--with-parent", action="store_true", help=words.t("termina cuando termina el proceso que lo inició")
        )
    _add_demo_options(demo_, words)
    return parser


def _add_demo_options(parser: argparse.ArgumentParser, words: Words) -> None:
    plan, port = DemoPlan(), _port_in(words)
    parser.add_argument("--no-browser", action="store_true", help=words.t("no abre el navegador"))
    parser.add_argument(
        "--language", choices=("es", "en"), default="", help=words.t("el idioma de todos; sin él, el de cada persona")
    )
    parser.add_argument("--port-slack", type=port, default=plan.port_slack, metavar="N", help="(%(default)s)")
    parser.add_argument("--port-alegra", type=port, default=plan.port_alegra, metavar="N", help="(%(default)s)")
    parser.add_argument(
        "--port", type=port, default=plan.port, metavar="N", help=words.t("el del bot") + " (%(default)s)"
    )
    parser.add_argument(
        "--data", type=Path, default=plan.folder, metavar="DIR", help=words.t("carpeta de la demo") + " (%(default)s)"
    )
    parser.add_argument("--keep", action="store_true", help=words.t("no vacía la carpeta al empezar"))


def _port_in(words: Words) -> Callable[[str], int]:
    def port(text: str) -> int:
        if not text.isdecimal() or int(text) > 65535:
            raise argparse.ArgumentTypeError(
                words.t("{text} no es un puerto (de 0 a 65535; 0 toma uno libre)", text=text)
            )
        return int(text)

    return port


if __name__ == "__main__":
    sys.exit(main())
