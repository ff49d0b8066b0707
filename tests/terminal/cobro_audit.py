"""`cobro audit` as it is typed, in this process."""

import argparse
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from bot.locale import Words
from bot.store.scripts import Script
from bot.terminal.audit import COMMAND

NOTE = Script("bot.store", "audit_note")
STAMPED = {"number": "FE341", "alegra_id": "77"}


@dataclass
class Ended:
    returncode: int
    stdout: str
    stderr: str


Cobro = Callable[..., Awaitable[Ended]]


def typed(arguments: Sequence[str], environment: dict[str, str]) -> int:
    words = Words("en")
    parser = argparse.ArgumentParser(prog="cobro audit")
    COMMAND.add_options(parser, words)
    try:
        given = parser.parse_args(arguments)
    except SystemExit as wrong:
        return int(wrong.code or 0)
    return COMMAND.carry_out(given, words, environment)
