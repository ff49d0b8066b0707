"""What the journal answers to somebody who asks for an operation, takes one back or settles one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.operations.operation import Operation
from bot.store.records import Act, Document, Phase, Vote


@dataclass(frozen=True)
class Casting:
    """A vote, as it was judged. The store counts it only upon the votes that were seen, and nobody's twice."""

    vote: Vote
    seen: tuple[str, ...]
    """Who had voted."""
    needed: int
    """Votes in all."""
    decides: bool
    """With the last of them, and with no other, what was voted about is accepted."""
    is_counted: bool = False
    """It is among those that were seen: enough are there since fewer are needed."""
    field: str = "votes"
    """Of the document: where it is counted."""
    barred: tuple[str, ...] = ()
    """Who has no vote in it, besides whom the guard refuses."""
    kept: tuple[Vote, ...] | None = None
    """What of the votes that were seen still counts: the others are taken off with this one. None: all of them."""

    @property
    def taken_off(self) -> tuple[str, ...]:
        """Whose votes no longer count."""
        return () if self.kept is None else tuple(sorted(set(self.seen) - {vote.by for vote in self.kept}))


@dataclass(frozen=True)
class Guard:
    """What must hold of the document at the moment of accepting, and what is changed with it."""

    create: Document | None = None
    """Created with the operation when it does not exist yet; nothing else is then asked of it."""
    phases: frozenset[Phase] | None = None
    revision: int | None = None
    """The one that was drawn on the button or form."""
    content_hash: str | None = None
    four_eyes: bool = False
    """Refused to the requester and to everyone who edited any revision."""
    casting: Casting | None = None
    """The vote that it comes with; `sets` need not add it."""
    alone: bool = True
    """Refused while another operation is open, and holds the document until it ends."""
    waits: bool = False
    """Refused while another operation is open, though it does not hold the document itself."""
    others: Mapping[str, int] = field(default_factory=dict)
    """Documents that the operation also needs for itself, each with the number of the kind that was drawn for it.

    The same phases are asked of them, all or nothing; they are held and let go together with the operation's own.
    """
    sets: Mapping[str, Any] = field(default_factory=dict)
    """Fields of the document to set (see `store.documents.encode_changes`)."""
    act: Act | None = None
    shown: Mapping[str, Any] = field(default_factory=dict)
    """What the person had before their eyes, for the audit."""
    petition: str = ""
    """The id of the one that must stand on the document: another one since is another matter."""
    spends: str = ""
    """The id of an operation of this document that nobody may begin any more: what was drawn with it is too old."""


@dataclass(frozen=True)
class Accepted:
    operation: Operation
    document: Document


@dataclass(frozen=True)
class Decided:
    """The document was changed; nothing is to be sent."""

    document: Document


@dataclass(frozen=True)
class Same:
    """This very operation was accepted before: a double click, Slack's retry, a second submission."""

    operation: Operation
    document: Document


@dataclass(frozen=True)
class OtherContents:
    """Under this id another version is on its way, or has ended."""

    operation: Operation
    document: Document


@dataclass(frozen=True)
class Ended:
    """The id was used up long ago; the form or button is too old."""

    document: Document


@dataclass(frozen=True)
class Busy:
    operation: Operation
    """The one that is open."""
    document: Document


@dataclass(frozen=True)
class Stale:
    """The document was changed since the button or form was drawn."""

    document: Document


@dataclass(frozen=True)
class WrongPhase:
    document: Document


@dataclass(frozen=True)
class OwnDocument:
    """Four eyes: the actor made or edited it."""

    document: Document


@dataclass(frozen=True)
class Voted:
    """The actor has voted already, or somebody in their place."""

    document: Document


@dataclass(frozen=True)
class AlreadyAsked:
    """Somebody has asked for something on this document, and it waits."""

    document: Document


@dataclass(frozen=True)
class Outvoted:
    """Somebody voted, or took a vote back, since this one was judged: judge it again."""

    document: Document


@dataclass(frozen=True)
class NoDocument:
    pass


@dataclass(frozen=True)
class NoOperation:
    pass


@dataclass(frozen=True)
class Withdrawn:
    operation: Operation
    document: Document


@dataclass(frozen=True)
class TooLate:
    """It has left, has ended, or stands elsewhere than the act allows."""

    operation: Operation
    document: Document


@dataclass(frozen=True)
class Resolved:
    operation: Operation
    document: Document


@dataclass(frozen=True)
class LinkedElsewhere:
    """Somebody has linked another operation to the very same thing in Alegra."""

    operation: Operation
    document: Document


@dataclass(frozen=True)
class Lane:
    """Why nothing goes out to Alegra (401, 402, 403), since when and until when."""

    error: dict[str, Any]
    since: int
    until: int


Objection = Stale | WrongPhase | Busy | OwnDocument | Voted | Outvoted | NoDocument
Acceptance = Accepted | AlreadyAsked | Same | OtherContents | Ended | Objection
Decision = Decided | Objection
Withdrawal = Withdrawn | TooLate | NoOperation
Resolution = Resolved | TooLate | Busy | LinkedElsewhere | NoOperation
