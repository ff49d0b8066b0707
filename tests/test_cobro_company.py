"""`cobro company`: added while nothing or something runs, tried before it is kept, and no secret on any line."""

import argparse
import asyncio
import json
from collections.abc import AsyncIterator, Callable, Coroutine
from dataclasses import replace
from typing import Any

import pytest

from bot.__main__ import parser_of_all
from bot.actions.directory import COMPANIES, COMPANY
from bot.locale import Words
from bot.operations.operation import Operation, State
from bot.operations.replies import FIELDS
from bot.store.audit import Audit
from bot.store.connection import Client, redis_time
from bot.store.embedded import EmbeddedStore
from bot.store.keys import EVERYWHERE, Keys
from bot.store.scripts import Store
from bot.store.secret_box import new_key
from bot.terminal.company import TOKEN, company
from tests.billing.cast import RIVERA
from tests.stories.stage import strangers

WORDS = Words("es_CO")
ELSEWHERE = "another account of Alegra"
SAME_ACCOUNT = (
    "add",
    "taller",
    "--alegra-email",
    "admin@rivera.example",
    "--channel",
    "C0GENERAL1",
    "--name",
    "Taller",
)
TALLER = (*SAME_ACCOUNT, "--alegra-api-url", ELSEWHERE)
Cobro = Callable[..., Coroutine[Any, Any, int]]


@pytest.fixture
async def cobro(redis: Client, embedded: EmbeddedStore) -> AsyncIterator[Cobro]:
    """Types `cobro company …`; answers the exit code."""
    async with strangers() as stage:
        environment = {
            **stage.environment,
            "REDIS_URL": f"unix://{embedded.socket}",
            "COBRO_SECRET_KEYS": new_key(),
            TOKEN: stage.environment["ALEGRA_TOKEN"],
        }
        elsewhere = stage.environment["ALEGRA_API_URL"].replace("127.0.0.1", "localhost")

        async def typed(*line: str, **changed: str) -> int:
            given: argparse.Namespace = parser_of_all(WORDS).parse_args(
                ["company", *(elsewhere if word == ELSEWHERE else word for word in line)]
            )
            return await asyncio.to_thread(company, given, WORDS, environment | changed)

        yield typed
        stage.traffic.expect("/company")


async def test_a_company_is_added_listed_shown_and_removed(
    cobro: Cobro, redis: Client, capfd: pytest.CaptureFixture[str]
) -> None:
    assert await cobro(*TALLER) == 0
    assert "Rivera Refrigeración S.A.S., en el canal C0GENERAL1" in capfd.readouterr().out
    assert await cobro("list") == 0
    assert capfd.readouterr().out == "taller  Taller  T0RIVERA01  C0GENERAL1\n"
    assert await cobro("show", "taller") == 0
    shown = capfd.readouterr().out
    assert "admin@rivera.example" in shown
    assert "alegra-local" not in shown
    assert await cobro("remove", "taller", "--yes") == 0
    assert await cobro("show", "taller") == 2
    assert "No hay una empresa taller" in capfd.readouterr().err
    audit = Audit(Store(client=redis, keys=Keys("main"), clock=redis_time(redis)))
    entries = [json.loads(raw) for raw in await audit.entries(1, 9)]
    assert [(entry["actor"], entry["what"], entry["of_company"]) for entry in entries] == [
        ("terminal", "company_added", "taller"),
        ("terminal", "company_removed", "taller"),
    ]
    assert "alegra-local" not in str(entries)


