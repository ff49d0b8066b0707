import asyncio
import json
from typing import Any

import aiohttp
import pytest

from sandbox.server import read_world
from sandbox.slack.client.waiting import until
from sandbox.slack.delivery import DeliveryFailed
from sandbox.slack.delivery.socket import SocketDelivery
from tests.sandbox.slack.little_bot import Json, Scene, scene

APP_TOKEN = read_world()["slack"]["bot"]["app_token"]


async def opened(stage: Scene) -> str:
    answer = await stage.client.apps_connections_open(app_token=APP_TOKEN)
    return str(answer["url"])


async def test_a_connection_is_greeted_and_its_address_works_once() -> None:
    async with scene(transport="socket") as stage, aiohttp.ClientSession(trust_env=False) as session:
        url = await opened(stage)
        async with session.ws_connect(url) as socket:
            hello = json.loads((await socket.receive()).data)
            assert (hello["type"], hello["connection_info"]["app_id"]) == ("hello", "A0COBRO001")
        async with session.get(url.replace("ws", "http", 1)) as again:
            assert again.status == 401


async def test_each_envelope_goes_to_one_connection_and_retries_are_numbered() -> None:
    delivery = SocketDelivery("A1")
    await delivery.start()
    counts = [0, 0]

    async def take(socket: aiohttp.ClientWebSocketResponse, index: int) -> None:
        async for message in socket:
            envelope = json.loads(message.data)
            if "envelope_id" in envelope:
                counts[index] += 1
                answer = {"text": envelope["retry_reason"]} if envelope["type"] == "events_api" else None
                await socket.send_json({"envelope_id": envelope["envelope_id"], "payload": answer})

    async with aiohttp.ClientSession(trust_env=False) as session:
        sockets = [await session.ws_connect(delivery.new_url()) for _ in counts]
        readers = [asyncio.create_task(take(socket, index)) for index, socket in enumerate(sockets)]
        answers = [await delivery.send("interactive", {"type": "x"}, url="") for _ in range(4)]
        retried = await delivery.send("events_api", {"type": "x"}, url="", retry=(2, "http_timeout"))
        await delivery.close()
        await asyncio.gather(*readers)
    assert (answers, sorted(counts)) == ([None] * 4, [2, 3])
    assert retried == {"text": "http_timeout"}


async def test_a_connection_that_closes_while_we_wait_fails_the_delivery() -> None:
    delivery = SocketDelivery("A1")
    await delivery.start()
    async with aiohttp.ClientSession(trust_env=False) as session:
        socket = await session.ws_connect(delivery.new_url())
        await socket.receive()
        sending = asyncio.create_task(delivery.send("interactive", {"type": "x"}, url=""))
        assert json.loads((await socket.receive()).data)["accepts_response_payload"]
        await socket.close()
        with pytest.raises(DeliveryFailed, match="dispatch_failed: the socket closed"):
            await sending
    await delivery.close()


async def test_without_a_connection_the_command_fails_at_once() -> None:
    async with scene(transport="socket") as stage:
        await stage.slack.state.sockets.drop()
        ana = stage.person("ana")
        await ana.types("/invoice create")
        await ana.sees_privately("dispatch_failed")
        assert "no socket" in stage.last("/invoice").trouble


async def test_bolt_comes_back_after_a_refresh() -> None:
    async with scene(transport="socket") as stage:
        heard: list[Json] = []

        @stage.bolt.command("/invoice")
        async def listen(ack: Any, body: Json) -> None:
            heard.append(body)
            await ack("de vuelta")

        await stage.slack.state.sockets.refresh()
        await until(lambda: stage.slack.state.sockets.connections, "the new connection", seconds=20)
        ana = stage.person("ana")
        await ana.types("/invoice create")
        await ana.sees_privately("de vuelta")
        assert len(heard) == 1


async def test_an_acknowledgement_that_does_not_come_in_time_is_too_late() -> None:
    async with scene(transport="socket") as stage, aiohttp.ClientSession(trust_env=False) as session:
        await stage.slack.state.sockets.drop()
        async with session.ws_connect(await opened(stage)):
            ana = stage.person("ana")
            await until(lambda: stage.slack.state.sockets.connections, "our connection")
            stage.slack.state.sockets.ack_seconds = 0.05
            await ana.types("/invoice create")
            await ana.sees_privately("failed with the error")
            assert stage.last("/invoice").trouble.startswith("operation_timeout")
