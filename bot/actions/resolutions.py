"""What a person says about an operation whose outcome nobody could find out (design 4)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.actions.links import Links, Seen
from bot.actions.role_book import RolesNow
from bot.actions.stamps import BACK_TO_APPROVAL
from bot.actions.voting import without
from bot.billing.eligibility import NotPermitted, may_look, may_resolve
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
LINKED: Mapping[str, str] = {"create": "invoice", "payment": "payment"}
"""What can be named, by the kinds of operation that make something new in Alegra.

What acts on what exists is looked up by its id; a client or an item is looked for by what it is called and identified by.
"""
NEVER_AGAIN = frozenset({"email"})
"""Its button on the card sends a new one: nobody can look for the first."""


def can_be_linked(operation: Operation) -> bool:
    return operation.state is State.NEEDS_PERSON and operation.kind in LINKED


def can_be_sent_again(operation: Operation) -> bool:
    """Not what met something else than it was meant for: it would only be refused."""
    is_changed = operation.error.get("situation") == "changed_in_alegra"
    return operation.state is State.NEEDS_PERSON and operation.kind not in NEVER_AGAIN and not is_changed


def can_look_again(operation: Operation) -> bool:
    return operation.state is State.NEEDS_PERSON and operation.kind not in NEVER_AGAIN


@dataclass(frozen=True)
class Resolutions:
    journal: Journal
    documents: Documents
    roles: RolesNow
    clock: Clock
    links: Mapping[str, Links] = field(default_factory=dict)
    """By kind of operation."""

    async def forbidden(self, person: str) -> NotPermitted | None:
        allowed = may_resolve(person, roles=await self.roles())
        return allowed if isinstance(allowed, NotPermitted) else None

    async def may_not_look(self, operation_id: str, *, by: str) -> NotPermitted | None:
        """While nobody knows, its author may have it looked for too; what waits for another reason is for those who resolve."""
        operation = await self.journal.find(operation_id)
        if operation is None or operation.state is not State.UNKNOWN:
            return await self.forbidden(by)
        document = await self.documents.find(operation.document)
        requester = document.requester if document else ""
        allowed = may_look(by, roles=await self.roles(), requester=requester)
        return allowed if isinstance(allowed, NotPermitted) else None

    async def look_again(self, operation_id: str, *, by: str, note: str = "") -> Resolution:
        """It is adopted when the look-up finds it now; otherwise it comes back to a person."""
        act = await self._act(by, "looked_again", note)
        return await self.journal.rulings.look_again(operation_id, act=act)

    async def retry(self, operation_id: str, *, by: str) -> Resolution:
        """Whatever waits goes on at once; nothing of unknown fate is sent by this."""
        operation = await self.journal.find(operation_id)
        if operation is None:
            return NoOperation()
        if operation.state is State.NEEDS_PERSON:
            return await self.look_again(operation_id, by=by)
        return await self.journal.rulings.hurry(operation_id, act=await self._act(by, "hurried"))

    async def seek(self, operation: Operation, typed: str) -> Seen:
        """By number or id. Raise NothingSoCalled, and AlegraErrors."""
        return await self.links[operation.kind].seek(operation, typed.strip())

    async def link(self, operation_id: str, *, by: str, key: str, reason: str) -> Resolution:
        """To what has this id in Alegra. The worker reads it once more, and takes it only if it is what was meant, or why not."""
        kind = kind_of(operation_id)
        if kind not in LINKED:
            return NoOperation()
        act = await self._act(by, "linked", reason, number=key)
        return await self.journal.rulings.link(operation_id, thing=LINKED[kind], key=key, reason=reason, act=act)

    async def send_again(self, operation_id: str, *, by: str, reason: str) -> Resolution:
        """It is looked for right before it leaves, and adopted when it is there."""
        operation = await self.journal.find(operation_id)
        if operation is None or not can_be_sent_again(operation):
            return NoOperation()
        act = await self._act(by, "sent_again", reason)
        return await self.journal.rulings.send_again(operation_id, act=act)

    async def did_not_happen(self, operation_id: str, *, by: str, note: str) -> Resolution:
        """Close the attempt: whoever asked may ask again."""
        operation = await self.journal.find(operation_id)
        if operation is None:
            return NoOperation()
        sets = {**IF_IT_DID_NOT_HAPPEN.get(operation.kind, {}), **await self._still_by(operation)}
        act = await self._act(by, "resolved", note)
        return await self.journal.rulings.conclude(operation_id, State.REFUSED, sets=sets, act=act)

    async def _act(self, by: str, what: str, text: str = "", **more: str) -> Act:
        return Act(await self.clock(), by, what, {"text": text, **more})

    async def _still_by(self, operation: Operation) -> dict[str, Any]:
        """An edit may arrive after everybody has given it up: whoever made it does not approve it then (design 1)."""
        document = await self.documents.find(operation.document) if operation.kind == EDIT else None
        if document is None:
            return {}
        return {
            "editors": tuple(dict.fromkeys((*document.editors, operation.actor))),
            "votes": without(operation.actor, document.votes),
        }


def kind_of(operation_id: str) -> str:
    """Empty for what is no operation's id."""
    parts = operation_id.rsplit("/", 2)
    return parts[1] if len(parts) == 3 and all(parts) else ""
