"""response_url: five uses in thirty minutes (Slack fact sheet 2.1 and 2.4)."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass

USES = 5
MINUTES = 30


class ResponseUrlGone(Exception):
    """The body's code is remembered, not documented (Slack fact sheet 10)."""

    def __init__(self, code: str) -> None:
        super().__init__(f"the response_url no longer works: {code}")
        self.code = code


@dataclass
class ResponseUrl:
    person: str
    channel: str
    ts: str | None
    """The message it came from; None for a command."""
    until: float
    is_ephemeral: bool = False
    left: int = USES


class ResponseUrls:
    def __init__(self, *, now: Callable[[], float]) -> None:
        self._now = now
        self._urls: dict[str, ResponseUrl] = {}

    def new(self, *, person: str, channel: str, ts: str | None = None, is_ephemeral: bool = False) -> str:
        """The key that stands at the end of the URL."""
        key = secrets.token_urlsafe(18)
        self._urls[key] = ResponseUrl(person, channel, ts, self._now() + MINUTES * 60, is_ephemeral)
        return key

    def knows(self, key: str) -> bool:
        return key in self._urls

    def use(self, key: str) -> ResponseUrl:
        url = self._urls.get(key)
        if url is None or self._now() > url.until:
            raise ResponseUrlGone("expired_url")
        if url.left == 0:
            raise ResponseUrlGone("used_url")
        url.left -= 1
        return url
