"""`python -m sandbox`: what it prints, how it ends, what it says when it cannot start."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from sandbox.server import ManifestNotFound, Plan, read_manifest_file, read_world, strangers

ROOT = Path(__file__).parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}


@contextmanager
def started(*arguments: str) -> Iterator[tuple["subprocess.Popen[str]", dict[str, str]]]:
    """The process and what it exports, read up to the last name that it prints."""
    command = [sys.executable, "-m", "sandbox", "slack", "--port-slack", "0", *arguments]
    process = begun(command)
    try:
        yield process, _exported(process)
    finally:
        process.kill()
        process.communicate()


def begun(command: list[str]) -> "subprocess.Popen[str]":
    return subprocess.Popen(command, cwd=ROOT, env=ENVIRONMENT, stdout=subprocess.PIPE, text=True)  # noqa: S603  ours


def ran(*arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "sandbox", "slack", *arguments]
    return subprocess.run(  # noqa: S603  our own module
        command, cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True, timeout=60, check=False
    )


def _exported(process: "subprocess.Popen[str]") -> dict[str, str]:
    exported: dict[str, str] = {}
    assert process.stdout is not None
    for line in process.stdout:
        name, is_assignment, value = line.strip().removeprefix("export ").partition("=")
        if is_assignment and line.startswith("export "):
            exported[name] = value
        if name == "COBRO_CLOCK_URL":
            break
    return exported


def test_it_prints_the_environment_that_a_bot_needs_and_ends_at_once_on_ctrl_c() -> None:
    with started("--start", "2026-11-27T09:00:00-05:00", "--language", "en") as (process, exported):
        assert set(exported) == {
            "SLACK_BOT_TOKEN",
            "SLACK_SIGNING_SECRET",
            "SLACK_API_URL",
            "COBRO_CHANNEL",
            "COBRO_APPROVERS",
            "COBRO_COLLECTORS",
            "COBRO_ADMINS",
            "COBRO_CLOCK_URL",
        }
        assert exported["SLACK_API_URL"].endswith("/api/")
        assert (exported["COBRO_CHANNEL"], exported["COBRO_APPROVERS"]) == ("C0FACTURAS", "U0BRUNO002,U0DIEGO004")
        with httpx.Client(trust_env=False) as client:
            now = client.get(exported["COBRO_CLOCK_URL"]).json()["now_ms"] / 1000
            url = exported["SLACK_API_URL"].removesuffix("/api/")
            people = client.get(f"{url}/people").json()["people"]
        assert 0 <= now - 1795788000 < 30
        assert {person["locale"] for person in people} == {"en-US"}
        process.send_signal(signal.SIGINT)
        assert process.wait(5) == 0


def test_sockets_need_the_apps_token_too() -> None:
    with started("--transport", "socket") as (_, exported):
        assert exported["SLACK_APP_TOKEN"].startswith("xapp-")


def test_a_taken_port_is_named_with_what_to_do() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        ended = ran("--port-slack", port)
    assert ended.returncode == 2
    expected = f"sandbox: port {port} is taken by another program: stop it, or choose another port with --port-slack.\n"
    assert ended.stderr == expected


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--port-slack", "nada"], "nada is not a port"),
        (["--port-slack", "70000"], "70000 is not a port"),
        (["--app-url", "localhost:3000"], "is not an address such as"),
        (["--start", "ayer"], "is not a moment such as"),
        (["--start", "2026-11-27T09:00:00"], "has no time zone"),
        (["--transport", "paloma"], "invalid choice"),
        (["--manifest", "no-such.yml"], "no manifest.yml at no-such.yml"),
    ],
)
def test_a_wrong_argument_gets_a_sentence(arguments: list[str], sentence: str) -> None:
    ended = ran(*(arguments if "--port-slack" in arguments else ["--port-slack", "0", *arguments]))
    assert ended.returncode == 2
    assert sentence in ended.stderr


def test_it_ends_with_the_process_that_started_it() -> None:
    """A parent starts it, prints its id, and is killed hard."""
    parent_code = (
        "import subprocess, sys;"
        "child = subprocess.Popen([sys.executable, '-m', 'sandbox', 'slack', '--port-slack', '0', '--with-parent'],"
        " stdout=subprocess.PIPE, text=True);"
        "[line for line in iter(child.stdout.readline, '') if 'CLOCK' in line and print(child.pid, flush=True)]"
    )
    parent = begun([sys.executable, "-c", parent_code])
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    parent.kill()
    parent.communicate()
    end = time.monotonic() + 40
    while _is_alive(child):
        assert time.monotonic() < end, "it outlived its parent"
        time.sleep(0.02)


def _is_alive(process: int) -> bool:
    """A zombie that nobody has waited for yet is not alive."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{process}/stat")
    return not (status.exists() and status.read_text().rpartition(")")[2].split()[0] == "Z")


async def test_both_strangers_share_one_clock() -> None:
    async with strangers(Plan(port_slack=0, port_alegra=0)) as addresses:
        async with httpx.AsyncClient(trust_env=False) as client:
            await client.post(f"{addresses.slack}/clock", json={"advance_seconds": 3600})
            clocks = [
                (await client.get(f"{url}/clock")).json()["now_ms"] for url in (addresses.slack, addresses.alegra)
            ]
            people = (await client.get(f"{addresses.slack}/people")).json()
        assert abs(clocks[0] - clocks[1]) < 5000
        assert people["links"] == {"alegra": addresses.alegra}


def test_the_world_speaks_one_language_when_asked() -> None:
    assert {person["locale"] for person in read_world(language="es")["people"]} == {"es-LA"}
    assert len({person["locale"] for person in read_world()["people"]}) == 2


def test_a_manifest_that_is_not_there_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(ManifestNotFound):
        read_manifest_file(tmp_path / "manifest.yml")
