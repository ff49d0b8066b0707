"""The journal of operations: what was accepted, who holds it, what became of it (design 4).

Every change is one script in `operations/lua`: it checks and sets in one step, and may be sent twice.
"""

import json
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.operations import auditing
from bot.operations.answers import Acceptance, Decided, Decision, Guard, Lane, Withdrawal
from bot.operations.operation import AT_REST, Operation, State
from bot.operations.replies import FIELDS, Unreadable, answer, legible, read_document, read_operation
from bot.operations.rulings import Rulings
from bot.operations.script_arguments import about, held, judged
from bot.operations.step import Step
from bot.store.audit import said
from bot.store.documents import encode_changes
from bot.store.records import UNASKED, Act, Phase
from bot.store.request_context import asked
from bot.store.scripts import Script, Store


def _script(name: str) -> Script:
    return Script("bot.operations", name, after="shared")


UNREADABLE_MS = 60_000


class Fenced(Exception):
    """Somebody else holds the operation now, or has taken it back: what this worker knows of it is old."""

    def __init__(self, operation: Operation) -> None:
        super().__init__(f"operation {operation.id} is held under a newer epoch than {operation.epoch}")
        self.operation = operation


class ForeignOperation(Exception):
    """An operation's id is `<document>/<kind>/<n>`, of its own document and kind."""

    def __init__(self, operation: Operation) -> None:
        super().__init__(f"{operation.id} is no id for a {operation.kind} of {operation.document}")


Gate = Callable[[Operation, Guard], Awaitable[tuple[Operation, Guard]]]
"""Asked before anything is accepted; answers what is accepted, or raises why it is not."""


async def _open_gate(operation: Operation, guard: Guard) -> tuple[Operation, Guard]:
    return operation, guard


