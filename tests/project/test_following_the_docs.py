"""Somebody follows the pages word for word: the rehearsal of an installation, backup, restore. Real processes.

Only what a test has to: ports are free ones instead of 3000, 4100 and 4200.
"""

import http.client
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from bot.demo.ports import free_port
from tests.project.project_files import text

SECONDS = 200
SHELL = "/bin/sh"
DIEGO = "U0DIEGO004"
SECRETS = ("xoxb-local-cobro-000001", "xapp-local-cobro-000001", "alegra-local-0123456789")


def section(page: str, heading: str) -> str:
    return text(page).split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]


def commands(page: str, heading: str) -> list[str]:
    return re.findall(r"```sh\n(.*?)```", section(page, heading), re.DOTALL)


def answers() -> list[str]:
    """What the table says to type, a line each."""
    rows = re.findall(
        r"^\| [^|]+ \| ([^|]+) \|$", section("docs/quickstart.md", "Rehearse it without accounts"), re.MULTILINE
    )
    typed = [cell for cell in rows if cell != "Answer"]
    return [found[1] if (found := re.match(r"`([^`]+)`", cell)) else "" for cell in typed]


def environment(folder: Path, **more: str) -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "HOME": str(folder), "LANG": "es_CO.UTF-8", "PYTHONUNBUFFERED": "1", **more}


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the `.venv` that `make demo` makes."""
    folder = tmp_path_factory.mktemp("checkout")
    (folder / ".venv").symlink_to(sys.prefix)
    return folder


@contextmanager
def started(script: str, folder: Path, log: Path, **more: str) -> Iterator["subprocess.Popen[str]"]:
    with log.open("w") as output:
        process = subprocess.Popen(  # noqa: S603  what our own pages say
            [SHELL, "-ec", script],
            cwd=folder,
            env=environment(folder, **more),
            stdout=output,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        try:
            yield process
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
            try:
                process.wait(SECONDS)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                raise


def carried_out(script: str, folder: Path, *, typed: str = "", **more: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(  # noqa: S603  what our own pages say
        [SHELL, "-ec", script],
        cwd=folder,
        env=environment(folder, **more),
        input=typed,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )


def printed(log: Path, name: str) -> str:
    """An address that a stranger has printed, once it has."""
    pattern = re.compile(rf"^export {name}=(\S+)$", re.MULTILINE)
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        if found := pattern.search(log.read_text()):
            return found[1]
        time.sleep(0.05)
    raise AssertionError(log.read_text())


def fetched(url: str, body: dict[str, str] | None = None) -> str:
    parts = urlsplit(url)
    line = http.client.HTTPConnection(parts.netloc, timeout=40)
    method, data = ("GET", None) if body is None else ("POST", json.dumps(body))
    line.request(method, parts.path, data, {"Content-Type": "application/json"})
    answer = line.getresponse().read().decode()
    line.close()
    return answer


def is_ready(port: int, bot: "subprocess.Popen[str]") -> bool:
    until = time.monotonic() + SECONDS
    while time.monotonic() < until and bot.poll() is None:
        with suppress(OSError):
            if fetched(f"http://127.0.0.1:{port}/readyz").startswith("ready"):
                return True
        time.sleep(0.1)
    return False


def shows(slack: str, person: str, words: str) -> bool:
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        if words in fetched(f"{slack}/client/{person}/state"):
            return True
        time.sleep(0.1)
    return False


def test_a_rehearsal_by_the_page_ends_with_a_cobro_that_runs_is_backed_up_and_restored(checkout: Path) -> None:
    slack_alone, alegra_alone, guide, run, doctor = commands("docs/quickstart.md", "Rehearse it without accounts")
    (backup,), (restore,) = commands("docs/operations.md", "Backup"), commands("docs/operations.md", "Restore")
    port, rehearsal = free_port(0), checkout / "rehearsal"
    activated = f". {checkout}/.venv/bin/activate\n"
    logs = {name: checkout / f"{name}.log" for name in ("slack", "alegra", "bot", "again")}
    with (
        started(f"{slack_alone.rstrip()} --port-slack 0", checkout, logs["slack"]),
        started(f"{alegra_alone.rstrip()} --port-alegra 0", checkout, logs["alegra"]),
    ):
        slack = printed(logs["slack"], "SLACK_API_URL").removesuffix("/api/")
        alegra = printed(logs["alegra"], "ALEGRA_API_URL").removesuffix("/api/v1")
        guide = guide.replace("http://127.0.0.1:4100", slack).replace("http://127.0.0.1:4200", alegra)
        guided = carried_out(guide, checkout, typed="\n".join(answers()) + "\n", COBRO_PORT=str(port))

        assert guided.returncode == 0, guided.stdout + guided.stderr
        assert [secret for secret in SECRETS if secret in guided.stdout + guided.stderr] == []
        assert (rehearsal / ".env").stat().st_mode & 0o077 == 0
        assert "socket_mode_enabled: true" in (rehearsal / "cobro-manifest.yml").read_text()

        with started(f"{activated}exec {run}", rehearsal, logs["bot"]) as bot:
            assert is_ready(port, bot), logs["bot"].read_text()
            typed = {"channel": "C0FACTURAS", "command": "/cobro", "text": "setup"}
            assert "error" not in fetched(f"{slack}/client/{DIEGO}/command", typed)
            assert shows(slack, DIEGO, "2 personas pueden aprobar"), logs["bot"].read_text()
            examined = carried_out(doctor, checkout)
            assert examined.returncode == 0, examined.stdout + examined.stderr
            assert [secret for secret in SECRETS if secret in examined.stdout + logs["bot"].read_text()] == []

        for script in (backup, restore):
            done = carried_out(script, rehearsal)
            assert done.returncode == 0, done.stderr
        with started(f"{activated}exec {run}", rehearsal, logs["again"]) as bot:
            assert is_ready(port, bot), logs["again"].read_text()
        assert (rehearsal / "appendonlydir.before").is_dir()
