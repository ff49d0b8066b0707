"""The programs that are measured: started, answering, weighed, ended."""

import asyncio
import os
import socket
import sys
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.signed import Signer

START_SECONDS = 60.0
PAUSE_SECONDS = 0.002
QUIET = {"COBRO_LOG_LEVEL": "WARNING", "COBRO_LEAVE_SECONDS": "0"}
READY = b"GET /readyz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"


class DidNotStart(Exception):
    def __init__(self, name: str, code: int | None) -> None:
        super().__init__(f"{name} gave no right answer within {START_SECONDS:.0f} s (exit code {code})")


@dataclass(frozen=True)
class Program:
    name: str
    module: str
    arguments: tuple[str, ...] = ()
    """None: the port. Cobro reads COBRO_PORT."""
    is_called: bool = True
    """By Slack; what is not is ready when it says so."""


FLOOR = Program("signature check and parse", "benchmarks.floor")
BARE_BOLT = Program("bare Bolt hello", "benchmarks.bare_bolt")
RUN = ("run", "--env-file", "")
COBRO = Program("Cobro", "bot", RUN)
WEB = Program("Cobro, web", "bot", (*RUN, "--role", "web"))
WORKER = Program("Cobro, worker", "bot", (*RUN, "--role", "worker"), is_called=False)


@dataclass(frozen=True)
class Running:
    url: str
    pid: int
    start_seconds: float
    """From the start of the process to its first right answer."""
    start_processor_seconds: float
    """Its own share of those, which says more where others use the machine too; its embedded store's is not in it."""

    def weight(self) -> "Weight":
        return weighed(self.pid)


@dataclass(frozen=True)
class Weight:
    """Proportional set sizes in megabytes."""

    own: float
    store: float
    """Of the embedded store, if it has one."""
    private: float
    """Of its own, what no other process shares: nobody else's end or start changes it."""


@asynccontextmanager
async def started(
    program: Program, environment: Mapping[str, str], signer: Signer, *, by: str
) -> AsyncIterator[Running]:
    """Raise DidNotStart."""
    port, began = _free_port(), time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", program.module, *(program.arguments or (str(port),))),
        env={**os.environ, **QUIET, **environment, "COBRO_PORT": str(port)},
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        while not await _answers(url, signer.command("help", by=by) if program.is_called else READY):
            if process.returncode is not None or time.perf_counter() - began > START_SECONDS:
                raise DidNotStart(program.name, process.returncode)
            await asyncio.sleep(PAUSE_SECONDS)
        yield Running(url, process.pid, time.perf_counter() - began, _processor_seconds(process.pid))
    finally:
        with suppress(ProcessLookupError):
            process.terminate()
        await process.wait()


def weighed(pid: int) -> Weight:
    """The process and all it has started, as Linux accounts shared pages: each sharer bears its part."""
    tree = _tree(pid)
    stores = [one for one in tree if "valkey" in Path(f"/proc/{one}/comm").read_text()]
    own = [one for one in tree if one not in stores]
    return Weight(
        own=sum(_megabytes(one, "Pss:") for one in own),
        store=sum(_megabytes(one, "Pss:") for one in stores),
        private=sum(_megabytes(one, "Private_Clean:", "Private_Dirty:") for one in own),
    )


def _tree(pid: int) -> list[int]:
    children = [
        int(one) for task in Path(f"/proc/{pid}/task").iterdir() for one in (task / "children").read_text().split()
    ]
    return [pid, *(below for child in children for below in _tree(child))]


def _megabytes(pid: int, *names: str) -> float:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith(names)) / 1024


def _processor_seconds(pid: int) -> float:
    """In its own code and in the kernel for it: the 14th and 15th fields, counted behind the name (proc(5))."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


async def _answers(url: str, request: bytes) -> bool:
    place = urlsplit(url)
    try:
        reader, writer = await asyncio.open_connection(place.hostname, place.port)
    except OSError:
        return False
    writer.write(request)
    status = await reader.readline()
    writer.close()
    return status.startswith(b"HTTP/1.1 200 ")
