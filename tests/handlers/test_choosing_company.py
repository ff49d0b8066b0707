"""Where nobody can tell which company is meant, the person is asked, once."""

import json
from typing import Any

from tests.handlers.switchboard_hall import ANA, BRUNO, COMMAND, NO_NOTES, Hall, press


def choice_in(answered: str, index: int) -> str:
    blocks = json.loads(answered)["blocks"]
    return str(blocks[-1]["elements"][index]["value"])


def chosen(value: str, *, user: str = ANA.id) -> dict[str, Any]:
    pressed = press(user=user, channel="D9")
    return pressed | {"actions": [{"action_id": "company.choose.1", "block_id": "x", "value": value}]}


async def test_where_nobody_can_tell_the_person_is_asked_and_goes_on_with_what_they_wanted(two: Hall) -> None:
    asked = await two.gets(COMMAND | {"channel_id": "D9"})
    assert two.companies == []
    assert "Taller" in asked
    await two.gets(chosen(choice_in(asked, 1)))
    company, typed = two.heard[0]
    assert (company, typed.text, typed.trigger_id) == ("taller", "list", "t2")
    assert typed.response_url == "https://hooks.slack.com/2"
    assert ("take back", "https://hooks.slack.com/2") in two.tape.sent


async def test_a_shortcut_goes_on_in_the_modal_that_asked(two: Hall) -> None:
    await two.gets(NO_NOTES)
    assert two.tape.sent == [("open", "company.which")]
    view = {"id": "V7", "blocks": []}
    await two.gets(chosen("taller name1") | {"view": view, "container": {"type": "view"}})
    company, shortcut = two.heard[0]
    assert (company, shortcut.callback_id, shortcut.trigger_id) == ("taller", "new", "t2")


async def test_the_question_is_answered_once_and_by_whoever_was_asked(two: Hall) -> None:
    value = choice_in(await two.gets(COMMAND | {"channel_id": "D9"}), 1)
    await two.gets(chosen(value, user=BRUNO.id))
    assert two.companies == []
    value = choice_in(await two.gets(COMMAND | {"channel_id": "D9"}), 1)
    await two.gets(chosen(value))
    await two.gets(chosen(value))
    assert two.companies == ["taller"]
    refused = [told for way, told in two.tape.sent if way == "respond"]
    assert len(refused) == 2
    assert all("No hice nada" in told for told in refused)


async def test_a_choice_made_up_of_another_workspace_reaches_nobody(two: Hall) -> None:
    two.opens("ajena", channel="C9", team="T2")
    value = choice_in(await two.gets(COMMAND | {"channel_id": "D9"}), 1)
    await two.gets(chosen(value.replace("taller", "ajena")))
    assert two.companies == []
