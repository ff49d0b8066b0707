"""Signed requests to the app's own URLs (Slack fact sheet 1.7)."""

import asyncio
import hashlib
import hmac
import json
import time
from urllib.parse import urlencode

import httpx

from sandbox.certificates import trusted
from sandbox.received import NotJson, read_json
from sandbox.slack.delivery import ACK_SECONDS, DeliveryFailed, Json, Kind

AGENT = "Slackbot 1.0 (+https://api.slack.com/robots)"
FORM, JSON = "application/x-www-form-urlencoded", "application/json"


def signature(secret: str, *, body: str, timestamp: int) -> str:
    return "v0=" + hmac.new(secret.encode(), f"v0:{timestamp}:{body}".encode(), hashlib.sha256).hexdigest()


class HttpDelivery:
    def __init__(self, *, signing_secret: str, ack_seconds: float = ACK_SECONDS) -> None:
        self._secret, self.ack_seconds = signing_secret, ack_seconds
        self.ahead_seconds = 0
        """Slack's clock against this machine's: to the app its own is then so much behind."""
        # Proxy variables of the machine must not reach local traffic; a redirect is followed at most twice (fact sheet 2.1).
        self._http = httpx.AsyncClient(
            timeout=None,  # noqa: S113  the deadline below bounds the whole exchange
            trust_env=False,
            verify=trusted(),
            follow_redirects=True,
            max_redirects=2,
        )

    async def send(self, kind: Kind, payload: Json, *, url: str, retry: tuple[int, str] | None = None) -> Json | None:
        if not url:
            raise DeliveryFailed(
                "dispatch_failed", detail="the manifest names no URL for this", retry_reason="connection_failed"
            )
        body, content_type = _encoded(kind, payload)
        try:
            async with asyncio.timeout(self.ack_seconds):
                answer = await self._http.post(url, content=body, headers=self._headers(body, content_type, retry))
        except TimeoutError as late:
            detail = f"no answer in {self.ack_seconds:g} s"
            raise DeliveryFailed("operation_timeout", detail=detail, retry_reason="http_timeout") from late
        except httpx.TooManyRedirects as wrong:
            raise DeliveryFailed("dispatch_failed", detail=str(wrong), retry_reason="too_many_redirects") from wrong
        except httpx.HTTPError as wrong:
            detail = f"{type(wrong).__name__}: {wrong}"
            raise DeliveryFailed("dispatch_failed", detail=detail, retry_reason="connection_failed") from wrong
        return _read(answer, ack_seconds=self.ack_seconds)

    async def close(self) -> None:
        await self._http.aclose()

    def _headers(self, body: str, content_type: str, retry: tuple[int, str] | None) -> dict[str, str]:
        # The signature carries real time: the app checks it against its own real clock.
        now = int(time.time()) + self.ahead_seconds
        headers = {
            "Content-Type": content_type,
            "User-Agent": AGENT,
            "X-Slack-Request-Timestamp": str(now),
            "X-Slack-Signature": signature(self._secret, body=body, timestamp=now),
        }
        if retry:
            headers |= {"x-slack-retry-num": str(retry[0]), "x-slack-retry-reason": retry[1]}
        return headers


def _encoded(kind: Kind, payload: Json) -> tuple[str, str]:
    if kind == "slash_commands":
        return urlencode(payload), FORM
    if kind == "interactive":
        return urlencode({"payload": json.dumps(payload)}), FORM
    return json.dumps(payload), JSON


def _read(answer: httpx.Response, *, ack_seconds: float) -> Json | None:
    if not answer.is_success:
        # Bolt answers 404 by itself when a listener has not acknowledged in three seconds (local workspace fact sheet 7.3).
        is_late = answer.status_code == 404 and answer.elapsed.total_seconds() > ack_seconds - 0.2
        raise DeliveryFailed(
            "operation_timeout" if is_late else "dispatch_failed",
            detail=f"the app answered {answer.status_code}",
            retry_reason="http_error",
            status=answer.status_code,
            may_retry=answer.headers.get("x-slack-no-retry") != "1",
        )
    if not answer.content:
        return None
    try:
        read = read_json(answer.content)
    except NotJson:
        return {"text": answer.text}
    return read if isinstance(read, dict) else {"text": answer.text}
