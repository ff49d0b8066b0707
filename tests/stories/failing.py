"""What somebody looks at while something is wrong: the doors that an engineer has, and whether all went out once."""

import os
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import httpx

from bot.store.connection import Client, connect_socket
from bot.store.embedded import EmbeddedStore, launch
from sandbox.slack.client.message import Message
from tests.operations.rehearsal import until
from tests.stories.acts import CLIENT
from tests.stories.stage import Stage

CHANNEL = "C0FACTURAS"


async def readiness(stage: Stage) -> str:
    async with httpx.AsyncClient(trust_env=False) as client:
        return (await client.get(f"{stage.app_url}/readyz")).text


async def is_said(stage: Stage, line: str) -> None:
    """Wait until `/readyz` has a line that begins so; `ready`: until it says nothing else."""

    async def is_so() -> bool:
        said = await readiness(stage)
        return said == line if line == "ready" else any(each.startswith(line) for each in said.splitlines())

    await until(is_so)


def told(stage: Stage, text: str, name: str = "diego") -> list[str]:
    """By direct message."""
    return [message.text for message in stage.person(name).direct_messages() if text in message.text]


def cards(stage: Stage) -> list[Message]:
    messages = stage.person("bruno").messages()
    return [each for each in messages if CLIENT in each.text and each.thread_ts in (None, each.ts)]


def is_there_once(stage: Stage) -> None:
    """One draft in Alegra's books, one card in the channel."""
    assert len(stage.invoices) == 1
    assert len(cards(stage)) == 1


@asynccontextmanager
async def a_store_of_its_own(folder: Path) -> AsyncIterator[tuple[EmbeddedStore, Client]]:
    """To be killed, and started again."""
    embedded = launch(folder)
    client = connect_socket(embedded.socket)
    try:
        yield embedded, client
    finally:
        await client.aclose()
        embedded.close()


@contextmanager
def environment(changes: Mapping[str, str | None]) -> Iterator[None]:
    """Of this process, as it is for a while; None: not set."""
    before = {name: os.environ.get(name) for name in changes}
    _set(changes)
    try:
        yield
    finally:
        _set(before)


def _set(changes: Mapping[str, str | None]) -> None:
    for name, value in changes.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value
