"""The machine, read: variables, folder, disk, files with settings."""

import os
import shutil
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path
from zoneinfo import available_timezones

from bot.doctor.machine_checks import Machine

PROXIES = ("http_proxy", "https_proxy")
"""Those that slack_sdk obeys; ALL_PROXY is not among them."""
SLACK = "slack.com"
OTHERS_MAY_READ = stat.S_IRGRP | stat.S_IROTH


def read_machine(
    environment: Mapping[str, str], *, folder: Path, needs_folder: bool, env_files: Iterable[Path] = ()
) -> Machine:
    """`folder`: of the embedded store, which may not be there yet."""
    there = next(each for each in (folder, *folder.absolute().parents) if each.exists())
    return Machine(
        proxies=_proxies(environment),
        zones=len(available_timezones()),
        folder=str(folder),
        is_folder_writable=there.is_dir() and os.access(there, os.W_OK | os.X_OK),
        disk_left=shutil.disk_usage(there).free,
        needs_folder=needs_folder,
        open_env_files=tuple(str(each) for each in env_files if _is_open(each)),
    )


def _proxies(environment: Mapping[str, str]) -> tuple[str, ...]:
    """None where NO_PROXY names Slack: then Cobro asks it directly (`bot/slack/proxies.py`)."""
    no = environment.get("no_proxy") or environment.get("NO_PROXY") or ""
    names = {each.strip().lstrip(".").lower() for each in no.split(",")}
    if names & {"*", SLACK}:
        return ()
    return tuple(sorted(name for name, value in environment.items() if value and name.lower() in PROXIES))


def _is_open(file: Path) -> bool:
    try:
        return bool(file.stat().st_mode & OTHERS_MAY_READ)
    except OSError:
        return False
