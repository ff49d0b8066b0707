import asyncio
import base64
import gc
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.alegra.errors import Exchange, NeverSent, Refused
from bot.alegra.pacing import Unpaced
from bot.alegra.transport import Transport
from bot.alegra.watching import Unwatched
from tests.alegra.serving import EMAIL, TOKEN, always, transport_to


async def slow(_: Request) -> Response:
    await asyncio.sleep(0.01)
    return JSONResponse({"ok": True})


async def test_after_two_hundred_cancelled_rounds_every_call_still_gets_through() -> None:
    """Cancelled at every stage of a call. Writes, because a read would be tried again on the replaced client."""
    async with transport_to(slow, concurrency=4) as transport:
        for number in range(200):
            calls = [asyncio.create_task(transport.write("POST", "/x")) for _ in range(4)]
            await asyncio.sleep(0.001 * (number % 10))
            for call in calls:
                call.cancel()
            await asyncio.gather(*calls, return_exceptions=True)
        answers = await asyncio.gather(*(transport.write("POST", "/x") for _ in range(10)), return_exceptions=True)
    assert answers == [{"ok": True}] * 10


async def test_whoever_paces_hears_how_old_the_headers_may_be() -> None:
    heard: list[float] = []

    class Listening(Unpaced):
        async def answered(self, headers: Mapping[str, str], *, seconds: float) -> None:
            heard.append(seconds if "x-rate-limit-reset" in headers else 0.0)

    async def answer(_: Request) -> Response:
        await asyncio.sleep(0.05)
        return JSONResponse({}, headers={"X-Rate-Limit-Reset": "7"})

    async with transport_to(answer, pacing=Listening()) as transport:
        await transport.read("/payments")
    assert len(heard) == 1
    assert heard[0] >= 0.04


async def test_a_write_whose_caller_left_is_carried_out_once_and_leaves_no_warning() -> None:
    seen: list[str] = []

    async def answer(request: Request) -> Response:
        await asyncio.sleep(0.02)
        seen.append(request.method)
        return JSONResponse({"message": "no"}, 400)

    async with transport_to(answer) as transport:
        call = asyncio.create_task(transport.write("POST", "/invoices", {"a": 1}))
        await asyncio.sleep(0.01)
        call.cancel()
        with pytest.raises(asyncio.CancelledError):
            await call
        await transport.aclose()
        gc.collect()
    assert seen == ["POST"]


async def test_a_call_that_only_waits_for_its_turn_is_not_sent_when_its_caller_leaves() -> None:
    seen: list[str] = []
    arrived, release = asyncio.Event(), asyncio.Event()

    async def answer(request: Request) -> Response:
        seen.append(request.url.path)
        arrived.set()
        await release.wait()
        return JSONResponse({})

    async with transport_to(answer, concurrency=1) as transport:
        first = asyncio.create_task(transport.write("POST", "/first"))
        second = asyncio.create_task(transport.write("POST", "/second"))
        await arrived.wait()
        await asyncio.sleep(0)
        second.cancel()
        release.set()
        await first
        await asyncio.gather(second, return_exceptions=True)
    assert seen == ["/api/v1/first"]


async def test_no_more_calls_run_at_once_than_the_limit() -> None:
    now, most = 0, 0
    are_three = asyncio.Event()

    async def answer(_: Request) -> Response:
        nonlocal now, most
        now += 1
        most = max(most, now)
        if now == 3:
            are_three.set()
        await are_three.wait()
        await asyncio.sleep(0.01)
        now -= 1
        return JSONResponse({})

    async with transport_to(answer, concurrency=3) as transport:
        await asyncio.gather(*(transport.read("/x") for _ in range(12)))
    assert most == 3


async def test_a_full_pool_counts_as_never_sent_and_a_new_one_takes_its_place() -> None:
    async with transport_to(always({"ok": True})) as transport:
        poisoned = transport._connections.client
        await poisoned.http.aclose()
        poisoned.http = _OnePlace(poisoned.http)  # type: ignore[assignment]
        with pytest.raises(NeverSent):
            await transport.write("POST", "/x", {})
        assert transport._connections.client is not poisoned
        assert await transport.write("POST", "/x", {}) == {"ok": True}


class _OnePlace:
    """A client whose pool has no place left, as after cancellations in httpx 0.28."""

    def __init__(self, client: Any) -> None:
        self._client = client

    def build_request(self, *arguments: Any, **options: Any) -> Any:
        return self._client.build_request(*arguments, **options)

    async def send(self, *_: Any, **__: Any) -> Any:
        raise httpx.PoolTimeout("no place")

    async def aclose(self) -> None:
        await self._client.aclose()


async def test_credentials_and_kind_of_content_are_sent_to_the_api() -> None:
    headers: dict[str, str] = {}

    async def answer(request: Request) -> Response:
        headers.update(request.headers)
        return JSONResponse({})

    async with transport_to(answer) as transport:
        await transport.write("POST", "/x", {"note": "señal"})
    assert headers["authorization"] == "Basic " + base64.b64encode(f"{EMAIL}:{TOKEN}".encode()).decode()
    assert headers["content-type"] == "application/json; charset=utf-8"
    assert headers["accept"] == "application/json"


async def test_amounts_travel_exactly_both_ways() -> None:
    bodies: list[bytes] = []

    async def answer(request: Request) -> Response:
        bodies.append(await request.body())
        return Response(b'{"price": 1234567890123456.78, "rate": 1E+3}', media_type="application/json")

    async with transport_to(answer) as transport:
        answered = await transport.write("POST", "/x", {"price": Decimal("16746.218487"), "n": Decimal("1E+3")})
    assert bodies == [b'{"price":16746.218487,"n":1000}']
    assert answered == {"price": Decimal("1234567890123456.78"), "rate": Decimal("1E+3")}


async def test_secrets_are_in_no_text_of_an_error_and_in_nothing_that_is_watched() -> None:
    basic = base64.b64encode(f"{EMAIL}:{TOKEN}".encode()).decode()
    watched: list[Exchange] = []

    async def echo(request: Request) -> Response:
        said = f"you sent {request.headers['authorization']} and {TOKEN} for https://d1.cloudfront.net/a?Signature=s3cr3t&x=1"
        return JSONResponse({"message": said}, 400)

    class Watching(Unwatched):
        async def answered(self, exchange: Exchange, seconds: float) -> None:  # noqa: ARG002 as the protocol has it
            watched.append(exchange)

    async with transport_to(echo, watch=Watching()) as transport:
        with pytest.raises(Refused) as refused:
            await transport.write("POST", "/invoices", {"observations": TOKEN})
        told = f"{refused.value!r} {refused.value} {refused.value.message} {watched} {vars(refused.value)}"
    assert refused.value.exchange.status == 400
    assert [secret for secret in (TOKEN, basic, "s3cr3t") if secret in told] == []


@pytest.mark.parametrize(
    "address",
    ["", "api.alegra.com", "ftp://api.alegra.com", "https://", "https://a:b@api.alegra.com", "https://x:99999/"],
)
async def test_an_address_that_is_none_is_refused_at_once(address: str) -> None:
    with pytest.raises(ValueError, match="must look like https"):
        Transport(base_url=address, email=EMAIL, token=TOKEN)


async def test_proxies_of_the_environment_are_not_obeyed() -> None:
    async with transport_to(always({"ok": 1})) as transport:
        assert transport._connections.client.http._trust_env is False
        assert await transport.read("/x") == {"ok": 1}
