"""The course of a sitting: one question after the other, forth and back, each answer checked before the next."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.text import Text

from bot.locale import Words
from bot.slack.manifest import manifest_for
from bot.terminal.setup.conversation import Back, Conversation
from bot.terminal.setup.questions import Question
from bot.terminal.setup.site import Bad, Good, Site


class NoGoodAnswer(Exception):
    """Nobody can be asked, and what was given does not do; what is wrong was said."""

    def __init__(self, setting: str) -> None:
        super().__init__(setting)
        self.setting = setting


@dataclass(frozen=True)
class Guide:
    questions: Sequence[Question]
    site: Site
    conversation: Conversation
    console: Console
    runner: asyncio.Runner
    manifest_file: Path
    asks_again: bool
    """False where nobody is there to answer."""

    def run(self) -> None:
        """Until everything is answered. Raises Stopped, NoGoodAnswer and OSError."""
        index, chapter = self._where_it_was_left(), ""
        while index < len(self.questions):
            question = self.questions[index]
            if not question.is_asked(self.site.answers):
                index += 1
                continue
            if question.chapter != chapter:
                chapter = question.chapter
                self._headline(chapter)
            index = self._next(index, question)

    def _where_it_was_left(self) -> int:
        """Behind the last question that was answered; at the first whose answer is not good any more."""
        answered = [place for place, each in enumerate(self.questions) if each.setting in self.site.answers.checked]
        if not answered or not self.asks_again:
            return 0
        self.console.print(self._words.t("Sigo donde lo dejaste; con < vuelves a la pregunta anterior."), markup=False)
        for place in answered:
            question = self.questions[place]
            if not question.is_asked(self.site.answers):
                continue
            if isinstance(self.runner.run(question.check(self.site.answers[question.setting], self.site)), Bad):
                return place
        return min(answered[-1] + 1, len(self.questions) - 1)

    def _next(self, index: int, question: Question) -> int:
        try:
            if question.after_manifest:
                self._manifest()
            answer = self._answered(question)
        except Back:
            return self._before(index)
        self.site.answers.check_off(question.setting, answer)
        return index + 1

    def _before(self, index: int) -> int:
        asked = (place for place in reversed(range(index)) if self.questions[place].is_asked(self.site.answers))
        return next(asked, 0)

    def _answered(self, question: Question) -> str:
        """Asked until the answer is good. Raises Back, Stopped and NoGoodAnswer."""
        words = self._words
        while True:
            offered = self.site.answers[question.setting] or question.proposes(self.site)
            given = self.conversation.ask(
                words.t(question.asks), offered=offered, is_secret=question.is_secret, help_=words.t(question.explains)
            )
            checked = self.runner.run(question.check(given, self.site))
            if isinstance(checked, Good):
                self._say_good(checked)
                if not checked.doubts or not self.asks_again or self.conversation.agrees(words.t("¿Seguir así?")):
                    return checked.value
                continue
            self._say_bad(question, checked)

    def _say_good(self, checked: Good) -> None:
        for said in checked.said:
            self.console.print(Text("✓ ", style="green").append(said, style="default"))
        for doubt in checked.doubts:
            self.console.print(Text("! ", style="yellow").append(doubt, style="default"))

    def _say_bad(self, question: Question, checked: Bad) -> None:
        self.console.print(Text("✗ ", style="bold red").append(f"{question.setting}: {checked.said}", style="default"))
        if checked.cure:
            self.console.print(Text(f"  → {checked.cure}"))
        if not self.asks_again:
            raise NoGoodAnswer(question.setting)

    def _manifest(self) -> None:
        """Written for the transport and the names that were chosen; the person makes the app from it."""
        answers, words = self.site.answers, self._words
        public_url = answers["COBRO_PUBLIC_URL"] if answers["COBRO_TRANSPORT"] == "http" else ""
        text = manifest_for(self.site.manifest, public_url=public_url, command_prefix=answers["COBRO_COMMAND_PREFIX"])
        is_new = not self.manifest_file.exists() or self.manifest_file.read_text(encoding="utf-8") != text
        self.manifest_file.write_text(text, encoding="utf-8")
        self.console.print(words.t("El manifiesto de la app está en {file}:", file=self.manifest_file), markup=False)
        if is_new:
            self.console.print(Text(text, style="dim"))
        for step in (
            words.t("1. Abre api.slack.com/apps › Create New App › From a manifest, y elige tu Slack."),
            words.t("2. Pega ahí el contenido de {file} (pestaña YAML) y crea la app.", file=self.manifest_file),
            words.t(
                "3. Instálala: Install App › Install to Workspace. Si ya existía: App Manifest, pega, guarda y reinstala."
            ),
        ):
            self.console.print(f"  {step}", markup=False)
        self.conversation.pause(words.t("Enter cuando esté instalada (< para volver)"))

    def _headline(self, chapter: str) -> None:
        chapters = list(dict.fromkeys(question.chapter for question in self.questions))
        number = f"{chapters.index(chapter) + 1}/{len(chapters)}"
        self.console.print(Text(f"\n{number} {self._words.t(chapter)}", style="bold cyan"))

    @property
    def _words(self) -> Words:
        return self.site.words
