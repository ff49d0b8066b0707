"""What a person says about an operation whose outcome nobody could find out (design 4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.actions.role_book import RolesNow
from bot.actions.stamps import BACK_TO_APPROVAL
from bot.billing.eligibility import NotPermitted
from bot.operations.answers import NoOperation, Resolution
from bot.operations.journal import Journal
from bot.operations.operation import Operation, State
from bot.store.connection import Clock
from bot.store.documents import Documents
from bot.store.records import Act, Phase

EDIT = "edit"
IF_IT_DID_NOT_HAPPEN: Mapping[str, Mapping[str, Any]] = {
    "create": {"phase": Phase.FAILED, "facts": {"refusal": {"situation": "not_created", "message": ""}}},
    "stamp": BACK_TO_APPROVAL,
    "open": BACK_TO_APPROVAL,
}
"""Fields of the document, by kind; for the others the document stands as it did before."""


@dataclass(frozen=True)
class Resolutions:
    journal: Journal
    documents: Documents
    roles: RolesNow
    clock: Clock

    async def forbidden(self, person: str) -> NotPermitted | None:
        admins = (await self.roles()).admins
        return None if person in admins else NotPermitted(admins)

    async def look_again(self, operation_id: str, *, by: str, note: str = "") -> Resolution:
        """It is adopted when the look-up finds it now; otherwise it comes back to a person."""
        return await self.journal.rulings.look_again(operation_id, act=Act(await self.clock(), by, "resolved", {"text": note}))

    async def did_not_happen(self, operation_id: str, *, by: str, note: str) -> Resolution:
        """Close the attempt: whoever asked may ask again."""
        operation = await self.journal.find(operation_id)
        if operation is None:
            return NoOperation()
        act = Act(await self.clock(), by, "resolved", {"text": note})
        sets = {**IF_IT_DID_NOT_HAPPEN.get(operation.kind, {}), **await self._still_by(operation)}
        return await self.journal.rulings.conclude(operation_id, State.REFUSED, sets=sets, act=act)

    async def _still_by(self, operation: Operation) -> dict[str, Any]:
        """An edit may arrive after everybody has given it up: whoever made it does not approve it then (design 1)."""
        document = await self.documents.find(operation.document) if operation.kind == EDIT else None
        return {"editors": tuple(dict.fromkeys((*document.editors, operation.actor)))} if document else {}