WRONG: tuple[tuple[tuple[str, ...], dict[str, str], str], ...] = (
    ((*TALLER,), {TOKEN: "wrong-token-canary"}, "Alegra no acepta"),
    ((*TALLER,), {TOKEN: ""}, TOKEN),
    ((*TALLER,), {"COBRO_SECRET_KEYS": ""}, "cobro secrets new"),
    ((*TALLER,), {"SLACK_BOT_TOKEN": "xoxb-of-nobody"}, "Slack no me deja"),
    (("add", "main", *TALLER[2:]), {}, "«main» no sirve"),
    (("add", "Taller Norte", *TALLER[2:]), {}, "no sirve"),
    ((*TALLER, "--team", "T0NOWHERE1"), {}, "no está instalado"),
    ((*TALLER, "--channel", "C0FACTURAS"), {}, "ya es de la empresa main"),
    ((*TALLER, "--undo-seconds", "1000", "--approvers", "bruno"), {}, "--approvers"),
    (("add", "taller"), {}, "--alegra-email"),
    (SAME_ACCOUNT, {}, "ya es la de la empresa main"),
    (("remove", "taller", "--yes"), {}, "No hay una empresa"),
)
"""What is typed, what is changed in the environment, what is said."""


async def test_whatever_is_wrong_is_said_with_what_to_do_and_nothing_is_kept(
    cobro: Cobro, redis: Client, capfd: pytest.CaptureFixture[str]
) -> None:
    for line, changed, said in WRONG:
        assert await cobro(*line, **changed) == 2, line
        told = capfd.readouterr().err
        assert said in told
        assert "canary" not in told
        assert await redis.hlen(Keys(EVERYWHERE)("companies")) == 0, line


async def test_a_company_that_is_there_is_only_replaced_when_that_is_said(
    cobro: Cobro, capfd: pytest.CaptureFixture[str]
) -> None:
    assert await cobro(*TALLER) == 0
    assert await cobro(*TALLER, "--name", "Otro") == 2
    assert "--replace" in capfd.readouterr().err
    assert await cobro(*TALLER, "--name", "Otro", "--replace") == 0
    assert await cobro("list", "--json") == 0
    assert '"name": "Otro"' in capfd.readouterr().out


async def test_what_is_remembered_of_another_account_is_not_taken_up(
    cobro: Cobro, redis: Client, capfd: pytest.CaptureFixture[str]
) -> None:
    norte = replace(RIVERA, name="Norte Logística", identification="901999888")
    key = Keys("taller")("directory", COMPANY)
    await redis.hset(key, COMPANY, COMPANIES.dump_json(norte).decode())
    assert await cobro(*TALLER) == 2
    assert "recuerda a taller como Norte Logística" in capfd.readouterr().err
    await redis.hset(key, COMPANY, COMPANIES.dump_json(RIVERA).decode())
    assert await cobro(*TALLER) == 0


async def test_without_a_person_to_ask_nothing_is_removed(cobro: Cobro, capfd: pytest.CaptureFixture[str]) -> None:
    assert await cobro(*TALLER) == 0
    assert await cobro("remove", "taller") == 2
    assert "No se quitó nada" in capfd.readouterr().err
    assert await cobro("list") == 0
    assert "taller" in capfd.readouterr().out


async def test_what_is_not_finished_is_named_and_never_erased_by_mistake(
    cobro: Cobro, redis: Client, capfd: pytest.CaptureFixture[str]
) -> None:
    assert await cobro(*TALLER) == 0
    await _accepted(redis, "D-7K3Q/create/1")
    assert await cobro("remove", "taller", "--erase", "--yes") == 2
    assert "D-7K3Q/create/1" in capfd.readouterr().err
    assert await cobro("show", "taller") == 0
    capfd.readouterr()
    assert await cobro("remove", "taller", "--yes") == 0
    assert "D-7K3Q/create/1" in capfd.readouterr().out
    assert await redis.exists(Keys("taller")("op", "D-7K3Q/create/1"))


async def _accepted(redis: Client, operation_id: str) -> None:
    """An operation of the company that waits for a worker."""
    waiting = Operation(operation_id, "taller", "D-7K3Q", "create", "U0ANA00001", {}, "hash", "marker")
    for name, value in FIELDS.encode(waiting).items():
        await redis.hset(Keys("taller")("op", operation_id), name, value)
    await redis.zadd(Keys("taller")("ops", State.ACCEPTED), {operation_id: 1})
