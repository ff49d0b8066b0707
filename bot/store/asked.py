"""What somebody asked for before it was known for which company, and the company that each person used last."""

import json
from typing import Any

from bot.store.keys import ASKED_SECONDS, LAST_COMPANY_SECONDS
from bot.store.scripts import Store

Body = dict[str, Any]
SCANNED_AT_ONCE = 500


class AskedBefore:
    """`store` is the one of `keys.EVERYWHERE`."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def keep(self, name: str, body: Body) -> None:
        """`name` must be one that nobody can guess."""
        text = json.dumps(body, ensure_ascii=False)
        await self._store.client.set(self._store.keys("asked", name), text, ex=ASKED_SECONDS)

    async def take(self, name: str) -> Body | None:
        """Once: whoever presses twice is not answered twice."""
        text = await self._store.client.getdel(self._store.keys("asked", name))
        found: Body | None = json.loads(text) if text else None
        return found


class LastCompanies:
    """`store` is the one of `keys.EVERYWHERE`."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def put(self, team: str, user: str, company: str) -> None:
        await self._store.client.set(self._store.keys("last-company", team, user), company, ex=LAST_COMPANY_SECONDS)

    async def forget(self, team: str) -> None:
        """Of everybody in a workspace. Its id holds nothing that is special to a pattern."""
        async for key in self._store.client.scan_iter(
            f"{self._store.keys('last-company', team)}:*", count=SCANNED_AT_ONCE
        ):
            await self._store.client.unlink(key)

    async def get(self, team: str, user: str) -> str:
        """Empty when they used none, or long ago."""
        found = await self._store.client.get(self._store.keys("last-company", team, user))
        return str(found or "")
