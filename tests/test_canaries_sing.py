"""The scan for tokens that every story ends with would find one: in a message, in a key, in what is told to Slack or printed."""

from types import SimpleNamespace
from typing import Any

import pytest

from bot.store.connection import Client
from tests.canaries import canaries, in_slack, in_store, sung

TOKEN = next(each for each in canaries() if each.startswith("xoxb-"))


def slack(*messages: Any) -> Any:
    channel = SimpleNamespace(name="facturacion", messages=messages)
    directory = SimpleNamespace(channels={"C1": channel})
    return SimpleNamespace(state=SimpleNamespace(workspace=SimpleNamespace(directory=directory)))


def traffic(*lines: tuple[str, str, Any]) -> Any:
    said = [SimpleNamespace(service=who, direction=way, what="chat.update", request=text) for who, way, text in lines]
    return SimpleNamespace(lines=said)


def test_a_message_and_a_request_to_slack_are_searched_and_what_slack_sends_is_not() -> None:
    assert list(in_slack(slack({"text": "hola"}), traffic(("slack", "out", TOKEN), ("slack", "in", "x")))) == []
    assert list(in_slack(slack({"text": f"hola {TOKEN}"}), traffic())) == ["a message of facturacion"]
    assert list(in_slack(slack(), traffic(("slack", "in", {"text": TOKEN})))) == ["a request: chat.update"]


@pytest.mark.parametrize("command", ["SET {} v", "HSET k f {}", "RPUSH k {}", "ZADD k 1 {}", "SADD k {}", "SET k {}"])
async def test_every_kind_of_key_is_searched(redis: Client, command: str) -> None:
    await redis.execute_command(*command.format("harmless").split())  # type: ignore[no-untyped-call]
    assert await in_store(redis) == []
    await redis.execute_command(*command.format(f"a{TOKEN}b").split())  # type: ignore[no-untyped-call]
    assert len(await in_store(redis)) == 1
    await redis.flushall()


def test_of_a_token_no_more_is_said_than_how_it_begins() -> None:
    assert sung(f"Authorization: Bearer {TOKEN}") == (TOKEN[:8],)
    assert sung("xoxb-") == ()
