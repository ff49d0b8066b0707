"""Keeps other web sites out of the sandbox: only this machine's names, and posts from the page must be JSON.

A drive-by page can post a form anywhere; it cannot post JSON without asking first, and nobody answers its question.
"""

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

FOR_APPS = ("/api/", "/upload/", "/response/")
HOSTS = ["127.0.0.1", "localhost"]


class JsonPostsOnly:
    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "POST" and not scope["path"].startswith(FOR_APPS):
            kind = Headers(scope=scope).get("content-type", "").partition(";")[0].strip()
            if kind != "application/json":
                answer = JSONResponse({"error": "posts must be application/json"}, 415)
                await answer(scope, receive, send)
                return
        await self._app(scope, receive, send)
