"""What the store answers is read as redis-py reads it, however it comes in."""

import asyncio
from types import SimpleNamespace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from redis._parsers import _AsyncRESP3Parser
from redis._parsers.encoders import Encoder
from redis.exceptions import ResponseError

from bot.store.whole_replies import WholeReplies

TEXTS = st.text(max_size=30).map(lambda text: _sized(b"$", text.encode()))
PLAIN = (
    TEXTS | st.integers().map(lambda number: b":%d\r\n" % number) | st.sampled_from([b"+OK\r\n", b"_\r\n", b"#t\r\n"])
)
REPLIES = st.recursive(
    PLAIN,
    lambda inner: (
        st.lists(inner, max_size=4).map(lambda found: b"*%d\r\n" % len(found) + b"".join(found))
        | st.lists(st.tuples(TEXTS, inner), max_size=3).map(
            lambda found: b"%%%d\r\n" % len(found) + b"".join(name + value for name, value in found)
        )
    ),
    max_leaves=12,
)
ERRORS = st.just(b"-OOM command not allowed\r\n") | st.just(b"*2\r\n-ERR wrong\r\n:1\r\n")


def _sized(kind: bytes, content: bytes) -> bytes:
    return kind + b"%d\r\n" % len(content) + content + b"\r\n"


@given(replies=st.lists(REPLIES | ERRORS, min_size=1, max_size=4), cuts=st.lists(st.integers(0, 300), max_size=5))
def test_any_replies_in_any_pieces_are_read_as_redis_py_reads_them(replies: list[bytes], cuts: list[int]) -> None:
    whole = b"".join(replies)
    pieces = [whole[at:to] for at, to in zip([0, *sorted(cuts)], [*sorted(cuts), len(whole)], strict=True)]
    ours = asyncio.run(_read(WholeReplies(65536), pieces, len(replies)))
    assert ours == asyncio.run(_read(_AsyncRESP3Parser(65536), [whole], len(replies)))  # type: ignore[no-untyped-call]


async def test_what_nobody_asked_for_is_seen() -> None:
    parser, stream = _connected(WholeReplies(65536))
    assert not await parser.can_read()
    stream.feed_data(b"+OK\r\n+AND MORE\r\n")
    assert await parser.read_response() == "OK"
    assert await parser.can_read()
    assert await parser.read_response() == "AND MORE"
    assert not await parser.can_read()


async def _read(parser: Any, pieces: list[bytes], count: int) -> list[Any]:
    parser, stream = _connected(parser)
    feeding = asyncio.create_task(_fed(stream, pieces))
    found = [_comparable(await parser.read_response()) for _ in range(count)]
    await feeding
    return found


async def _fed(stream: asyncio.StreamReader, pieces: list[bytes]) -> None:
    for piece in pieces:
        stream.feed_data(piece)
        for _ in range(3):
            await asyncio.sleep(0)
    stream.feed_eof()


def _connected(parser: Any) -> tuple[Any, asyncio.StreamReader]:
    stream = asyncio.StreamReader()
    encoder = Encoder("utf-8", "strict", decode_responses=True)  # type: ignore[no-untyped-call]
    parser.on_connect(SimpleNamespace(_reader=stream, encoder=encoder))
    return parser, stream


def _comparable(reply: Any) -> Any:
    """Errors are values in here, and have no equality of their own."""
    if isinstance(reply, list):
        return [_comparable(each) for each in reply]
    return repr(reply) if isinstance(reply, ResponseError) else reply
