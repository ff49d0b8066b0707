"""What a person's Home tab tells, before it is drawn."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from bot.billing.ageing import Buckets
from bot.billing.eligibility import Act
from bot.slack.references import Reference


class Stuck(StrEnum):
    """Why a document does not go on by itself."""

    UNKNOWN = "unknown"
    """Alegra has not said what became of it; it is being looked for."""
    NEEDS_PERSON = "needs_person"


@dataclass(frozen=True)
class HomeRow:
    """One document of somebody's."""

    document: str
    client: str
    amount: Decimal | None = None
    currency: str = ""
    person: str = ""
    """Who asked for it, or who returned it."""
    is_own: bool = False
    """Whose tab it is did it themselves."""
    at: int = 0
    """When it came to where it stands; milliseconds."""
    reason: str = ""
    has_expired: bool = False
    """Nobody decided in time: it can be asked for again as it is."""
    asked: str = ""
    """What is asked for on it, by the kind of operation: a void, a deletion."""
    stuck: Stuck | None = None
    permalink: str = ""
    """Of its card, once there is one."""
    reference: Reference | None = None
    """Of the button that takes it up again, where it is this person's turn."""


@dataclass(frozen=True)
class UnsentForm:
    client: str = ""
    lines: int = 0


@dataclass(frozen=True)
class OverdueSummary:
    buckets: Buckets
    clients: int
    currency: str
    scanned_at: int


@dataclass(frozen=True)
class CompanyHome:
    """One company's part, for one person."""

    now: int
    company: str = ""
    """Empty for the company of the environment, as in `Letterhead`."""
    name: str = ""
    """Said only where the workspace has several."""
    may: frozenset[Act] = frozenset()
    to_approve: tuple[HomeRow, ...] = ()
    petitions: tuple[HomeRow, ...] = ()
    """What others ask to take back, and waits for this person's vote."""
    returned: tuple[HomeRow, ...] = ()
    stuck: tuple[HomeRow, ...] = ()
    """Somebody must look, or Alegra has not said what became of it."""
    under_way: tuple[HomeRow, ...] = ()
    """Asked for by this person and not decided yet."""
    unsent: UnsentForm | None = None
    overdue: OverdueSummary | None = None
    paused_since: int = 0
    """Nothing goes out to Alegra since then; 0: everything does."""
    is_new: bool = False
    """Has never asked for anything."""

    @property
    def waits_for_nobody(self) -> bool:
        return not (
            self.to_approve or self.petitions or self.returned or self.stuck or self.unsent or self.paused_since
        )


@dataclass(frozen=True)
class Home:
    """As one person sees it."""

    companies: tuple[CompanyHome, ...]
