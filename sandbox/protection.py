"""Keeps other web sites and endless bodies out of the sandbox, and tells every refusal of a path or method as JSON.

Only this machine's names are answered. A drive-by page can post a form anywhere; it cannot post JSON without asking
first, and nobody answers its question.
"""

from collections.abc import Sequence

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sandbox.silence import UNWRAPPED

HOSTS = ["127.0.0.1", "localhost"]
LARGEST_BODY_BYTES = 20_000_000
"""assumed: more than any file that a demo passes around, base64 included."""


def protected(*, for_apps: Sequence[str]) -> list[Middleware]:
    """`for_apps`: the beginnings of paths that programs post to, as forms or bytes too."""
    return [
        Middleware(TrustedHostMiddleware, allowed_hosts=HOSTS),
        Middleware(JsonPostsOnly, for_apps=tuple(for_apps)),
        Middleware(LimitedBodies),
    ]


class JsonPostsOnly:
    def __init__(self, app: ASGIApp, *, for_apps: tuple[str, ...]) -> None:
        self._app = app
        self._for_apps = for_apps

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "POST" and not scope["path"].startswith(self._for_apps):
            kind = Headers(scope=scope).get("content-type", "").partition(";")[0].strip()
            if kind != "application/json":
                answer = JSONResponse({"error": "posts must be application/json"}, 415)
                await answer(scope, receive, send)
                return
        await self._app(scope, receive, send)


class LimitedBodies:
    """Raises HTTPException 413 where the body is read, as soon as it is too large."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        size = 0
        scope[UNWRAPPED] = receive

        async def counted() -> Message:
            nonlocal size
            message = await receive()
            size += len(message.get("body", b"")) if message["type"] == "http.request" else 0
            if size > LARGEST_BODY_BYTES:
                raise HTTPException(413, f"a body may have {LARGEST_BODY_BYTES} bytes")
            return message

        await self._app(scope, counted, send)


async def told_as_json(_: Request, refused: Exception) -> Response:
    """An exception handler for HTTPException."""
    status, headers = getattr(refused, "status_code", 500), getattr(refused, "headers", None)
    sentence = getattr(refused, "detail", str(refused))
    return JSONResponse({"ok": False, "error": sentence, "message": sentence}, status, headers)
