"""As much of Slack as acks need: it says yes to everything, at once, and counts."""

from collections import Counter
from collections.abc import Mapping
from itertools import count
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route


def slack_stub(world: Mapping[str, Any]) -> Starlette:
    """`app.state.calls` counts by method."""
    numbers, team = count(1), world["slack"]["team"]["id"]
    members = [{**person, "team_id": team} for person in world["people"]]

    async def answer(request: Request) -> JSONResponse:
        method, number = request.path_params["method"], next(numbers)
        app.state.calls[method] += 1
        known: dict[str, Any] = {
            "auth.test": {"team_id": team},
            "users.list": {"members": members},
            "views.open": {"view": {"id": f"V{number:09d}"}},
            "conversations.open": {"channel": {"id": f"D{number:09d}"}},
            "chat.postMessage": {"channel": "C0FACTURAS", "ts": f"1764148000.{number:06d}"},
            "files.getUploadURLExternal": {"upload_url": f"{app.state.base_url}/upload", "file_id": f"F{number:09d}"},
        }
        return JSONResponse({"ok": True, **known.get(method, {})})

    app = Starlette(
        routes=[
            Route("/{rest:path}/{method}", answer, methods=["GET", "POST"]),
            Route("/{method}", answer, methods=["POST"]),
        ]
    )
    app.state.calls = Counter()
    return app
