"""A local Slack without any bot, and the sender that is pointed at it."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.slack.board import Board
from bot.slack.wire import Wire, web_client
from bot.store.documents import Documents
from bot.store.records import Document, Phase
from bot.store.scripts import Store
from sandbox.clock import Clock
from sandbox.server import read_manifest_file, read_world
from sandbox.serving import running
from sandbox.slack.app import build_slack
from sandbox.traffic import Traffic
from tests.slack.stage import ANA, NAME, Play, Stage


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    world = read_world()
    slack = build_slack(
        manifest=read_manifest_file(), world=world, clock=Clock(), traffic=Traffic(), strict_rates=False, ack_seconds=30
    )
    async with running(slack) as url, aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=40)) as session:
        client = web_client(token=world["slack"]["bot"]["token"], base_url=f"{url}/api/", session=session)
        yield Stage(slack, url, Wire(client, session))


@pytest.fixture
async def play(stage: Stage, store: Store) -> Play:
    documents = Documents(store)
    await documents.adopt(Document(id=NAME, company="main", phase=Phase.PENDING, requester=ANA, revision=2))
    return Play(stage, documents, Board(wire=stage.wire, documents=documents))
