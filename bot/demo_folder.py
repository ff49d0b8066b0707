"""The demo's folder: its store, emptied at each start, and its log. Never a folder that holds anything else."""

import shutil
from pathlib import Path

from bot.store.folder_lock import FolderLock

MARK = "cobro-demo"
MARK_TEXT = "The demo of Cobro keeps its data here and empties it at every start.\n"


class NotOurFolder(Exception):
    def __init__(self, folder: Path) -> None:
        super().__init__(f"{folder} holds files that the demo did not make")
        self.folder = folder


class DemoFolder:
    """Ours for as long as this process lives."""

    def __init__(self, path: Path, *, keep: bool) -> None:
        """Raise NotOurFolder; LockHeld when another demo uses it; OSError when it cannot be written."""
        path.mkdir(parents=True, exist_ok=True)
        if not (path / MARK).exists():
            if any(path.iterdir()):
                raise NotOurFolder(path)
            (path / MARK).write_text(MARK_TEXT, "utf-8")
        self._lock = FolderLock(path / "demo.lock", wait_seconds=0)
        self.store, self.log = path / "store", path / "demo.log"
        if not keep:
            shutil.rmtree(self.store, ignore_errors=True)

    def close(self) -> None:
        self._lock.close()
