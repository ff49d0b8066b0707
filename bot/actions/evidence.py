"""The evidence of one document, gathered: its story in the audit, its revisions with what each changed, and what is stored of it."""

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import ValidationError

from bot.actions.invoice_kind import DRAFTS
from bot.billing.differences import draft_differences
from bot.billing.draft import Draft
from bot.slack.evidence import Evidence, Revision
from bot.slack.messages.audit_story import AuditStory
from bot.store.records import Document

WRITES = frozenset({"create", "edit"})
"""Kinds of operation that carry a whole draft."""


def evidence_of(story: AuditStory, document: Document | None, *, company: str) -> Evidence:
    return Evidence(story, revisions_of(story.entries), document, company)


def people_of(evidence: Evidence) -> frozenset[str]:
    """Everybody whom it names."""
    document = evidence.document
    written = (document.requester, *document.editors) if document else ()
    return frozenset({*written, *(str(entry.get("actor") or "") for entry in evidence.story.entries)} - {""})


def revisions_of(entries: Iterable[Mapping[str, Any]]) -> tuple[Revision, ...]:
    """As they were handed in: each with what it changed of the one before. What Alegra refused is among them, and told as refused."""
    found: list[Revision] = []
    before: Draft | None = None
    for entry in entries:
        draft = _draft_of(entry)
        if draft is None:
            continue
        changes = draft_differences(before, draft) if before else ()
        found.append(Revision(len(found) + 1, entry, changes))
        before = draft
    return tuple(found)


def _draft_of(entry: Mapping[str, Any]) -> Draft | None:
    """None also for one of another version that this one cannot read: its line is in the story all the same."""
    contents = entry.get("contents")
    if entry.get("what") != "accepted" or entry.get("kind") not in WRITES or not isinstance(contents, dict):
        return None
    try:
        return DRAFTS.validate_python(contents["draft"])
    except (KeyError, ValidationError):
        return None
