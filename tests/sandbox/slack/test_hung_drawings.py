"""The box where blocks are pasted, and the gallery that an app hands over."""

import json
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from sandbox.slack.bundle import bundled_gallery
from tests.sandbox.slack.little_bot import Json, Scene, button, modal, section

STATIC = Path(__file__).parents[3] / "sandbox" / "slack" / "static"


@pytest.fixture
async def page(stage: Scene) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=stage.url, trust_env=False, timeout=40) as client:
        yield client


def _sample(name: str, **drawing: Any) -> Json:
    return {"module": "card", "name": name, "surface": "message", "language": "es_CO", "text": "Factura", **drawing}


async def test_pasted_blocks_are_drawn_with_the_ids_that_slack_adds(page: httpx.AsyncClient) -> None:
    answer = (await page.post("/blocks/check", json={"blocks": [section("Hola")]})).json()

    assert answer["errors"] == []
    assert answer["drawn"]["blocks"][0]["block_id"]


async def test_every_mistake_is_told_with_its_place_and_leaves_no_line_in_the_traffic(
    stage: Scene, page: httpx.AsyncClient
) -> None:
    view = modal("x" * 30, {"type": "actions", "elements": [button("Ir", "go"), button("x" * 90, "far")]})
    answer = (await page.post("/blocks/check", json={"view": view})).json()

    assert {error["pointer"] for error in answer["errors"]} == {"/title/text", "/blocks/0/elements/1/text/text"}
    assert answer["drawn"] is None
    assert not stage.traffic.lines


@pytest.mark.parametrize("body", ["[]", "{", '{"blocks": [], "view": {}}', '{"colour": "red"}'])
async def test_what_is_no_drawing_is_refused_with_a_sentence(page: httpx.AsyncClient, body: str) -> None:
    answer = await page.post("/blocks/check", content=body, headers={"content-type": "application/json"})

    assert answer.status_code == 400
    assert answer.json()["error"]


async def test_a_gallery_says_what_slack_refuses_and_replaces_the_one_before(page: httpx.AsyncClient) -> None:
    await page.post("/gallery", json={"samples": [_sample("old", blocks=[])] * 3})
    bad = [{"type": "section"}]
    hung = (
        await page.post(
            "/gallery", json={"samples": [_sample("good", blocks=[section("a")]), _sample("bad", blocks=bad)]}
        )
    ).json()

    assert (hung["samples"], [sample["name"] for sample in hung["refused"]]) == (2, ["bad"])
    assert [sample["name"] for sample in (await page.get("/gallery")).json()["samples"]] == ["good", "bad"]
    assert (await page.post("/gallery", json={"samples": [{"name": "half"}]})).status_code == 400


async def test_the_gallery_as_one_file_holds_one_language_and_asks_no_server(page: httpx.AsyncClient) -> None:
    hostile = "</script><script>alert(1)</script>"
    samples = [_sample("es", blocks=[section(hostile)]), {**_sample("en", blocks=[section("b")]), "language": "en"}]
    await page.post("/gallery", json={"samples": samples})
    text = (await page.get("/gallery/page?language=es_CO")).text

    (data,) = re.findall(r'id="data">(.*?)</script>', text, re.DOTALL)
    assert [sample["name"] for sample in json.loads(data)["samples"]] == ["es"]
    assert "<script>alert" not in text
    assert not re.search(r'(?:src|href)="(?!#)[^"]+\.(?:js|css)"', text)


def test_a_bundle_makes_each_module_after_those_that_it_imports() -> None:
    (modules,) = re.findall(r'id="modules">(.*?)</script>', bundled_gallery({}), re.DOTALL)
    made: set[str] = set()
    for name, source in json.loads(modules):
        assert (STATIC / name).is_file()
        assert set(re.findall(r"from 'module:([^']+)'", source)) <= made, name
        made.add(name)
