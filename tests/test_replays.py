"""A thousand signed requests, each sent twice: together, later, and to another replica. None has a second effect."""

import asyncio
import hashlib
import hmac
import random
import secrets
import time
from collections import Counter
from typing import Any
from urllib.parse import urlencode

from bot.gate import Gate, Payload, Rejected, Send
from bot.store.replays import Replays
from bot.store.scripts import Store

SECRET, PATH = "8f742231b10e8888abcd99yyyzzz85a5", "/slack/events"
COUNT, AT_ONCE, SEED = 1000, 50, 4711
Request = tuple[dict[str, Any], bytes]


class Replica:
    """A gate of its own before the one store; behind it every payload that is let in has an effect."""

    def __init__(self, store: Store, effects: Counter[str]) -> None:
        self.rejected, self._effects = Counter[str](), effects
        self._gate = Gate(
            self._behind,
            path=PATH,
            secret=SECRET,
            now=time.time,
            first_time=Replays(store, new_nonce=lambda: secrets.token_hex(8), ask_seconds=40).first_time,
            rejected=self._note,
        )

    async def hears(self, request: Request) -> None:
        scope, body = request

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": body}

        async def send(_: Any) -> None: ...

        await self._gate(dict(scope), receive, send)

    async def _behind(self, payload: Payload, _: Send) -> None:
        self._effects[payload["text"]] += 1

    def _note(self, rejection: Rejected) -> None:
        self.rejected[rejection.why] += 1


async def test_a_thousand_requests_sent_twice_have_a_thousand_effects(store: Store) -> None:
    effects = Counter[str]()
    replicas = Replica(store, effects), Replica(store, effects)
    chance = random.Random(SEED)  # noqa: S311  the same order each time
    requests = [_signed(number) for number in range(COUNT)]
    both = [*requests, *requests]
    chance.shuffle(both)
    await _sent(both, replicas, chance)
    assert effects == Counter({f"create {number}": 1 for number in range(COUNT)})
    assert sum((replica.rejected for replica in replicas), Counter[str]()) == {"seen before": COUNT}


async def test_two_of_the_same_bytes_at_the_same_moment_are_one(store: Store) -> None:
    effects = Counter[str]()
    replicas = Replica(store, effects), Replica(store, effects)
    for number in range(20):
        request = _signed(number)
        await asyncio.gather(*[replica.hears(request) for replica in replicas * 3])
    assert set(effects.values()) == {1}
    assert sum(replica.rejected["seen before"] for replica in replicas) == 20 * 5


async def _sent(requests: list[Request], replicas: tuple[Replica, ...], chance: random.Random) -> None:
    waiting = iter(requests)

    async def sends() -> None:
        for request in waiting:
            await chance.choice(replicas).hears(request)

    await asyncio.gather(*[sends() for _ in range(AT_ONCE)])


def _signed(number: int) -> Request:
    body = urlencode({"command": "/invoice", "text": f"create {number}", "user_id": "U1", "team_id": "T1"}).encode()
    at = str(int(time.time())).encode()
    signature = hmac.new(SECRET.encode(), b"v0:" + at + b":" + body, hashlib.sha256).hexdigest().encode()
    headers = [
        (b"content-type", b"application/x-www-form-urlencoded"),
        (b"x-slack-request-timestamp", at),
        (b"x-slack-signature", b"v0=" + signature),
    ]
    return {"type": "http", "path": PATH, "method": "POST", "headers": headers}, body
