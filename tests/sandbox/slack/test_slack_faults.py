import time
from typing import Any

import aiohttp
import httpx
import pytest
from slack_sdk.errors import SlackApiError

from sandbox.slack.client.waiting import until
from sandbox.slack.faults import UnknownFault, UnusableFault
from tests.sandbox.slack.little_bot import Json, Scene, button, modal, scene, section


async def post(stage: Scene, text: str = "hola") -> Any:
    return await stage.client.chat_postMessage(channel="C0FACTURAS", text=text)


async def test_a_slow_call_is_carried_out_late(stage: Scene) -> None:
    stage.faults.add("slow", what="chat.postMessage", seconds=1)
    began = time.monotonic()
    await post(stage)
    assert time.monotonic() - began >= 0.9
    assert stage.faults.waiting() == [], "only the next one"


async def test_a_rate_limit_is_answered_for_as_many_calls_as_asked(stage: Scene) -> None:
    stage.traffic.expect("ratelimited")
    stage.faults.add("rate_limited", what="chat.postMessage", times=2, seconds=7)
    for _ in range(2):
        with pytest.raises(SlackApiError) as refused:
            await post(stage)
        assert (refused.value.response.status_code, refused.value.response.headers["Retry-After"]) == (429, "7")
    await post(stage)
    assert len(stage.person("ana").messages()) == 1


async def test_a_server_error_carries_nothing_out(stage: Scene) -> None:
    stage.traffic.expect("internal_error")
    stage.faults.add("server_error", what="chat.postMessage", status=503)
    with pytest.raises(SlackApiError) as refused:
        await post(stage)
    assert refused.value.response.status_code == 503
    assert stage.person("ana").messages() == []


async def test_a_refusal_may_be_any_code(stage: Scene) -> None:
    stage.traffic.expect("token_revoked")
    stage.faults.add("refused", code="token_revoked")
    with pytest.raises(SlackApiError, match="token_revoked"):
        await post(stage)


async def test_a_dropped_answer_leaves_the_effect_and_breaks_the_connection(stage: Scene) -> None:
    stage.traffic.expect("dropped")
    stage.client.retry_handlers.clear()
    stage.faults.add("dropped_answer", what="chat.postMessage")
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await post(stage, "llegó igual")
    await stage.person("ana").sees("llegó igual")


async def test_a_delivery_may_come_twice_or_not_at_all(stage: Scene) -> None:
    stage.traffic.expect("lost on the way")
    heard: list[Json] = []

    @stage.bolt.action("aprobar")
    async def approve(ack: Any, body: Json) -> None:
        heard.append(body)
        await ack()

    blocks = [section("Factura"), {"type": "actions", "elements": [button("Aprobar", "aprobar")]}]
    await stage.client.chat_postMessage(channel="C0FACTURAS", text="x", blocks=blocks)
    message = await stage.person("bruno").sees("Factura")
    stage.faults.add("duplicate_delivery", what="block_actions")
    await message.press("Aprobar")
    assert [body["trigger_id"] for body in heard] == [heard[0]["trigger_id"]] * 2
    stage.faults.add("lost_delivery", what="block_actions")
    assert "did not respond" in (await message.press("Aprobar", may_fail=True) or "")
    assert len(heard) == 2


async def test_the_next_trigger_may_be_too_old(stage: Scene) -> None:
    stage.traffic.expect("expired_trigger_id")
    stage.faults.add("expired_trigger")
    with pytest.raises(SlackApiError, match="expired_trigger_id"):
        await stage.client.views_open(trigger_id=stage.people.post.new_trigger("U0ANA00001"), view=modal("x"))
    await stage.client.views_open(trigger_id=stage.people.post.new_trigger("U0ANA00001"), view=modal("x"))


async def test_faults_are_asked_for_over_http_too(stage: Scene) -> None:
    stage.traffic.expect("internal_error")
    async with httpx.AsyncClient(base_url=stage.url, trust_env=False) as page:
        asked = await page.post("/faults", json={"kind": "server_error", "what": "auth.test", "times": 3})
        assert asked.json()["faults"][0]["times"] == 3
        with pytest.raises(SlackApiError):
            await stage.client.auth_test()
        assert (await page.get("/faults")).json()["faults"][0]["times"] == 2
        assert (await page.delete("/faults")).json()["faults"] == []
        wrongs: list[Any] = [{}, {"kind": "terremoto"}, {"kind": "slow", "tiempo": 1}, [], {"kind": "drop_sockets"}]
        for wrong in wrongs:
            answer = await page.post("/faults", json=wrong)
            assert (answer.status_code, "slow" in answer.json()["kinds"]) == (400, True), wrong
    assert (await stage.client.auth_test())["ok"]


async def test_dropped_sockets_come_back() -> None:
    async with scene(transport="socket") as stage, httpx.AsyncClient(base_url=stage.url, trust_env=False) as page:
        before = stage.slack.state.sockets._sockets[0]
        assert (await page.post("/faults", json={"kind": "drop_sockets"})).status_code == 200
        await until(lambda: before not in stage.slack.state.sockets._sockets, "the old one to go")
        await until(lambda: stage.slack.state.sockets.connections, "the bot's new connection", seconds=20)


async def test_a_fault_that_does_not_exist_is_named(stage: Scene) -> None:
    with pytest.raises(UnknownFault, match="terremoto"):
        stage.faults.add("terremoto")


@pytest.mark.parametrize(
    "given",
    [{"seconds": "x"}, {"seconds": -1}, {"times": 0}, {"times": True}, {"status": 200}, {"what": []}, {"code": None}],
)
async def test_a_fault_of_the_wrong_kind_is_refused_when_it_is_asked_for(stage: Scene, given: Json) -> None:
    with pytest.raises(UnusableFault):
        stage.faults.add("slow", **given)
    await post(stage)
