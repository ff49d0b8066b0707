"""A demo as a person starts it, and who belongs to it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

PATIENCE_SECONDS = 60
ANY_PORTS = ("--port", "0", "--port-slack", "0", "--port-alegra", "0")


class Demo:
    """`python -m bot demo` in a folder of its own."""

    def __init__(self, folder: Path, arguments: Sequence[str], environment: dict[str, str]) -> None:
        self.said_path = folder / "said.txt"
        self.log_path = folder / ".cobro/demo/demo.log"
        with self.said_path.open("wb") as output:
            self.process = subprocess.Popen(  # noqa: S603  this interpreter, with arguments of our own
                [sys.executable, "-m", "bot", "demo", *arguments],
                cwd=folder,
                env={"PATH": os.environ["PATH"], "HOME": str(folder), "LANG": "es_CO.UTF-8", **environment},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    @property
    def said(self) -> str:
        return self.said_path.read_text("utf-8")

    def until_said(self, words: str, *, times: int = 1) -> str:
        until(lambda: self.said.count(words) >= times or self.process.poll() is not None)
        assert self.said.count(words) >= times, self.said
        return self.said

    def address(self, name: str) -> str:
        lines = (line.split() for line in self.said.splitlines())
        return next(words[1] for words in lines if words[:1] == [name])

    def family(self) -> dict[int, str]:
        """Every process that it started, children's children too: what was started by their ids."""
        return descendants(self.process.pid)

    def the(self, words: str) -> int:
        return next(pid for pid, command in self.family().items() if words in command)


@contextmanager
def demo_in(folder: Path, *arguments: str, environment: dict[str, str] | None = None) -> Iterator[Demo]:
    demo = Demo(folder, [*ANY_PORTS, *arguments], environment or {})
    try:
        yield demo
    finally:
        if demo.process.poll() is None:
            demo.process.send_signal(signal.SIGINT)
            demo.process.wait(timeout=PATIENCE_SECONDS)


def until(happened: Callable[[], bool]) -> None:
    """Raise TimeoutError when it does not happen for a long time."""
    limit = time.monotonic() + PATIENCE_SECONDS
    while not happened():
        if time.monotonic() > limit:
            raise TimeoutError
        time.sleep(0.02)


def descendants(pid: int) -> dict[int, str]:
    parents = {int(entry.name): _parent(entry) for entry in Path("/proc").iterdir() if entry.name.isdigit()}
    found, before = {pid}, 0
    while len(found) != before:
        before = len(found)
        found |= {child for child, parent in parents.items() if parent in found}
    return {child: _command(child) for child in found - {pid}}


def is_alive(pid: int) -> bool:
    """A process that ended and that nobody asked about yet is not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _parent(entry: Path) -> int:
    try:
        return int((entry / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""
