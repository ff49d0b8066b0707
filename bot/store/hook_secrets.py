"""The secret that stands in the address of each company's webhooks: Alegra signs nothing (Alegra fact sheet 10)."""

import hmac
import secrets

from bot.store.scripts import Store

KEY = "hook-secrets"


class HookSecrets:
    """In the part of the store that belongs to no company: an address is looked up before its company is known."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def of(self, company: str) -> str:
        """Made once, by whoever asks first."""
        key = self._store.keys(KEY)
        await self._store.client.hsetnx(key, company, secrets.token_urlsafe(24))
        return str(await self._store.client.hget(key, company))

    async def company(self, secret: str) -> str | None:
        """Every one is compared, each in the same time."""
        known = await self._store.hash(KEY)
        found = [company for company, own in known.items() if hmac.compare_digest(own.encode(), secret.encode())]
        return next(iter(found), None)

    async def forget(self, company: str) -> None:
        await self._store.client.hdel(self._store.keys(KEY), company)
