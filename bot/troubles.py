"""What stands in this process's way now: `/readyz` names it, the log tells when it began and when it was over."""

import asyncio
from dataclasses import dataclass, field

import structlog
from redis.exceptions import RedisError

from bot.alegra.errors import Exchange
from bot.slack.watched_client import OK, Called
from bot.store.connection import Client, StoreRefuses
from bot.store.keys import EVERYWHERE, WRITTEN_SECONDS, Keys

ANSWER_SECONDS = 1.0
STORE = "store"
CLOCK = "clock"
TOKEN_REFUSED = frozenset(
    {"not_authed", "invalid_auth", "account_inactive", "token_revoked", "token_expired", "access_denied"}
)
"""Slack lets nothing through; other refusals are of one method."""
MISSING_SCOPE = "missing_scope"
ACCOUNT_REFUSED = {401: "unauthorized", 402: "suspended"}

log = structlog.get_logger(__name__)


@dataclass
class Troubles:
    _now: dict[str, str] = field(default_factory=dict)
    """What fails -> why."""

    def met(self, what: str, why: str) -> None:
        if self._now.get(what) != why:
            log.error("trouble", entry=what, why=why)
        self._now[what] = why

    def over(self, what: str) -> None:
        if self._now.pop(what, ""):
            log.info("trouble_over", entry=what)

    def why(self, what: str) -> str:
        """Empty: nothing is wrong with it."""
        return self._now.get(what, "")

    @property
    def lines(self) -> tuple[str, ...]:
        """`store: full`."""
        return tuple(f"{what}: {why}" for what, why in sorted(self._now.items()))

    @property
    def is_refused(self) -> bool:
        """Whether Slack or Alegra refuses some credentials."""
        return any(why in TOKEN_REFUSED or why == ACCOUNT_REFUSED[401] for why in self._now.values())

    def of_slack(self, company: str, outcome: str, method: str) -> None:
        whole, one = f"slack {company}", f"slack {company} {method}"
        if outcome in TOKEN_REFUSED:
            self.met(whole, outcome)
        elif outcome == MISSING_SCOPE:
            self.met(one, outcome)
        elif outcome == OK:
            self.over(whole)
            self.over(one)

    def hearing(self, company: str, tell: Called) -> Called:
        """`tell`, and this."""

        def called(method: str, outcome: str, seconds: float) -> None:
            tell(method, outcome, seconds)
            self.of_slack(company, outcome, method)

        return called

    def of_alegra(self, company: str, exchange: Exchange) -> None:
        what = f"alegra {company}"
        if why := ACCOUNT_REFUSED.get(exchange.status or 0):
            self.met(what, why)
        elif exchange.status is not None and exchange.status < 300:
            self.over(what)


async def watch_store(client: Client, troubles: Troubles, seconds: float) -> None:
    """By a write: a store that is full, or a replica, still reads."""
    key = Keys(EVERYWHERE)("written")
    while True:
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                await client.set(key, "1", ex=WRITTEN_SECONDS)
        except StoreRefuses as refused:
            troubles.met(STORE, refused.why)
        except (RedisError, TimeoutError) as gone:
            troubles.met(STORE, f"gone ({type(gone).__name__})" if isinstance(gone, RedisError) else "gone")
        else:
            troubles.over(STORE)
        await asyncio.sleep(seconds)
