"""What `/cobro doctor` found: problems first, each with its cure; what is well is only counted."""

from dataclasses import dataclass

from bot.locale import Words
from bot.slack import samples
from bot.slack.blocks import context, paragraphs
from bot.slack.checks import AMBER, GREEN, RED, Check, lines
from bot.slack.checks import SAMPLES as CHECKS
from bot.slack.drawing import Message


@dataclass(frozen=True)
class Checkup:
    checks: tuple[Check, ...] | None = None
    """None while it is looked at."""


def draw(checkup: Checkup, words: Words) -> Message:
    if checkup.checks is None:
        said = words.t("⏳ Examinando Slack, Alegra, el almacén y la máquina…")
        return Message(said, tuple(paragraphs([said])))
    problems = [check for mark in (RED, AMBER) for check in checkup.checks if check.mark == mark]
    well = sum(check.mark == GREEN for check in checkup.checks)
    title = words.n("{count} problema", "{count} problemas", len(problems)) if problems else words.t("Todo está bien.")
    fine = words.n("🟢 {count} examen bien", "🟢 {count} exámenes bien", well)
    more = words.t("Todo, con detalle: `cobro doctor` en la terminal. Cada cura: docs/operations.md.")
    return Message(title, (*paragraphs([f"*{title}*", *lines(problems), fine]), context(more)))


SAMPLES = {
    "checking": Checkup(),
    "problems": Checkup(CHECKS),
    "all is well": Checkup(CHECKS[:1]),
    "hostile": Checkup((Check(RED, samples.HOSTILE, samples.HOSTILE),)),
}
