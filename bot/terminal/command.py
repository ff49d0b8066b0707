"""What every command of the terminal is made of."""

import argparse
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.locale import Words

EXIT_CANNOT_START = 2
EXIT_INTERRUPTED = 130


@dataclass(frozen=True)
class Command:
    name: str
    about: str
    """A phrase for `cobro --help`."""
    carry_out: Callable[[argparse.Namespace, Words, Mapping[str, str]], int]
    """Given the options, the terminal's words and the environment; answers the exit code."""
    add_options: Callable[[argparse.ArgumentParser, Words], None] = lambda _parser, _words: None
    reads_settings: bool = False
    """Its environment is that of the process and of the .env file."""
