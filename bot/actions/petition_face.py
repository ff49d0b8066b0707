"""What is asked for on a document, as its card or its notice shows it."""

from bot.actions.approval_face import level_rows
from bot.actions.polling import Polling
from bot.actions.rounds import round_of, waits_of
from bot.billing.business_hours import BusinessHours
from bot.billing.eligibility import Roles
from bot.locale import Words
from bot.slack.drawing import Message
from bot.slack.messages import petition_asked, petition_closed
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


def petition_replies(document: Document, asked: PetitionShown | None, words: Words) -> dict[str, Message]:
    """What its thread is told, each once, by name: a card that is redrawn makes no sound, so who must approve is called there."""
    told = {name: petition_closed.draw(each, words) for name, each in _closed(document).items()}
    if asked:
        told[f"thread:petition:{asked.reference.operation}"] = petition_asked.draw(asked, words)
    return {name: message for name, message in told.items() if not document.posted(name)}


def _closed(document: Document) -> dict[str, PetitionClosed]:
    """What was not approved, or is asked for no more; from the document alone, so whichever operation is being shown tells it."""
    return {
        f"thread:petition:closed:{act.at}": PetitionClosed(
            str(act.detail["kind"]), act.by, str(act.detail.get("asked_by", ""))
        )
        for act in document.history
        if act.what == "petition_refused" and "kind" in act.detail
    }
