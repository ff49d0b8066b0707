"""What became of an invoice that was handed in."""

from dataclasses import dataclass

from bot.billing.asked import has_particulars, is_as_asked
from bot.billing.completeness import Missing
from bot.billing.composing import Composition
from bot.billing.dates import OutsideWindow
from bot.billing.draft import Draft
from bot.billing.drafting import Mistake
from bot.billing.eligibility import NotPermitted
from bot.operations.answers import Acceptance
from bot.store.records import Document, Phase


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


@dataclass(frozen=True)
class NothingChanged:
    """An edit, or a suggestion, of what is there already: by it no vote is lost, and nobody becomes an editor."""


Submitted = NotYet | TotalChanged | NothingChanged | Acceptance | NotPermitted


def changes_nothing(document: Document, draft: Draft, *, on: int) -> bool:
    """Of what waits for approval, in Alegra too; `on` is the revision that the form was drawn from.

    What was given back is handed in again by it, whether it is another or not.
    """
    content, waits = document.content, document.phase is Phase.PENDING and document.revision == on
    if content is None or not waits or draft != document.draft:
        return False
    return is_as_asked(content, draft) and has_particulars(content, draft)


class NoNameLeft(Exception):
    """Twenty random names in a row were taken: the source of randomness is broken."""
