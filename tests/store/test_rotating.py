"""Keys are changed while Cobro runs: nothing is lost in the middle, and nobody is told too early to drop one."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from bot.actions.rotating import Rotation, Sealed
from bot.locale import Words
from bot.settings import read_settings
from bot.store.companies import Companies, KeptCompany
from bot.store.connection import Client, redis_time
from bot.store.embedded import EmbeddedStore
from bot.store.installations import SWAP, Installations
from bot.store.keys import EVERYWHERE, Keys
from bot.store.scripts import Store
from bot.store.sealers import Sealers
from bot.store.secret_box import SecretBox, new_key
from bot.terminal.secrets_rotation import rotate, said
from tests.store.workspaces import NORTE

OLD, NEW = new_key(), new_key()
BOTH = SecretBox([NEW, OLD])
SPANISH = Words("es_CO")
TALLER = KeptCompany("taller", "T0NORTE001", "Taller", {"COBRO_CHANNEL": "C01ABCDEF23"}, "alegra-canary-7f3a")
MANY = 200


@pytest.fixture
def everywhere(redis: Client) -> Store:
    return Store(client=redis, keys=Keys(EVERYWHERE), clock=redis_time(redis))


def rotation(everywhere: Store, box: SecretBox = BOTH) -> Rotation:
    sealed: dict[str, Sealed] = {"workspace": Installations(everywhere, box), "company": Companies(everywhere, box)}
    return Rotation(box, sealed, Sealers(everywhere))


async def test_everything_is_sealed_with_the_newest_key_and_the_old_one_may_go(everywhere: Store) -> None:
    old = SecretBox([OLD])
    await Installations(everywhere, old).put(NORTE)
    await Companies(everywhere, old).put(TALLER)
    looked_at: list[str] = []
    rotated = await rotation(everywhere).run(looked_at.append)
    assert (rotated.resealed, rotated.is_done, sorted(looked_at)) == (
        2,
        True,
        ["company taller", "workspace T0NORTE001"],
    )
    new = SecretBox([NEW])
    assert await Installations(everywhere, new).find("T0NORTE001") == NORTE
    assert await Companies(everywhere, new).find("taller") == TALLER
    assert "Ya puedes quitar" in said(rotated, BOTH, SPANISH)[-1]
    again = await rotation(everywhere).run(looked_at.append)
    assert (again.resealed, again.is_done, len(looked_at)) == (0, True, 2)


async def test_what_does_not_open_is_named_and_no_key_may_go(everywhere: Store) -> None:
    await Installations(everywhere, SecretBox([new_key()])).put(NORTE)
    await Installations(everywhere, SecretBox([OLD])).put(replace(NORTE, team="T0SUR00001"))
    text = await everywhere.hash_field("installations", field="T0SUR00001") or ""
    await everywhere.client.hset(everywhere.keys("installations"), "T0OTHER001", text)
    rotated = await rotation(everywhere).run(lambda _: None)
    assert (rotated.resealed, rotated.unknown, rotated.broken) == (
        1,
        ("workspace T0NORTE001",),
        ("workspace T0OTHER001",),
    )
    told = "\n".join(said(rotated, BOTH, SPANISH))
    assert not rotated.is_done
    assert "No quites ninguna clave" in told
    assert "T0NORTE001" in told
    assert "canary" not in told


async def test_no_key_may_go_while_a_process_still_seals_with_it(everywhere: Store) -> None:
    sealers, behind = Sealers(everywhere), SecretBox([OLD, NEW]).key_ids
    await sealers.alive("one-1", BOTH.key_ids)
    await sealers.alive("two-2", behind)
    await Installations(everywhere, SecretBox([OLD])).put(NORTE)
    rotated = await rotation(everywhere).run(lambda _: None)
    assert (rotated.behind, rotated.resealed, rotated.is_done) == (("two-2",), 1, False)
    assert "two-2" in "\n".join(said(rotated, BOTH, SPANISH))
    await sealers.gone("two-2", behind)
    assert (await rotation(everywhere).run(lambda _: None)).is_done


@pytest.mark.parametrize("has", [SecretBox([OLD]).key_ids, ()])
async def test_nothing_is_sealed_with_a_key_that_a_process_does_not_have(
    everywhere: Store, has: tuple[str, ...]
) -> None:
    """Whoever skips a step would take their tokens from it."""
    await Sealers(everywhere).alive("two-2", has)
    old = Installations(everywhere, SecretBox([OLD]))
    await old.put(NORTE)
    rotated = await rotation(everywhere).run(lambda _: None)
    assert (rotated.lacking, rotated.resealed, rotated.is_done) == (("two-2",), 0, False)
    assert await old.find("T0NORTE001") == NORTE
    assert "No cambié nada" in said(rotated, BOTH, SPANISH)[-1]


async def test_a_token_that_is_replaced_meanwhile_is_not_undone(everywhere: Store) -> None:
    """Another replica, which seals with the old key, installs anew between the reading and the writing."""
    replica = Installations(everywhere, SecretBox([OLD]))
    await replica.put(NORTE)
    mine = Installations(everywhere, BOTH)
    text = await everywhere.hash_field("installations", field="T0NORTE001") or ""
    await replica.put(replace(NORTE, bot_token="xoxb-second"))
    swap = {"hash": "installations", "field": "T0NORTE001", "before": text, "after": text}
    assert await everywhere.run(SWAP, swap) == "moved"
    assert (await rotation(everywhere).run(lambda _: None)).resealed == 1
    found = await mine.find("T0NORTE001")
    assert found
    assert found.bot_token == "xoxb-second"


async def test_killed_in_the_middle_it_goes_on_where_it_stopped(
    everywhere: Store, embedded: EmbeddedStore, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = Installations(everywhere, SecretBox([OLD]))
    for number in range(MANY):
        await old.put(replace(NORTE, team=f"T0MANY{number:04d}", bot_token=f"xoxb-{number}"))
    first = _rotating(embedded, tmp_path)
    newest = SecretBox([NEW]).newest
    while newest not in (await old.key_ids()).values():
        assert first.poll() is None, "it ended before it could be killed"
    first.kill()
    first.communicate()
    done = list((await old.key_ids()).values()).count(newest)
    assert 0 < done < MANY
    environment = _environment(embedded, tmp_path)
    assert await rotate(read_settings(environment), environment, SPANISH) == 0
    assert set((await old.key_ids()).values()) == {newest}
    tokens = {each.bot_token for each in await Installations(everywhere, SecretBox([NEW])).all()}
    assert tokens == {f"xoxb-{number}" for number in range(MANY)}
    told = capsys.readouterr().out
    assert f"Cifré de nuevo {MANY - done} tokens" in told
    assert "Ya puedes quitar" in told


def _environment(embedded: EmbeddedStore, folder: Path) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "SLACK_BOT_TOKEN": "xoxb-1-2-abc",
        "SLACK_SIGNING_SECRET": "8f742231b10e8888abcd99yyyzzz85a5",
        "ALEGRA_EMAIL": "ana@rivera.example",
        "ALEGRA_TOKEN": "0123456789abcdef",
        "COBRO_CHANNEL": "C01ABCDEF23",
        "REDIS_URL": f"unix://{embedded.socket}",
        "COBRO_SECRET_KEYS": f"{NEW},{OLD}",
    }


def _rotating(embedded: EmbeddedStore, folder: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "bot", "secrets", "rotate"],
        env=_environment(embedded, folder),
        text=True,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
