"""Every token of every stage is a canary: found in Slack, in a store, in what went to Slack or in what a test printed, it fails the test."""

import base64
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any
from urllib.parse import quote

from bot.store.connection import Client
from sandbox.server import read_world

PROVEN_BY_ITS_SECRET = {"oauth.v2.access", "apps.uninstall"}
"""Here an app proves to Slack who it is by what only the two know (Slack's reference of both methods)."""
READS: Mapping[str, tuple[str, ...]] = {
    "string": ("GET",),
    "hash": ("HGETALL",),
    "list": ("LRANGE", "0", "-1"),
    "zset": ("ZRANGE", "0", "-1"),
    "set": ("SMEMBERS",),
}
"""How a key of each type is read whole."""


@cache
def canaries() -> tuple[str, ...]:
    """The tokens of the local Slack and the local Alegra, as they are and as they travel."""
    world = read_world()
    bots = [world["slack"]["bot"], *(other["bot"] for other in world["others"])]
    found = {
        str(bot[name])
        for bot in bots
        for name in ("token", "signing_secret", "app_token", "client_secret")
        if bot.get(name)
    }
    for user in world["alegra"]["users"]:
        found |= {user["token"], base64.b64encode(f"{user['email']}:{user['token']}".encode()).decode()}
    return tuple(sorted(found | {quote(each, safe="") for each in found}))


def sung(text: str) -> tuple[str, ...]:
    """The first characters of those that are in a text: no more is ever said of a token."""
    return tuple(each[:8] for each in canaries() if each in text)


def in_slack(slack: Any, traffic: Any) -> Iterator[str]:
    """Where one stands in what people see, or in what the bot told Slack."""
    for channel in slack.state.workspace.directory.channels.values():
        yield from (f"a message of {channel.name}" for message in channel.messages if sung(repr(message)))
    for line in traffic.lines:
        is_told = (line.service, line.direction) == ("slack", "in") and line.what not in PROVEN_BY_ITS_SECRET
        if is_told and sung(repr(line.request)):
            yield f"a request: {line.what}"


async def in_store(client: Client) -> list[str]:
    """The keys whose name or value has one."""
    keys = [key async for key in client.scan_iter("*", count=1000)]
    types = await _answers(client, [("TYPE", key) for key in keys])
    reading = [(key, READS[kind]) for key, kind in zip(keys, types, strict=True) if kind in READS]
    values = await _answers(client, [(command, key, *rest) for key, (command, *rest) in reading])
    return [key for (key, _), value in zip(reading, values, strict=True) if sung(key) or sung(repr(value))]


async def _answers(client: Client, commands: Iterable[tuple[str, ...]]) -> list[Any]:
    async with client.pipeline(transaction=False) as pipe:
        for command in commands:
            pipe.execute_command(*command)
        return list(await pipe.execute())
