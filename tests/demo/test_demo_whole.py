"""The demo with real processes: what a newcomer sees, and what is left when it ends in any way."""

import os
import signal
import socket
import sys
from pathlib import Path

import httpx
import pytest

from tests.demo.processes import demo_in, is_alive, until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are looked up in /proc")

STARTED = "Ctrl-C termina todo"
PARTS = {"-m sandbox", "-m bot run", "valkey-server"}


def test_a_newcomer_reads_where_to_go_and_what_to_try_and_ctrl_c_ends_everything_in_a_few_seconds(
    tmp_path: Path,
) -> None:
    with demo_in(tmp_path, "--no-browser") as demo:
        said = demo.until_said(STARTED)
        assert "Bruno las aprueba" in said
        assert "/factura crear" in said
        for name in ("Slack", "Alegra"):
            assert "<html" in httpx.get(demo.address(name), follow_redirects=True).text.lower()

        family = demo.family()
        assert {part for part in PARTS if any(part in command for command in family.values())} == PARTS
        demo.process.send_signal(signal.SIGINT)
        assert demo.process.wait(timeout=30) == 0, "that is no failure"
        assert [pid for pid in family if is_alive(pid)] == []
        assert demo.said.endswith("Cobro terminó.\n")


def test_in_english_the_terminal_speaks_english(tmp_path: Path) -> None:
    with demo_in(tmp_path, "--no-browser", "--language", "en", environment={"LANG": "en_US.UTF-8"}) as demo:
        assert "Bruno approves" in demo.until_said("Ctrl-C")


@pytest.mark.parametrize("moment", ["Iniciando", STARTED], ids=["while it starts", "when it runs"])
def test_a_hard_kill_leaves_no_process_behind(tmp_path: Path, moment: str) -> None:
    with demo_in(tmp_path, "--no-browser") as demo:
        demo.until_said(moment)
        until(lambda: bool(demo.family()))
        family = demo.family()
        demo.process.kill()
        demo.process.wait()
        until(lambda: not any(is_alive(pid) for pid in family))


def test_a_bot_that_dies_is_started_again_and_without_the_strangers_the_demo_ends_and_says_so(tmp_path: Path) -> None:
    with demo_in(tmp_path, "--no-browser") as demo:
        demo.until_said(STARTED)
        for times in (1, 2):
            os.kill(demo.the("-m bot run"), signal.SIGKILL)
            demo.until_said("El bot terminó (-9)", times=times)
            demo.until_said("otra vez en pie", times=times)
        assert demo.process.poll() is None

        family = demo.family()
        os.kill(demo.the("-m sandbox"), signal.SIGKILL)
        assert demo.process.wait(timeout=60) == 1
        assert "terminaron de repente" in demo.said
        assert [pid for pid in family if is_alive(pid)] == []


def test_a_taken_port_is_told_before_anything_starts(tmp_path: Path) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        with demo_in(tmp_path, "--port-alegra", str(port)) as demo:
            assert demo.process.wait(timeout=60) == 2
    assert str(port) in demo.said
    assert "--port-alegra" in demo.said
    assert not demo.log_path.exists()


def test_the_browser_is_opened_at_the_local_slack_and_a_real_cobros_settings_reach_neither_demo_nor_log(
    tmp_path: Path,
) -> None:
    browser, opened = tmp_path / "browser", tmp_path / "opened"
    browser.write_text(f'#!/bin/sh\necho "$1" > {opened}\n')
    browser.chmod(0o755)
    real = {
        "BROWSER": f"{browser} %s",
        "DISPLAY": ":0",
        "SLACK_BOT_TOKEN": "xoxb-canary-real",
        "ALEGRA_TOKEN": "canary-alegra",
        "REDIS_URL": "redis://canary.invalid:1/0",
        "HTTPS_PROXY": "http://canary.invalid:1",
        "HTTP_PROXY": "http://canary.invalid:1",
    }
    with demo_in(tmp_path, environment=real) as demo:
        said = demo.until_said(STARTED)
        until(lambda: opened.exists() and opened.read_text().endswith("\n"))
        assert opened.read_text().strip() == demo.address("Slack")
        for pid, command in demo.family().items():
            inherited = Path(f"/proc/{pid}/environ").read_text(errors="replace")
            assert "canary" not in inherited, command
    log = demo.log_path.read_text("utf-8")
    assert "ready" in log
    for text in (said, log):
        assert "canary" not in text
        assert "xoxb-" not in text
        assert "alegra-local-" not in text
