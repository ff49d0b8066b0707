"""What stands in the way now: named once, over by itself, and never believed from one stranger."""

import asyncio
from collections.abc import Awaitable, Coroutine
from typing import Any, cast

import pytest

from bot.clock_watch import QUIET_SECONDS, ClockWatch
from bot.slack.wire import web_client
from bot.troubles import CLOCK, Troubles
from tests.stories.failing import environment


def test_a_token_is_refused_for_everything_and_a_scope_for_one_method() -> None:
    troubles = Troubles()
    troubles.of_slack("main", "token_revoked", "chat.postMessage")
    troubles.of_slack("main", "missing_scope", "files.getUploadURLExternal")
    assert said(troubles) == ["slack main files.getUploadURLExternal: missing_scope", "slack main: token_revoked"]
    troubles.of_slack("main", "ok", "chat.postMessage")
    assert said(troubles) == ["slack main files.getUploadURLExternal: missing_scope"]
    troubles.of_slack("main", "ok", "files.getUploadURLExternal")
    assert said(troubles) == []


def said(troubles: Troubles) -> list[str]:
    return sorted(troubles.lines)


def test_another_company_s_token_is_another_trouble() -> None:
    troubles = Troubles()
    troubles.of_slack("taller", "account_inactive", "auth.test")
    troubles.of_slack("main", "ok", "auth.test")
    assert said(troubles) == ["slack taller: account_inactive"]


class Beside:
    """What would be carried out, and the moment, moved by hand."""

    def __init__(self) -> None:
        self.now, self.minutes = 1000.0, list[int]()

    def carry_out(self, work: Awaitable[None]) -> None:
        cast(Coroutine[Any, Any, None], work).close()

    def tell(self, minutes: int) -> Awaitable[None]:
        self.minutes.append(minutes)
        return asyncio.sleep(0)

    def real_seconds(self) -> float:
        return self.now


def watching() -> tuple[Beside, Troubles, ClockWatch]:
    beside, troubles = Beside(), Troubles()
    return beside, troubles, ClockWatch(troubles, beside.carry_out, beside.tell, real_seconds=beside.real_seconds)


def test_a_clock_an_hour_off_is_told_once_and_over_with_the_next_good_click() -> None:
    beside, troubles, watch = watching()
    watch(3600.0)
    watch(3601.0)
    assert said(troubles) == ["clock: 60 min ahead of Slack's"]
    assert beside.minutes == [60]
    watch(0)
    assert said(troubles) == []


def test_an_old_request_between_good_ones_is_somebody_who_sends_it_again() -> None:
    beside, troubles, watch = watching()
    watch(0)
    watch(3600.0)
    assert troubles.why(CLOCK) == ""
    beside.now += QUIET_SECONDS
    watch(-3600.0)
    assert troubles.why(CLOCK) == "60 min behind Slack's"


@pytest.mark.parametrize(
    ("base_url", "no_proxy", "goes_by"),
    [
        ("https://slack.com/api/", "", "http://proxy.example:3128"),
        ("https://slack.com/api/", "alegra.com", "http://proxy.example:3128"),
        ("https://slack.com/api/", "slack.com,alegra.com", None),
        ("https://slack.com/api/", "*", None),
        ("http://127.0.0.1:7000/api/", "", None),
        ("http://slack.internal:7000/api/", ".internal", None),
    ],
)
async def test_a_proxy_is_obeyed_where_it_is_wanted(base_url: str, no_proxy: str, goes_by: str | None) -> None:
    proxy, unset = "http://proxy.example:3128", ("https_proxy", "http_proxy", "no_proxy")
    with environment({"HTTPS_PROXY": proxy, "HTTP_PROXY": proxy, "NO_PROXY": no_proxy, **dict.fromkeys(unset)}):
        assert web_client(token="xoxb-canary", base_url=base_url).proxy == goes_by
