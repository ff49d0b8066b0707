"""What an examination found, as a table for people; plain where the output is no terminal."""

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from bot.doctor.findings import Finding, Level, worst
from bot.locale import Words

MARKS = {Level.OK: "✓", Level.WARNING: "!", Level.ERROR: "✗"}
STYLES = {Level.OK: "green", Level.WARNING: "yellow", Level.ERROR: "bold red"}
INDENT = "    "
LEAST_WIDTH = 100
"""Of what is no terminal: a log should not break sentences at 80 columns."""


def show(findings: Sequence[Finding], words: Words, *, console: Console | None = None) -> None:
    console = console or _console()
    for finding in findings:
        line = Text(f"{MARKS[finding.level]} ", style=STYLES[finding.level])
        line.append(f"{finding.check:<18} ", style="dim").append(_about(finding), style="default")
        console.print(line)
        if finding.level is not Level.OK:
            cure = Text(f"{INDENT}→ {finding.cure}").append(f" ({finding.page})", style="dim")
            console.print(cure)
    console.print(Text(_summary(findings, words), style=STYLES[worst(findings)]))


def _about(finding: Finding) -> str:
    return f"{finding.company}: {finding.said}" if finding.company else finding.said


def _console() -> Console:
    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=LEAST_WIDTH * 3, no_color=True)


def _summary(findings: Sequence[Finding], words: Words) -> str:
    errors = sum(finding.level is Level.ERROR for finding in findings)
    warnings = sum(finding.level is Level.WARNING for finding in findings)
    if not errors and not warnings:
        return words.t("Todo está bien.")
    parts = [words.n("{count} error", "{count} errores", errors)] if errors else []
    parts += [words.n("{count} advertencia", "{count} advertencias", warnings)] if warnings else []
    return words.listed(parts) + "."
