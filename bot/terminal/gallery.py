"""`cobro gallery`: every message, modal and Home tab, in every language, in the browser or in files."""

import argparse
import asyncio
import sys
from collections.abc import Mapping
from pathlib import Path

from bot.demo.gallery import GalleryPlan, show_gallery
from bot.demo.plan import CannotStart
from bot.locale import Words, phrase
from bot.terminal.command import EXIT_CANNOT_START, Command
from bot.terminal.ports import port_in


def add_options(parser: argparse.ArgumentParser, words: Words) -> None:
    parser.add_argument(
        "--out", type=Path, metavar="DIR", help=words.t("escribe un archivo HTML por idioma en esta carpeta, y termina")
    )
    parser.add_argument("--no-browser", action="store_true", help=words.t("no abre el navegador"))
    parser.add_argument(
        "--port-slack", type=port_in(words), default=GalleryPlan.port, metavar="N", help="(%(default)s)"
    )


def carry_out(given: argparse.Namespace, words: Words, environment: Mapping[str, str]) -> int:
    plan = GalleryPlan(given.out, given.port_slack, not given.no_browser)
    try:
        return asyncio.run(show_gallery(plan, words, environment, say=sys.stdout))
    except CannotStart as cannot:
        sys.stderr.write(f"{cannot}\n")
        return EXIT_CANNOT_START
    except KeyboardInterrupt:
        return 0


COMMAND = Command("gallery", phrase("todo lo que el bot sabe mostrar, dibujado y revisado"), carry_out, add_options)
