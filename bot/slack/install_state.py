"""The `state` that goes to Slack and comes back: made by us, for this browser, not long ago.

Nothing is stored when one is made, so that nobody can fill the store by opening a page; that it comes back only once is
remembered by whoever takes it (`nonce_of`).
"""

import base64
import hashlib
import hmac
import re
import secrets
from collections.abc import Callable

STATE_SECONDS = 600
BROWSER = re.compile(r"[A-Za-z0-9_-]{32}")
STATE = re.compile(r"(?P<at>[0-9]{9,11})\.(?P<nonce>[A-Za-z0-9_-]{22})\.(?P<seal>[A-Za-z0-9_-]{43})")
BROWSER_BYTES, NONCE_BYTES = 24, 16


class StateRefused(Exception):
    """Nothing was installed with it."""


class StateForged(StateRefused):
    """Not made by us, or for another browser."""

    def __init__(self) -> None:
        super().__init__("the state is not one of ours for this browser")


class StateExpired(StateRefused):
    def __init__(self) -> None:
        super().__init__(f"the state is older than {STATE_SECONDS} seconds")


class InstallStates:
    """`secret` is the app's own, which every replica has; `now` is real time in seconds."""

    def __init__(self, secret: str, *, now: Callable[[], float]) -> None:
        self._key = hashlib.sha256(f"cobro install state\0{secret}".encode()).digest()
        self._now = now

    def browser_of(self, cookie: str) -> str:
        """What the cookie is to hold: what it holds already, where that is one of ours."""
        return cookie if BROWSER.fullmatch(cookie) else secrets.token_urlsafe(BROWSER_BYTES)

    def new(self, browser: str) -> str:
        begun = f"{int(self._now())}.{secrets.token_urlsafe(NONCE_BYTES)}"
        return f"{begun}.{self._seal(begun, browser)}"

    def nonce_of(self, state: str, *, browser: str) -> str:
        """Raises StateForged and StateExpired."""
        parts = STATE.fullmatch(state)
        if parts is None or not BROWSER.fullmatch(browser):
            raise StateForged
        seal = self._seal(f"{parts['at']}.{parts['nonce']}", browser)
        if not hmac.compare_digest(seal, parts["seal"]):
            raise StateForged
        if not 0 <= self._now() - int(parts["at"]) <= STATE_SECONDS:
            raise StateExpired
        return parts["nonce"]

    def _seal(self, begun: str, browser: str) -> str:
        digest = hmac.new(self._key, f"{begun}\0{browser}".encode(), hashlib.sha256).digest()
        return base64.urlsafe_b64encode(digest).decode().rstrip("=")
