"""What a listener answers: values, carried out in one place (`handlers/door.py`)."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.slack.drawing import Message, View


@dataclass(frozen=True)
class Quiet:
    """Nothing to say: what changes is seen on the card."""


@dataclass(frozen=True)
class Note:
    """Words for this person only."""

    message: Message


@dataclass(frozen=True)
class Modal:
    """Opened; on top of the open one, where there is one."""

    view: View
    then: Callable[[str], Awaitable[None]] | None = None
    """Afterwards, with the id of the view that was opened: fills what had to be fetched first."""


@dataclass(frozen=True)
class Redraw:
    """In place of the modal that was submitted."""

    view: View
    then: Callable[[str], Awaitable[None]] | None = None
    """Afterwards, with the id of the view, once it shows this: what is drawn into it sooner, Slack would cover with this."""


@dataclass(frozen=True)
class Mistakes:
    """By block id of the field: the sentence under it."""

    errors: Mapping[str, str]


@dataclass(frozen=True)
class Close:
    """Every open modal closes; `note` tells what happens now, in the channel the form was opened from."""

    note: Message | None = None
    channel: str = ""


@dataclass(frozen=True)
class Choices:
    """For a type-ahead select: options, or groups of them."""

    options: Sequence[dict[str, Any]] = ()
    groups: Sequence[dict[str, Any]] = ()


Shows = Quiet | Note | Modal | Redraw | Mistakes | Close | Choices


@dataclass(frozen=True)
class Answer:
    shows: Shows = Quiet()
    afterwards: Callable[[], Awaitable[None]] | None = None
    """Unhurried, after the ack; only ever redraws from stored state, since it may be lost. See `Redraw.then` too."""
