"""What leaves for Alegra is recorded before it leaves; what cannot be recorded does not leave."""

import json
from contextlib import nullcontext
from dataclasses import replace
from typing import Any

import pytest
from redis.exceptions import ConnectionError as StoreUnreachable
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.alegra.errors import AlegraError, Exchange, NeverSent, Refused
from bot.alegra.transport import Transport
from bot.alegra.watching import AuditedWrites
from bot.store.audit import Audit
from bot.store.request_context import asking
from bot.store.scripts import Store
from tests.alegra.serving import EMAIL, TOKEN, answering, listening


class AwayAfter(Audit):
    """A store that is there for so many entries only."""

    def __init__(self, store: Store, entries: int) -> None:
        super().__init__(store)
        self._left = entries

    async def note(self, what: str, **more: Any) -> None:
        if self._left == 0:
            raise StoreUnreachable("away")
        self._left -= 1
        await super().note(what, **more)


async def recorded(store: Store) -> list[dict[str, Any]]:
    return [json.loads(entry) for entry in await Audit(store).entries(1, 100)]


async def asked(
    answer: Any, watch: AuditedWrites, *, method: str = "POST", body: Any = None, fails: type[AlegraError] | None = None
) -> list[str]:
    """What arrived at Alegra."""
    arrived: list[str] = []

    async def noted(request: Request) -> Response:
        arrived.append(request.method)
        told: Response = await answer(request)
        return told

    async with listening(answering(noted)) as url:
        transport = Transport(base_url=url, email=EMAIL, token=TOKEN, watch=watch)
        with pytest.raises(fails) if fails else nullcontext():
            await (transport.read("/invoices/77") if method == "GET" else transport.write(method, "/invoices", body))
        await transport.aclose()
    return arrived


async def fine(_: Request) -> Response:
    return JSONResponse({"id": "77"}, 201)


async def no(_: Request) -> Response:
    return JSONResponse({"code": 3065, "message": f"no such item, says {TOKEN}"}, 400)


async def test_a_write_leaves_its_request_and_its_answer_under_the_operation_that_is_carried_out(store: Store) -> None:
    with asking(operation="D-7K3Q/create/1", request="7K3Q"):
        await asked(fine, AuditedWrites(Audit(store)), body={"observations": f"ñ {TOKEN}", "lines": ["x" * 3000]})
    request, answer = await recorded(store)
    assert (request["what"], request["document"], request["request"]) == ("request", "D-7K3Q", "7K3Q")
    assert request["seen"] == {"method": "POST", "path": "/invoices", "operation": "D-7K3Q/create/1"}
    assert json.loads(request["body"]) == {"observations": "ñ <redacted>", "lines": ["x" * 3000]}
    assert (answer["what"], answer["status"], json.loads(answer["body"])) == ("answer", 201, {"id": "77"})


async def test_a_definite_no_is_recorded_in_alegras_words_and_without_secrets(store: Store) -> None:
    await asked(no, AuditedWrites(Audit(store)), fails=Refused)
    _, answer = await recorded(store)
    assert (answer["status"], "no such item" in answer["body"]) == (400, True)
    assert TOKEN not in json.dumps(await recorded(store))


async def test_what_cannot_be_recorded_does_not_leave(store: Store) -> None:
    assert await asked(fine, AuditedWrites(AwayAfter(store, 0)), fails=NeverSent) == []
    assert await Audit(store).lengths() == (0, 0)


async def test_an_answer_that_cannot_be_recorded_is_still_an_answer(store: Store) -> None:
    assert await asked(fine, AuditedWrites(AwayAfter(store, 1))) == ["POST"]
    assert [entry["what"] for entry in await recorded(store)] == ["request"]


async def test_reads_are_told_of_and_not_recorded(store: Store) -> None:
    told: list[Exchange] = []
    watch = AuditedWrites(Audit(store), lambda exchange, _seconds: told.append(replace(exchange, answer="")))
    await asked(fine, watch, method="GET")
    assert told == [Exchange("GET", "/invoices/77", status=201)]
    assert await Audit(store).lengths() == (0, 0)
