"""HTTP to Alegra: credentials, time-outs, limits. The only module that imports httpx.

httpx's connection pool is poisoned by cancelled calls (design 7), so each call runs in a task of its own that nobody
cancels; who waits for it may be cancelled at any time.
"""

import asyncio
import copy
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import httpx

from bot.alegra import exact_json
from bot.alegra.answers import meaning
from bot.alegra.call import Call, paper, readable
from bot.alegra.errors import AlegraError, Exchange, LinkRefused, NeverSent, OutcomeUnknown, RateLimited, Unreadable
from bot.alegra.links import is_address, leads_to_alegra
from bot.alegra.pacing import PATIENT, UNHURRIED, WAITED_FOR, Pacing, Turn, Unpaced
from bot.alegra.redaction import Redaction
from bot.alegra.watching import Unwatched, Watch

CONNECT_SECONDS = 5.0
READ_SECONDS = 30.0
"""Payment lists take 9 s for 30 rows (Alegra fact sheet 2)."""
STAMP_SECONDS = 60.0
PLACE_SECONDS = 5.0
"""How long a call queues for one of the places before it is given up unsent."""
LARGEST_ANSWER = 10 * 1024 * 1024

_NEVER_LEFT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
    httpx.LocalProtocolError,
    httpx.InvalidURL,
)


class _Client:
    """A client and how many calls it carries: one that is replaced closes with its last call."""

    def __init__(self, concurrency: int) -> None:
        limits = httpx.Limits(max_connections=concurrency, max_keepalive_connections=concurrency)
        self.http = httpx.AsyncClient(
            trust_env=False, verify=_trusted(), http2=False, follow_redirects=False, limits=limits
        )
        self.calls = 0
        self.is_replaced = False

    async def leave(self) -> None:
        self.calls -= 1
        if self.is_replaced and self.calls == 0:
            await self.http.aclose()


@cache
def _trusted() -> ssl.SSLContext:
    """Reading the certificates takes longer than all else that a client begins with: once a process, not once a company."""
    return httpx.create_ssl_context(trust_env=False)


class _Connections:
    """What the calls of every urgency share."""

    def __init__(self, concurrency: int) -> None:
        self._concurrency = concurrency
        self.places = asyncio.Semaphore(concurrency)
        self.client = _Client(concurrency)
        self.running: set[asyncio.Task[Any]] = set()

    def replace(self, client: _Client) -> None:
        if client is self.client:
            self.client = _Client(self._concurrency)
        client.is_replaced = True


