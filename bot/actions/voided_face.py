"""The face of a card whose invoice is void."""

from bot.actions.facts import refusal_of
from bot.actions.reopening import ReopenInvoice
from bot.billing.eligibility import Roles
from bot.billing.invoice import Invoice
from bot.billing.reopening import objection_to_reopen
from bot.operations.operation import Operation
from bot.slack.messages.voided_card import VoidedCard
from bot.slack.references import Reference
from bot.store.records import Document

VOIDED, REOPENED, VOIDED_OUTSIDE = "voided", "reopened", "outside_voided"
"""Acts in the history."""


def voided_face(
    document: Document, invoice: Invoice, operation: Operation | None, *, roles: Roles, now: int
) -> VoidedCard:
    by, at, reason = voided_by(document)
    under_way = operation is not None and document.open_operation == operation.id
    return VoidedCard(
        invoice=invoice,
        requester=document.requester,
        voided_by=by,
        voided_at=at or now,
        now=now,
        reason=reason,
        reference=Reference(document.id, document.revision),
        may_reopen=objection_to_reopen(invoice) is None,
        is_reopening=under_way and operation is not None and operation.kind == ReopenInvoice.name,
        refusal=refusal_of(document.facts.get("refusal")),
        for_admins=bool(roles.admins),
    )


def voided_by(document: Document) -> tuple[str, int, str]:
    """Who, when and why; nobody, when it was done in Alegra, or reopened here since and is void again."""
    wanted = {VOIDED, REOPENED, VOIDED_OUTSIDE}
    act = next((act for act in reversed(document.history) if act.what in wanted), None)
    if act is None or act.what == REOPENED:
        return "", 0, ""
    if act.what == VOIDED_OUTSIDE:
        return "", act.at, ""
    return act.by, act.at, str(act.detail.get("reason", ""))
