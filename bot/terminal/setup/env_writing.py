"""A file of settings written whole or not at all, readable by its owner only, with what stood in it before."""

import os
import re
import secrets
from collections.abc import Mapping
from pathlib import Path

PRIVATE = 0o600
PLAIN = re.compile(r"[^\s'\"#$\\`]*")
"""What Docker, Compose, systemd and a shell all read as it stands."""
SETTING = re.compile(r"\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=")


class CannotBeWritten(Exception):
    """A value that no two programs would read alike: with a quote or a line break in it."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} holds a quote or a line break")
        self.name = name


def write_settings(file: Path, values: Mapping[str, str], *, backup: str) -> Path | None:
    """Set these in the file, drop those that are empty, keep every other line; answers the copy of what was there.

    `backup` is the ending of the copy's name. Raise CannotBeWritten, and OSError with everything as it was.
    """
    file = file.resolve()  # a link goes on pointing at the file
    before = file.read_text(encoding="utf-8") if file.exists() else None
    after = with_settings(before or "", values)
    kept = None
    if before is not None and before != after:
        kept = file.with_name(f"{file.name}.{backup}")
        write_private(kept, before)
    write_private(file, after)
    return kept


def with_settings(text: str, values: Mapping[str, str]) -> str:
    """Each setting in the line where it stood first; new ones at the end, in their order. Raise CannotBeWritten."""
    written: set[str] = set()
    lines: list[str] = []
    for line in text.splitlines():
        found = SETTING.match(line)
        if not found or found[1] not in values:
            lines.append(line)
        elif found[1] not in written and values[found[1]]:
            lines.append(assignment(found[1], values[found[1]]))
        written |= {found[1]} if found else set()
    lines += [assignment(name, value) for name, value in values.items() if value and name not in written]
    return "".join(f"{line}\n" for line in lines)


def assignment(name: str, value: str) -> str:
    """Raise CannotBeWritten."""
    if PLAIN.fullmatch(value):
        return f"{name}={value}"
    if "'" in value or not value.isprintable():
        raise CannotBeWritten(name)
    return f"{name}='{value}'"


def write_private(file: Path, text: str) -> None:
    """At once, and on disk when this returns: whoever reads sees the old file or the new one."""
    draft = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE), "w", encoding="utf-8") as open_:
            open_.write(text)
            open_.flush()
            os.fsync(open_.fileno())
        draft.replace(file)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    _sync_folder(file.parent)


def _sync_folder(folder: Path) -> None:
    line = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(line)
    finally:
        os.close(line)
