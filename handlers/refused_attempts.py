"""What somebody tried and may not: recorded in the audit, where it matters; whoever tried is told elsewhere."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import structlog
from redis.exceptions import RedisError

from bot.billing.closing import Closed
from bot.billing.eligibility import NobodyApproves, NotApprover, NotPermitted
from bot.billing.eligibility import OwnDocument as OwnInvoice
from bot.operations import answers
from bot.slack.references import BadReference, Reference
from bot.store.audit import Audit

RECORD_SECONDS = 1.0
MATTERS: Mapping[type, str] = {
    NobodyApproves: "nobody_approves",
    NotApprover: "not_approver",
    OwnInvoice: "own_document",
    answers.OwnDocument: "own_document",
    NotPermitted: "not_permitted",
    Closed: "closed_books",
}

log = structlog.get_logger(__name__)


class RecordRefusal(Protocol):
    async def __call__(self, why: str, *, document: str) -> None: ...


async def record_nothing(why: str, *, document: str) -> None: ...


def why_refused(objection: Any) -> str:
    """Empty for what is no matter of permission: a stale card, a second click."""
    return next((why for kind, why in MATTERS.items() if isinstance(objection, kind)), "")


def subject_of(body: Mapping[str, Any]) -> str:
    """The document that a button or a form was drawn for; empty where it was drawn for none."""
    action = (body.get("actions") or [{}])[0]
    chosen = action.get("selected_option") or {}
    packed = chosen.get("value") or action.get("value") or (body.get("view") or {}).get("private_metadata") or ""
    try:
        return Reference.unpack(str(packed)).document
    except BadReference:
        return ""


@dataclass(frozen=True)
class RefusedAttempts:
    audit: Audit

    async def record(self, why: str, *, document: str) -> None:
        """Under the request, the person and the roles that the task knows of. Nobody is kept waiting by a slow store."""
        try:
            async with asyncio.timeout(RECORD_SECONDS):
                await self.audit.note("refused", document=document, why=why)
        except (RedisError, TimeoutError) as gone:
            log.warning("refusal_not_audited", why=why, document=document, error=str(gone))
