"""Level 0: an invoice that an admin described goes out without anybody's click, and says by which rule."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from bot.actions.accepting import NewOperations
from bot.actions.approval_face import issuing_kind
from bot.actions.directory import Directory
from bot.actions.invoice_kind import shown_of
from bot.actions.policy_book import ROUTINES
from bot.actions.polling import Polling
from bot.actions.risk_reading import counted
from bot.billing.asked import is_as_asked
from bot.billing.composing import Composition
from bot.billing.dates import local_date
from bot.billing.draft import Draft
from bot.billing.policy import Routine
from bot.billing.routine import Look, look_of, obstacles
from bot.operations.answers import Guard
from bot.operations.journal import Journal
from bot.store.connection import Clock
from bot.store.documents import Documents
from bot.store.records import UNASKED, Act, Decision, Document, Phase, Vote

LOOK, RULE = "look", "rule"
"""Facts: what was known when it was handed in; the rule by which it went out."""
DECISIONS = frozenset({"routine", "approved", "broke_glass", "undone", "refused"})
"""Acts after which people decide, whatever the rule says: one was let out already, or somebody had doubts."""
LOOKS: TypeAdapter[Look] = TypeAdapter(Look)


def look_facts(form: Composition, draft: Draft, directory: Directory) -> dict[str, Any]:
    items = {line.item_id: item for line in draft.lines if (item := directory.item(line.item_id))}
    look = look_of(draft, form.history, client=directory.client(draft.client_id), items=items)
    return {LOOK: LOOKS.dump_python(look, mode="json")}


@dataclass(frozen=True)
class RoutineApproval:
    journal: Journal
    documents: Documents
    new_operation: NewOperations
    clock: Clock
    undo_seconds: Callable[[], Awaitable[int]]
    polling: Polling

    async def let_out(self, document_id: str) -> bool:
        """Told of every invoice that was created; told again, nothing happens. Its requester may undo it like an approval."""
        document = await self.documents.find(document_id)
        routine = self.rule_for(document, now=await self.clock()) if document else None
        if document is None or routine is None or document.content is None:
            return True
        now = await self.clock()
        effective_at = now + await self.undo_seconds() * 1000
        operation = self.new_operation(
            document.next_operation(issuing_kind(document.content)),
            actor=UNASKED,
            request={"content_hash": document.content_hash, "revision": document.revision},
            accepted_at=now,
            not_before=effective_at,
        )
        rule = ROUTINES.dump_python(routine, mode="json")
        guard = Guard(
            phases=frozenset({Phase.PENDING}),
            revision=document.revision,
            content_hash=document.content_hash,
            sets={
                "phase": Phase.APPROVED,
                "decision": Decision("approve", UNASKED, now, effective_at),
                "votes": (Vote(UNASKED, now, document.revision, document.content_hash),),
                "facts": {"refusal": None, RULE: rule},
            },
            act=Act(now, UNASKED, "routine", rule),
            shown=shown_of(document),
        )
        await self.journal.accept(operation, guard=guard)
        return True

    def rule_for(self, document: Document, *, now: int) -> Routine | None:
        """Only as it was handed in, once: not after an edit, a refusal or an Undo."""
        policy, draft, invoice = document.policy, document.draft, document.content
        if policy is None or policy.routine is None or draft is None or invoice is None:
            return None
        is_untouched = (
            document.phase is Phase.PENDING and document.revision == 1 and set(document.editors) <= {document.requester}
        )
        has_been_decided = any(act.what in DECISIONS for act in document.history)
        if not is_untouched or has_been_decided or not document.requester or not is_as_asked(invoice, draft):
            return None
        today, currency = local_date(now, self.polling.timezone), self.polling.currency()
        case = self.polling.case_of(document, risks=counted(document, today=today, currency=currency))
        look = LOOKS.validate_python(document.facts.get(LOOK) or {})
        return None if obstacles(policy.routine, case, look) else policy.routine
