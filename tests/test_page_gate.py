"""Two pages are let in, by GET and without a body; everything else goes where it went before."""

from typing import Any

import pytest

from bot.gate import Rejected, Scope
from bot.locale import Words
from bot.page_gate import PageGate
from bot.slack.install_pages import SAMPLES, html
from handlers.installing import Reply, Visit

BROWSER = "b" * 32


class Door:
    def __init__(self, *, is_secure: bool = True) -> None:
        self.visits: list[tuple[Visit, str]] = []
        self.rejections: list[Rejected] = []
        self.inner: list[str] = []
        self.gate = PageGate(
            self._inner, pages=self._page, is_secure=is_secure, language="es_CO", rejected=self.rejections.append
        )

    async def _inner(self, scope: Scope, _receive: Any, _send: Any) -> None:
        self.inner.append(scope["path"])

    async def _page(self, visit: Visit, words: Words) -> Reply:
        self.visits.append((visit, words.language))
        return Reply(200, SAMPLES["invitation"](words), BROWSER)

    async def asks(
        self, path: str = "/slack/install", *, method: str = "GET", query: bytes = b"", **headers: str
    ) -> tuple[int, dict[str, str], str]:
        given = [(name.replace("_", "-").encode(), value.encode("latin-1")) for name, value in headers.items()]
        scope = {"type": "http", "path": path, "method": method, "query_string": query, "headers": given}
        sent: list[Any] = []

        async def send(message: Any) -> None:
            sent.append(message)

        async def receive() -> Any:
            raise AssertionError("nobody reads a body here")

        await self.gate(scope, receive, send)
        if not sent:
            return 0, {}, ""
        shown = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
        return sent[0]["status"], shown, sent[1]["body"].decode()


async def test_a_page_goes_to_the_browser_alone_and_is_kept_nowhere() -> None:
    door = Door()
    status, headers, body = await door.asks(accept_language="en-US,en;q=0.9")
    assert (status, "Add to Slack" in body) == (200, True)
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "no-store"
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert (
        headers["set-cookie"] == f"cobro-install={BROWSER}; Path=/slack/; Max-Age=3600; HttpOnly; SameSite=Lax; Secure"
    )
    assert int(headers["content-length"]) == len(body.encode())
    assert "Secure" not in (await Door(is_secure=False).asks())[1]["set-cookie"]


async def test_the_query_and_our_cookie_are_read_and_nothing_else_is() -> None:
    door = Door()
    await door.asks("/slack/oauth_redirect", query=b"code=1.2&state=a%20b", cookie=f"other=1; cobro-install={BROWSER}")
    assert door.visits == [(Visit("/slack/oauth_redirect", {"code": "1.2", "state": "a b"}, BROWSER), "es_CO")]


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"method": "POST"}, 405),
        ({"method": "HEAD"}, 405),
        ({"content_length": "5"}, 413),
        ({"transfer_encoding": "chunked"}, 413),
        ({"query": b"a=" + b"x" * 2048}, 414),
        ({"query": b"state=1&state=2"}, 400),
        ({"query": b"state=%ff"}, 400),
        ({"query": b"state"}, 400),
        ({"query": "state=ñ".encode()}, 400),
        ({"query": b"&".join(b"f%d=1" % n for n in range(11))}, 400),
    ],
)
async def test_what_is_no_plain_visit_is_turned_away_with_an_empty_answer(asked: Any, status: int) -> None:
    door = Door()
    assert await door.asks(**asked) == (status, {"content-length": "0"}, "")
    assert ([each.status for each in door.rejections], door.visits) == ([status], [])


@pytest.mark.parametrize("cookie", ["x" * 9000, "\x00", "cobro-install", "cobro-install=a b\x7f"])
async def test_a_strange_cookie_is_no_cookie(cookie: str) -> None:
    door = Door()
    assert (await door.asks(cookie=cookie))[0] == 200
    assert door.visits[0][0].browser in {"", "a"}


@pytest.mark.parametrize("path", ["/slack/events", "/slack/install/", "/slack", "/alegra/hook/x"])
async def test_every_other_path_goes_on_untouched(path: str) -> None:
    door = Door()
    await door.asks(path, method="POST", content_length="5")
    assert (door.inner, door.visits, door.rejections) == ([path], [], [])


@pytest.mark.parametrize("language", ["es_CO", "es_MX", "en"])
@pytest.mark.parametrize("name", SAMPLES)
def test_every_page_says_what_to_do_and_shows_nothing_unescaped(name: str, language: str) -> None:
    words = Words(language)
    page = SAMPLES[name](words)
    drawn = html(page, words)
    assert page.sentences
    assert all(sentence.endswith(".") or "http" in sentence for sentence in page.sentences), page.sentences
    assert "<script" not in drawn
    assert html(type(page)("<b>", ("<i>",), '"><script>', "x"), words).count("<script") == 0
