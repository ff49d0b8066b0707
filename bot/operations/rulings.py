"""What a person decides about an operation: look again, link it, send it again, close it; or look at once (design 4.4)."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from bot.operations import auditing
from bot.operations.answers import Resolution
from bot.operations.operation import Ruling, State
from bot.operations.replies import answer
from bot.operations.script_arguments import about
from bot.store.audit import said
from bot.store.documents import encode_changes
from bot.store.records import Act
from bot.store.scripts import Script, Store

RESOLVE = Script("bot.operations", "resolve", after="shared")
HURRY = Script("bot.operations", "hurry", after="shared")
NOTHING: Mapping[str, Any] = {}


@dataclass(frozen=True)
class Rulings:
    """All but `hurry` are taken only of an operation that needs a person, and the first of two is what counts."""

    store: Store

    async def look_again(self, operation_id: str, *, act: Act) -> Resolution:
        return await self._resolve(operation_id, State.UNKNOWN, Ruling(act.by), act=act)

    async def send_again(self, operation_id: str, *, act: Act) -> Resolution:
        """It is looked for first, and goes out only when it is not there after it would have settled."""
        return await self._resolve(operation_id, State.UNKNOWN, Ruling(act.by, sends_again=True), act=act)

    async def link(self, operation_id: str, *, thing: str, key: str, reason: str, act: Act) -> Resolution:
        """To what it became in Alegra; `thing` says of which resource `key` is the id. Answers LinkedElsewhere, too."""
        ruling = Ruling(act.by, link=key, reason=reason)
        return await self._resolve(operation_id, State.UNKNOWN, ruling, act=act, link=f"{thing}:{key}")

    async def conclude(
        self, operation_id: str, state: Literal[State.DONE, State.REFUSED], *, sets: Mapping[str, Any], act: Act
    ) -> Resolution:
        """A person has looked: it is done, or it never will be (refused)."""
        return await self._resolve(operation_id, state, Ruling(act.by), act=act, sets=sets)

    async def hurry(self, operation_id: str, *, act: Act) -> Resolution:
        """What waits for its time goes on at once: it is sent, or looked for, or shown. Undo keeps its seconds."""
        arguments = about(operation_id) | {
            "change": encode_changes({}, act),
            "audit": said("hurried", by=act.by, act={"what": act.what, **act.detail}),
        }
        return answer(*await self.store.run(HURRY, arguments))  # type: ignore[no-any-return]

    async def _resolve(
        self,
        operation_id: str,
        state: State,
        ruling: Ruling,
        *,
        act: Act,
        sets: Mapping[str, Any] = NOTHING,
        link: str = "",
    ) -> Resolution:
        fields = {"ruling": json.dumps(asdict(ruling), ensure_ascii=False)}
        if state is State.UNKNOWN:
            fields |= {"looked": "0", "missed_at": "0"}
        arguments = about(operation_id) | {
            "state": state,
            "fields": fields,
            "link": link,
            "change": encode_changes(sets, act),
            "audit": auditing.resolved(act),
        }
        return answer(*await self.store.run(RESOLVE, arguments))  # type: ignore[no-any-return]
