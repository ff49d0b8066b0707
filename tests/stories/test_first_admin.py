"""A company without an admin: the terminal prints a code, and who types it in Slack administers; once, and only then."""

import argparse
import asyncio

import pytest

from bot.__main__ import parser_of_all
from bot.locale import Words
from bot.store.connection import Client
from bot.store.embedded import EmbeddedStore
from bot.terminal.admin_code import carry_out
from sandbox.slack.client.person import Person
from tests.stories.stage import Stage, performance

WORDS = Words("es_CO")


async def the_code(
    stage: Stage, embedded: EmbeddedStore, capfd: pytest.CaptureFixture[str], *options: str, leaves: int = 0
) -> str:
    """The line that `cobro admin-code` prints, to be typed as it is."""
    given: argparse.Namespace = parser_of_all(WORDS).parse_args(["admin-code", *options])
    environment = {**stage.environment, "REDIS_URL": f"unix://{embedded.socket}"}
    assert await asyncio.to_thread(carry_out, given, WORDS, environment) == leaves
    said = capfd.readouterr()
    return said.err if leaves else next(line for line in said.out.splitlines() if line.startswith("/cobro setup"))


async def may_change_roles(person: Person, title: str) -> bool:
    await person.types("/cobro roles")
    return bool((await person.sees_privately(title)).buttons)


async def test_who_types_the_code_is_the_first_admin_and_nobody_after(
    redis: Client, embedded: EmbeddedStore, capfd: pytest.CaptureFixture[str]
) -> None:
    async with performance(redis, COBRO_ADMINS="") as stage:
        ana, emma = stage.person("ana"), stage.person("emma")
        await emma.types("/cobro setup 0123456789AB")
        await emma.sees_privately("That code is no good")
        before, line = await the_code(stage, embedded, capfd), await the_code(stage, embedded, capfd)
        await emma.types(before)
        await ana.types(line.lower().replace("/cobro setup", "/cobro configurar"))
        await ana.sees_privately("Ahora administras Cobro")
        assert await may_change_roles(ana, "Roles en Cobro")

        await emma.types(line)
        told = await emma.sees_privately("somebody who administers")
        assert ana.id in told.text
        assert not await may_change_roles(emma, "Roles in Cobro")
        await ana.types("/cobro roles")
        assert "Administran Cobro: +" in (await ana.sees_privately("Administrados en Slack")).text


async def test_a_code_for_a_company_that_is_not_there_is_not_printed(
    redis: Client, embedded: EmbeddedStore, capfd: pytest.CaptureFixture[str]
) -> None:
    async with performance(redis, COBRO_ADMINS="") as stage:
        said = await the_code(stage, embedded, capfd, "--company", "taller", leaves=2)
        assert "No hay una empresa taller" in said
