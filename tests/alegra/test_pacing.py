"""Against a server with a limit of its own, over real HTTP, with a short minute."""

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.alegra.errors import RateLimited
from bot.alegra.opening import open_alegra
from bot.alegra.pacing import SharedPacing
from bot.alegra.transport import Transport
from bot.store.connection import connect_socket
from bot.store.keys import Keys
from bot.store.request_budgets import RequestBudgets
from bot.store.scripts import Store
from tests.alegra.serving import EMAIL, TOKEN, a_transport, always, answering, listening


@dataclass
class Limited:
    """Ten requests in each second, of contacts three."""

    seconds: float = 1.0
    limits: dict[str, int] = field(default_factory=lambda: {"all": 10, "contacts": 3})
    answers: list[int] = field(default_factory=list)
    began: float = 0.0
    spent: dict[str, int] = field(default_factory=dict)

    async def answer(self, request: Request) -> Response:
        now = time.monotonic()
        if now - self.began >= self.seconds:
            self.began, self.spent = now, {}
        reset = self.began + self.seconds - now
        for lane in ("contacts", "all") if request.url.path.endswith("/contacts") else ("all",):
            self.spent[lane] = self.spent.get(lane, 0) + 1
            if self.spent[lane] > self.limits[lane]:
                return self._refuse(lane, reset)
        self.answers.append(200)
        return JSONResponse({}, headers=self._headers(reset))

    def _refuse(self, lane: str, reset: float) -> Response:
        self.answers.append(429)
        hidden = lane == "contacts"
        body = {"code": 429, "message": "Too many requests"} if hidden else {"message": "Too Many request(s)"}
        return JSONResponse(body, 400 if hidden else 429, self._headers(reset))

    def _headers(self, reset: float) -> dict[str, str]:
        remaining = max(self.limits["all"] - self.spent.get("all", 0), 0)
        return {
            "X-Rate-Limit-Limit": str(self.limits["all"]),
            "X-Rate-Limit-Remaining": str(remaining),
            "X-Rate-Limit-Reset": f"{max(reset, 0.001):.3f}",
        }


@dataclass
class Replicas:
    server: Limited
    transports: list[Transport]

    @property
    def refused(self) -> int:
        return self.server.answers.count(429)


@pytest.fixture
async def replicas(store: Store, request: pytest.FixtureRequest) -> AsyncIterator[Replicas]:
    """A minute lasts a second, or as the test says."""
    server = Limited(seconds=getattr(request, "param", 1.0))
    async with listening(answering(server.answer)) as url:
        pacing = [SharedPacing(RequestBudgets(store, user=EMAIL, window_seconds=server.seconds)) for _ in range(2)]
        transports = [a_transport(f"{url}/api/v1", pacing=each) for each in pacing]
        yield Replicas(server, transports)
        for transport in transports:
            await transport.aclose(grace=1.0)


async def test_two_replicas_share_one_minute_and_never_hear_a_refusal(replicas: Replicas) -> None:
    one, other = replicas.transports
    await one.read("/invoices")
    await asyncio.gather(*(transport.read("/invoices") for transport in (one, other) * 12))
    assert replicas.refused == 0
    assert len(replicas.server.answers) == 25


@pytest.mark.parametrize("replicas", [30.0], indirect=True)
async def test_what_nobody_waits_for_stops_first_and_is_not_sent(replicas: Replicas) -> None:
    one, other = replicas.transports
    for _ in range(6):
        await one.read("/invoices")
    with pytest.raises(RateLimited) as limited:
        await other.unhurried.read("/items")
    assert 0 < limited.value.retry_after <= 31
    assert limited.value.exchange.status is None, "it never left"
    await other.read("/invoices/7")
    assert replicas.refused == 0


async def test_a_pass_longer_than_its_part_of_the_minute_goes_on_in_the_next(replicas: Replicas) -> None:
    one, other = replicas.transports
    for _ in range(8):
        await one.patient.read("/items")
    assert len(replicas.server.answers) == 8, "six of ten in a minute are its part"
    await other.read("/invoices/7")
    assert replicas.refused == 0


async def test_contacts_have_a_lower_limit_that_is_learnt_once(replicas: Replicas) -> None:
    one, other = replicas.transports
    for _ in range(3):
        await one.read("/contacts")
    with pytest.raises(RateLimited):
        await one.read("/contacts")
    assert replicas.refused == 1
    for _ in range(3):
        await other.read("/contacts")
    await other.read("/invoices")
    assert replicas.refused == 1, "three went through before: the fourth waited"


async def test_one_user_has_one_minute_however_two_companies_write_the_address(store: Store) -> None:
    spent = {"X-Rate-Limit-Limit": "10", "X-Rate-Limit-Remaining": "0", "X-Rate-Limit-Reset": "30"}
    async with listening(answering(always({}, headers=spent))) as url:
        one = open_alegra(store, base_url=f"{url}/api/v1", email=EMAIL, token=TOKEN)
        other = open_alegra(store, base_url=f"{url}/api/v1/", email=f" {EMAIL.upper()}", token=TOKEN)
        await one.transport.read("/company")
        with pytest.raises(RateLimited) as limited:
            await other.transport.read("/company")
        await asyncio.gather(one.aclose(), other.aclose())
    assert limited.value.exchange.status is None, "it never left"


async def test_without_the_store_requests_go_out_all_the_same(tmp_path_factory: pytest.TempPathFactory) -> None:
    nobody = connect_socket(tmp_path_factory.mktemp("nobody") / "socket")

    async def now() -> int:
        return 0

    gone = Store(client=nobody, keys=Keys("main"), clock=now)
    server = Limited()
    async with listening(answering(server.answer)) as url:
        transport = a_transport(f"{url}/api/v1", pacing=SharedPacing(RequestBudgets(gone, user=EMAIL)))
        await transport.read("/invoices")
        await transport.aclose(grace=1.0)
    await nobody.aclose()
    assert server.answers == [200]
