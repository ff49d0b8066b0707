"""What is asked for on a document, as its card or its notice shows it."""

from bot.actions.approval_face import level_rows
from bot.actions.petitions import ASK, is_open, poll_about
from bot.actions.polling import Polling
from bot.actions.rounds import waits_of
from bot.billing.business_hours import BusinessHours
from bot.billing.eligibility import Roles
from bot.operations.operation import Operation
from bot.slack.messages.petition_closed import PetitionClosed
from bot.slack.petition import PetitionShown
from bot.slack.references import Reference
from bot.store.records import Document, Posting


def petition_face(
    document: Document, polling: Polling, *, roles: Roles, now: int, hours: BusinessHours
) -> PetitionShown | None:
    petition = document.petition
    if petition is None or not is_open(document) or document.open_operation:
        return None
    poll = poll_about(document, petition, polling, roles=roles, now=now)
    return PetitionShown(
        petition.kind,
        petition.by,
        petition.at,
        str(petition.said.get("reason", "")),
        level_rows(poll, document.petition_votes),
        Reference(document.id, document.revision, petition.id),
        now,
        waits_of(document, hours),
    )


def closed_petition(document: Document, operation: Operation) -> tuple[str, PetitionClosed] | None:
    """What this operation ended without the votes, and the name of the message that tells of it once."""
    asked = str(operation.request.get("not", "")) if operation.kind == ASK else ""
    acts = [act for act in document.history if act.what == "petition_refused" and act.at == operation.accepted_at]
    if not asked or not acts:
        return None
    kind = asked.split("/")[-2]
    name = f"thread:petition:{asked}:closed"
    told = document.outbox.get(name)
    if told and told.state is Posting.SHOWN:
        return None
    return name, PetitionClosed(kind, operation.actor, str(acts[-1].detail.get("asked_by", "")))


def petition_name(document: Document) -> str:
    """Of the message that tells of it once."""
    return f"thread:petition:{document.petition.id}" if document.petition else ""
