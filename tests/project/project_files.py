"""The files of this project, as git knows them."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
CODE = ("bot", "handlers", "sandbox")


@cache
def tracked() -> tuple[str, ...]:
    """Those that would be in a clone, and are there."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True)  # noqa: S607  git is where PATH says
    return tuple(name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file())


def text(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def modules(*packages: str) -> list[str]:
    return [name for name in tracked() if name.endswith(".py") and name.split("/")[0] in packages]
