"""What is asked for on a document, as its card or its notice shows it."""

from bot.actions.approval_face import level_rows
from bot.actions.polling import Polling
from bot.actions.rounds import round_of, waits_of
from bot.billing.business_hours import BusinessHours
from bot.billing.eligibility import Roles
from bot.slack.messages.petition_closed import PetitionClosed
from bot.slack.petition import PetitionShown
from bot.slack.references import Reference
from bot.store.records import Document


def petition_face(
    document: Document, polling: Polling, *, roles: Roles, now: int, hours: BusinessHours
) -> PetitionShown | None:
    waits = round_of(document)
    petition = waits.petition if waits else None
    if waits is None or petition is None:
        return None
    return PetitionShown(
        petition.kind,
        petition.by,
        petition.at,
        str(petition.said.get("reason", "")),
        level_rows(waits.poll(polling, roles=roles, now=now), waits.votes),
        Reference(document.id, document.revision, petition.id),
        now,
        waits_of(document, hours),
    )


def closed_petitions(document: Document) -> dict[str, PetitionClosed]:
    """What was not approved, or is asked for no more, and nobody has been told of: by the name of the message that tells it once.

    From the document alone: whichever operation is being shown tells it.
    """
    found = {
        f"thread:petition:closed:{act.at}": PetitionClosed(
            str(act.detail["kind"]), act.by, str(act.detail.get("asked_by", ""))
        )
        for act in document.history
        if act.what == "petition_refused" and "kind" in act.detail
    }
    return {name: closed for name, closed in found.items() if not document.posted(name)}


def petition_name(document: Document) -> str:
    """Of the message that tells of it once."""
    return f"thread:petition:{document.petition.id}" if document.petition else ""
