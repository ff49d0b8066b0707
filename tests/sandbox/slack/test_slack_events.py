from typing import Any

import pytest
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from sandbox.serving import running
from sandbox.slack.client.waiting import until
from sandbox.slack.delivery import DeliveryFailed
from sandbox.slack.delivery.http import HttpDelivery, signature
from sandbox.slack.people.clicks import ImpossibleClick
from tests.sandbox.slack.little_bot import Json, Scene, full_manifest, scene, section


async def test_opening_home_lets_the_app_draw_it(either: Scene) -> None:
    @either.bolt.event("app_home_opened")
    async def publish(event: Json, client: AsyncWebClient) -> None:
        await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": [section("Tu inicio")]})

    ana = either.person("ana")
    await ana.opens_home()
    await (await ana.home()).shows("Tu inicio")
    assert either.workspace.views.home("U0BRUNO002") is None


async def test_without_a_home_tab_in_the_manifest_there_is_none() -> None:
    manifest = full_manifest()
    manifest["features"]["app_home"]["home_tab_enabled"] = False
    async with scene(manifest=manifest) as stage:
        stage.traffic.expect("views.publish")
        with pytest.raises(ImpossibleClick, match="Home tab"):
            await stage.person("ana").opens_home()
        with pytest.raises(SlackApiError, match="not_enabled"):
            await stage.client.views_publish(user_id="U0ANA00001", view={"type": "home", "blocks": []})


async def test_an_event_that_is_not_subscribed_is_never_sent(stage: Scene) -> None:
    await stage.person("ana", "general").types("hola a todos")
    await stage.person("ana", "direct").types("hola Cobro")
    await until(lambda: stage.lines("message"), "the one that is subscribed")
    channels = {line.request["event"]["channel"] for line in stage.lines("message")}
    assert channels == {"D0ANA00001"}, "perhaps more than once: nobody listens, so Slack tries again at once"


async def test_a_mention_reaches_the_app(stage: Scene) -> None:
    heard: list[str] = []

    @stage.bolt.event("app_mention")
    async def mentioned(event: Json) -> None:
        heard.append(event["text"])

    await stage.person("ana").types("oye <@U0COBRO001>")
    await until(lambda: heard, "the mention")


async def test_an_event_is_retried_at_once_after_a_minute_and_after_five(stage: Scene) -> None:
    stage.traffic.expect("app_home_opened")
    retries: list[tuple[str, str]] = []

    @stage.bolt.middleware
    async def fails(request: Any, body: Json) -> BoltResponse:
        number, reason = request.headers.get("x-slack-retry-num"), request.headers.get("x-slack-retry-reason")
        retries.append((number[0] if number else "", reason[0] if reason else ""))
        return BoltResponse(status=500, body="")

    await stage.person("ana").opens_home()
    await until(lambda: len(retries) == 2, "the first retry")
    assert len({line.request["event_id"] for line in stage.lines("app_home_opened")}) == 1
    stage.clock.advance(59)
    assert len(retries) == 2
    stage.clock.advance(2)
    await until(lambda: len(retries) == 3, "the second retry")
    stage.clock.advance(241)
    await until(lambda: len(retries) == 4, "the third retry")
    assert retries == [("", ""), ("1", "http_error"), ("2", "http_error"), ("3", "http_error")]


async def test_an_app_may_decline_retries(stage: Scene) -> None:
    stage.traffic.expect("app_home_opened")
    heard: list[str] = []

    @stage.bolt.middleware
    async def fails() -> BoltResponse:
        heard.append("x")
        return BoltResponse(status=500, body="", headers={"x-slack-no-retry": "1"})

    await stage.person("ana").opens_home()
    await until(lambda: heard, "the event")
    await until(lambda: not stage.people.events.pending, "the delivery to end")
    assert heard == ["x"]


async def test_a_home_view_with_an_old_hash_is_a_conflict(stage: Scene) -> None:
    stage.traffic.expect("hash_conflict")
    home = {"type": "home", "blocks": [section("uno")]}
    first = await stage.client.views_publish(user_id="U0ANA00001", view=home)
    await stage.client.views_publish(user_id="U0ANA00001", view=home, hash=first["view"]["hash"])
    with pytest.raises(SlackApiError, match="hash_conflict"):
        await stage.client.views_publish(user_id="U0ANA00001", view=home, hash=first["view"]["hash"])


async def test_the_requests_are_signed_with_real_time_even_when_the_sandboxs_clock_is_moved(stage: Scene) -> None:
    @stage.bolt.command("/invoice")
    async def listen(ack: Any) -> None:
        await ack("firmado")

    stage.clock.advance(90 * 24 * 3600)
    ana = stage.person("ana")
    await ana.types("/invoice create")
    await ana.sees_privately("firmado")


def test_the_signature_is_the_documented_one() -> None:
    body = (
        "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar"
        "&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com"
        "%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
    )
    signed = signature("8f742231b10e8888abcd99yyyzzz85a5", body=body, timestamp=1531420618)
    assert signed == "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"


async def test_redirects_are_followed_twice_and_no_further() -> None:
    async def onward(request: Request) -> Response:
        step = int(request.path_params["step"])
        return RedirectResponse(f"/{step - 1}", 307) if step else PlainTextResponse("aquí")

    delivery = HttpDelivery(signing_secret="s")
    async with running(Starlette(routes=[Route("/{step}", onward, methods=["POST"])])) as url:
        assert await delivery.send("events_api", {"type": "x"}, url=f"{url}/2") == {"text": "aquí"}
        with pytest.raises(DeliveryFailed) as failed:
            await delivery.send("events_api", {"type": "x"}, url=f"{url}/3")
    assert failed.value.retry_reason == "too_many_redirects"
    await delivery.close()
