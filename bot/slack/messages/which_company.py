"""For which of a workspace's companies: asked where the channel does not say it; then Cobro goes on with what was wanted."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.locale import Words
from bot.slack import samples
from bot.slack.blocks import actions, button, choice, option, section
from bot.slack.drawing import Block, Message
from bot.slack.references import BadReference

CHOOSE = "company.choose"
"""Begins the ids of the buttons, which differ from each other; it is the whole id of the list."""
MOST_BUTTONS, MOST_LISTED = 5, 100


@dataclass(frozen=True)
class CompanyChoice:
    id: str
    name: str


@dataclass(frozen=True)
class WhichCompany:
    asked: str
    """The name under which what was wanted is kept."""
    companies: Sequence[CompanyChoice]


def draw(question: WhichCompany, words: Words) -> Message:
    said = words.t("¿De qué empresa?")
    hint = words.t("En el canal de una empresa no hace falta decirlo.")
    return Message(said, (section(f"*{said}*\n{hint}"), choices(question)))


def choices(question: WhichCompany) -> Block:
    """Buttons while there are few, else a list; the value of each is read by `read`."""
    offered = [(company.name or company.id, f"{company.id} {question.asked}") for company in question.companies]
    if len(offered) > MOST_BUTTONS:
        return actions(choice(CHOOSE, [option(name, value) for name, value in offered[:MOST_LISTED]]))
    return actions(
        *(button(name, action=f"{CHOOSE}.{index}", value=value) for index, (name, value) in enumerate(offered))
    )


def is_choice(action_id: str) -> bool:
    return action_id == CHOOSE or action_id.startswith(f"{CHOOSE}.")


def read(value: str) -> tuple[str, str]:
    """The company's id, and under which name what was wanted is kept. Raises BadReference."""
    company, space, asked = value.partition(" ")
    if not (company and space and asked):
        raise BadReference(value)
    return company, asked


_TWO = (CompanyChoice("main", "Rivera Refrigeración"), CompanyChoice("taller", "Taller Norte"))
SAMPLES = {
    "two": WhichCompany("k3Qx", _TWO),
    "many": WhichCompany("k3Qx", tuple(CompanyChoice(f"c{n}", f"Empresa {n}") for n in range(40))),
    "hostile": WhichCompany("k3Qx", (CompanyChoice("main", samples.HOSTILE), *_TWO)),
}
