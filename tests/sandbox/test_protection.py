"""What stands before both strangers: other web sites, endless bodies, paths and methods that are not there."""

from collections.abc import AsyncIterator

import httpx
import pytest
from starlette.applications import Starlette

from sandbox.alegra import build_alegra
from sandbox.clock import Clock
from sandbox.protection import LARGEST_BODY_BYTES
from sandbox.server import read_manifest_file, read_world
from sandbox.serving import running
from sandbox.slack.app import build_slack
from sandbox.traffic import Traffic


def slack() -> Starlette:
    return build_slack(manifest=read_manifest_file(), world=read_world(), clock=Clock(), traffic=Traffic())


def alegra() -> Starlette:
    return build_alegra(world=read_world(), clock=Clock(), traffic=Traffic())


@pytest.fixture(params=[slack, alegra], ids=["slack", "alegra"])
async def door(request: pytest.FixtureRequest) -> AsyncIterator[httpx.AsyncClient]:
    async with (
        running(request.param()) as url,
        httpx.AsyncClient(base_url=url, trust_env=False, timeout=30) as client,
    ):
        yield client


async def test_a_page_of_another_site_can_move_nothing(door: httpx.AsyncClient) -> None:
    assert (await door.post("/clock", content='{"advance_seconds": 60}')).status_code == 415
    assert (await door.post("/faults", data={"kind": "slow"})).status_code == 415
    assert (await door.get("/clock", headers={"Host": "evil.example"})).status_code == 400


@pytest.mark.parametrize(("method", "path", "status"), [("GET", "/nowhere", 404), ("DELETE", "/clock", 405)])
async def test_paths_and_methods_that_are_not_there_are_told_as_json(
    door: httpx.AsyncClient, method: str, path: str, status: int
) -> None:
    answer = await door.request(method, path)
    assert (answer.status_code, bool(answer.json()["error"])) == (status, True)


async def test_a_body_without_end_is_refused(door: httpx.AsyncClient) -> None:
    answer = await door.post(
        "/clock", content=b" " * (LARGEST_BODY_BYTES + 1), headers={"Content-Type": "application/json"}
    )
    assert answer.status_code == 413


@pytest.mark.parametrize("seconds", ["-1", "NaN", "1e999", '"inf"', "1e30", "1" + "0" * 400, "null", "[]"])
async def test_the_clock_moves_only_to_where_there_are_dates(door: httpx.AsyncClient, seconds: str) -> None:
    before = (await door.get("/clock")).json()["now_ms"]
    json_header = {"Content-Type": "application/json"}
    answer = await door.post("/clock", content=f'{{"advance_seconds": {seconds}}}', headers=json_header)
    assert answer.status_code == 400
    assert (await door.get("/clock")).json()["now_ms"] - before < 60_000
