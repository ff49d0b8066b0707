"""Asking in a terminal: what is typed, what is hidden, and the words that move about."""

import getpass
import sys
from dataclasses import dataclass
from typing import Protocol, TextIO

from rich.console import Console
from rich.text import Text

from bot.locale import Words

BACK = frozenset({"<", "atrás", "atras", "back"})
STOP = frozenset({"salir", "quit", "exit"})
HELP = frozenset({"?", "ayuda", "help"})
YES = frozenset({"s", "si", "sí", "y", "yes"})


class Back(Exception):
    """The person wants to see the question before."""


class Stopped(Exception):
    """The person goes; the next sitting continues here."""


class Conversation(Protocol):
    def ask(self, prompt: str, *, offered: str, is_secret: bool, help_: str) -> str:
        """What was answered, or what was offered. Raises Back and Stopped."""

    def agrees(self, prompt: str) -> bool:
        """Raises Back and Stopped."""

    def pause(self, prompt: str) -> None:
        """Until the person goes on. Raises Back and Stopped."""


@dataclass(frozen=True)
class Typed:
    """With a person, or with lines that a program types."""

    console: Console
    words: Words
    input: TextIO = sys.stdin

    def ask(self, prompt: str, *, offered: str, is_secret: bool, help_: str) -> str:
        while True:
            typed = self._line(self._with_offer(prompt, offered, is_secret=is_secret), is_secret=is_secret)
            if typed.lower() in HELP:
                self.console.print(Text(help_, style="dim"))
                continue
            return typed or offered

    def agrees(self, prompt: str) -> bool:
        return self._line(f"{prompt} {self.words.t('[s/N]')} ").lower() in YES

    def pause(self, prompt: str) -> None:
        self._line(f"{prompt} ")

    def _with_offer(self, prompt: str, offered: str, *, is_secret: bool) -> str:
        if not offered:
            return f"{prompt}: "
        shown = self.words.t("el que ya está") if is_secret else offered
        return f"{prompt} [{shown}]: "

    def _line(self, prompt: str, *, is_secret: bool = False) -> str:
        """Raises Back and Stopped."""
        try:
            typed = self._read(prompt, is_secret=is_secret).strip()
        except (EOFError, KeyboardInterrupt) as gone:
            self.console.print()
            raise Stopped from gone
        if typed.lower() in BACK:
            raise Back
        if typed.lower() in STOP:
            raise Stopped
        return typed

    def _read(self, prompt: str, *, is_secret: bool) -> str:
        """Of a terminal, a secret is read without showing it; lines of a program are shown by nobody."""
        if is_secret and self.input.isatty():
            return getpass.getpass(prompt)
        self.console.print(Text(prompt, style="bold"), end="")
        line = self.input.readline()
        if not line:
            raise EOFError
        if not self.input.isatty():
            self.console.print()
        return line


@dataclass(frozen=True)
class Unasked:
    """With nobody: what was given counts, and what is missing is found out by its check."""

    def ask(self, prompt: str, *, offered: str, is_secret: bool, help_: str) -> str:  # noqa: ARG002 as the protocol has it
        return offered

    def agrees(self, prompt: str) -> bool:  # noqa: ARG002 as above
        return False

    def pause(self, prompt: str) -> None: ...
