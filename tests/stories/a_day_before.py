"""The day that `older/a_day.json` holds, put back: the store as an older version left it, and what it names in Alegra and Slack."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from bot import app as bot_app
from bot.settings import read_settings
from bot.store.connection import Client
from sandbox.slack.workspace.message import Message
from tests.stories.mortal import pointed_at
from tests.stories.stage import QUICK, Stage, strangers

A_DAY = Path(__file__).with_name("older") / "a_day.json"
Day = dict[str, Any]


@asynccontextmanager
async def the_day_after(client: Client, *, minutes: int) -> AsyncIterator[Stage]:
    """Today's bot over it, so many minutes later."""
    day = json.loads(A_DAY.read_text(encoding="utf-8"), object_hook=_number)
    async with strangers(start=datetime.fromtimestamp(day["at"] + 60 * minutes, UTC)) as stage:
        await fill_store(client, day["store"])
        _fill_strangers(stage, day)
        async with bot_app.running(read_settings(stage.environment), client, port=0, pace=QUICK) as url:
            pointed_at(stage, url)
            yield stage
        assert [(line.what, line.trouble) for line in stage.traffic.unexpected()] == []


async def fill_store(client: Client, keys: dict[str, Day]) -> None:
    for key, kept in keys.items():
        await _put(client, key, kept["kind"], kept["value"])
        if kept["milliseconds"] > 0:
            await client.pexpire(key, kept["milliseconds"])


async def _put(client: Client, key: str, kind: str, value: Any) -> None:
    match kind:
        case "string":
            await client.set(key, value)
        case "hash":
            await client.hset(key, mapping=value)
        case "list":
            await client.rpush(key, *value)
        case "set":
            await client.sadd(key, *value)
        case _:
            await client.zadd(key, dict(value))


def _fill_strangers(stage: Stage, day: Day) -> None:
    books, directory = stage.alegra.state.books, stage.slack.state.workspace.directory
    books.invoices.update(day["invoices"])
    books.last_ids["invoices"] = max(map(int, books.invoices))
    books.number_templates.update(day["number_templates"])
    for key, messages in day["messages"].items():
        directory.channels[key].messages[:] = [Message(**{**each, "app": _pair(each["app"])}) for each in messages]


def _pair(app: list[str] | None) -> tuple[str, ...] | None:
    return tuple(app) if app else None


def _number(value: dict[str, Any]) -> Any:
    return Decimal(value["decimal"]) if value.keys() == {"decimal"} else value
