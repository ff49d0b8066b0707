"""How often an app may call (Slack fact sheet 2.2), on real time: the sandbox's clock may stand or leap."""

import math
from collections import defaultdict, deque
from collections.abc import Callable

from sandbox.slack.refusal import SlackRefusal

POSTS_PER_SECOND = 1
POST_BURST = 4
"""assumed: Slack tolerates "short bursts" over one message a second in a channel and does not say how short."""

WINDOW_SECONDS = 60


class RateLimits:
    def __init__(self, *, real: Callable[[], float], is_strict: bool = True) -> None:
        self._real = real
        self._is_strict = is_strict
        self._calls: dict[str, deque[float]] = defaultdict(deque)
        self._posts: dict[str, tuple[float, float]] = {}

    def count_call(self, method: str, *, per_minute: int | None) -> None:
        if per_minute is None or not self._is_strict:
            return
        now, calls = self._real(), self._calls[method]
        while calls and now - calls[0] >= WINDOW_SECONDS:
            calls.popleft()
        if len(calls) >= per_minute:
            raise RateLimited(after=WINDOW_SECONDS - (now - calls[0]))
        calls.append(now)

    def count_post(self, place: str) -> None:
        """`place`: a channel's id, or a response_url's channel; each fills by one post a second up to the burst."""
        if not self._is_strict:
            return
        now = self._real()
        left, since = self._posts.get(place, (float(POST_BURST), now))
        left = min(float(POST_BURST), left + (now - since) * POSTS_PER_SECOND)
        if left < 1:
            raise RateLimited(after=(1 - left) / POSTS_PER_SECOND)
        self._posts[place] = (left - 1, now)


class RateLimited(SlackRefusal):
    def __init__(self, *, after: float) -> None:
        super().__init__("ratelimited", status=429, headers={"Retry-After": str(max(1, math.ceil(after)))})
