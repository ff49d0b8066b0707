"""slack_sdk's client that tells of every call: which, how it ended, how long it took."""

import time
from collections.abc import Callable
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

Called = Callable[[str, str, float], None]
"""Told of the method, `ok` or Slack's error code (`unanswered` without one), and the seconds."""
OK = "ok"
UNANSWERED = "unanswered"


class WatchedClient(AsyncWebClient):
    def __init__(self, *, called: Called, now: Callable[[], float] = time.perf_counter, **options: Any) -> None:
        super().__init__(**options)
        self._called, self._now = called, now

    async def api_call(self, api_method: str, **options: Any) -> AsyncSlackResponse:
        """Raise what slack_sdk raises."""
        began, outcome = self._now(), UNANSWERED
        try:
            answer = await super().api_call(api_method, **options)
            outcome = OK
        except SlackApiError as error:
            outcome = _code(error)
            raise
        finally:
            self._called(api_method, outcome, self._now() - began)
        return answer


def _code(error: SlackApiError) -> str:
    """Slack's own word; a page that is no answer of Slack's has none: slack_sdk keeps its text as the data."""
    data = getattr(error.response, "data", error.response)
    said = data.get("error") if isinstance(data, dict) else None
    return said if isinstance(said, str) and said.isascii() and len(said) <= 60 else UNANSWERED
