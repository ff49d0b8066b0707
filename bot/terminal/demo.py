"""`cobro demo`: everything that a first try needs, on this machine."""

import argparse
from collections.abc import Mapping
from pathlib import Path

from bot.demo.command import demo
from bot.demo.plan import DemoPlan
from bot.locale import Words, phrase
from bot.terminal.command import Command
from bot.terminal.ports import port_in


def add_options(parser: argparse.ArgumentParser, words: Words) -> None:
    plan, port = DemoPlan(), port_in(words)
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


def carry_out(given: argparse.Namespace, words: Words, environment: Mapping[str, str]) -> int:
    return demo(_plan(given), words, dict(environment))


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


COMMAND = Command("demo", phrase("el bot con un Slack y un Alegra de mentira en esta máquina"), carry_out, add_options)
