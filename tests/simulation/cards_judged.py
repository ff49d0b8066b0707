"""Whether Slack says what Cobro has stored: to the requester, on the card of each document, and once."""

from dataclasses import dataclass

from bot.actions.reminders import LISTS
from bot.slack.board import MOST_TRIES
from bot.slack.messages import needs_person_card
from bot.store.records import Document, Outgoing, Phase, Posting
from tests.simulation.company import CHANNEL
from tests.simulation.slack_model import Shown, Workspace, buttons_of
from tests.simulation.violations import Violations

PASSING = ("outcome:", "thread:remind:", "thread:escalate:", "thread:vote:")
MARKS = {"emergency": "Sin segunda persona", "routine": "por la regla de rutina"}
"""What the card of an issued invoice says where nobody else approved it."""
FACTS = {"emergency": "without_second", "routine": "rule"}
"""What is stored of it."""


@dataclass
class CardsJudge:
    workspace: Workspace
    found: Violations

    def judge(self, document: Document) -> None:
        """It has a message for its requester, one card, or two, and each message says what was drawn last."""
        for name, entry in document.outbox.items():
            if entry.state is Posting.SHOWN and not name.startswith("file:"):
                self._says_what_was_drawn(document, name, entry)
            elif self.workspace.hours_passed and name.startswith("file:") and not entry.begun:
                continue
            elif entry.state not in {Posting.SHOWN, Posting.GIVEN_UP} and not _is_over(name, document):
                self.found.say("every accepted act is visible", f"{document.id} {name} is {entry.state}")
        if document.requester and f"direct:{document.requester}" not in document.outbox:
            self.found.say("every accepted act is visible", f"{document.id} was never told to its author")
        cards = self.workspace.about(document.id, CHANNEL)
        if len(cards) > MOST_TRIES:
            self.found.say("one card, repeated once at most", f"{document.id} has {len(cards)}")

    def asks_a_person(self, document: Document, operation: str) -> None:
        cards = self.workspace.about(document.id, CHANNEL)
        asks = any(needs_person_card.RESOLVE in buttons_of(card.newest) for card in cards)
        card = document.outbox.get("card")
        given_up = card is not None and card.state is Posting.GIVEN_UP
        if not (asks or _may_be_late(cards) or given_up):
            self.found.say("a card asks a person", f"{operation} needs one, {len(cards)} cards")

    def is_marked(self, document: Document, way: str) -> None:
        """Issued without a second person: on its card for good, and in what is stored."""
        if not document.facts.get(FACTS[way]):
            self.found.say("what was issued alone is marked", f"{document.id}, {way}")
        cards = [card for card in self.workspace.about(document.id, CHANNEL) if card.newest.blocks]
        marked = any(MARKS[way] in str(card.newest.blocks) for card in cards)
        card = document.outbox.get("card")
        is_shown = document.phase is Phase.ISSUED and card is not None and card.state is Posting.SHOWN
        if is_shown and not marked and not _may_be_late(cards):
            self.found.say("what was issued alone is marked", f"{document.id} is not marked on its card")

    def _says_what_was_drawn(self, document: Document, name: str, entry: Outgoing) -> None:
        shown = self.workspace.messages[entry.posted_channel, entry.ts]
        is_over = document.id.startswith(LISTS) and not entry.drawn  # nothing of it waits: nobody draws it again
        is_as_found = entry.drawn and not entry.redraws and len(shown.versions) == 1  # perhaps said in other words
        if shown.newest.fingerprint != entry.drawn and not (is_over or is_as_found or _may_be_late([shown])):
            self.found.say("Slack shows what is stored", f"{document.id} {name}")


def _may_be_late(shown: list[Shown]) -> bool:
    return any(each.drawn_by and each.drawn_by.may_have_drawn_late for each in shown)


def _is_over(name: str, document: Document) -> bool:
    """A message of what may be nobody's business any more: the document has moved on, somebody has voted, or refused; a reminder."""
    petition = f"thread:petition:{document.petition.id}" if document.petition else ""
    if document.id.startswith(LISTS):
        return True
    return name.startswith(PASSING) or (name.startswith("thread:petition:") and name != petition)
