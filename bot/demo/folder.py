"""The demo's folder: its store, emptied at each start, and its log. Never a folder that holds anything else."""

import shutil
from pathlib import Path
from typing import Self

from bot.store.folder_lock import FolderLock

MARK = "cobro-demo"
MARK_TEXT = "The demo of Cobro keeps its data here and empties it at every start.\n"
KEPT = "socket-directory"
"""The embedded store's note of where its socket is: used again, so that starts leave nothing behind."""


class NotOurFolder(Exception):
    def __init__(self, folder: Path) -> None:
        super().__init__(f"{folder} holds files that the demo did not make")
        self.folder = folder


class DemoFolder:
    """Ours while the context lasts, or this process."""

    def __init__(self, path: Path, *, keeps_data: bool) -> None:
        """Raise NotOurFolder; LockHeld when another demo uses it; OSError when it cannot be written."""
        path.mkdir(parents=True, exist_ok=True)
        if not (path / MARK).exists():
            if any(path.iterdir()):
                raise NotOurFolder(path)
            (path / MARK).write_text(MARK_TEXT, "utf-8")
        self._lock = FolderLock(path / "demo.lock", wait_seconds=0)
        self.store, self.log = path / "store", path / "demo.log"
        if not keeps_data and self.store.is_dir():
            _empty(self.store)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._lock.close()


def _empty(store: Path) -> None:
    for entry in store.iterdir():
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        elif entry.name != KEPT:
            entry.unlink()