class Journal:
    def __init__(self, store: Store, gate: Gate = _open_gate) -> None:
        self._store, self.gate = store, gate

    def patient(self, seconds: float) -> "Journal":
        """The same journal, which goes on trying while the store is away."""
        return Journal(self._store.patient(seconds), self.gate)

    async def accept(self, operation: Operation, *, guard: Guard) -> Acceptance:
        """Accept an operation if its document allows it, and make it due. The request is then as good as sent.

        Raise what the gate raises.
        """
        _check_id(operation)
        operation, guard = await self.gate(operation, guard)
        operation = replace(
            operation,
            alone=guard.alone,
            others=tuple(guard.others),
            state=State.ACCEPTED,
            request_id=asked().request,
        )
        verdict, found, document = await self._store.run(
            _script("accept"),
            {
                "operation": FIELDS.encode(operation),
                "audit": auditing.accepted(operation, guard),
                **judged(operation.document, operation.actor, guard),
            },
        )
        return answer(verdict, found, document)  # type: ignore[no-any-return]

    async def decide(self, document_id: str, *, by: str, guard: Guard) -> Decision:
        """Change a document under the same guard, with nothing to send (a vote)."""
        arguments = {**judged(document_id, by, guard), "audit": auditing.decided(by, guard)}
        verdict, found, document = await self._store.run(_script("accept"), arguments)
        if verdict == "accepted":
            return Decided(read_document(document))
        return answer(verdict, found, document)  # type: ignore[no-any-return]

    async def withdraw(
        self, operation_id: str, *, phases: Collection[Phase] | None, sets: Mapping[str, Any], act: Act
    ) -> Withdrawal:
        """Take back what was never sent (Undo); TooLate as soon as it may have left."""
        arguments = about(operation_id) | {"change": encode_changes(sets, act), "audit": auditing.withdrawn(act)}
        if phases is not None:
            arguments["phases"] = list(phases)
        return answer(*await self._store.run(_script("withdraw"), arguments))  # type: ignore[no-any-return]

    async def claim(self, *, limit: int, lease_ms: int, besides: Collection[str] = ()) -> tuple[Operation, ...]:
        """Lease what is due, under a new epoch; `besides` names what this worker still has in hand.

        What cannot be read is left out: its lease runs out, unless it is `set_aside`.
        """
        arguments = {"limit": limit, "lease_ms": lease_ms, "besides": list(besides)}
        found = [legible(stored) for stored in await self._store.run(_script("claim"), arguments)]
        for unreadable in found:
            if isinstance(unreadable, Unreadable):
                await self.set_aside(unreadable.id)
        return tuple(operation for operation in found if isinstance(operation, Operation))

    async def set_aside(self, operation_id: str) -> None:
        """For another version of Cobro, which may take it whenever it is due: every minute."""
        arguments = {"id": operation_id, "due_at": await self.now() + UNREADABLE_MS}
        await self._store.run(_script("set_aside"), arguments)

    async def unreadable(self) -> dict[str, int]:
        """Id -> since when no version has read it, in milliseconds."""
        return {each: int(since) for each, since in await self._store.newest("unreadable")}

    async def renew(self, held: Collection[Operation], *, lease_ms: int) -> frozenset[str]:
        """Lengthen leases; answers the ids of those that are lost."""
        epochs = {operation.id: str(operation.epoch) for operation in held}
        return frozenset(await self._store.run(_script("renew"), {"epochs": epochs, "lease_ms": lease_ms}))

    async def step(self, operation: Operation, step: Step, *, keeps_document: bool, lease_ms: int) -> Operation:
        """Move an operation on. Raises Fenced when this worker holds it no longer.

        With a `due_at` the operation is let go until then; without, the lease is renewed. An end frees the
        document, and so does the need of a person when the kind does not keep its document.
        """
        fields: dict[str, str] = {}
        for name, value in step.fields.items():
            fields |= FIELDS.encode_field(name, value)[0]
        arguments = {
            **held(operation),
            "state": step.state,
            "fields": fields,
            "change": encode_changes(step.document, step.act),
            "keeps_document": "1" if keeps_document else "0",
            "lease_ms": lease_ms,
        }
        if step.due_at is not None:
            arguments["due_at"] = step.due_at
        if told := auditing.stepped(operation, step):
            arguments["audit"] = told
        return self._unfenced(operation, *await self._store.run(_script("step"), arguments))

    async def mark_shown(self, operation: Operation) -> Operation:
        """Slack shows this state; at rest, the operation is settled. Raises Fenced."""
        at_rest = operation.state in AT_REST
        arguments = held(operation) | {"at_rest": at_rest}
        if at_rest:
            arguments["audit"] = auditing.shown(operation)
        return self._unfenced(operation, *await self._store.run(_script("mark_shown"), arguments))

    @property
    def rulings(self) -> Rulings:
        return Rulings(self._store)

    async def find(self, operation_id: str) -> Operation | None:
        stored = await self._store.hash("op", operation_id)
        return FIELDS.decode(stored) if stored else None

    async def of_document(self, document_id: str) -> tuple[Operation, ...]:
        """In the order of their acceptance."""
        newest_first = await self._store.newest("doc-ops", document_id)
        return await self._found([operation_id for operation_id, _ in reversed(newest_first)])

    async def listed(self, *states: State, limit: int = 100) -> tuple[Operation, ...]:
        """In the order of the states, newest first in each."""
        ids: list[str] = []
        for state in states:
            ids += [operation_id for operation_id, _ in await self._store.newest("ops", state, limit=limit)]
        return await self._found(ids[:limit])

    async def _found(self, ids: Sequence[str]) -> tuple[Operation, ...]:
        found = [await self.find(operation_id) for operation_id in ids]
        return tuple(operation for operation in found if operation)

    async def sweep(self) -> tuple[str, ...]:
        """Make due whatever is neither settled nor due; answers the ids, normally none."""
        return tuple(await self._store.run(_script("sweep"), {}))

    async def pause_lane(self, error: Mapping[str, Any], *, until: int) -> Lane:
        """Let nothing of this company go out until then. A lane paused already keeps its `since`."""
        text = json.dumps(dict(error), ensure_ascii=False)
        arguments = {"error": text, "until": str(until), "audit": said("lane_paused", by=UNASKED, error=dict(error))}
        since, _ = await self._store.run(_script("pause_lane"), arguments)
        return Lane(error=dict(error), since=int(since), until=until)

    async def resume_lane(self) -> None:
        await self._store.run(_script("resume_lane"), {"audit": said("lane_resumed", by=UNASKED)})

    async def lane(self) -> Lane | None:
        """Why nothing goes out, or None. It stays until resumed, also when `until` has passed: one is then tried."""
        stored = await self._store.hash("lane")
        if not stored:
            return None
        return Lane(error=json.loads(stored["error"]), since=int(stored["since"]), until=int(stored["until"]))

    async def paused_seconds(self) -> float:
        """For how long nothing is asked of Alegra; 0 unless the lane is paused."""
        lane = await self.lane()
        return max(0.0, (lane.until - await self.now()) / 1000) if lane else 0.0

    async def now(self) -> int:
        return await self._store.now()

    async def wait_for_work(self, seconds: float) -> None:
        """Return when an operation was accepted, or after this time."""
        await self._store.wait_for("wake", seconds=seconds)

    @staticmethod
    def _unfenced(operation: Operation, verdict: str, found: Sequence[str]) -> Operation:
        if verdict == "fenced":
            raise Fenced(operation)
        return read_operation(found)


def _check_id(operation: Operation) -> None:
    start, _, number = operation.id.rpartition("/")
    if start != f"{operation.document}/{operation.kind}" or not number.isascii() or not number.isdigit():
        raise ForeignOperation(operation)
