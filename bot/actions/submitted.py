"""What became of an invoice that was handed in."""

from dataclasses import dataclass

from bot.billing.completeness import Missing
from bot.billing.composing import Composition
from bot.billing.dates import OutsideWindow
from bot.billing.drafting import Mistake
from bot.billing.eligibility import NotPermitted
from bot.operations.answers import Acceptance


@dataclass(frozen=True)
class NotYet:
    """What keeps it from being handed in; the form stays as it is."""

    mistakes: tuple[Mistake, ...] = ()
    missing: tuple[Missing, ...] = ()
    window: OutsideWindow | None = None


@dataclass(frozen=True)
class TotalChanged:
    """The total is another than the one that was on screen: it is shown once before sending."""

    form: Composition


Submitted = NotYet | TotalChanged | Acceptance | NotPermitted


class NoNameLeft(Exception):
    """Twenty random names in a row were taken: the source of randomness is broken."""
