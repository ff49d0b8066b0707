"""`cobro` as it is typed: what it says before anything runs."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.__main__ import spoken_language
from bot.setting_hints import HINTS
from bot.settings import Settings, read_settings

CANARY = "canary-7f3a"
ENOUGH = {
    "SLACK_BOT_TOKEN": "xoxb-canary-7f3a",
    "SLACK_SIGNING_SECRET": CANARY,
    "SLACK_API_URL": "http://127.0.0.1:9/api/",
    "ALEGRA_EMAIL": "admin@rivera.example",
    "ALEGRA_TOKEN": CANARY,
    "COBRO_CHANNEL": "C0FACTURAS",
}


def cobro(
    *arguments: str, folder: Path, environment: dict[str, str] | None = None
) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(  # noqa: S603  this interpreter, with arguments of our own
        [sys.executable, "-m", "bot", *arguments],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "HOME": str(folder), **(environment or {})},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_every_missing_setting_is_named_at_once_with_where_to_find_it(tmp_path: Path) -> None:
    ended = cobro("run", folder=tmp_path)
    assert ended.returncode == 2
    for name in ("SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET", "ALEGRA_EMAIL", "ALEGRA_TOKEN", "COBRO_CHANNEL"):
        assert f"{name} " in ended.stderr
    assert "api.slack.com/apps" in ended.stderr
    assert "make demo" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_wrong_setting_is_named_without_its_value(tmp_path: Path) -> None:
    wrong = ENOUGH | {"SLACK_BOT_TOKEN": CANARY, "COBRO_PORT": "canary-port", "COBRO_TIMEZONE": "canary-zone"}
    ended = cobro("run", folder=tmp_path, environment={**wrong, "LANG": "en_US.UTF-8"})
    assert ended.returncode == 2
    assert [line.split()[0] for line in ended.stderr.splitlines()[1:4]] == [
        "SLACK_BOT_TOKEN",
        "COBRO_TIMEZONE",
        "COBRO_PORT",
    ]
    assert "canary" not in ended.stderr + ended.stdout


def test_a_taken_port_is_said_plainly(tmp_path: Path) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        ended = cobro("run", folder=tmp_path, environment={**ENOUGH, "COBRO_PORT": str(port)})
    assert ended.returncode == 2
    assert f"El puerto {port} está ocupado" in ended.stderr
    assert "COBRO_PORT" in ended.stderr
    assert CANARY not in ended.stderr + ended.stdout


def test_a_store_that_nobody_serves_is_said_plainly(tmp_path: Path) -> None:
    ended = cobro("run", folder=tmp_path, environment={**ENOUGH, "REDIS_URL": "redis://:canary-7f3a@127.0.0.1:9/0"})
    assert ended.returncode == 2
    assert "REDIS_URL" in ended.stderr
    assert CANARY not in ended.stderr + ended.stdout


def test_help_and_version_need_no_settings(tmp_path: Path) -> None:
    helped = cobro("--help", folder=tmp_path, environment={"LANG": "en_US.UTF-8"})
    assert helped.returncode == 0
    assert "demo" in helped.stdout
    assert "make-believe" in helped.stdout or "local" in helped.stdout
    assert cobro("--version", folder=tmp_path).stdout.startswith("cobro 0.")


def test_a_new_secret_key_is_printed_alone_and_is_taken_as_a_setting(tmp_path: Path) -> None:
    printed = [cobro("secrets", "new", folder=tmp_path) for _ in range(2)]
    keys = [one.stdout.strip() for one in printed]
    assert len(set(keys)) == 2
    assert read_settings({**ENOUGH, "COBRO_SECRET_KEYS": ",".join(keys)}).secret_keys == tuple(map(SecretStr, keys))
    assert "COBRO_SECRET_KEYS" in printed[0].stderr


def test_a_command_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    assert cobro("fly", folder=tmp_path).returncode == 2
    assert "99999" in cobro("demo", "--port", "99999", folder=tmp_path).stderr


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "es_CO"),
        ({"LANG": "C.UTF-8"}, "es_CO"),
        ({"LANG": "es_MX.UTF-8"}, "es_MX"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "es_CO"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "es_CO.UTF-8"}, "es_CO"),
        ({"LANG": "es_CO.UTF-8", "COBRO_LANGUAGE": "en"}, "en"),
        ({"LANG": "en_US.UTF-8", "COBRO_LANGUAGE": "es_MX"}, "es_MX"),
        ({"COBRO_LANGUAGE": "klingon"}, "es_CO"),
    ],
)
def test_the_command_speaks_the_language_of_the_setting_else_of_the_terminal(
    environment: dict[str, str], language: str
) -> None:
    assert spoken_language(environment) == language


def test_every_setting_has_a_hint_for_when_it_is_missing_or_wrong() -> None:
    assert set(HINTS) == {field.alias for field in Settings.model_fields.values()}


def test_settings_in_the_folder_are_read_unless_another_file_is_named(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(f"SLACK_BOT_TOKEN={CANARY}\nALEGRA_EMAIL=admin@rivera.example\n")
    (tmp_path / "other").write_text("ALEGRA_EMAIL=nobody\n")
    english = {"LANG": "en_US.UTF-8"}
    found = cobro("run", folder=tmp_path, environment=english).stderr
    assert "SLACK_BOT_TOKEN" in found
    assert "ALEGRA_EMAIL" not in found
    assert CANARY not in found
    assert "ALEGRA_EMAIL" in cobro("run", "--env-file", "other", folder=tmp_path, environment=english).stderr
    missing = cobro("doctor", "--env-file", "nowhere", folder=tmp_path, environment=english)
    assert missing.returncode == 2
    assert "cobro setup" in missing.stderr


def test_a_cobro_that_does_not_answer_is_not_healthy(tmp_path: Path) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        ended = cobro("healthcheck", folder=tmp_path, environment={"COBRO_PORT": str(listener.getsockname()[1])})
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr
    assert cobro("healthcheck", folder=tmp_path, environment={"COBRO_PORT": "x"}).returncode == 1
