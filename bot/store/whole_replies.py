"""Replies of the store that came whole, which nearly all do, read at once.

redis-py awaits each line of a reply: a hash of twenty fields costs it as much as ten commands.
"""

from typing import Any

from redis._parsers import _AsyncRESP3Parser

READ_BYTES = 2**16
TEXT, LIST, MAP, NUMBER, WORD, NOTHING = b"$*%:+_"
"""How replies of these kinds begin; redis-py reads all others: errors, pushes, floats."""


class NotWhole(Exception):
    """More is to come, or it is of a kind that is left to redis-py."""

    def __init__(self) -> None:
        super().__init__("the reply cannot be read at once")


class WholeReplies(_AsyncRESP3Parser):
    """redis-py's own parser, which is asked only for what this one leaves to it."""

    def __init__(self, socket_read_size: int) -> None:
        super().__init__(socket_read_size)  # type: ignore[no-untyped-call]  # redis-py's
        self._come, self._read_to = b"", 0

    def on_connect(self, connection: Any) -> None:
        self._come, self._read_to = b"", 0
        super().on_connect(connection)  # type: ignore[no-untyped-call]  # redis-py's

    async def can_read(self) -> bool:
        """Raise OSError where there is no connection."""
        return await super().can_read() or bool(self._come)

    async def read_response(self, disable_decoding: bool = False, push_request: bool = False) -> Any:  # noqa: FBT001, FBT002  redis-py's
        if not self._come and self._stream:
            self._come, self._read_to = await self._stream.read(READ_BYTES), 0
        if disable_decoding:
            return await self._left(disable_decoding=True, push_request=push_request)
        try:
            reply, end = whole(self._come, self._read_to)
        except NotWhole:
            return await self._left(disable_decoding=False, push_request=push_request)
        self._read_to = end
        if end == len(self._come):
            self._come = b""
        return reply

    async def _left(self, **how: bool) -> Any:
        """redis-py goes on from what has come; what it does not use is the beginning of the next reply."""
        rest, self._come = self._come[self._read_to :], b""
        if self._stream and rest.endswith(
            b"\r"
        ):  # redis-py takes a line end that comes in two pieces for the end of the connection
            rest += await self._stream.read(1)
        self._buffer, self._pos = rest, 0
        try:
            reply = await self._read_response(**how)
            self._come, self._read_to = self._buffer[self._pos :], 0
        finally:
            self._clear()  # type: ignore[no-untyped-call]  # redis-py's
        return reply


def whole(data: bytes, at: int) -> tuple[Any, int]:
    """The reply that begins at `at`, and where the next one begins. Raise NotWhole, and UnicodeDecodeError."""
    end = data.find(b"\r\n", at)
    if end < 0:
        raise NotWhole
    kind, said, after = data[at], data[at + 1 : end], end + 2
    if kind == TEXT:
        return _text(data, after, int(said))
    if kind == LIST:
        return _list(data, after, int(said))
    if kind == NUMBER:
        return int(said), after
    if kind == WORD:
        return said.decode(), after
    if kind == NOTHING:
        return None, after
    if kind == MAP:
        flat, after = _list(data, after, 2 * int(said))
        return dict(zip(flat[::2], flat[1::2], strict=True)), after
    raise NotWhole


def _text(data: bytes, at: int, size: int) -> tuple[str, int]:
    end = at + size
    if size < 0 or len(data) < end + 2:
        raise NotWhole
    return data[at:end].decode(), end + 2


def _list(data: bytes, at: int, length: int) -> tuple[list[Any], int]:
    found = []
    for _ in range(length):
        each, at = whole(data, at)
        found.append(each)
    return found, at
