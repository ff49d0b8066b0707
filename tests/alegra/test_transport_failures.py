"""What can go wrong on the way to Alegra, and what each says about whether the request arrived."""

import asyncio
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response, StreamingResponse

from bot.alegra.errors import (
    AlegraError,
    Forbidden,
    NeverSent,
    OutcomeUnknown,
    RateLimited,
    Unreadable,
)
from tests.alegra.serving import a_transport, always, answering, listening, transport_to


async def raw_server(treat: Any) -> tuple[asyncio.Server, str]:
    server = await asyncio.start_server(treat, "127.0.0.1", 0)
    return server, f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"


async def test_nobody_listening_means_never_sent() -> None:
    async with listening(answering(always({}))) as url:
        gone = url
    transport = a_transport(gone)
    with pytest.raises(NeverSent):
        await transport.write("POST", "/invoices", {})
    await transport.aclose()


async def test_an_unknown_host_means_never_sent() -> None:
    transport = a_transport("http://no-such-host.invalid/api/v1")
    with pytest.raises(NeverSent):
        await transport.write("POST", "/invoices", {})
    await transport.aclose()


async def test_a_connection_that_closes_after_the_request_leaves_the_outcome_open() -> None:
    async def hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.close()
        await writer.wait_closed()

    server, url = await raw_server(hang_up)
    transport = a_transport(url)
    async with server:
        with pytest.raises(OutcomeUnknown):
            await transport.write("POST", "/invoices", {})
        await transport.aclose()


async def test_silence_leaves_the_outcome_open_and_ends_in_time() -> None:
    is_given_up = asyncio.Event()

    async def silent(_: Request) -> Response:
        await is_given_up.wait()
        return JSONResponse({})

    async with transport_to(silent) as transport:
        with pytest.raises(OutcomeUnknown):
            await transport.write("POST", "/invoices/stamp", {"ids": ["8"]}, seconds=0.2)
        is_given_up.set()


async def test_an_answer_that_drips_forever_ends_in_time() -> None:
    is_given_up = asyncio.Event()

    async def drip(_: Request) -> Response:
        async def drops() -> Any:
            while not is_given_up.is_set():
                yield b" "
                await asyncio.sleep(0.01)

        return StreamingResponse(drops())

    async with transport_to(drip) as transport:
        with pytest.raises(OutcomeUnknown):
            await transport.write("POST", "/x", {}, seconds=0.3)
        is_given_up.set()


async def test_an_answer_larger_than_ten_megabytes_is_not_taken() -> None:
    async def endless(_: Request) -> Response:
        async def chunks() -> Any:
            for _ in range(200):
                yield b"x" * 65536

        return StreamingResponse(chunks())

    async with transport_to(endless) as transport:
        with pytest.raises(Unreadable, match="10 MB"):
            await transport.read("/invoices")


@pytest.mark.parametrize("status", [500, 502, 503])
async def test_a_read_is_tried_three_times_and_a_write_once(status: int) -> None:
    seen: list[str] = []

    async def answer(request: Request) -> Response:
        seen.append(request.method)
        return JSONResponse({"message": "Internal error"}, status)

    async with transport_to(answer) as transport:
        with pytest.raises(OutcomeUnknown):
            await transport.read("/invoices")
        with pytest.raises(OutcomeUnknown):
            await transport.write("PUT", "/invoices/8", {})
    assert seen == ["GET", "GET", "GET", "PUT"]


async def test_a_read_that_succeeds_at_the_second_try_succeeds() -> None:
    answers = [JSONResponse({}, 503), JSONResponse({"id": "8"})]

    async def answer(_: Request) -> Response:
        return answers.pop(0)

    async with transport_to(answer) as transport:
        assert await transport.read("/invoices/8") == {"id": "8"}


@pytest.mark.parametrize(
    ("status", "body"), [(429, "Too Many request(s)"), (400, {"code": 429, "message": "Too many requests"})]
)
async def test_the_rate_limit_is_told_and_not_fought(status: int, body: Any) -> None:
    seen: list[str] = []

    async def answer(request: Request) -> Response:
        seen.append(request.method)
        return JSONResponse(body, status, {"X-Rate-Limit-Reset": "17", "X-Rate-Limit-Remaining": "0"})

    async with transport_to(answer) as transport:
        with pytest.raises(RateLimited) as limited:
            await transport.read("/contacts")
        assert limited.value.retry_after == 17
    assert seen == ["GET"]


async def test_a_redirect_is_not_followed_and_pauses_rather_than_refuses() -> None:
    async def answer(_: Request) -> Response:
        return RedirectResponse("https://elsewhere.example/api/v1/invoices")

    async with transport_to(answer) as transport:
        with pytest.raises(Forbidden, match="redirects"):
            await transport.write("POST", "/invoices", {})


async def test_every_failure_is_one_of_ours() -> None:
    async def answer(request: Request) -> Response:
        return JSONResponse({"message": "x"}, int(request.url.path.rsplit("/", 1)[1]))

    async with transport_to(answer) as transport:
        for status in (*range(300, 309), *range(400, 432), 451, 499, *range(500, 512), 599):
            with pytest.raises(AlegraError):
                await transport.write("POST", f"/{status}", {})
