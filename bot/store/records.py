"""What Cobro remembers of one document: an invoice from its first form to its last peso, or a notice it owes the channel."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from bot.billing.draft import Draft
from bot.billing.invoice import Invoice
from bot.billing.policy import Policy


class Phase(StrEnum):
    """Where a document stands. Each act names the phases it is possible in; the script checks it (design 4)."""

    CREATING = "creating"
    PENDING = "pending"
    """Waits for an approver."""
    APPROVED = "approved"
    """Decided; the stamp or the opening is on its way."""
    ISSUED = "issued"
    """Stamped, or opened under a plain numbering: Alegra's status and balance say the rest."""
    RETURNED = "returned"
    DISCARDED = "discarded"
    VOIDED = "voided"
    DELETED = "deleted"
    FAILED = "failed"
    """Alegra refused to create it: the author gets the form back."""
    NOTICE = "notice"
    """Not an invoice: a message that is owed once (a payment, a digest)."""


@dataclass(frozen=True)
class Vote:
    by: str
    at: int
    """Milliseconds since the epoch, like every time in here."""
    revision: int
    content_hash: str
    levels: tuple[int, ...] = ()
    """Of the policy: those that it could count for when it was cast."""
    instead_of: str = ""
    """Somebody who was away: the substitute's vote is theirs."""
    through: str = ""
    """The group that made them an approver; empty: they were named themselves."""


@dataclass(frozen=True)
class Decision:
    kind: str
    """approve; or what a return asks for: correct or discard."""
    by: str
    at: int
    effective_at: int = 0
    """The end of the seconds of Undo."""
    reason: str = ""


@dataclass(frozen=True)
class Petition:
    """An act on the document that waits for approvals: a void, a deletion."""

    id: str
    """Of the operation that the last vote accepts."""
    kind: str
    by: str
    at: int
    request: dict[str, Any]
    act: str
    """What it is called in the history, and with what detail, once it is accepted."""
    said: dict[str, Any] = field(default_factory=dict)
    policy: Policy | None = None
    """As it was in force when it was asked for."""


class Posting(StrEnum):
    WANTED = "wanted"
    POSTING = "posting"
    SHOWN = "shown"
    GIVEN_UP = "given_up"


@dataclass(frozen=True)
class Outgoing:
    """One message or file that Slack must show (design 4.6)."""

    state: Posting = Posting.WANTED
    channel: str = ""
    """A channel, or a person's id for a direct message."""
    ts: str = ""
    posted_channel: str = ""
    """Where Slack really put it: a direct message has a channel of its own."""
    drawn: str = ""
    """Hash of what was drawn last; equal means that there is nothing to update."""
    tries: int = 0
    posting_until: int = 0
    """While a process posts it, nobody else does, nor looks for it; past this, that process counts as gone."""
    begun: int = 0
    """How often posting was begun: what is said of one try is not said of the next."""
    redraws: int = 0
    """How often it was begun to draw it again: of several that do so at once, each finds out."""


UNASKED = "cobro"
"""The actor of what happens without anybody's click."""
TERMINAL = "terminal"
"""Stands before a colon and the name of whoever acts at the machine."""


@dataclass(frozen=True)
class Act:
    """A line of a document's history."""

    at: int
    by: str
    what: str
    detail: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Document:
    id: str
    """`D-7K3Q`."""
    company: str
    phase: Phase
    requester: str = ""
    alegra_id: str = ""
    revision: int = 0
    draft: Draft | None = None
    """What the author asked for, with the date mode."""
    content: Invoice | None = None
    """As last read from Alegra."""
    content_hash: str = ""
    """Of `billing.approval.ApprovedContent`."""
    editors: tuple[str, ...] = ()
    votes: tuple[Vote, ...] = ()
    """For the present revision, in the order in which the store counted them; nobody's twice."""
    policy: Policy | None = None
    """Whose approvals it needs, as it was in force when it was asked for; None: nobody had set one."""
    petition: Petition | None = None
    petition_votes: tuple[Vote, ...] = ()
    """For `petition`, or the last one."""
    decision: Decision | None = None
    open_operation: str = ""
    outbox: dict[str, Outgoing] = field(default_factory=dict)
    """By name: `card`, `direct:<user>`, `thread:<what>`, `file:pdf`, `file:xml`, `notice:<what>`."""
    ended: dict[str, int] = field(default_factory=dict)
    """How many operations of each kind have ended: the next one's number is this plus one (design 4)."""
    history: tuple[Act, ...] = ()
    created_at: int = 0
    """Set by the store."""
    facts: dict[str, Any] = field(default_factory=dict)
    """What a card shows beside the invoice: the last refusal, a diff, an e-mail's fate, a notice's contents."""

    @property
    def asked_at(self) -> int:
        """When it was handed in, or Cobro first knew of it."""
        return self.history[0].at if self.history else self.created_at

    def posted(self, name: str) -> Outgoing | None:
        """The entry of its outbox that Slack shows; None: not yet, or never."""
        entry = self.outbox.get(name)
        return entry if entry and entry.state is Posting.SHOWN else None

    def next_operation(self, kind: str) -> str:
        """The id that the next operation of this kind has: drawn into forms and buttons, so that a double click is one."""
        return f"{self.id}/{kind}/{self.ended.get(kind, 0) + 1}"

    def next_mark(self, kind: str, *, at: int) -> str:
        """Of a kind that no button reserves, and of which several may be open: its number is its time, and it grows."""
        return f"{self.id}/{kind}/{max(at, self.ended.get(kind, 0) + 1)}"
