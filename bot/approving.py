"""Deciding about invoices, joined: approving, one by one and from a list, returning, setting risks aside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.actions.break_glass import BreakGlass
from bot.actions.bulk_approval import BulkApprovals
from bot.actions.risk_override import RiskOverrides
from handlers.approvals import ApprovalClicks
from handlers.break_glass import BreakGlassTalk
from handlers.bulk_approval import BulkTalk
from handlers.pointing import Pointing
from handlers.risks import RiskTalk

if TYPE_CHECKING:
    from bot.assembly import Assembly
    from bot.verb_conversations import VerbConversations
    from handlers.drafts import Drafts
    from handlers.objections import Objections


def approval_clicks(
    parts: Assembly, verbs: VerbConversations, drafts: Drafts, objections: Objections
) -> ApprovalClicks:
    pointing = Pointing(parts.documents, parts.ground.wire, parts.governance.voice)
    overrides = RiskOverrides(*parts.deciding, parts.polling, parts.approvals)
    risks = RiskTalk(overrides, parts.documents, objections)
    return ApprovalClicks(
        parts.approvals,
        parts.asking_again,
        verbs.reversals,
        parts.documents,
        drafts,
        verbs.menu,
        pointing,
        risks,
        objections,
    )


def bulk_talk(parts: Assembly, verbs: VerbConversations, objections: Objections) -> BulkTalk:
    bulk = BulkApprovals(*parts.deciding, parts.polling, parts.compositions, parts.ground.random_bits)
    return BulkTalk(bulk, verbs.looking, objections)


def break_glass_talk(parts: Assembly, objections: Objections) -> BreakGlassTalk:
    return BreakGlassTalk(BreakGlass(parts.approvals, parts.admin_notices), objections)
