"""Deciding about invoices, joined: approving, returning, setting risks aside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.actions.approvals import Approvals
from bot.actions.risk_override import RiskOverrides
from handlers.approvals import ApprovalClicks
from handlers.pointing import Pointing
from handlers.risks import RiskTalk

if TYPE_CHECKING:
    from bot.assembly import Assembly
    from bot.verb_conversations import VerbConversations
    from handlers.drafts import Drafts
    from handlers.objections import Objections


def approvals_of(parts: Assembly) -> Approvals:
    return Approvals(
        parts.journal,
        parts.documents,
        parts.new_operation,
        parts.roles,
        parts.ground.store.clock,
        parts.governance.settings_book.undo_seconds,
        parts.polling,
    )


def approval_clicks(
    parts: Assembly, verbs: VerbConversations, drafts: Drafts, objections: Objections
) -> ApprovalClicks:
    pointing = Pointing(parts.documents, parts.ground.wire, parts.governance.voice)
    overrides = RiskOverrides(
        parts.journal, parts.documents, parts.new_operation, parts.roles, parts.ground.store.clock, parts.polling
    )
    risks = RiskTalk(overrides, parts.documents, objections)
    return ApprovalClicks(
        approvals_of(parts), verbs.reversals, parts.documents, drafts, verbs.menu, pointing, risks, objections
    )
