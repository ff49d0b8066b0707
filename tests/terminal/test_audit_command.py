"""`cobro audit` as it is typed, against a store that others are working with."""

import asyncio
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest

from bot.store.audit import Audit
from bot.store.connection import Client, connect_socket, redis_time
from bot.store.embedded import launch
from bot.store.keys import Keys
from bot.store.scripts import Store
from tests.terminal.cobro_audit import Cobro


async def test_a_whole_chain_verifies_and_says_its_head_and_what_waits(audit: Audit, url: str, cobro: Cobro) -> None:
    head = await audit.head()
    ended = await cobro("verify", REDIS_URL=url)
    assert ended.returncode == 0, ended.stderr
    assert "main: 4 entries, and the chain is whole." in ended.stdout
    assert "1 entry waits for its seal" in ended.stdout
    assert str(head) in ended.stdout
    assert (await cobro("verify", "--head", str(head), REDIS_URL=url)).returncode == 0


async def test_what_was_changed_is_named_and_the_exit_code_tells(
    audit: Audit, redis: Client, url: str, cobro: Cobro
) -> None:
    entry = str(await redis.lindex("cobro:{main}:audit", 1))
    await redis.lset("cobro:{main}:audit", 1, entry.replace("FE341", "FE342"))
    ended = await cobro("verify", REDIS_URL=url)
    assert ended.returncode == 1
    assert "Entry 2: is not what was sealed" in ended.stdout
    told = json.loads((await cobro("verify", "--json", REDIS_URL=url)).stdout)
    assert told["holds"] is False
    assert told["companies"][0]["breaks"] == [{"number": 2, "why": "entry"}]


async def test_bytes_that_are_no_text_are_found_like_any_other_change(
    audit: Audit, redis: Client, url: str, cobro: Cobro
) -> None:
    await redis.lset("cobro:{main}:audit", 0, cast(Any, b"\xff\xfe not text"))
    told = json.loads((await cobro("verify", "--json", REDIS_URL=url)).stdout)
    assert {(each["number"], each["why"]) for each in told["companies"][0]["breaks"]} == {
        (1, "entry"),
        (1, "unreadable"),
    }
    assert (await cobro("export", REDIS_URL=url)).stdout.count("\r\n") <= 4


async def test_a_store_that_was_rewritten_does_not_have_the_head_that_was_published(
    audit: Audit, redis: Client, url: str, cobro: Cobro
) -> None:
    head = await audit.head()
    entries = [str(entry) for entry in await redis.lrange("cobro:{main}:audit", 0, -1)]
    entries[0] = entries[0].replace("U_ANA", "U_BEA")
    await redis.delete("cobro:{main}:audit", "cobro:{main}:audit-seals")
    await redis.rpush("cobro:{main}:audit", *entries)
    await audit.seal()
    assert (await cobro("verify", REDIS_URL=url)).returncode == 0
    ended = await cobro("verify", "--head", f"main@{head}", REDIS_URL=url)
    assert ended.returncode == 1
    assert f"Entry {head.number}: does not have the seal that was published" in ended.stdout


@pytest.mark.parametrize(
    ("arguments", "environment", "said_of_it"),
    [
        (("verify",), {}, "There is no audit in"),
        (("verify",), {"REDIS_URL": "redis://127.0.0.1:9"}, "store cannot be reached"),
        (("verify",), {"REDIS_URL": "postgres://x"}, "store cannot be reached"),
        (("verify", "--head", "17"), {}, "17 is no seal"),
        (("export", "--from", "yesterday"), {}, "yesterday is no day"),
    ],
)
async def test_what_cannot_be_read_is_said_with_what_to_do(
    arguments: tuple[str, ...], environment: dict[str, str], said_of_it: str, cobro: Cobro, tmp_path: Path
) -> None:
    ended = await cobro(*arguments, **environment)
    assert ended.returncode == 2
    assert said_of_it in ended.stderr
    assert "Traceback" not in ended.stderr
    assert not (tmp_path / ".cobro").exists()


async def test_each_company_has_a_chain_of_its_own_and_one_that_broke_is_named(
    audit: Audit, store: Store, redis: Client, url: str, cobro: Cobro
) -> None:
    norte = Audit(replace(store, keys=Keys("norte")))
    await norte.note("refused", by="U_NADIA")
    head = await norte.seal()
    await redis.lset("cobro:{norte}:audit", 0, "{}")
    ended = await cobro("verify", REDIS_URL=url)
    assert ended.returncode == 1
    assert "main: 4 entries, and the chain is whole." in ended.stdout
    assert "norte: THE CHAIN IS NOT WHOLE." in ended.stdout
    assert (await cobro("verify", "--company", "main", "--head", f"norte@{head}", REDIS_URL=url)).returncode == 0
    assert (await cobro("verify", "--company", "sur", REDIS_URL=url)).returncode == 2
    await redis.delete("cobro:{norte}:audit", "cobro:{norte}:audit-seals")


def test_the_audit_of_a_cobro_that_is_stopped_is_read_from_its_folder_as_it_is_typed(tmp_path: Path) -> None:
    folder = tmp_path / ".cobro"
    stopped = launch(folder)

    async def written() -> str:
        client = connect_socket(stopped.socket)
        audit = Audit(Store(client=client, keys=Keys("main"), clock=redis_time(client)))
        await audit.note("refused", by="U_ANA")
        head = await audit.seal()
        await client.aclose()
        return str(head)

    head = asyncio.run(written())
    stopped.close()
    ended = subprocess.run(  # noqa: S603  this interpreter, with arguments of our own
        [sys.executable, "-m", "bot", "audit", "verify", "--head", head],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "HOME": str(tmp_path), "LANG": "es_CO.UTF-8"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    assert f"main: 1 registro, y la cadena está entera.\n  Último sello, para publicarlo: {head}\n" == ended.stdout
