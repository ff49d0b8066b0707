"""One sitting of `cobro setup`, from the first question to what the doctor says of the file that was written."""

import argparse
import asyncio
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console

from bot.locale import Words
from bot.setting_hints import wrong_settings
from bot.settings import Settings, WrongSettings, read_settings
from bot.slack.manifest import ManifestMissing, manifest_path
from bot.terminal.command import EXIT_CANNOT_START
from bot.terminal.doctor import examine
from bot.terminal.env_file import read_env_file
from bot.terminal.setup.answers import Answers
from bot.terminal.setup.conversation import Stopped, Typed, Unasked
from bot.terminal.setup.env_writing import CannotBeWritten, write_settings
from bot.terminal.setup.guide import Guide, NoGoodAnswer
from bot.terminal.setup.questions import CARRIED, QUESTIONS
from bot.terminal.setup.site import Site

EXIT_STOPPED = 1
EXIT_SICK = 2


@dataclass(frozen=True)
class Sitting:
    given: argparse.Namespace
    words: Words
    environment: Mapping[str, str]
    runner: asyncio.Runner
    said: Mapping[str, str]
    now: Callable[[], float]

    def carry_out(self) -> int:
        """The exit code. Raise EnvFileWrong."""
        console, words = Console(highlight=False, soft_wrap=True), self.words
        answers = Answers.gathered(said=self.said, environment=self.environment, file=self.given.env_file)
        try:
            self._introduce(console)
            self._guide(answers, console).run()
            return self._finish(answers, console)
        except Stopped:
            console.print(
                words.t("Lo respondido queda guardado en {file}. Para seguir: cobro setup", file=answers.draft)
            )
            return EXIT_STOPPED
        except (NoGoodAnswer, CannotBeWritten, ManifestMissing, OSError) as error:
            sys.stderr.write(f"{self._sentence(error)}\n")
            if self.given.unattended:
                answers.forget_draft()
            return EXIT_CANNOT_START

    def _introduce(self, console: Console) -> None:
        if self.given.unattended:
            return
        console.print(
            self.words.t(
                "Esta guía prepara Cobro para tu Slack y tu Alegra. Cada respuesta se comprueba antes de seguir."
            )
        )
        console.print(
            self.words.t("Enter toma lo que está entre corchetes; ? explica; < vuelve; Ctrl-C guarda y sale."),
            markup=False,
        )

    def _guide(self, answers: Answers, console: Console) -> Guide:
        unattended = self.given.unattended
        return Guide(
            QUESTIONS,
            Site(answers, self.words, manifest_path().read_text(encoding="utf-8"), self.now()),
            Unasked() if unattended else Typed(console, self.words, sys.stdin),
            console,
            self.runner,
            self.given.manifest_file,
            asks_again=not unattended,
        )

    def _finish(self, answers: Answers, console: Console) -> int:
        """Write, examine what was written, and say what comes next."""
        file, words = self.given.env_file, self.words
        carried = {name: answers[name] for name in CARRIED if answers[name]}
        stamp = datetime.fromtimestamp(self.now(), UTC).strftime("%Y%m%d-%H%M%S")
        kept = write_settings(file, self._asked(answers) | carried, backup=stamp)
        answers.forget_draft()
        console.print(words.t("Listo: los ajustes están en {file}, que solo tú puedes leer.", file=file))
        if kept:
            console.print(words.t("Lo que había antes quedó en {file}.", file=kept))
        try:
            settings = read_settings({**read_env_file(file)})
        except WrongSettings as wrong:
            sys.stderr.write(f"{wrong_settings(wrong.problems, words)}\n")
            return EXIT_SICK
        return self._examined(settings, file, console)

    def _asked(self, answers: Answers) -> dict[str, str]:
        """What was asked; what belongs to the other transport, or was left empty, goes from the file."""
        return {
            each.setting: answers.checked.get(each.setting, "") if each.is_asked(answers) else "" for each in QUESTIONS
        }

    def _examined(self, settings: Settings, file: Path, console: Console) -> int:
        words = self.words
        console.print()
        code = examine(settings, words, self.environment, env_files=[file], before_the_start=True)
        console.print()
        typed = replace(words, command_prefix=settings.command_prefix)
        for step in (
            words.t("Lo que sigue:"),
            "  1. " + words.t("cobro run, en esta carpeta (como servicio: docs/operations.md)."),
            "  2. " + typed.t("En Slack, escribe `/cobro setup`: termina lo que falta, y después `/invoice`."),
            "  3. " + words.t("cobro doctor, cuando algo no ande."),
        ):
            console.print(step)
        return EXIT_SICK if code >= EXIT_SICK else 0

    def _sentence(self, error: Exception) -> str:
        match error:
            case NoGoodAnswer():
                return self.words.t(
                    "Falta una buena respuesta para {setting}; no se escribió nada.", setting=error.setting
                )
            case CannotBeWritten():
                return self.words.t(
                    "{setting} tiene comillas o saltos de línea y no se puede guardar en un archivo de ajustes.",
                    setting=error.name,
                )
            case OSError():
                return self.words.t(
                    "No puedo escribir ({why}): elige otra carpeta, o dale permiso a tu usuario.", why=error.strerror
                )
            case _:
                return str(error)
