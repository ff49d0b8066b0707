"""Subscriptions, the handshake, deliveries and their end after ten misses (fact sheet 10)."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import Response

from sandbox.slack.client.waiting import until
from tests.alegra.serving import answering, listening
from tests.sandbox.alegra.local_alegra import Alegra

SUBSCRIPTIONS = "/webhooks/subscriptions"
CAFE = {"name": "Café del Parque", "identificationObject": {"type": "CC", "number": "1020304050"}}


async def asked(alegra: Alegra, method: str, path: str, body: Any = None, *, status: int | None = None) -> Any:
    """From a thread of its own: the hook answers in this one."""
    given = {} if body is None else {"json": body}
    answer = await asyncio.to_thread(lambda: alegra.http.request(method, path, **given))
    return alegra.read(answer, status)


@dataclass
class Hook:
    url: str = ""
    """Without a scheme, as Alegra wants it."""
    status: int = 200
    heard: list[bytes] = field(default_factory=list)

    async def answer(self, request: Request) -> Response:
        self.heard.append(await request.body())
        return Response(status_code=self.status)

    @property
    def subjects(self) -> list[str]:
        return [json.loads(body)["subject"] for body in self.heard if body]


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    hook = Hook()
    async with listening(answering(hook.answer)) as url:
        hook.url = url.removeprefix("http://") + "/alegra/hook/secret"
        yield hook


async def test_a_subscription_is_made_after_an_empty_post_was_answered(alegra: Alegra, hook: Hook) -> None:
    made = await asked(alegra, "POST", SUBSCRIPTIONS, {"event": "edit-invoice", "url": hook.url}, status=201)
    assert hook.heard == [b""]
    assert alegra.get(SUBSCRIPTIONS)["subscriptions"] == [made["subscription"]]
    alegra.delete(f"{SUBSCRIPTIONS}/{made['subscription']['id']}")
    assert alegra.get(SUBSCRIPTIONS)["subscriptions"] == []


@pytest.mark.parametrize(
    ("event", "url", "part"),
    [
        ("edit-invoice", "https://bot.example/hook", "no debe incluir"),
        ("edit-payment", "bot.example/hook", "event"),
        ("edit-invoice", "", "url es requerido"),
        ("edit-invoice", "bot.example/hook", "no respondió"),
        ("edit-invoice", "127.0.0.1:1/hook", "no respondió"),
    ],
)
async def test_what_cannot_be_subscribed(alegra: Alegra, event: str, url: str, part: str) -> None:
    alegra.traffic.expect("webhook")
    refused = await asked(alegra, "POST", SUBSCRIPTIONS, {"event": event, "url": url}, status=400)
    assert part in refused["message"]
    assert alegra.get(SUBSCRIPTIONS) == {"subscriptions": []}


async def test_the_same_event_and_url_are_subscribed_once(alegra: Alegra, hook: Hook) -> None:
    body = {"event": "edit-client", "url": hook.url}
    await asked(alegra, "POST", SUBSCRIPTIONS, body)
    again = await asked(alegra, "POST", SUBSCRIPTIONS, body, status=400)
    assert "mismo evento y URL" in again["message"]


async def test_subscribers_hear_what_they_asked_for(alegra: Alegra, hook: Hook) -> None:
    for event in ("new-client", "edit-client", "edit-invoice"):
        await asked(alegra, "POST", SUBSCRIPTIONS, {"event": event, "url": hook.url})
    made = alegra.post("/contacts", CAFE)
    alegra.put(f"/contacts/{made['id']}", CAFE | {"email": "cafe@parque.example"})
    alegra.delete(f"/contacts/{made['id']}")
    invoice = alegra.opened()
    alegra.post(f"/invoices/{invoice['id']}/void", {"cause": "prueba"})
    await until(lambda: len(hook.subjects) == 3, "three deliveries")
    assert hook.subjects == ["new-client", "edit-client", "edit-invoice"]
    assert [json.loads(body)["message"] for body in hook.heard if body][1]["client"]["email"] == "cafe@parque.example"


async def test_after_ten_misses_in_a_row_the_subscription_is_gone(alegra: Alegra, hook: Hook) -> None:
    alegra.traffic.expect("webhook")
    await asked(alegra, "POST", SUBSCRIPTIONS, {"event": "new-client", "url": hook.url})
    hook.status = 500
    for number in range(9):
        alegra.post("/contacts", {"name": f"Cliente {number}"})
    await until(lambda: len(hook.subjects) == 9, "nine deliveries")
    assert len(alegra.get(SUBSCRIPTIONS)["subscriptions"]) == 1
    alegra.post("/contacts", {"name": "Cliente décimo"})
    await until(lambda: not alegra.get(SUBSCRIPTIONS)["subscriptions"], "the end of the subscription")
