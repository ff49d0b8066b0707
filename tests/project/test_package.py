"""What is built is whole: a wheel in an environment of its own has the command, and everything that is no Python."""

import os
import re
import signal
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.project.project_files import CODE, ROOT, tracked

SECONDS = 200


def run(*command: str | Path, cwd: Path = ROOT) -> "subprocess.CompletedProcess[str]":
    """In a home of its own: pip asks the tools that it finds for their versions, and some of those write there."""
    with TemporaryDirectory() as home:
        environment = {"PATH": os.environ["PATH"], "HOME": home, "LANG": "en_US.UTF-8"}
        return subprocess.run(  # noqa: S603  commands of this project
            command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=SECONDS, check=False
        )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    built = run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder)
    assert built.returncode == 0, built.stderr
    (found,) = folder.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel, and with the libraries of this one, but not with this checkout."""
    folder = tmp_path_factory.mktemp("installed")
    assert run(sys.executable, "-m", "venv", "--without-pip", folder).returncode == 0
    python = folder / "bin/python"
    purelib = run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").stdout.strip()
    Path(purelib, "libraries.pth").write_text(f"{sysconfig.get_path('purelib')}\n")
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--no-deps", "--no-index", str(wheel)]
    added = run(*pip)
    assert added.returncode == 0, added.stderr
    return folder


def test_the_wheel_has_every_file_of_the_packages(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        inside = set(archive.namelist())
    expected = {name for name in tracked() if name.split("/")[0] in CODE}
    assert expected - inside == set()
    for kind in (".lua", ".po", ".yaml", ".css", ".woff2", "block_kit.schema.json", "static/index.html"):
        assert any(name.endswith(kind) for name in inside), kind
    assert any(name.endswith("share/cobro/manifest.yml") for name in inside)
    assert not any(name.startswith(("tests/", "tools/", "docs/")) for name in inside)


def test_an_installed_cobro_says_what_it_is(installed: Path, tmp_path: Path) -> None:
    where = run(installed / "bin/python", "-c", "import bot; print(bot.__file__)", cwd=tmp_path).stdout
    assert str(installed) in where
    assert "run" in run(installed / "bin/cobro", "--help", cwd=tmp_path).stdout
    assert re.fullmatch(r"cobro \d+\.\d+\.\d+\n", run(installed / "bin/cobro", "--version", cwd=tmp_path).stdout)


@pytest.mark.skipif(sys.platform == "win32", reason="no demo there")
def test_an_installed_cobro_shows_the_demo_from_any_folder(installed: Path, tmp_path: Path) -> None:
    ports = ["--port", "0", "--port-slack", "0", "--port-alegra", "0"]
    demo = subprocess.Popen(  # noqa: S603  the command that was just installed
        [installed / "bin/cobro", "demo", "--no-browser", *ports],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "HOME": str(tmp_path), "LANG": "en_US.UTF-8"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert demo.stdout
    said = ""
    for line in demo.stdout:
        said += line
        if "Ctrl-C" in line:
            break
    demo.send_signal(signal.SIGINT)
    demo.communicate(timeout=SECONDS)
    assert "Bruno" in said, said
    assert demo.returncode == 0
