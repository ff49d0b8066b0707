"""Bodies that are too large, slow, or never come to an end."""

import asyncio
import resource
import sys
from collections.abc import AsyncIterator

import httpx
import pytest

from tests.gate.guarded import (
    COMMAND,
    NEEDLE,
    PATH,
    Guarded,
    connected,
    guarded,
    signed,
    unsigned,
)

LARGE = 50 * 1024 * 1024
GROWTH = 20 * 1024 * 1024


@pytest.mark.parametrize("declares_its_length", [True, False])
async def test_fifty_megabytes_leave_no_trace(gate: Guarded, declares_its_length: bool) -> None:  # noqa: FBT001  a parameter of pytest
    chunk = (NEEDLE * 2000).encode()

    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(LARGE // len(chunk)):
            yield chunk

    length = [(b"content-length", str(LARGE // len(chunk) * len(chunk)).encode())] if declares_its_length else []
    before = _peak_memory()
    try:
        answer = await gate.send(unsigned(b"") + length, chunks())
    except httpx.WriteError:
        assert gate.rejections == ["413: body too large"]
    else:
        assert (answer.status_code, answer.content) == (413, b"")
    assert _peak_memory() - before < GROWTH


def _peak_memory() -> int:
    """In bytes."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


async def test_a_body_that_trickles_in_is_taken(gate: Guarded) -> None:
    async def letters() -> AsyncIterator[bytes]:
        for at in range(len(COMMAND)):
            yield COMMAND[at : at + 1]
            await asyncio.sleep(0)

    assert (await gate.send(signed(COMMAND), letters())).status_code == 200


async def test_a_body_that_does_not_come_is_not_waited_for() -> None:
    async with guarded(body_seconds=1) as gate:
        reader, writer = await _half_a_request(gate)
        quick = signed(COMMAND)
        assert (await gate.send(quick, COMMAND)).status_code == 200
        assert (await reader.readline()).split()[1] == b"408"
        writer.close()
        assert len(gate.heard) == 1


async def test_a_sender_who_leaves_in_the_middle_is_forgotten(gate: Guarded) -> None:
    _, writer = await _half_a_request(gate)
    writer.close()
    await writer.wait_closed()
    assert (await gate.send(signed(COMMAND), COMMAND)).status_code == 200
    assert (len(gate.heard), gate.rejections) == (1, [])


async def _half_a_request(gate: Guarded) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    reader, writer = await connected(gate.url)
    headers = [*signed(COMMAND), (b"host", b"cobro"), (b"content-length", str(len(COMMAND)).encode())]
    lines = b"".join(name + b": " + value + b"\r\n" for name, value in headers)
    writer.write(b"POST " + PATH.encode() + b" HTTP/1.1\r\n" + lines + b"\r\n" + COMMAND[:10])
    await writer.drain()
    return reader, writer
