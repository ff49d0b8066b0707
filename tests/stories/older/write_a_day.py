"""Writes `a_day.json` beside it: run once, in a checkout of the version whose store it is to be.

    cd CHECKOUT_OF_1f5f922 && PYTHONPATH=. python .../tests/stories/older/write_a_day.py A_DAY.json

What is in Alegra and Slack goes along, since the store names it: invoices by id, cards by time.
"""

import asyncio
import json
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bot.store.connection import Client, connect_socket
from bot.store.embedded import launch
from tests.stories.invoicing import approves, issued, opened, to_approve
from tests.stories.stage import Stage, performance

FORGOTTEN = ("call:", "replay:")
"""Keys that are gone in ten minutes, and of no meaning to another process."""


async def a_day(stage: Stage) -> None:
    """One issued, one opened, one to correct, one approved in the last second, one that waits for approval."""
    await issued(stage)
    await opened(stage, client="Hotel Mirador")
    await _returned(stage)
    await approves(await to_approve(stage, client="Clínica Los Ángeles", quantity="2"))
    await to_approve(stage, client="Laboratorio Clínico Vélez", quantity="3")


async def _returned(stage: Stage) -> None:
    card = await to_approve(stage, client="Colegio Nuestra Señora")
    await card.press("Devolver")
    form = await stage.person("bruno").modal()
    await form.fill("Qué hay que cambiar, o por qué no va", "Falta la orden de compra")
    assert await form.submit() == {}
    await card.shows("devolvió")


async def as_kept(stage: Stage, client: Client) -> dict[str, Any]:
    books, directory = stage.alegra.state.books, stage.slack.state.workspace.directory
    keys = [key for key in sorted(map(str, await client.keys("*"))) if not key.partition("}:")[2].startswith(FORGOTTEN)]
    return {
        "at": stage.clock.now(),
        "store": {key: await _kept(client, key) for key in keys},
        "invoices": {invoice["id"]: invoice for invoice in stage.invoices},
        "number_templates": books.number_templates,
        "messages": {key: [asdict(message) for message in it.messages] for key, it in directory.channels.items()},
    }


async def _kept(client: Client, key: str) -> dict[str, Any]:
    kind = await client.type(key)
    match kind:
        case "string":
            value: Any = await client.get(key)
        case "hash":
            value = await client.hgetall(key)
        case "list":
            value = await client.lrange(key, 0, -1)
        case "set":
            value = sorted(await client.smembers(key))
        case _:
            value = await client.zrange(key, 0, -1, withscores=True)
    return {"kind": kind, "value": value, "milliseconds": await client.pttl(key)}


async def written() -> str:
    with tempfile.TemporaryDirectory() as folder:
        store = launch(Path(folder))
        client = connect_socket(store.socket)
        async with performance(client) as stage:
            await a_day(stage)
        day = await as_kept(stage, client)
        await client.aclose()
        store.close()
    return json.dumps(day, ensure_ascii=False, indent=1, default=_number) + "\n"


def _number(value: object) -> dict[str, str]:
    """A Decimal, which JSON does not know."""
    return {"decimal": str(value)}


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(asyncio.run(written()), encoding="utf-8")
