"""The audit of one company: what was done, in the order in which it was done, for good.

The scripts append the entries in the same step as what they tell of (`record` in `lua/prelude.lua`); the seals follow
within seconds, from whichever replica is first (decision 5).
"""

import json
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from redis.client import NEVER_DECODE

from bot.adapters import TypeAdapter
from bot.store.chain import Check, first_seal, seals_of
from bot.store.connection import Client
from bot.store.keys import Keys
from bot.store.request_context import Asked, asked
from bot.store.scripts import Script, Store

AT_ONCE = 500
"""How many entries are read or sealed in one go: some hundred kilobytes."""
NOTE = Script("bot.store", "audit_note")
SEAL = Script("bot.store", "seal")


@dataclass(frozen=True)
class Head:
    """How far the audit is sealed: publish it, and nothing up to there can be changed unnoticed."""

    number: int
    seal: str
    unsealed: int = 0

    def __str__(self) -> str:
        return f"{self.number}:{self.seal}"


@dataclass(frozen=True)
class Checked:
    """What computing everything anew has found, the last time that Cobro did it by itself."""

    at: int
    """Milliseconds since the epoch."""
    number: int
    """Of the last sealed entry then."""
    broken: tuple[int, ...] = ()


CHECKED = TypeAdapter(Checked)


def said(what: str, *, by: str = "", known: Asked | None = None, **more: Any) -> str:
    """The caller's part of an entry, as `record` wants it. What is empty is left out.

    Roles are told only of whoever the click was judged for: `by` may be somebody in whose name Cobro goes on.
    """
    known = known or asked()
    entry = {
        "what": what,
        "actor": by or known.actor,
        "roles": list(known.roles) if by in {"", known.actor} else [],
        "request": known.request,
        "doing": known.doing,
        **more,
    }
    kept = {name: value for name, value in entry.items() if value not in ("", None, [], {}, ())}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"), default=str)[1:]


async def audited_companies(client: Client) -> tuple[str, ...]:
    """Those that have an audit in this store, by name. Looks a little at a time: others are working with it."""
    before, after = Keys("*")("audit").split("*")
    found = [key async for key in client.scan_iter(Keys("*")("audit"), count=1000)]
    return tuple(sorted(str(key).removeprefix(before).removesuffix(after) for key in found))


class Audit:
    def __init__(self, store: Store) -> None:
        self._store = store

    @property
    def company(self) -> str:
        return self._store.keys.company

    async def note(self, what: str, *, document: str = "", seen: Mapping[str, str] | None = None, **more: Any) -> None:
        """Record something that changes nothing in the store. Raises one of STORE_GONE."""
        arguments = {"document": document, "seen": dict(seen or {"company": self.company}), "audit": said(what, **more)}
        await self._store.run(NOTE, arguments)

    async def lengths(self) -> tuple[int, int]:
        """How many entries there are, and how many seals."""
        async with self._store.client.pipeline(transaction=True) as pipe:
            pipe.llen(self._store.keys("audit"))
            pipe.llen(self._store.keys("audit-seals"))
            entries, seals = await pipe.execute()
        return int(entries), int(seals)

    async def head(self) -> Head:
        entries, seals = await self.lengths()
        return Head(seals, await self._seal(seals), entries - seals)

    async def seal(self) -> Head:
        """Seal whatever is not sealed yet; any replica may, at any time, as often as it likes."""
        entries, seals = await self.lengths()
        while seals < entries:
            some = await self.entries(seals + 1, min(seals + AT_ONCE, entries))
            new = seals_of(some, before=await self._seal(seals))
            seals = int(await self._store.run(SEAL, {"after": seals, "seals": list(new)}))
        return Head(seals, await self._seal(seals), max(entries - seals, 0))

    async def entries(self, first: int, last: int) -> list[bytes]:
        """From number to number, both counted, as they are stored: somebody may have made them unreadable."""
        return cast(list[bytes], await self._raw("LRANGE", "audit", first - 1, last - 1))

    async def seals(self, first: int, last: int) -> list[str]:
        stored = await self._raw("LRANGE", "audit-seals", first - 1, last - 1)
        return [seal.decode("ascii", "backslashreplace") for seal in stored]

    async def pieces(self, first: int, last: int, *, seals: int) -> AsyncIterator[tuple[list[bytes], list[str]]]:
        """Entries with their seals, a few hundred at a time; of the seals only those that were there when it began."""
        for start in range(first, last + 1, AT_ONCE):
            end = min(start + AT_ONCE - 1, last)
            yield await self.entries(start, end), await self.seals(start, min(end, seals)) if start <= seals else []

    async def verify(
        self, *, heads: Mapping[int, str] | None = None, step: Callable[[int], None] = lambda _read: None
    ) -> Check:
        """All of it, from the first entry on; `step` is told how many more were read."""
        last, sealed = await self.lengths()
        check = Check(seal=first_seal(self.company), heads=heads or {})
        async for entries, seals in self.pieces(1, last, seals=sealed):
            check.read(entries, seals)
            step(len(entries))
        check.end(seals=sealed)
        return check

    async def remember(self, checked: Checked) -> None:
        await self._store.client.set(self._store.keys("audit-checked"), CHECKED.dump_json(checked).decode())

    async def checked(self) -> Checked | None:
        text = await self._store.client.get(self._store.keys("audit-checked"))
        return CHECKED.validate_json(text) if text else None

    async def check(self, first: int, last: int) -> Check:
        """From one number to another: that they fit each other and the seals that stand there."""
        _, sealed = await self.lengths()
        check = Check(seal=await self._seal(first - 1), number=first - 1)
        async for entries, seals in self.pieces(first, last, seals=sealed):
            check.read(entries, seals)
        return check

    async def of_document(self, document: str) -> list[tuple[int, bytes]]:
        """Number and entry, oldest first."""
        numbers = await self._store.client.lrange(self._store.keys("audit-of", document), 0, -1)
        found = [(int(number), await self._raw("LINDEX", "audit", int(number) - 1)) for number in numbers]
        return [(number, cast(bytes, entry)) for number, entry in found if entry]

    async def _seal(self, number: int) -> str:
        if number == 0:
            return first_seal(self.company)
        return (await self.seals(number, number) or [""])[0]

    async def _raw(self, command: str, key: str, *arguments: int) -> Any:
        """Undecoded: a byte that was changed need not be text any more."""
        client = cast(Any, self._store.client)  # redis-py leaves this one method without types
        return await client.execute_command(command, self._store.keys(key), *arguments, **{NEVER_DECODE: True})
