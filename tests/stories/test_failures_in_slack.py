"""Slack says no: the token, a permission, the channel. Who is told, what waits, and that it goes out by itself."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import replace

import pytest

from bot import app as bot_app
from bot.settings import read_settings
from bot.slack.errors import NotAuthorized
from bot.store.connection import Client
from sandbox.slack.app import Transport
from sandbox.slack.client.waiting import until
from tests.stories.acts import PATIENCE_SECONDS, ana_submits, in_time
from tests.stories.failing import CHANNEL, cards, environment, is_said, is_there_once, readiness, told
from tests.stories.invoicing import approves, asks_for, texts, to_approve
from tests.stories.mortal import pointed_at
from tests.stories.stage import QUICK, Stage, performance, strangers


async def test_a_channel_that_cobro_was_thrown_out_of_is_told_once_by_webs_and_workers(redis: Client) -> None:
    async with in_processes(redis, "web", "worker") as stage:
        await a_channel_that_cobro_was_thrown_out_of(stage)


async def test_a_channel_that_cobro_was_thrown_out_of(stage: Stage) -> None:
    await a_channel_that_cobro_was_thrown_out_of(stage)


async def a_channel_that_cobro_was_thrown_out_of(stage: Stage) -> None:
    diego, ana = stage.person("diego"), stage.person("ana")
    stage.traffic.expect("channel_not_found")
    await diego.types("/remove @Cobro", channel=CHANNEL)
    await asks_for(ana)
    await until(lambda: told(stage, "Ya no puedo escribir"), "the admin to be told")
    await ana.types("/cobro status", channel="general")
    assert "🔴 Slack: no puedo escribir en" in (await ana.sees_privately("Cómo está Cobro", channel="general")).text
    assert cards(stage) == []

    await diego.types("/invite @Cobro", channel=CHANNEL)
    await in_time(stage, lambda: cards(stage), "the card, within a minute of the invitation")
    is_there_once(stage)
    assert len(told(stage, "Ya no puedo escribir")) == 1
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not texts(ana, "🟢 Slack", channel="ventas"):  # noted a moment after the card stands there
            await ana.types("/cobro status", channel="ventas")


async def test_a_scope_that_was_taken_away(stage: Stage) -> None:
    stage.traffic.expect("missing_scope")
    with scopes_without(stage, "files:write"):
        card = await to_approve(stage)
        await approves(card)
        stage.clock.advance(16)
        await card.shows("emitida")
        await until(lambda: told(stage, "(files:write)"), "the admin to be told which permission is missing")
        assert "slack main files.getUploadURLExternal: missing_scope" in await readiness(stage)

    await in_time(stage, lambda: len(files(card)) == 2, "the papers, within a minute of the permission")
    assert len(told(stage, "(files:write)")) == 1
    assert await readiness(stage) == "ready"


@pytest.mark.parametrize("transport", ["http", "socket"])
async def test_a_token_that_is_revoked_while_cobro_runs_and_when_it_starts_again(
    redis: Client, transport: Transport
) -> None:
    async with strangers(transport=transport) as stage:
        settings = read_settings({**stage.environment, "COBRO_TRANSPORT": transport})
        grants = stage.slack.state.workspace.grants
        granted = grants.current
        stage.traffic.expect("token_revoked")
        async with bot_app.running(settings, redis, port=0, pace=QUICK) as stage.app_url:
            pointed_at(stage, stage.app_url)
            stage.alegra.state.faults.add("slow", method="POST", path="/invoices", seconds=0.3)
            await ana_submits(stage)
            grants.revoke()
            await until(lambda: stage.invoices, "the draft: Alegra has nothing to do with Slack's token")
            await in_time(stage, lambda: "revoked" in stage.traffic.lines[-1].trouble, "Slack to refuse")
            await is_said(stage, "slack main: token_revoked")
        async with bot_app.running(settings, redis, port=0, pace=QUICK) as stage.app_url:
            assert await readiness(stage) == "ready\nslack main: token_revoked"
            pointed_at(stage, stage.app_url)
            grants.give(granted)
            await in_time(stage, lambda: cards(stage), "the card, within a minute of the token")
            is_there_once(stage)
            await is_said(stage, "ready")


async def test_a_token_that_was_never_good_ends_the_first_start(redis: Client) -> None:
    async with strangers() as stage:
        stage.traffic.expect("invalid_auth")
        settings = read_settings({**stage.environment, "SLACK_BOT_TOKEN": "xoxb-not-this-one"})
        with pytest.raises(NotAuthorized):
            async with bot_app.running(settings, redis, port=0, pace=QUICK):
                raise AssertionError("it started")


@pytest.mark.parametrize(("ahead", "roles"), [(3600, ("all",)), (-3600, ("web", "worker"))])
async def test_a_clock_that_is_an_hour_off(redis: Client, ahead: int, roles: tuple[str, ...]) -> None:
    async with in_processes(redis, *roles) as stage:
        stage.traffic.expect("the app answered 401")
        stage.slack.state.delivery.ahead_seconds = ahead
        await stage.person("ana").types("/invoice create")
        await until(lambda: told(stage, "60 min errado"), "the admin to be told")
        assert "clock: 60 min " in await readiness(stage)
        await stage.person("ana").types("/invoice create")
        assert stage.person("ana").modals() == []

        stage.slack.state.delivery.ahead_seconds = 0
        await ana_submits(stage)
        await until(lambda: cards(stage), "the card")
        is_there_once(stage)
        assert len(told(stage, "min errado")) == 1
        assert await readiness(stage) == "ready"


async def test_proxy_variables_that_lead_nowhere(redis: Client) -> None:
    names = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")
    with environment(dict.fromkeys([*names, *map(str.lower, names)], "http://127.0.0.1:9")):
        async with performance(redis) as stage:
            await to_approve(stage)
            is_there_once(stage)


@asynccontextmanager
async def in_processes(redis: Client, *roles: str) -> AsyncIterator[Stage]:
    """The first answers people; in one process of the test, each with connections and memory of its own."""
    address = "unix:///opened-already.sock"
    async with (
        performance(redis, COBRO_ROLE=roles[0], REDIS_URL=address, COBRO_LEAVE_SECONDS="0") as stage,
        AsyncExitStack() as stack,
    ):
        for role in roles[1:]:
            settings = read_settings({**stage.environment, "REDIS_URL": address, "COBRO_ROLE": role})
            await stack.enter_async_context(bot_app.running(settings, redis, port=0, pace=QUICK))
        yield stage


@contextmanager
def scopes_without(stage: Stage, scope: str) -> Iterator[None]:
    workspace = stage.slack.state.workspace
    granted = workspace.grants.current
    workspace.grants.current = replace(granted, scopes=workspace.scopes - {scope})
    try:
        yield
    finally:
        workspace.grants.current = granted


def files(card: object) -> list[str]:
    return [file["name"] for reply in card.thread() for file in reply.files]  # type: ignore[attr-defined]
