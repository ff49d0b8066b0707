"""`/upload/v1/{id}` takes an app's bytes; `/files/{id}/{name}` shows or saves them."""

import time
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from sandbox.slack.faults import Faults
from sandbox.slack.refusal import SlackRefusal
from sandbox.slack.workspace.files import SHOWN_IN_PAGE, File
from sandbox.slack.workspace.state import Workspace
from sandbox.traffic import Traffic


class FileDoors:
    def __init__(self, *, workspace: Workspace, traffic: Traffic, faults: Faults) -> None:
        self._workspace = workspace
        self._traffic = traffic
        self._faults = faults

    def routes(self) -> list[Route]:
        return [
            Route("/upload/v1/{id}", self._upload, methods=["POST"]),
            Route("/files/{id}/{name:path}", self._download, methods=["GET"]),
        ]

    async def _upload(self, request: Request) -> Response:
        began = time.monotonic()
        content = await _bytes(request)
        status, text = self._take(request.path_params["id"], content)
        if fault := self._faults.take("upload", "server_error"):
            status, text = fault.status, "error"
        self._traffic.record(
            at=self._workspace.clock.now(),
            service="slack",
            direction="in",
            what="upload",
            request=f"{len(content)} bytes",
            answer=text,
            status=status,
            milliseconds=(time.monotonic() - began) * 1000,
            trouble="" if status == 200 else text,
        )
        return PlainTextResponse(text, status)

    def _take(self, id_: str, content: bytes) -> tuple[int, str]:
        try:
            file = self._workspace.files.get(id_)
        except SlackRefusal as refused:
            return 404, refused.code
        if len(content) != file.size:
            return 400, f"length mismatch: {file.size} bytes were announced, {len(content)} came"
        file.content = content
        return 200, f"OK - {len(content)}"

    async def _download(self, request: Request) -> Response:
        try:
            file = self._workspace.files.get(request.path_params["id"])
        except SlackRefusal as refused:
            return PlainTextResponse(refused.code, 404)
        if file.content is None:
            return PlainTextResponse("not uploaded yet", 404)
        return _sent(file, file.content, is_saved="download" in request.query_params)


def _sent(file: File, content: bytes, *, is_saved: bool) -> Response:
    is_shown = file.filetype in SHOWN_IN_PAGE and not is_saved
    disposition = "inline" if is_shown else "attachment"
    headers = {
        "Content-Disposition": f"{disposition}; filename*=UTF-8''{quote(file.name)}",
        "X-Content-Type-Options": "nosniff",
    }
    return Response(content, media_type=file.mimetype, headers=headers)


async def _bytes(request: Request) -> bytes:
    """Raw, as the SDKs send them, or the first part of a multipart form."""
    if "multipart" not in request.headers.get("content-type", ""):
        return await request.body()
    async with request.form() as form:
        for part in form.values():
            if not isinstance(part, str):
                return await part.read()
    return b""
