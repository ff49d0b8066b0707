"""A call of Slack's API, and the one place where slack_sdk's and aiohttp's errors become ours."""

from collections.abc import Awaitable
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.slack.errors import refused, unanswered


async def once(method: str, call: Awaitable[Any]) -> Any:
    """A call whose repetition people would see."""
    return await _translated(method, call, repeatable=False)


async def freely(method: str, call: Awaitable[Any]) -> Any:
    return await _translated(method, call, repeatable=True)


async def _translated(method: str, call: Awaitable[Any], *, repeatable: bool) -> Any:
    try:
        return await call
    except SlackApiError as error:
        raise refused(method, error, repeatable=repeatable) from error
    except (aiohttp.ClientError, TimeoutError, SlackClientError) as error:
        raise unanswered(method, error, repeatable=repeatable) from error
