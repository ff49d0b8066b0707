"""Watching and disturbing: the traffic drawer and faults on demand."""

from dataclasses import asdict
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.feed import Feed
from sandbox.received import read_json
from sandbox.slack.delivery.socket import SocketDelivery
from sandbox.slack.faults import MEANING, Faults
from sandbox.slack.workspace.state import Workspace
from sandbox.traffic import Traffic

LINES_SHOWN = 200


class Control:
    def __init__(
        self, *, workspace: Workspace, traffic: Traffic, faults: Faults, feed: Feed, sockets: SocketDelivery | None
    ) -> None:
        self._workspace = workspace
        self._traffic = traffic
        self._faults = faults
        self._feed = feed
        self._sockets = sockets

    def routes(self) -> list[Route]:
        return [
            Route("/traffic", self._read_traffic, methods=["GET"]),
            Route("/traffic/events", self._traffic_events, methods=["GET"]),
            Route("/faults", self._list_faults, methods=["GET"]),
            Route("/faults", self._add_fault, methods=["POST"]),
            Route("/faults", self._clear_faults, methods=["DELETE"]),
        ]

    async def _read_traffic(self, _: Request) -> Response:
        return JSONResponse(self._picture())

    async def _traffic_events(self, request: Request) -> Response:
        return self._feed.stream(request, self._picture)

    def _picture(self) -> dict[str, Any]:
        lines = [asdict(line) for line in list(self._traffic.lines)[-LINES_SHOWN:]]
        return {"lines": lines, "unexpected": len(self._traffic.unexpected())}

    async def _list_faults(self, _: Request) -> Response:
        return JSONResponse({"faults": [asdict(fault) for fault in self._faults.waiting()], "kinds": MEANING})

    async def _add_fault(self, request: Request) -> Response:
        try:
            body = read_json(await request.body())
            kind = body.pop("kind")
            if kind in ("drop_sockets", "refresh_sockets"):
                await self._disturb_sockets(kind)
            else:
                self._faults.add(kind, **body)
        except KeyError:
            return JSONResponse({"error": "kind is missing", "kinds": MEANING}, 400)
        except (TypeError, ValueError, AttributeError) as wrong:
            return JSONResponse({"error": str(wrong), "kinds": MEANING}, 400)
        self._workspace.tell(f"A fault was asked for: {MEANING[kind]}.")
        return await self._list_faults(request)

    async def _clear_faults(self, request: Request) -> Response:
        self._faults.clear()
        self._workspace.changed()
        return await self._list_faults(request)

    async def _disturb_sockets(self, kind: str) -> None:
        if self._sockets is None:
            raise ValueError("this workspace delivers over HTTP: there are no sockets")
        await (self._sockets.drop() if kind == "drop_sockets" else self._sockets.refresh())
