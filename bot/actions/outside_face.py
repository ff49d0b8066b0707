"""What hangs in a card's thread of what was done to its document in Alegra itself: once for each."""

from collections.abc import Mapping
from typing import Any

from bot.actions.approval_face import ApprovalFace, named
from bot.actions.cards import Moment
from bot.actions.invoice_kind import INVOICES, date_mode, term_days
from bot.actions.outside import ENTRY
from bot.billing.countries import rules_of
from bot.billing.outside import Agreed, OutsideAct, changed_fields
from bot.slack.drawing import Message
from bot.slack.messages.outside_reply import OutsideReply, draw
from bot.store.records import Document


def entries_of(document: Document) -> Mapping[str, Mapping[str, Any]]:
    """By the name under which it stands in the outbox; those that are not told yet first, whatever their order."""
    return {
        f"thread:{name}": entry
        for name, entry in document.facts.items()
        if name.startswith(ENTRY) and entry is not None
    }


def outside_reply(document: Document, entry: Mapping[str, Any], face: ApprovalFace, moment: Moment) -> Message | None:
    """None: nothing was known of it before."""
    if entry["before"] is None:
        return None
    before = INVOICES.validate_python(entry["before"])
    after = INVOICES.validate_python(entry["after"]) if entry["after"] else None
    agreed = Agreed(date_mode(document), term_days(document, before))
    changes = changed_fields(before, after, agreed) if after else ()
    voters = [str(voter) for voter in entry["voters"]]
    reply = OutsideReply(
        act=OutsideAct(entry["act"]),
        invoice=after or before,
        authority=rules_of(face.directory.company.country).authority,
        seen_at=int(entry["at"]),
        now=moment.now,
        concerns=tuple(dict.fromkeys(person for person in (document.requester, *voters) if person)),
        changes=named(changes, face.prefix),
        votes_lost=bool(voters),
        waits=bool(entry["waits"]),
        may_be_ours=bool(entry.get("may_be_ours")),
    )
    return draw(reply, moment.words)
