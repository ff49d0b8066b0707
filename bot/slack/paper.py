"""A file that a document will have: fetched when it is about to go out, and not always to be had."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.slack.drawing import File


class NotReady(Exception):
    """Raised by `Paper.fetch`: the file cannot be had yet; ask again after `seconds`."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"not ready, again in {seconds} s")
        self.seconds = seconds


class NeverReady(Exception):
    """Raised by `Paper.fetch`: there is no such file, and it was waited for long enough."""

    def __init__(self) -> None:
        super().__init__("there is no such file")


@dataclass(frozen=True)
class Paper:
    """A file whose bytes are fetched only when it is about to go out."""

    fetch: Callable[[], Awaitable[File]]
    """May raise NotReady and NeverReady."""
