"""The connection to Redis or Valkey, and what Cobro asks of it before trusting it."""

import math
import time
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any

from redis.asyncio import Redis
from redis.asyncio.connection import UnixDomainSocketConnection
from redis.asyncio.retry import Retry
from redis.backoff import ExponentialBackoff
from redis.driver_info import DriverInfo
from redis.exceptions import RedisError, ResponseError

from bot.store.pool import Pool

Client = Redis
Clock = Callable[[], Awaitable[int]]
"""Answers milliseconds since the epoch."""

POOL_SIZE = 256
"""Opened as they are needed: each company's worker keeps one for waiting, and every click takes one for a moment."""
OLDEST_VERSION = (7, 0)
ASKED_EVERY_SECONDS = 1.0

REFUSALS = {"OOM": "full", "READONLY": "read_only", "MISCONF": "disk", "NOREPLICAS": "replicas"}
"""What Redis begins its answer with when it takes no writes, and what we call it."""


class StoreRefuses(RedisError):
    """It is there and reads, and takes no writes for now. A script that it refuses has changed nothing."""

    def __init__(self, why: str) -> None:
        super().__init__(f"the store takes no writes: {why}")
        self.why = why
        """A value of `REFUSALS`."""


class UnsafeStore(Exception):
    """The store would lose or refuse what Cobro must keep."""


class NotAppendOnly(UnsafeStore):
    def __init__(self) -> None:
        super().__init__("Redis keeps no append-only file: a restart would lose operations. Set `appendonly yes`.")


class Evicts(UnsafeStore):
    def __init__(self, policy: str) -> None:
        super().__init__(f"Redis may drop keys when memory is short ({policy}). Set `maxmemory-policy noeviction`.")
        self.policy = policy


class IsCluster(UnsafeStore):
    def __init__(self) -> None:
        super().__init__("Redis Cluster is not supported. Point REDIS_URL at a single Redis or Valkey.")


class StoreTooOld(UnsafeStore):
    def __init__(self, version: str) -> None:
        super().__init__(f"Redis {version} is too old: Cobro needs Redis 7.0 or later, or any Valkey.")
        self.version = version


class IsReplica(UnsafeStore):
    def __init__(self) -> None:
        super().__init__("REDIS_URL names a replica, which takes no writes. Point it at the primary.")


class _Connected(Redis):
    """redis-py's client, whose refusals to write are one class; in a pipeline they stay as they are."""

    connection_pool: Pool

    async def execute_command(self, *args: Any, **options: Any) -> Any:
        """Raise StoreRefuses, and what redis-py raises."""
        try:
            return await super().execute_command(*args, **options)  # type: ignore[no-untyped-call]
        except ResponseError as error:
            why = REFUSALS.get(error.status_code or str(error).partition(" ")[0])
            if why is None:
                raise
            if why == "read_only":  # its name may lead to another machine by now
                await self.connection_pool.open_anew()
            raise StoreRefuses(why) from error


def connect(url: str, *, retries: int = 6) -> Client:
    """A client for `redis://`, `rediss://` or `unix://`; raises ValueError when the address is none of them."""
    return _Connected.from_pool(Pool.from_url(url, **_options(retries)))


def connect_socket(path: Path, *, retries: int = 6) -> Client:
    pool = Pool(connection_class=UnixDomainSocketConnection, path=str(path), **_options(retries))
    return _Connected.from_pool(pool)


def _options(retries: int) -> dict[str, Any]:
    """redis-py sends a command again when its answer is lost. It may: every write is a script that knows its calls."""
    return {
        "max_connections": POOL_SIZE,
        "timeout": 5,
        "socket_timeout": 5,
        "socket_connect_timeout": 2,
        "health_check_interval": 30,
        "decode_responses": True,
        "driver_info": DriverInfo(),  # once: redis-py reads its own version from the disk for every connection
        "retry": Retry(ExponentialBackoff(cap=1, base=0.05), retries),
    }


async def check_persistence(client: Client) -> None:
    """Raise NotAppendOnly, Evicts, IsCluster, IsReplica or StoreTooOld. INFO, because hosted stores refuse CONFIG."""
    check_information(await client.info("everything"))


def check_information(info: Mapping[str, Any]) -> None:
    """What check_persistence makes of INFO's answer."""
    version = str(info.get("redis_version", "0.0"))
    if tuple(int(part) for part in version.split(".")[:2]) < OLDEST_VERSION:
        raise StoreTooOld(version)
    if int(info.get("cluster_enabled", 0)):
        raise IsCluster
    if info.get("role") == "slave":
        raise IsReplica
    if not int(info.get("aof_enabled", 0)):
        raise NotAppendOnly
    if (policy := str(info.get("maxmemory_policy", "noeviction"))) != "noeviction":
        raise Evicts(policy)


def redis_time(client: Client, *, real_seconds: Callable[[], float] = time.monotonic) -> Clock:
    """The store's own clock, the same for every replica.

    It is asked once a second and carried on in between: a question before each script would be half of all round trips.
    """
    ahead, asked_at = 0.0, -math.inf

    async def now() -> int:
        nonlocal ahead, asked_at
        if real_seconds() - asked_at >= ASKED_EVERY_SECONDS:
            seconds, microseconds = await client.time()
            asked_at = real_seconds()
            ahead = int(seconds) + int(microseconds) / 1_000_000 - asked_at
        return int((ahead + real_seconds()) * 1000)

    return now
