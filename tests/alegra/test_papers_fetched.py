"""Papers are fetched from Alegra's own addresses only, without credentials."""

import pytest
from starlette.requests import Request
from starlette.responses import Response

from bot.alegra.errors import LinkRefused
from tests.alegra.serving import a_transport, answering, listening


async def test_a_paper_is_fetched_without_credentials() -> None:
    headers: dict[str, str] = {}

    async def answer(request: Request) -> Response:
        headers.update(request.headers)
        return Response(b"%PDF-1.7")

    async with listening(answering(answer)) as url:
        transport = a_transport(f"{url}/api/v1")
        assert await transport.download(f"{url}/files/1.pdf?Signature=x") == b"%PDF-1.7"
        await transport.aclose()
    assert "authorization" not in headers


@pytest.mark.parametrize(
    "url",
    [
        "http://169.254.169.254/latest/meta-data",
        "https://evil.example/alegra.com",
        "https://alegra.com.evil.example/x",
        "https://evilalegra.com/x",
        "http://d1.cloudfront.net/x",
        "https://d1.cloudfront.net:8443/x",
        "https://user:word@d1.cloudfront.net/x",
        "file:///etc/passwd",
        "https://[broken/x",
        "",
    ],
)
async def test_a_link_that_leads_away_from_alegra_is_not_followed(url: str) -> None:
    transport = a_transport("https://api.alegra.com/api/v1")
    with pytest.raises(LinkRefused):
        await transport.download(url)
    await transport.aclose()


@pytest.mark.parametrize(("status", "body"), [(403, b"expired"), (404, b""), (200, b""), (302, b"")])
async def test_a_paper_that_does_not_open_is_told_as_such(status: int, body: bytes) -> None:
    async def answer(_: Request) -> Response:
        return Response(body, status, {"location": "https://elsewhere.example"} if status == 302 else None)

    async with listening(answering(answer)) as url:
        transport = a_transport(f"{url}/api/v1")
        with pytest.raises(LinkRefused):
            await transport.download(f"{url}/files/1.pdf")
        await transport.aclose()
