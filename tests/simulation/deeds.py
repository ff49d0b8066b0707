"""What people do, kept apart from everything that Cobro itself remembers, and the hands that they do it with."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

from bot.operations.answers import Accepted, Same, Withdrawn
from bot.slack.references import Reference
from tests.simulation.alegra_books import Books
from tests.simulation.company import CHANNEL
from tests.simulation.replicas import Replica
from tests.simulation.slack_model import Shown, Workspace, buttons_of

Doing = Callable[[Replica], Coroutine[Any, Any, Any]]
ACCEPTED = (Accepted, Same, Withdrawn)
NEWEST = 0.75
"""How often a screen shows a card as it is now; else as it was once."""


@dataclass
class Deed:
    at: float
    person: str
    verb: str
    document: str
    operation: str
    card: str = ""
    """What stood on the card whose button was pressed; of what was written, the price that was typed."""
    accepted: bool | None = None
    """None: nobody answered, or it is carried out later; it may or may not have counted."""

    @property
    def may_count(self) -> bool:
        return self.accepted is not False


@dataclass
class Hands:
    workspace: Workspace
    books: Books
    any_replica: Callable[[], Replica]
    sky: Any
    deeds: list[Deed] = field(default_factory=list)
    documents: list[str] = field(default_factory=list)
    prices: int = 0
    looks: int = 0
    hurry: float = 0.35
    """How many of their clicks answer what they have just seen."""
    plain: float = 0.35
    """How many of the invoices are only opened: nothing else can be voided."""
    is_known: bool = False
    """The client was invoiced before, and usually for the list price: what a rule of routine asks for."""

    def note(self, person: str, verb: str, about: Reference, card: str = "") -> Deed:
        deed = Deed(asyncio.get_running_loop().time(), person, verb, about.document, about.operation, card)
        self.deeds.append(deed)
        return deed

    async def ask(self, person: str, verb: str, about: Reference, asked: Awaitable[Any], card: str = "") -> Any:
        """Noted before it is answered: the replica may die in between, and it may have counted all the same."""
        deed = self.note(person, verb, about, card)
        answer = await asked
        deed.accepted = isinstance(answer, ACCEPTED)
        said = type(answer).__name__
        self.sky.history.note(person, verb, document=about.document, revision=about.revision, answer=said)
        return answer

    def price(self) -> str:
        """No price comes twice, but for that of the list."""
        self.prices += 1
        return str(250_000 + 1_000 * self.prices)

    def button(self, document: str, *actions: str, channel: str = CHANNEL) -> tuple[Reference, str] | None:
        """The first of them that is on the card of the document: that one as it is, or as it was minutes ago."""
        return self._pressed([each for each in self.workspace.about(document, channel) if each.document], actions)

    def button_anywhere(self, *actions: str) -> tuple[Reference, str] | None:
        """On any message of the channel, also one that is no invoice's."""
        shown = [each for each in self.workspace.messages.values() if each.document and each.channel == CHANNEL]
        return self._pressed([each for each in shown if actions[0] in buttons_of(each.newest)], actions)

    def _pressed(self, cards: list[Shown], actions: tuple[str, ...]) -> tuple[Reference, str] | None:
        if not cards:
            return None
        chance, shown = self.sky.chance, self.sky.chance.choice(cards)
        version = shown.newest if chance.random() < NEWEST else chance.choice(shown.versions)
        buttons = buttons_of(version)
        value = next((buttons[action] for action in actions if action in buttons), None)
        return (Reference.unpack(value), str(version.blocks)) if value else None
