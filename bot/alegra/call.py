"""One request to Alegra, as it is about to leave, and the paper that comes back when it opens a link."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.alegra.errors import Exchange, LinkRefused, OutcomeUnknown


@dataclass(frozen=True)
class Call:
    method: str
    url: str
    path: str
    params: Mapping[str, str]
    content: str | None
    seconds: float
    is_link: bool = False


def readable(params: Mapping[str, str] | None) -> dict[str, str]:
    """Without what no text in UTF-8 can hold: half a character, as some clients send it."""
    return {key: value.encode("utf-8", "replace").decode() for key, value in (params or {}).items()}


def paper(exchange: Exchange, status: int, body: bytes) -> bytes:
    """The bytes behind a signed link. Raise LinkRefused when it does not open, or OutcomeUnknown."""
    if status >= 500:
        raise OutcomeUnknown(exchange, f"HTTP {status}")
    if status != 200 or not body:
        raise LinkRefused(exchange, f"HTTP {status}" if status != 200 else "it is empty")
    return body
