"""One more try for a call whose connection was lost, where twice equals once.

Whoever stands between closes connections that are idle, and what is sent at that moment is lost: a form would not open.
"""

from aiohttp import ClientConnectorError, ClientOSError, ServerDisconnectedError
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_interval_calculators import FixedValueRetryIntervalCalculator
from slack_sdk.http_retry.request import HttpRequest
from slack_sdk.http_retry.response import HttpResponse
from slack_sdk.http_retry.state import RetryState
from typing_extensions import override

REPEATABLE = frozenset({
    "auth.test", "chat.getPermalink", "chat.update", "conversations.history", "conversations.info", "conversations.open",
    "conversations.replies", "usergroups.list", "users.info", "users.list", "views.open", "views.publish", "views.push", "views.update",
})  # fmt: skip
"""A trigger_id serves once: a view that did open is not opened twice."""


class OnceMore(AsyncRetryHandler):
    def __init__(self) -> None:
        super().__init__(max_retry_count=1, interval_calculator=FixedValueRetryIntervalCalculator(0))

    @override
    async def _can_retry_async(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> bool:
        was_made = not isinstance(error, ClientConnectorError)
        is_lost = was_made and isinstance(error, ServerDisconnectedError | ClientOSError)
        return is_lost and request.url.rpartition("/")[2] in REPEATABLE
