"""One intended write to Alegra, and what became of it (design 4)."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class State(StrEnum):
    ACCEPTED = "accepted"
    SENDING = "sending"
    UNKNOWN = "unknown"
    NEEDS_PERSON = "needs_person"
    DONE = "done"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    """Taken back by a person before it was sent."""


ENDED = frozenset({State.DONE, State.REFUSED, State.WITHDRAWN})
AT_REST = ENDED | {State.NEEDS_PERSON}
"""Nothing is left to do but to show it."""


@dataclass(frozen=True)
class Ruling:
    """What a person decided about an operation whose fate nobody could find out."""

    by: str = ""
    sends_again: bool = False
    """It goes out once more; but first it is looked for, and what is found is adopted instead."""
    link: str = ""
    """The id in Alegra of what it became, as they say."""
    reason: str = ""
    """Why it is linked although it is not what was meant."""


@dataclass(frozen=True)
class Operation:
    id: str
    """`<document>/<kind>/<n>`, reserved when the form or card was drawn."""
    company: str
    document: str
    kind: str
    actor: str
    """Slack user id, or `cobro` for what happens unasked."""
    request: dict[str, Any]
    """What is to be sent, as JSON; a Decimal is written as text."""
    payload_hash: str
    marker: str
    request_id: str = ""
    """Of the payload that it was accepted in; empty for what happens unasked."""
    state: State = State.ACCEPTED
    attempts: int = 0
    accepted_at: int = 0
    """Milliseconds since the epoch, like every time in here."""
    not_before: int = 0
    """Not sent before: the seconds of Undo."""
    sent_at: int = 0
    looked: int = 0
    """How many look-ups were made since `sent_at`."""
    missed_at: int = 0
    """When a look-up after settling first found nothing."""
    epoch: int = 0
    """Fencing: only the worker that holds the newest epoch may change the operation."""
    shown: str = ""
    """The last state that Slack was made to show."""
    show_tries: int = 0
    """How often showing the present state has failed."""
    alone: bool = True
    """It holds its document: no other operation may begin on it."""
    others: tuple[str, ...] = ()
    """Documents that it holds besides its own: the further invoices of a payment."""
    ruling: Ruling = Ruling()
    """Of a person, since it was sent last."""
    result: dict[str, Any] = field(default_factory=dict)
    error: dict[str, Any] = field(default_factory=dict)
    """`{"reason": msgid-free code, "text": Alegra's own words, …}` of a refusal, or why a person is needed."""
