import json
from collections.abc import Sequence
from typing import Any

import httpx
import pytest

from bot.gate import Receive, Scope, Send
from bot.hooks import Hooks, hints_in
from bot.store.hints import Hints
from bot.store.hook_secrets import HookSecrets
from bot.store.scripts import Store

EDITED = json.dumps({"subject": "edit-invoice", "message": {"invoice": {"id": 42, "total": 1}}}).encode()


async def nothing_else(scope: Scope, _receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 418, "headers": []})
    await send({"type": "http.response.body", "body": scope["path"].encode()})


class Ears:
    def __init__(self) -> None:
        self.heard: list[tuple[str, Sequence[str]]] = []
        hooks = Hooks(nothing_else, company_of=self._company_of, heard=self._hear)
        self.http = httpx.AsyncClient(transport=httpx.ASGITransport(app=hooks), base_url="http://bot.example")

    async def _company_of(self, secret: str) -> str | None:
        return "main" if secret == "secret" else None

    async def _hear(self, company: str, hints: Sequence[str]) -> None:
        self.heard.append((company, hints))

    async def post(self, path: str, body: bytes) -> int:
        return (await self.http.post(path, content=body)).status_code


async def test_a_hint_is_heard_for_the_company_whose_secret_the_address_has() -> None:
    ears = Ears()
    assert await ears.post("/alegra/hook/secret", EDITED) == 200
    assert ears.heard == [("main", ["invoice:42"])]


async def test_only_the_right_address_is_heard() -> None:
    ears = Ears()
    assert await ears.post("/alegra/hook/guessed", EDITED) == 404
    assert await ears.post("/alegra/hook/", EDITED) == 404
    assert (await ears.http.get("/alegra/hook/secret")).status_code == 405
    assert await ears.post("/slack/events", EDITED) == 418, "everything else is for whoever stands behind"
    assert ears.heard == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not JSON",
        b"[]",
        b"null",
        b'{"subject": "edit-invoice"}',
        b'{"subject": 7, "message": {"invoice": [1]}}',
        b'{"subject": "edit-bill", "message": {"bill": {"id": 1}}}',
        b"[" * 100_000,
        b'{"subject": "edit-invoice", "message": {"invoice": {"id": 1}}, "more": "' + b"x" * 1_100_000 + b'"}',
    ],
)
async def test_whatever_else_comes_is_answered_200_and_means_nothing(body: bytes) -> None:
    """Ten other answers, and Alegra drops the subscription."""
    ears = Ears()
    assert await ears.post("/alegra/hook/secret", body) == 200
    assert ears.heard == []


async def test_hints_are_taken_once_and_only_what_looks_like_one_is_kept(store: Store) -> None:
    hints = Hints(store)
    hostile: Any = hints_in(b'{"subject": "edit-item", "message": {"item": {"id": "../../x y"}}}')
    await hints.add(["invoice:42", "invoice:42", "client:7", *hostile, "payment:1"])
    assert await hints.take(10) == ("client:7", "invoice:42")
    assert await hints.take(10) == ()


async def test_a_flood_of_hints_is_cut_off(store: Store) -> None:
    hints = Hints(store)
    for number in range(600):
        await hints.add([f"invoice:{number}"])
    assert len(await hints.take(1000)) == 500


async def test_each_company_has_a_secret_of_its_own_that_stays(store: Store) -> None:
    secrets = HookSecrets(store)
    main, norte = await secrets.of("main"), await secrets.of("norte")
    assert main != norte
    assert await secrets.of("main") == main
    assert await secrets.company(norte) == "norte"
    assert await secrets.company("") is None
    await secrets.forget("norte")
    assert await secrets.company(norte) is None
