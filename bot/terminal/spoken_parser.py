"""A parser of options that speaks its reader's language: argparse's own sentences are English everywhere."""

import argparse
import re
import sys
from collections.abc import Iterable
from functools import partial
from typing import Any, NoReturn

from bot.locale import Words, phrase

EXIT_USAGE = 2
COMPLAINTS: tuple[tuple[str, str], ...] = (
    (r"the following arguments are required: (?P<what>.+)", phrase("falta decir: {what}")),
    (r"one of the arguments (?P<what>.+) is required", phrase("falta decir uno de estos: {what}")),
    (r"unrecognized arguments: (?P<what>.+)", phrase("no entiendo: {what}")),
    (
        r"argument (?P<about>.+?): invalid choice: (?P<what>.+) \(choose from (?P<choices>.+)\)",
        phrase("{about}: no hay {what}; elige entre {choices}"),
    ),
    (r"argument (?P<about>.+?): expected one argument", phrase("{about}: falta su valor")),
    (r"argument (?P<about>.+?): expected at (?:least|most) one argument", phrase("{about}: falta su valor")),
    (r"argument (?P<about>.+?): expected (?P<count>\d+) arguments?", phrase("{about}: lleva {count} valores")),
    (r"argument (?P<about>.+?): invalid \w+ value: (?P<what>.+)", phrase("{about}: {what} no sirve como valor")),
    (r"argument (?P<about>.+?): not allowed with argument (?P<what>.+)", phrase("{about} no va junto con {what}")),
    (
        r"argument (?P<about>.+?): ignored explicit argument (?P<what>.+)",
        phrase("{about} no lleva valor: {what} sobra"),
    ),
    (
        r"ambiguous option: (?P<what>.+) could match (?P<choices>.+)",
        phrase("{what} puede ser {choices}: escríbelo completo"),
    ),
    (r"argument (?P<about>.+?): (?P<what>.+)", phrase("{about}: {what}")),
)
"""argparse's complaints, as Python 3.11 to 3.14 write them, each with ours; one that is not here is told as it is."""
HEADINGS = {"positional arguments": phrase("qué se dice"), "options": phrase("opciones")}


class SpokenParser(argparse.ArgumentParser):
    def __init__(self, *, words: Words, **more: Any) -> None:
        super().__init__(**more, add_help=False, formatter_class=partial(_Formatter, words=words))
        self._words = words
        self.add_argument(
            "-h", "--help", action="help", default=argparse.SUPPRESS, help=words.t("muestra esta ayuda y termina")
        )

    def add_subparsers(self, **more: Any) -> Any:
        return super().add_subparsers(**{"parser_class": partial(SpokenParser, words=self._words), **more})

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(EXIT_USAGE, f"{self.prog}: {complaint(message, self._words)}\n")


def complaint(message: str, words: Words) -> str:
    for pattern, sentence in COMPLAINTS:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return words.t(sentence, **found.groupdict())
    return message


class _Formatter(argparse.HelpFormatter):
    def __init__(self, *given: Any, words: Words, **more: Any) -> None:
        super().__init__(*given, **more)
        self._words = words

    def add_usage(
        self, usage: str | None, actions: Iterable[Any], groups: Iterable[Any], prefix: str | None = None
    ) -> None:
        said = f"{self._words.t('uso')}: " if prefix is None else prefix
        super().add_usage(usage, actions, groups, said)

    def start_section(self, heading: str | None) -> None:
        super().start_section(self._words.t(HEADINGS[heading]) if heading in HEADINGS else heading)
