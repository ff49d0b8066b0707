"""What the worker asks of a kind of operation; each `actions/<noun>.py` provides its own."""

from typing import Protocol

from bot.operations.operation import Operation
from bot.operations.outcomes import Outcome, Sighting


class Kind(Protocol):
    name: str
    settle_seconds: float
    """How long after `sent_at` a look-up that finds nothing begins to count (180 s; 300 s for stamps)."""
    timeout_seconds: float
    """The longest that `send` may take; the lease must outlive it."""
    resend_allowed: bool
    """False: of unknown fate it goes to a person, never out again (an e-mail)."""
    keeps_document: bool
    """True: while it needs a person, no other operation may begin on its document."""

    async def send(self, operation: Operation) -> Outcome:
        """Do it once. Raises nothing that it can name as an outcome."""
        ...

    async def look_up(self, operation: Operation) -> Sighting:
        """See whether it happened, without changing anything."""
        ...

    async def show(self, operation: Operation) -> float:
        """Make Slack show where it stands, from stored state; may be called again at any time.

        Answers 0 when everything is shown, else the seconds after which to try again.
        """
        ...
