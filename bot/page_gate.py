"""What stands before the pages of an installation: a GET without a body, of one of two paths, with a short query."""

from collections.abc import Awaitable, Callable, Iterable
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl

from bot.gate import App, Receive, Rejected, Scope, Send
from bot.locale import LANGUAGES, Words, language_for
from bot.slack.install_pages import HEADERS, html
from handlers.installing import COOKIE, COOKIE_SECONDS, INSTALL_PATH, REDIRECT_PATH, Reply, Visit

PATHS = frozenset({INSTALL_PATH, REDIRECT_PATH})
QUERY_BYTES = 2048
MOST_FIELDS = 10
COOKIE_BYTES = 8192

Pages = Callable[[Visit, Words], Awaitable[Reply]]


class PageGate:
    """Everything that is for other paths goes on to `inner`, untouched."""

    def __init__(
        self, inner: App, *, pages: Pages, is_secure: bool, language: str, rejected: Callable[[Rejected], None]
    ) -> None:
        """`is_secure`: people come by https, so the cookie goes nowhere else."""
        self._inner, self._pages, self._is_secure = inner, pages, is_secure
        self._language, self._rejected = language, rejected

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"] not in PATHS:
            await self._inner(scope, receive, send)
            return
        try:
            visit = _visit(scope)
        except Rejected as rejection:
            self._rejected(rejection)
            await _answer(send, rejection.status, b"", [])
            return
        words = Words(_language(scope, self._language))
        reply = await self._pages(visit, words)
        headers = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
        if reply.browser:
            headers.append((b"set-cookie", self._cookie(reply.browser)))
        await _answer(send, reply.status, html(reply.page, words).encode(), headers)

    def _cookie(self, browser: str) -> bytes:
        """Lax: it has to come along when Slack sends the browser back."""
        kept = f"{COOKIE}={browser}; Path=/slack/; Max-Age={COOKIE_SECONDS}; HttpOnly; SameSite=Lax"
        return (kept + ("; Secure" if self._is_secure else "")).encode()


def _visit(scope: Scope) -> Visit:
    """Raises Rejected."""
    if scope["method"] != "GET":
        raise Rejected(405, "only GET")
    if any(value != b"0" for value in _values(scope, b"content-length")) or _values(scope, b"transfer-encoding"):
        raise Rejected(413, "a page is asked for without a body")
    if len(scope["query_string"]) > QUERY_BYTES:
        raise Rejected(414, "query too long")
    try:
        fields = parse_qsl(
            scope["query_string"].decode("ascii"),
            keep_blank_values=True,
            strict_parsing=bool(scope["query_string"]),
            encoding="utf-8",
            errors="strict",
            max_num_fields=MOST_FIELDS,
        )
    except ValueError:
        raise Rejected(400, "unreadable query") from None
    if len(dict(fields)) != len(fields):
        raise Rejected(400, "a field twice")
    return Visit(scope["path"], dict(fields), _browser(_values(scope, b"cookie")))


def _values(scope: Scope, name: bytes) -> list[bytes]:
    return [value for key, value in scope["headers"] if key.lower() == name]


def _browser(cookies: Iterable[bytes]) -> str:
    """Of our cookie; empty where it is not there, or where there is something strange."""
    given = b"; ".join(cookies)
    if len(given) > COOKIE_BYTES:
        return ""
    try:
        jar = SimpleCookie(given.decode("latin-1"))
    except CookieError:
        return ""
    return jar[COOKIE].value if COOKIE in jar else ""


def _language(scope: Scope, otherwise: str) -> str:
    """The first language that the browser asks for, where it is one of ours."""
    asked = b",".join(_values(scope, b"accept-language")).decode("latin-1").split(",")[0].partition(";")[0].strip()
    found = language_for(asked, company=otherwise)
    return found if found in LANGUAGES else otherwise


async def _answer(send: Send, status: int, body: bytes, headers: list[tuple[bytes, bytes]]) -> None:
    length = (b"content-length", str(len(body)).encode())
    await send({"type": "http.response.start", "status": status, "headers": [*headers, length]})
    await send({"type": "http.response.body", "body": body})
