"""The store is full, read-only, unable to write to its disk or gone; Alegra's account is suspended."""

import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from starlette.middleware import Middleware

from bot.store.connection import Client
from sandbox.slack.app import Transport
from sandbox.slack.client.waiting import until
from tests.operations.rehearsal import until as until_true
from tests.stories.acts import a_filled_form, in_time
from tests.stories.failing import a_store_of_its_own, cards, is_said, is_there_once, readiness, told
from tests.stories.held import Door, Holds
from tests.stories.invoicing import approves, to_approve
from tests.stories.stage import Stage, performance

SAID = {"full": "está lleno", "read_only": "es de solo lectura", "disk": "no puede escribir en su disco"}


@pytest.mark.parametrize(("why", "transport"), [("full", "http"), ("read_only", "http"), ("disk", "socket")])
async def test_a_store_that_takes_no_writes(tmp_path: Path, why: str, transport: Transport) -> None:
    async with a_store_of_its_own(tmp_path) as (_, client), performance(client, transport=transport) as stage:
        form = await a_filled_form(stage)
        async with refusing(client, why):
            errors = await form.submit()
            assert SAID[why] in " ".join(errors.values())
            assert (stage.invoices, form.is_open) == ([], True)
            await is_said(stage, f"store: {why}")

        assert await form.submit() == {}
        await in_time(stage, lambda: cards(stage), "the card")
        is_there_once(stage)
        await is_said(stage, "ready")


async def test_what_was_accepted_goes_on_when_the_store_takes_writes_again(tmp_path: Path) -> None:
    """It fills up while Alegra answers: the answer cannot be written down, and is looked for."""
    doors = Holds()
    created = doors.hold("POST", "/api/v1/invoices", "answer")
    async with (
        a_store_of_its_own(tmp_path) as (_, client),
        performance(client, alegra_doors=[Middleware(Door, doors)]) as stage,
    ):
        form = await a_filled_form(stage)
        assert await form.submit() == {}
        await created.reached()
        async with refusing(client, "full"):
            created.let_go()
            await is_said(stage, "store: full")
        await in_time(stage, lambda: cards(stage), "the card")
        is_there_once(stage)


async def test_a_store_that_is_killed(tmp_path: Path) -> None:
    async with a_store_of_its_own(tmp_path) as (embedded, client), performance(client) as stage:
        form = await a_filled_form(stage)
        os.kill(int((await client.info("server"))["process_id"]), signal.SIGKILL)
        await until(lambda: embedded.has_ended, "the end of the store")
        await is_said(stage, "store: gone")
        errors = await form.submit()
        assert "No alcanzo mi almacén" in " ".join(errors.values())

        embedded.serve_again()
        assert await form.submit() == {}
        await in_time(stage, lambda: cards(stage), "the card")
        is_there_once(stage)


async def test_an_account_of_alegra_that_is_suspended(stage: Stage) -> None:
    stage.traffic.expect("fault suspended")
    card = await to_approve(stage)
    stage.alegra.state.faults.add("suspended", times=None)
    await approves(card)
    stage.clock.advance(16)
    await until(lambda: told(stage, "suspendida, o su plan no incluye la API"), "the admin to be told")
    assert "alegra main: suspended" in await readiness(stage)
    await stage.person("ana").types("/cobro status", channel="general")
    status = await stage.person("ana").sees_privately("Cómo está Cobro", channel="general")
    assert "🔴 Alegra: en pausa" in status.text
    asked = len(stage.requests("/invoices"))
    await stage.person("ana").types("/cobro status", channel="general")
    assert len(stage.requests("/invoices")) <= asked + 1

    stage.alegra.state.faults.clear()
    await in_time(stage, lambda: "emitida" in card.text, "the stamp, within five minutes of the payment")
    await in_time(stage, lambda: "PDF y XML en el hilo" in card.text, "the papers")
    assert len([line for line in stage.requests("POST /invoices/stamp") if line.status == 200]) == 1
    assert len(told(stage, "suspendida")) == 1


@asynccontextmanager
async def refusing(client: Client, why: str) -> AsyncIterator[None]:
    """As the server itself refuses, for the reason that is given."""
    await BREAK[why](client)
    try:
        yield
    finally:
        await MEND[why](client)


async def fills_up(client: Client) -> None:
    await client.config_set("maxmemory", 1)


async def has_room(client: Client) -> None:
    await client.config_set("maxmemory", 0)


async def follows_nobody(client: Client) -> None:
    """A replica, whose primary is away."""
    await client.replicaof("127.0.0.1", "9")


async def is_a_primary(client: Client) -> None:
    await client.replicaof("NO", "ONE")


async def cannot_save(client: Client) -> None:
    """Its dump would replace a folder, so that saving fails as it does on a full disk."""
    folder = Path(str((await client.config_get("dir"))["dir"]), "dump.rdb")
    (folder / "in the way").mkdir(parents=True)
    await client.config_set("save", "3600 1")
    await client.bgsave()

    async def has_failed() -> bool:
        return str((await client.info("persistence"))["rdb_last_bgsave_status"]) == "err"

    await until_true(has_failed)


async def saves_again(client: Client) -> None:
    await client.config_set("save", "")


BREAK = {"full": fills_up, "read_only": follows_nobody, "disk": cannot_save}
MEND = {"full": has_room, "read_only": is_a_primary, "disk": saves_again}
