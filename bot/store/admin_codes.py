"""Codes that make whoever types one in Slack the first admin of a company: printed in the terminal, good once, for a while."""

import hashlib

from bot.billing.crockford import mended
from bot.store.keys import ADMIN_CODE_SECONDS
from bot.store.scripts import Store


class AdminCodes:
    """Only a fingerprint is kept: who can read the store cannot read the code."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def keep(self, code: str) -> None:
        """The only one that is good from now on."""
        await self._store.client.set(self._key, _fingerprint(code), ex=ADMIN_CODE_SECONDS)

    async def is_good(self, code: str) -> bool:
        return bool(await self._store.client.get(self._key) == _fingerprint(code))

    async def spend(self) -> None:
        await self._store.client.delete(self._key)

    @property
    def _key(self) -> str:
        return self._store.keys("admin-code")


def _fingerprint(code: str) -> str:
    return hashlib.sha256(mended(code.strip()).encode()).hexdigest()
