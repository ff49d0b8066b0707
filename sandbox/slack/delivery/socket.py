"""Socket Mode: envelopes to the app's own connections, each to one of them (Slack fact sheet 2.8).

The listener is aiohttp's, on a port of its own: uvicorn speaks WebSocket only with one more dependency, and the
address that apps.connections.open answers may be any.
"""

import asyncio
import json
import secrets
import uuid
from dataclasses import dataclass, field

from aiohttp import WSMsgType, web

from sandbox.received import NotJson, read_json
from sandbox.slack.delivery import ACK_SECONDS, DeliveryFailed, Json, Kind
from sandbox.slack.refusal import SlackRefusal

MOST_CONNECTIONS = 10
LIFETIME_SECONDS = 3600


@dataclass
class SocketDelivery:
    app_id: str
    ack_seconds: float = ACK_SECONDS
    _sockets: list[web.WebSocketResponse] = field(default_factory=list)
    _retired: list[web.WebSocketResponse] = field(default_factory=list)
    _waiting: dict[str, tuple[web.WebSocketResponse, asyncio.Future[Json | None]]] = field(default_factory=dict)
    _tickets: set[str] = field(default_factory=set)
    _runner: web.AppRunner | None = None
    _port: int = 0
    _turn: int = 0

    async def start(self) -> None:
        application = web.Application()
        application.router.add_get("/link", self._serve)
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self._port = self._runner.addresses[0][1]

    def new_url(self) -> str:
        """Single use."""
        if len(self._sockets) >= MOST_CONNECTIONS:
            raise SlackRefusal("internal_error")
        ticket = secrets.token_urlsafe(16)
        self._tickets.add(ticket)
        return f"ws://127.0.0.1:{self._port}/link?ticket={ticket}"

    @property
    def connections(self) -> int:
        return len(self._sockets)

    async def send(
        self,
        kind: Kind,
        payload: Json,
        *,
        url: str,  # noqa: ARG002  a socket has no URL for each payload; the protocol of both transports has
        retry: tuple[int, str] | None = None,
    ) -> Json | None:
        envelope, socket = _envelope(kind, payload, retry), self._next_socket()
        answer: asyncio.Future[Json | None] = asyncio.get_running_loop().create_future()
        self._waiting[envelope["envelope_id"]] = (socket, answer)
        try:
            await socket.send_str(json.dumps(envelope))
            async with asyncio.timeout(self.ack_seconds):
                return await answer
        except TimeoutError as late:
            detail = f"no ack in {self.ack_seconds:g} s"
            raise DeliveryFailed("operation_timeout", detail=detail, retry_reason="http_timeout") from late
        except ConnectionError as gone:
            raise DeliveryFailed("dispatch_failed", detail=str(gone), retry_reason="connection_failed") from gone
        finally:
            self._waiting.pop(envelope["envelope_id"], None)

    async def drop(self) -> None:
        """Close every connection without a word."""
        for socket in list(self._sockets):
            self._lost(socket)
            await socket.close()

    async def refresh(self) -> None:
        """Ask every client for a new connection, as Slack does about every hour; nothing is sent over the old one.

        The old one stays open for the client to close: closed by us as well, slack_sdk would connect twice. Slack
        warns some seconds before; slack_sdk connects anew at the warning already, so that none is sent here.
        """
        farewell = {"type": "disconnect", "reason": "refresh_requested", "debug_info": {"host": "local"}}
        for socket in list(self._sockets):
            self._lost(socket)
            self._retired.append(socket)
            await socket.send_str(json.dumps(farewell))

    async def close(self) -> None:
        await self.drop()
        for socket in self._retired:
            await socket.close()
        if self._runner is not None:
            await self._runner.cleanup()

    def _next_socket(self) -> web.WebSocketResponse:
        if not self._sockets:
            raise DeliveryFailed("dispatch_failed", detail="no socket is connected", retry_reason="connection_failed")
        self._turn += 1
        return self._sockets[self._turn % len(self._sockets)]

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            return web.Response(status=401, text="this address was already used or never given out")
        self._tickets.remove(ticket)
        socket = web.WebSocketResponse(autoping=True)
        await socket.prepare(request)
        self._sockets.append(socket)
        try:
            await socket.send_str(json.dumps(self._hello()))
            async for message in socket:
                if message.type == WSMsgType.TEXT and message.data.startswith("{"):
                    self._acknowledged(message.data)
        finally:
            self._lost(socket)
        return socket

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self._sockets),
            "debug_info": {"host": "local", "build_number": 1, "approximate_connection_time": LIFETIME_SECONDS},
            "connection_info": {"app_id": self.app_id},
        }

    def _acknowledged(self, sent: str) -> None:
        """A late one finds nobody waiting and is dropped, as Slack does; so is what nobody can read."""
        try:
            ack = read_json(sent)
        except NotJson:
            return
        _, answer = self._waiting.get(str(ack.get("envelope_id")), (None, None))
        if answer is not None and not answer.done():
            payload = ack.get("payload")
            answer.set_result(payload if payload and isinstance(payload, dict) else None)

    def _lost(self, socket: web.WebSocketResponse) -> None:
        """From now on nothing goes to it, and nobody waits for it any longer."""
        if socket in self._sockets:
            self._sockets.remove(socket)
        for waited_on, answer in self._waiting.values():
            if waited_on is socket and not answer.done():
                answer.set_exception(ConnectionResetError("the socket closed"))


def _envelope(kind: Kind, payload: Json, retry: tuple[int, str] | None) -> Json:
    made: Json = {
        "envelope_id": str(uuid.uuid4()),
        "type": kind,
        "accepts_response_payload": kind != "events_api",
        "payload": payload,
    }
    if kind == "events_api":
        made |= {"retry_attempt": retry[0] if retry else 0, "retry_reason": retry[1] if retry else ""}
    return made
