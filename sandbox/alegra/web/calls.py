"""A request and its answer, as the endpoints see them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from starlette.requests import ClientDisconnect, Request

from sandbox.alegra.books import Record
from sandbox.alegra.rules.refusals import Refused
from sandbox.received import NotJson, read_json

LARGEST_BODY = 2 * 1024 * 1024
"""assumed; 2 MB is what attachments may have (fact sheet 1.1)."""


class UnreadableRequest(Refused):
    def __init__(self, why: str) -> None:
        super().__init__(f"La información enviada es inválida: {why}")


@dataclass(frozen=True)
class Call:
    method: str
    path: str
    """What follows /api/v1, without a slash at the end."""
    params: Mapping[str, str]
    query: Mapping[str, str]
    raw: bytes
    origin: str
    """Scheme, host and port that the request came to."""
    user: Record = field(default_factory=dict)
    hook_answered: bool = False
    """The URL that the body names as a webhook's answered the handshake."""

    @property
    def body(self) -> Record:
        """The JSON object that was sent, its numbers as Decimal; raise UnreadableRequest for anything else."""
        return _read(self.raw)


@dataclass(frozen=True)
class Answer:
    status: int
    body: Any


async def read_body(request: Request) -> bytes:
    """The whole body, or UnreadableRequest as soon as it is larger than Alegra takes."""
    parts: list[bytes] = []
    size = 0
    try:
        async for part in request.stream():
            size += len(part)
            if size > LARGEST_BODY:
                raise UnreadableRequest("supera los 2 MB")
            parts.append(part)
    except ClientDisconnect:
        raise UnreadableRequest("llegó incompleta") from None
    return b"".join(parts)


def _read(raw: bytes) -> Record:
    try:
        found = read_json(raw, parse_float=Decimal)
    except NotJson:
        raise UnreadableRequest("no es un JSON válido") from None
    if not isinstance(found, dict):
        raise UnreadableRequest("debe ser un objeto JSON")
    return found
