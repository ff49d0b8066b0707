"""What waits for votes on a document, and since when: its present revision, or what somebody asks to take back."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.actions.petitions import PHASES, TAKES_BACK, is_open, poll_about
from bot.actions.polling import Polling, escalated_levels, round_key
from bot.actions.suggestions import FACT as SUGGESTION
from bot.billing.business_hours import BusinessHours
from bot.billing.eligibility import Roles
from bot.billing.patience import Wait, expires_at
from bot.billing.policy import DEFAULT_POLICY, Matter, Policy
from bot.billing.tally import Poll
from bot.slack.waiting_line import Waits
from bot.store.records import Act, Document, Petition, Phase, Vote

REMINDED, ESCALATED = "reminded", "escalated"
"""What they are called in the history."""
BEGINNINGS = frozenset(
    {
        "submitted", "created", "linked", "edited", "took_over", "changed", "outside_edited", "refused", "resolved", "asked_again",
    }
)  # fmt: skip
"""Acts after which an invoice waits for all its votes anew."""
NOTEWORTHY_MS = 10 * 60 * 1000
"""Before that, the time at which it was asked for says as much."""
TOUCHES = frozenset({"undone", "declined"})
"""Acts after which it waits on, though somebody has just looked at it."""


@dataclass(frozen=True)
class Round:
    document: Document
    key: str
    policy: Policy
    votes: tuple[Vote, ...]
    began: int
    petition: Petition | None = None

    @property
    def phase(self) -> Phase:
        """The one that the document stands in as long as this waits."""
        return PHASES[self.petition.kind] if self.petition else Phase.PENDING

    @property
    def asked_by(self) -> str:
        return self.petition.by if self.petition else self.document.requester

    def poll(self, polling: Polling, *, roles: Roles, now: int) -> Poll:
        if self.petition:
            return poll_about(self.document, self.petition, polling, roles=roles, now=now)
        return polling(self.document, roles=roles, now=now)

    def wait(self, open_level: int | None) -> Wait:
        return Wait(self.began, self.since, self.nudged, open_level in escalated_levels(self.document, self.key))

    @property
    def nudged(self) -> int:
        """The slot of the last reminder or escalation; 0: there was none."""
        slots = [int(act.detail["slot"]) for act in self._own_acts if act.what in {REMINDED, ESCALATED}]
        return max(slots, default=0)

    @property
    def since(self) -> int:
        touched = () if self.petition else (act.at for act in self.document.history if act.what in TOUCHES)
        return max(self.began, *(vote.at for vote in self.votes), *touched, 0)

    @property
    def left_alone(self) -> frozenset[str]:
        """Who suggested a change, about which somebody else has to say something first."""
        suggestion = self.document.facts.get(SUGGESTION)
        return frozenset({str(suggestion["by"])}) if suggestion and not self.petition else frozenset()

    @property
    def escalated_at(self) -> int:
        """When the level that is open, or one before it, was escalated last; 0: none was."""
        return max((act.at for act in self._own_acts if act.what == ESCALATED), default=0)

    @property
    def _own_acts(self) -> tuple[Act, ...]:
        return tuple(act for act in self.document.history if act.detail.get("round") == self.key)


def round_of(document: Document | None) -> Round | None:
    """None: nothing of it waits for anybody, or something is on its way."""
    if document is None or document.open_operation:
        return None
    return standing_round(document)


def standing_round(document: Document) -> Round | None:
    """The same while something is on its way."""
    petition = document.petition
    if document.phase is Phase.PENDING and document.requester and document.content:
        policy, votes = document.policy or DEFAULT_POLICY, document.votes
        return Round(document, round_key(document), policy, votes, _asked_at(document))
    if petition and is_open(document):
        matter: Matter = TAKES_BACK[petition.kind]
        policy = petition.policy or DEFAULT_POLICY
        return Round(document, round_key(document, matter), policy, document.petition_votes, petition.at, petition)
    return None


def rounds_for(
    person: str, documents: Iterable[Document], polling: Polling, *, roles: Roles, now: int
) -> tuple[Round, ...]:
    """What waits for their vote, in the order of the documents."""
    found = [waits for document in documents if (waits := round_of(document))]
    return tuple(waits for waits in found if person in waits.poll(polling, roles=roles, now=now).tally.waits_for)


def waits_of(document: Document, hours: BusinessHours) -> Waits:
    """As its card says it; that it waits since it was asked for stands there anyway."""
    waits = standing_round(document)
    if waits is None:
        return Waits()
    said_anyway = waits.began if waits.petition else document.asked_at
    since = waits.since if waits.since - said_anyway >= NOTEWORTHY_MS else 0
    return Waits(since, waits.escalated_at, expires_at(waits.began, waits.policy.patience, hours))


def _asked_at(document: Document) -> int:
    begun = [act.at for act in document.history if act.what in BEGINNINGS]
    return max(begun, default=document.created_at)
