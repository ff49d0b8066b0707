"""What the wire says of a Slack that is slow, away, odd, or does not answer."""

import aiohttp
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.slack import errors
from bot.slack.wire import Wire, web_client
from sandbox.server import read_world
from sandbox.serving import running
from tests.slack.stage import CHANNEL, HELLO, Stage


@pytest.mark.parametrize("method", ["chat.postMessage", "chat.update"])
async def test_a_rate_limit_says_how_long_to_wait(stage: Stage, method: str) -> None:
    stage.fault("rate_limited", method, seconds=7)

    with pytest.raises(errors.SlackUnavailable) as later:
        await (
            stage.wire.post(CHANNEL, HELLO)
            if method == "chat.postMessage"
            else stage.wire.update(CHANNEL, "1.1", HELLO)
        )
    assert later.value.retry_after == 7
    assert stage.seen() == []


async def test_a_lost_answer_to_a_post_is_unknown_and_never_repeated_by_itself(stage: Stage) -> None:
    stage.fault("dropped_answer", "chat.postMessage")

    with pytest.raises(errors.PostOutcomeUnknown):
        await stage.wire.post(CHANNEL, HELLO)
    assert len(stage.seen()) == 1


async def test_a_lost_answer_to_what_may_be_done_twice_is_asked_for_once_more(stage: Stage) -> None:
    """As when an idle connection is closed just then."""
    posted = await stage.wire.post(CHANNEL, HELLO)
    stage.fault("dropped_answer", "chat.update")

    await stage.wire.update(posted.channel, posted.ts, HELLO)
    assert [line.trouble != "" for line in stage.slack.state.traffic.lines if line.what == "chat.update"] == [
        True,
        False,
    ]

    stage.fault("dropped_answer", "chat.update", times=2)
    with pytest.raises(errors.SlackUnavailable):
        await stage.wire.update(posted.channel, posted.ts, HELLO)


async def test_a_server_error_leaves_a_post_unknown_and_an_update_for_later(stage: Stage) -> None:
    posted = await stage.wire.post(CHANNEL, HELLO)
    stage.fault("server_error", "chat.postMessage", status=503)
    stage.fault("server_error", "chat.update", status=503)

    with pytest.raises(errors.PostOutcomeUnknown):
        await stage.wire.post(CHANNEL, HELLO)
    with pytest.raises(errors.SlackUnavailable):
        await stage.wire.update(CHANNEL, posted.ts, HELLO)


async def test_a_page_that_is_no_answer_of_slacks_is_unknown_too(stage: Stage) -> None:
    """A proxy's, in HTML: slack_sdk keeps it as a text."""

    async def page(_: Request) -> Response:
        return Response("<h1>Bad gateway</h1>", 502, media_type="text/html")

    proxy = Starlette(routes=[Route("/{rest:path}", page, methods=["POST"])])
    async with running(proxy) as url, aiohttp.ClientSession() as session:
        wire = Wire(web_client(token="xoxb-1", base_url=f"{url}/api/", session=session), session)
        with pytest.raises(errors.PostOutcomeUnknown):
            await wire.post(CHANNEL, HELLO)
        with pytest.raises(errors.SlackUnavailable):
            await wire.update(CHANNEL, "1.5", HELLO)


async def test_a_revoked_token_is_for_an_admin_to_mend(stage: Stage) -> None:
    stage.fault("refused", "chat.postMessage", code="token_revoked")

    with pytest.raises(errors.NotAuthorized):
        await stage.wire.post(CHANNEL, HELLO)


async def test_a_slack_that_cannot_be_reached_has_certainly_seen_nothing() -> None:
    async with aiohttp.ClientSession() as session:
        wire = Wire(web_client(token="xoxb-x", base_url="http://127.0.0.1:9/api/", session=session), session)

        with pytest.raises(errors.SlackUnavailable):
            await wire.post(CHANNEL, HELLO)


async def test_a_slow_slack_leaves_the_post_unknown(stage: Stage) -> None:
    stage.fault("slow", "chat.postMessage", seconds=3)
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=0.2)) as impatient:
        token = read_world()["slack"]["bot"]["token"]
        wire = Wire(web_client(token=token, base_url=f"{stage.url}/api/", session=impatient), impatient)

        with pytest.raises(errors.PostOutcomeUnknown):
            await wire.post(CHANNEL, HELLO)
