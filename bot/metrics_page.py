"""`/metrics`: who may read it, and in what form it is written (`COBRO_METRICS`)."""

import hmac
import ipaddress
import re
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from prometheus_client import CONTENT_TYPE_LATEST

from bot.gate import Receive, Scope, Send

Openness = Literal["off", "local", "token"]
PASSED_ON = re.compile(
    rb"forwarded|via|x[-_]forwarded.*|x[-_]real[-_]ip|x[-_]client[-_]ip|true[-_]client[-_]ip|cf[-_]connecting[-_]ip",
    re.IGNORECASE,
)
"""What proxies add, however they write it: such a request comes from elsewhere, though its last step is on this machine."""


@dataclass(frozen=True)
class MetricsPage:
    openness: Openness
    token: str
    page: Callable[[], Awaitable[bytes]]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 as ASGI has it
        if self.openness == "off":
            await _say(send, 404, b"", b"text/plain")
        elif scope["method"] != "GET":
            await _say(send, 405, b"", b"text/plain")
        elif not self._may_read(scope):
            await _say(send, 401 if self.openness == "token" else 403, b"", b"text/plain")
        else:
            await _say(send, 200, await self.page(), CONTENT_TYPE_LATEST.encode())

    def _may_read(self, scope: Scope) -> bool:
        headers: Iterable[tuple[bytes, bytes]] = scope["headers"]
        if self.openness == "token":
            given = [value for name, value in headers if name.lower() == b"authorization"]
            return len(given) == 1 and hmac.compare_digest(given[0], b"Bearer " + self.token.encode())
        return _is_of_this_machine(scope) and not any(PASSED_ON.fullmatch(name) for name, _ in headers)


def _is_of_this_machine(scope: Scope) -> bool:
    host, _ = scope.get("client") or ("", 0)
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


async def _say(send: Send, status: int, body: bytes, kind: bytes) -> None:
    headers = [(b"content-type", kind), (b"content-length", str(len(body)).encode())]
    if status == 401:
        headers.append((b"www-authenticate", b"Bearer"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