class Transport:
    """Every method raises only `AlegraError`s. A call lasts at most its `seconds` and `PLACE_SECONDS`."""

    def __init__(
        self,
        *,
        base_url: str,
        email: str,
        token: str,
        concurrency: int = 6,
        pauses: tuple[float, ...] = (0.5, 1.0),
        pacing: Pacing | None = None,
        watch: Watch | None = None,
    ) -> None:
        """`pauses` lie between the tries of a read."""
        if not is_address(base_url):
            raise ValueError("the address of Alegra must look like https://api.alegra.com/api/v1")
        self._base_url = base_url.rstrip("/")
        self._auth = httpx.BasicAuth(email, token)
        self._redaction = Redaction(email=email, token=token)
        self._pauses, self._watch = pauses, watch or Unwatched()
        self._pacing, self._turn = pacing or Unpaced(), WAITED_FOR
        self._connections = _Connections(concurrency)

    @property
    def unhurried(self) -> "Transport":
        """The same connections, for what nobody waits for: it leaves a part of every minute to people."""
        return self._taking(UNHURRIED)

    @property
    def patient(self) -> "Transport":
        """The same, for whoever can wait over a minute, and would have to begin anew."""
        return self._taking(PATIENT)

    async def read(self, path: str, params: Mapping[str, str] | None = None, *, seconds: float = READ_SECONDS) -> Any:
        """GET, tried again on network trouble and 5xx while its seconds last."""
        url, query = self._base_url + path, readable(params)
        return await self._persist(lambda left: Call("GET", url, path, query, None, left), seconds)

    async def write(self, method: str, path: str, body: Any = None, *, seconds: float = READ_SECONDS) -> Any:
        """POST, PUT or DELETE, once."""
        content = None if body is None else exact_json.dumps(body)
        return await self._run(Call(method, self._base_url + path, path, {}, content, seconds))

    async def download(self, url: str, *, seconds: float = READ_SECONDS) -> bytes:
        """The bytes behind a signed link, fetched without credentials and only from Alegra's own hosts.

        Raise `LinkRefused` when it does not open, or leads elsewhere.
        """
        if not leads_to_alegra(url, home=self._base_url):
            raise LinkRefused(Exchange("GET", "?"), "the link leads away from Alegra")
        path = urlsplit(url).path
        return bytes(await self._persist(lambda left: Call("GET", url, path, {}, None, left, is_link=True), seconds))

    async def aclose(self, *, grace: float = 5.0) -> None:
        """Let running calls end for `grace` seconds, then close."""
        if self._connections.running:
            await asyncio.wait(self._connections.running, timeout=grace)
        await self._connections.client.http.aclose()

    def _taking(self, turn: Turn) -> "Transport":
        twin = copy.copy(self)
        twin._turn = turn  # noqa: SLF001 it is one of us
        return twin

    async def _persist(self, call: Callable[[float], Call], seconds: float) -> Any:
        deadline = time.monotonic() + seconds
        for pause in self._pauses:
            try:
                return await self._run(call(max(deadline - time.monotonic(), 0.1)))
            except Unreadable:
                raise
            except (NeverSent, OutcomeUnknown):
                if time.monotonic() + pause >= deadline:
                    raise
            await asyncio.sleep(pause)
        return await self._run(call(max(deadline - time.monotonic(), 0.1)))

    async def _run(self, call: Call) -> Any:
        await self._wait_for_turn(call)
        await self._take_place(call)
        task = asyncio.create_task(self._carry(call))
        self._connections.running.add(task)
        task.add_done_callback(self._end)
        try:
            async with asyncio.timeout(call.seconds):
                return await asyncio.shield(task)
        except TimeoutError as late:
            raise OutcomeUnknown(self._exchange(call), f"no answer within {call.seconds:.3g} s") from late

    async def _wait_for_turn(self, call: Call) -> None:
        """Raise RateLimited, with nothing sent, when that would take long: whoever asked knows what to do meanwhile."""
        if not call.is_link and (wait := await self._turn.comes(self._pacing, call.path)):
            raise RateLimited(self._exchange(call), wait)

    async def _take_place(self, call: Call) -> None:
        """Before the task begins, so that a call whose caller has gone is not sent after all."""
        try:
            async with asyncio.timeout(PLACE_SECONDS):
                await self._connections.places.acquire()
        except TimeoutError as full:
            raise NeverSent(self._exchange(call), "too many calls at once") from full

    def _end(self, task: asyncio.Task[Any]) -> None:
        self._connections.running.discard(task)
        self._connections.places.release()
        if not task.cancelled():
            task.exception()

    async def _carry(self, call: Call) -> Any:
        client, began, exchange = self._connections.client, time.monotonic(), self._exchange(call)
        client.calls += 1
        try:
            await self._watch.leaving(replace(exchange, request=self._redaction.of(call.content or "")))
            status, headers, body = await self._send(client.http, call)
            exchange = self._exchange(call, status, body)
            if call.is_link:
                return paper(exchange, status, body)
            await self._pacing.answered(headers, seconds=time.monotonic() - began)
            if status >= 300:
                body = self._redaction.of(body.decode("utf-8", "replace")).encode()
            return meaning(exchange, status, headers, body)
        except RateLimited as limited:
            await self._pacing.limited(call.path, limited)
            raise
        except (httpx.HTTPError, httpx.StreamError, httpx.InvalidURL) as trouble:
            if isinstance(trouble, httpx.PoolTimeout):
                self._connections.replace(client)
            raise self._network_error(exchange, trouble) from trouble
        finally:
            await self._watch.answered(exchange, time.monotonic() - began)
            await client.leave()

    async def _send(self, client: httpx.AsyncClient, call: Call) -> tuple[int, httpx.Headers, bytes]:
        deadline = time.monotonic() + call.seconds
        timeout = httpx.Timeout(call.seconds, connect=CONNECT_SECONDS, pool=CONNECT_SECONDS)
        headers = {"Accept": "application/json"}
        if call.content is not None:
            headers["Content-Type"] = "application/json; charset=utf-8"
        content = None if call.content is None else call.content.encode("utf-8", "replace")
        request = client.build_request(
            call.method, call.url, params=call.params or None, content=content, headers=headers, timeout=timeout
        )
        response = await client.send(request, stream=True, auth=None if call.is_link else self._auth)
        try:
            return response.status_code, response.headers, await self._body(call, response, deadline)
        finally:
            await response.aclose()

    async def _body(self, call: Call, response: httpx.Response, deadline: float) -> bytes:
        body = bytearray()
        async for chunk in response.aiter_bytes():
            body += chunk
            if len(body) > LARGEST_ANSWER:
                raise Unreadable(self._exchange(call, response.status_code), "the answer is larger than 10 MB")
            if time.monotonic() > deadline:
                raise httpx.ReadTimeout("the answer never ended", request=response.request)
        return bytes(body)

    def _network_error(self, exchange: Exchange, trouble: Exception) -> AlegraError:
        why = self._redaction(f"{type(trouble).__name__} {trouble}".strip())
        return NeverSent(exchange, why) if isinstance(trouble, _NEVER_LEFT) else OutcomeUnknown(exchange, why)

    def _exchange(self, call: Call, status: int | None = None, body: bytes = b"") -> Exchange:
        answer = "" if call.is_link else self._redaction(body.decode("utf-8", "replace"))
        return Exchange(call.method, self._redaction(call.path), self._redaction(call.content or ""), status, answer)
