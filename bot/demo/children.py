"""Child processes of ours: started so that they end with us, written to one log, started again when they die."""

import asyncio
import contextlib
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, STDOUT, Process
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TextIO

from bot.parent import die_with_parent

STOP_SECONDS = 4
"""To end by themselves, before they are killed."""
LONGEST_LINE = 1024 * 1024
LAST_LINES = 12
BACK_OFF_SECONDS = (0.5, 1.0, 2.0, 4.0, 8.0)
STEADY_SECONDS = 20
"""Who lived this long starts the next back-off anew."""


@dataclass(frozen=True)
class Program:
    """What to run: `python -m` with these arguments, in this environment and no other."""

    name: str
    arguments: tuple[str, ...]
    environment: Mapping[str, str] = field(repr=False)


class Child:
    """A running process; its lines go to the log, each with its name before it, and to `heard`."""

    def __init__(
        self, program: Program, process: Process, *, log: TextIO, heard: Callable[[str], None], unlogged: str
    ) -> None:
        self.program, self._process, self._log, self._heard = program, process, log, heard
        self._unlogged = unlogged
        self.last_lines: list[str] = []
        self._reading = asyncio.create_task(self._read())

    @classmethod
    async def start(
        cls, program: Program, *, log: TextIO, heard: Callable[[str], None] = lambda _: None, unlogged: str = ""
    ) -> "Child":
        """Lines that begin with `unlogged` are heard only. On Linux the child lives as long as the calling thread."""
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            *program.arguments,
            env=dict(program.environment),
            stdin=DEVNULL,
            stdout=PIPE,
            stderr=STDOUT,
            limit=LONGEST_LINE,
            start_new_session=True,  # Ctrl-C in a terminal is for the supervisor, which stops the others in order
            preexec_fn=die_with_parent(signal.SIGKILL),
        )
        return cls(program, process, log=log, heard=heard, unlogged=unlogged)

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def has_ended(self) -> bool:
        return self._process.returncode is not None

    async def ended(self) -> int:
        """Its exit code, negative for the signal that ended it, once all it said is in the log."""
        code = await self._process.wait()
        await asyncio.shield(self._reading)
        return code

    async def stop(self, *, patience_seconds: float = STOP_SECONDS) -> None:
        """Ask it to end, then make it."""
        with contextlib.suppress(ProcessLookupError):
            self._process.terminate()
        try:
            async with asyncio.timeout(patience_seconds):
                await self._process.wait()
        except TimeoutError:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.pid, signal.SIGKILL)
            await self._process.wait()
        await asyncio.wait({self._reading}, timeout=1)
        self._reading.cancel()

    async def _read(self) -> None:
        output = self._process.stdout or asyncio.StreamReader()
        while line := await _next_line(output):
            said = line.decode("utf-8", "replace").rstrip()
            self._heard(said)
            if not (self._unlogged and said.startswith(self._unlogged)):
                self._note(said)

    def _note(self, said: str) -> None:
        self.last_lines = [*self.last_lines, said][-LAST_LINES:]
        self._log.write(f"{self.program.name:<7} | {said}\n")
        self._log.flush()


async def _next_line(output: asyncio.StreamReader) -> bytes:
    """Empty at the end. A line longer than the reader holds is left out: it is none of ours."""
    while True:
        with contextlib.suppress(ValueError):
            return await output.readline()


def pause_after(lives: Sequence[float]) -> float:
    """Seconds to wait before the next start, given how many seconds each of the last ones lived, newest last."""
    short = 0
    for seconds in reversed(lives):
        if seconds >= STEADY_SECONDS:
            break
        short += 1
    return BACK_OFF_SECONDS[min(max(short - 1, 0), len(BACK_OFF_SECONDS) - 1)]
