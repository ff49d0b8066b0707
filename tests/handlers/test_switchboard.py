"""Every payload reaches the company it belongs to, and no other."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from bot.slack.letterhead import Letterhead
from handlers import payloads
from handlers.answers import Answer
from tests.handlers.switchboard_hall import COMMAND, NO_NOTES, Hall, home_opened, press, submission, typing


@pytest.mark.parametrize("channel", ["C1", "C2", "D9"])
async def test_a_button_belongs_to_the_company_that_drew_it_wherever_it_is_pressed(two: Hall, channel: str) -> None:
    two.switchboard.expect({"main": ("", ""), "taller": ("T1", "C2")})
    await two.gets(press("co:taller:decision", channel=channel))
    await two.gets(press("decision", channel=channel))
    assert two.companies == ["taller", "main"]
    assert [payload.block_id for _, payload in two.heard] == ["decision", "decision"]


@pytest.mark.parametrize("body", [submission, typing])
async def test_a_modal_belongs_to_the_company_that_drew_it(two: Hall, body: Callable[[str], dict[str, Any]]) -> None:
    await two.gets(body("co:taller:D-7K3Q:1"))
    await two.gets(body("D-7K3Q:1"))
    assert two.companies == ["taller", "main"]
    assert [payload.view.private_metadata for _, payload in two.heard] == ["D-7K3Q:1", "D-7K3Q:1"]


async def test_what_is_typed_belongs_to_the_company_of_its_channel(two: Hall) -> None:
    await two.gets(COMMAND | {"channel_id": "C2"})
    await two.gets(COMMAND | {"channel_id": "C1"})
    await two.gets(NO_NOTES | {"type": "message_action", "channel": {"id": "C2"}, "message": {"text": "x"}})
    assert two.companies == ["taller", "main", "taller"]


async def test_one_company_alone_in_its_workspace_is_never_asked_for(hall: Hall) -> None:
    hall.opens("main", channel="C1")
    hall.opens("otra", channel="C9", team="T2")
    await hall.gets(COMMAND | {"channel_id": "D9"})
    await hall.gets(NO_NOTES)
    assert hall.companies == ["main", "main"]


async def test_the_home_tab_is_that_of_the_company_used_last(two: Hall) -> None:
    await two.gets(home_opened())
    await two.gets(press("co:taller:decision"))
    await two.gets(home_opened())
    assert two.companies == ["main", "taller", "taller"]


async def test_a_company_opened_anew_takes_over_at_once_and_its_former_desk_closes_nothing(two: Hall) -> None:
    former = two.opens("taller", channel="C2")
    two.opens("taller", channel="C3")
    two.switchboard.close(former)
    await two.gets(COMMAND | {"channel_id": "C3"})
    assert two.companies == ["taller"]


async def test_nothing_new_is_begun_for_a_company_that_was_dismissed(two: Hall) -> None:
    two.switchboard.expect({"main": ("", "")})
    two.switchboard.dismiss("taller")
    await two.gets(press("co:taller:decision"))
    await two.gets(COMMAND | {"channel_id": "C2"})
    assert two.companies == ["main"]


async def test_what_a_company_draws_comes_back_to_it(two: Hall) -> None:
    drawn = Letterhead("taller").on_view({"type": "modal", "private_metadata": "co:main:forged"})
    await two.gets(submission(drawn["private_metadata"]))
    company, payload = two.heard[0]
    assert (company, payload.view.private_metadata) == ("taller", "co:main:forged")


async def test_nobody_waits_when_it_is_drained(two: Hall) -> None:
    entered, goes_on = asyncio.Event(), asyncio.Event()

    async def holds(_: payloads.Asking) -> Answer:
        entered.set()
        await goes_on.wait()
        return Answer()

    two.opens("main", channel="C1").door.action("press", holds)
    pressing = asyncio.create_task(two.gets(press()))
    await entered.wait()
    draining = asyncio.create_task(two.switchboard.drained(5))
    await asyncio.sleep(0)
    assert not draining.done()
    goes_on.set()
    await pressing
    await draining
