"""The load generator, a process of its own: raw sockets on uvloop, so that it is quicker than what it measures.

Each connection sends its next request when the answer to its last one is complete.
"""

import asyncio
import pickle
import sys
import time
from collections import deque
from dataclasses import dataclass, field
from typing import cast
from urllib.parse import urlsplit

import uvloop

SHOWN = 3
"""How many wrong answers are kept to be looked at."""


class GeneratorDied(Exception):
    def __init__(self, code: int | None) -> None:
        super().__init__(f"the load generator ended with {code}")


@dataclass(frozen=True)
class Salvo:
    """Requests for one or several replicas; an answer is right when it is a 200 that contains `expects`."""

    urls: tuple[str, ...]
    requests: list[bytes]
    connections: int = 1
    expects: bytes = b""
    pause_seconds: float = 0.0
    """Between an answer and the next request of its connection."""


@dataclass
class Hits:
    milliseconds: list[float] = field(default_factory=list)
    """Of each right answer."""
    wrong: int = 0
    examples: list[bytes] = field(default_factory=list)
    seconds: float = 0.0
    own_cpu_seconds: float = 0.0

    @property
    def right(self) -> int:
        return len(self.milliseconds)

    @property
    def per_second(self) -> float:
        return self.right / self.seconds

    def take(self, answer: bytes, *, is_right: bool, milliseconds: float) -> None:
        if is_right:
            self.milliseconds.append(milliseconds)
            return
        self.wrong += 1
        if len(self.examples) < SHOWN:
            self.examples.append(answer[:500])


async def fire(salvo: Salvo) -> Hits:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", "from benchmarks.load import main; main()"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    output, _ = await process.communicate(pickle.dumps(salvo))
    if process.returncode != 0:
        raise GeneratorDied(process.returncode)
    return cast(Hits, pickle.loads(output))


class _Connection(asyncio.Protocol):
    def __init__(self, salvo: Salvo, waiting: deque[bytes], hits: Hits) -> None:
        self._salvo, self._waiting, self._hits = salvo, waiting, hits
        self._answer, self._began, self._is_asking = b"", 0.0, False
        self.ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._ask()

    def data_received(self, data: bytes) -> None:
        self._answer += data
        if not _is_whole(self._answer):
            return
        is_right = self._answer.startswith(b"HTTP/1.1 200 ") and self._salvo.expects in self._answer
        self._hits.take(self._answer, is_right=is_right, milliseconds=(time.perf_counter() - self._began) * 1000)
        self._is_asking = False
        asyncio.get_running_loop().call_later(self._salvo.pause_seconds, self._ask)

    def connection_lost(self, exc: Exception | None) -> None:
        if self._is_asking:
            self._hits.take(repr(exc).encode(), is_right=False, milliseconds=0)
        self.ended.set_result(None)

    def _ask(self) -> None:
        self._answer, self._is_asking = b"", bool(self._waiting)
        if not self._waiting:
            self._transport.close()
            return
        self._began = time.perf_counter()
        self._transport.write(self._waiting.popleft())


def _is_whole(answer: bytes) -> bool:
    head, end, body = answer.partition(b"\r\n\r\n")
    if not end:
        return False
    length = next(line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
    return len(body) >= int(length.split(b":")[1])


async def fired(salvo: Salvo) -> Hits:
    """In this process."""
    hits, waiting, loop = Hits(), deque(salvo.requests), asyncio.get_running_loop()
    places = [_place(salvo.urls[number % len(salvo.urls)]) for number in range(salvo.connections)]
    began, cpu = time.perf_counter(), time.process_time()
    made = [
        await loop.create_connection(lambda: _Connection(salvo, waiting, hits), host, port) for host, port in places
    ]
    await asyncio.gather(*(connection.ended for _, connection in made))
    hits.seconds, hits.own_cpu_seconds = time.perf_counter() - began, time.process_time() - cpu
    hits.wrong += len(waiting)
    return hits


def _place(url: str) -> tuple[str, int]:
    host, _, port = urlsplit(url).netloc.partition(":")
    return host, int(port)


def main() -> None:
    """A pickled `Salvo` on standard input, pickled `Hits` on standard output."""
    sys.stdout.buffer.write(pickle.dumps(uvloop.run(fired(pickle.load(sys.stdin.buffer)))))
