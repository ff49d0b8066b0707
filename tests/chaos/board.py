"""The channel as those see it who work through it: which card is whose invoice, what waits, and what is finished."""

from dataclasses import dataclass, field

from sandbox.slack.client.message import Message
from tests.chaos.deeds import DEEDS, ISSUED, PAID, TO_APPROVE, VOIDED, Deed, Seen
from tests.chaos.intents import Ending, Intent
from tests.stories.stage import Stage

ASKING = "Hasta entonces no hago nada más con ella"
LAST = {Ending.ISSUED: ISSUED, Ending.PAID: PAID, Ending.PAYMENT_VOIDED: ISSUED, Ending.VOIDED: VOIDED}
"""What the card says when nothing is left to do."""


@dataclass
class Board:
    stage: Stage
    intents: tuple[Intent, ...]
    handed_in: dict[int, set[str]] = field(default_factory=dict)
    """By price: the names of deeds."""
    in_hand: set[tuple[int, str]] = field(default_factory=set)
    """Somebody is at it."""
    asking_alone: set[str] = field(default_factory=set)
    """Cards that ask a person about a creation: they do not say of which price."""
    _cards: dict[int, Message] = field(default_factory=dict)
    _looked_at: set[str] = field(default_factory=set)
    """The ts of messages that are nobody's card."""
    _notices: list[tuple[str, Message]] = field(default_factory=list)
    """Of payments, each with what it said at first: when it asks a person it does not name its invoices."""
    _texts: dict[int, str] = field(default_factory=dict)
    """By price: what the card said at the last look."""
    _over: set[int] = field(default_factory=set)
    """Prices whose cards are read no more."""

    def look(self) -> None:
        """Find the cards of what has been asked for, and read those that are not finished."""
        self._find()
        for price, card in self._cards.items():
            if price not in self._over:
                self._texts[price] = "" if card.is_gone else card.text
        self._over |= {each.price for each in self.intents if self.is_over(each)}

    def seen(self, intent: Intent) -> Seen:
        handed_in = frozenset(self.handed_in.get(intent.price, ()))
        return Seen(self._cards.get(intent.price), self._texts.get(intent.price, ""), handed_in)

    def due(self, who: str) -> tuple[Deed, Intent] | None:
        """The first thing that this person has to do."""
        seen = {intent: self.seen(intent) for intent in self.open()}
        for deed in DEEDS:
            for intent, known in seen.items():
                if who not in deed.who or deed.name in known.handed_in or (intent.price, deed.name) in self.in_hand:
                    continue
                if deed.is_due(intent, known):
                    return deed, intent
        return None

    def to_approve(self, *, is_listed: bool) -> list[tuple[Intent, Message]]:
        """What stands there as its author wants it."""
        waiting = [(intent, self.seen(intent)) for intent in self.open() if intent.is_listed is is_listed]
        return [
            (intent, seen.card)
            for intent, seen in waiting
            if seen.card is not None and TO_APPROVE in seen.text and intent.order in seen.text
        ]

    def open(self) -> list[Intent]:
        return [intent for intent in self.intents if intent.price not in self._over]

    @property
    def is_done(self) -> bool:
        return len(self.open()) <= len(self.asking_alone)

    def is_over(self, intent: Intent) -> bool:
        """Its card says so, or it or the notice of its payment asks a person."""
        seen = self.seen(intent)
        if intent.is_paid and seen.number and self._asks_about_payment(seen.number):
            return True
        if intent.ending is Ending.PAYMENT_VOIDED and PAID in seen.text:
            return False
        return ASKING in seen.text or (LAST[intent.ending] in seen.text and _wanted(intent) <= seen.handed_in)

    def _asks_about_payment(self, number: str) -> bool:
        return any(number in said and ASKING in notice.text for said, notice in self._notices)

    def _find(self) -> None:
        known = {card.ts for card in self._cards.values()} | self._looked_at
        self.asking_alone.clear()
        for message in self.stage.person("bruno").messages():
            if message.ts in known:
                continue
            text = message.text
            owner = next((each for each in self.intents if f"*{each.shown}*" in text), None)
            if message.is_ephemeral or message.thread_ts not in (None, message.ts) or "💰" in text:
                self._looked_at.add(message.ts)
                self._notices += [(text, message)] if "💰" in text else []
            elif owner is not None:
                self._cards[owner.price] = message
            elif ASKING in text:
                self.asking_alone.add(message.ts)


def _wanted(intent: Intent) -> set[str]:
    """Names of deeds."""
    wanted = {
        "create": True,
        "edit": intent.is_edited,
        "email": intent.is_emailed,
        "payment": intent.is_paid,
        "void payment": intent.ending is Ending.PAYMENT_VOIDED,
        "void": intent.ending is Ending.VOIDED,
    }
    return {name for name, is_wanted in wanted.items() if is_wanted}
