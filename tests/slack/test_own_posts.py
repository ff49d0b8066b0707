"""Posts whose answer is lost: with the optional history scopes none stands there twice, without them at most two, and known."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from bot.slack.board import Board, Placed
from bot.slack.errors import SlackError
from bot.slack.own_posts import HISTORY, NOWHERE
from bot.slack.wire import Mark
from bot.store.documents import Documents
from bot.store.records import Outgoing, Posting
from bot.store.scripts import Store
from tests.slack.stage import ANA, CHANNEL, NAME, Play, Stage, message

POSTS = 20


def grant(stage: Stage, scopes: frozenset[str]) -> None:
    stage.slack.state.teams.first.workspace.grants.optional = scopes


async def test_twenty_posts_with_lost_replies_are_twenty_where_history_is_granted(play: Play) -> None:
    """In the channel, in a thread, to a person; each redrawn to what is wanted now."""
    grant(play.stage, HISTORY)
    await _lose_every_answer(play)

    assert sorted(seen.text for seen in [*play.stage.seen(), *play.stage.direct()]) == sorted(_wanted())
    assert len(play.stage.calls("chat.postMessage")) == POSTS
    document = await play.documents.get(NAME)
    assert {entry.state for entry in document.outbox.values()} == {Posting.SHOWN}


async def test_without_it_each_is_repeated_at_most_once_and_both_say_whose_they_are(play: Play) -> None:
    await _lose_every_answer(play)

    copies: dict[str, list[Any]] = {}
    for seen in [*play.stage.seen(), *play.stage.direct()]:
        copies.setdefault(seen.text, []).append(seen.metadata)
    assert sorted(copies) == sorted(_wanted())
    assert all(len(found) <= 2 and found[0] == found[-1] for found in copies.values())
    assert play.stage.calls("conversations.history") == []


async def test_what_never_arrived_is_posted_however_often_that_happens(play: Play) -> None:
    grant(play.stage, HISTORY)
    play.stage.fault("server_error", "chat.postMessage", times=5)
    play.placed = {"card": Placed(message("por aprobar"), CHANNEL)}
    await play.show_until_done()
    assert play.texts() == ["por aprobar"]


class Interrupted(Documents):
    """Of a process that stands still between its look into Slack and saying that nothing was there."""

    meanwhile: Callable[[], Awaitable[None]]

    async def not_posted(self, document_id: str, name: str, *, tried: Outgoing) -> Outgoing:
        await self.meanwhile()
        return await super().not_posted(document_id, name, tried=tried)


async def test_of_two_that_looked_at_once_only_one_posts(play: Play, store: Store) -> None:
    grant(play.stage, HISTORY)
    play.stage.fault("server_error", "chat.postMessage")
    play.placed = {"card": Placed(message("por aprobar"), CHANNEL)}
    await play.show()
    play.stage.fault("slow", "chat.postMessage", seconds=1)
    tasks = []

    async def another_begins_to_post() -> None:
        tasks.append(asyncio.create_task(play.show_until_done()))
        while (await play.documents.get(NAME)).outbox["card"].begun < 2:  # noqa: ASYNC110  the store says so
            await asyncio.sleep(0.01)

    documents = Interrupted(store)
    documents.meanwhile = another_begins_to_post
    late = replace(play, documents=documents, board=Board(wire=play.stage.wire, documents=documents))
    await late.show_until_done()

    await tasks[0]
    assert play.texts() == ["por aprobar"]
    assert len(play.stage.calls("chat.postMessage")) == 2


async def test_a_message_of_somebody_else_with_the_same_mark_is_not_taken_for_ours(stage: Stage) -> None:
    grant(stage, HISTORY)
    mark = Mark(NAME, 2, "card")
    ours = await stage.wire.post(CHANNEL, message("nuestra"), mark=mark)
    assert await stage.wire.find_own(CHANNEL, mark) == ours
    stage.slack.state.teams.first.workspace.directory.channel(CHANNEL).messages[-1].app = ("B0OTHER", "A0OTHER")
    assert await stage.wire.find_own(CHANNEL, mark) == NOWHERE
    assert await stage.wire.find_own(CHANNEL, Mark("D-OTHER", 2, "card")) == NOWHERE


@pytest.mark.parametrize("granted", [frozenset(), frozenset({"groups:history"}), frozenset({"im:history"})])
async def test_a_channel_whose_history_is_not_granted_is_not_asked_about(stage: Stage, granted: frozenset[str]) -> None:
    kind = stage.slack.state.teams.first.workspace.directory.channel(CHANNEL).kind
    grant(stage, granted - {"groups:history" if kind == "private" else "channels:history"})
    assert await stage.wire.find_own(CHANNEL, Mark(NAME, 2, "card")) is None
    assert stage.calls("conversations.history") == []


async def test_the_local_slack_refuses_history_without_its_scope(stage: Stage) -> None:
    with pytest.raises(SlackApiError, match="missing_scope"):
        await stage.wire._client.conversations_history(channel=CHANNEL)
    grant(stage, HISTORY)
    posted = await stage.wire.post(CHANNEL, message("una"), mark=Mark(NAME, 1, "card"))
    reply = await stage.wire.post(CHANNEL, message("hilo"), thread_ts=posted.ts, mark=Mark(NAME, 1, "thread:x"))
    assert await stage.wire.find_own(CHANNEL, Mark(NAME, 1, "thread:x")) == NOWHERE
    assert await stage.wire.find_own(CHANNEL, Mark(NAME, 1, "thread:x"), thread_ts=posted.ts) == reply
    with pytest.raises(SlackError):
        await stage.wire.find_own("C0NOWHERE", Mark(NAME, 1, "card"))


async def _lose_every_answer(play: Play) -> None:
    play.placed = {"card": Placed(message("card"), CHANNEL)}
    play.placed |= {f"thread:{n}": Placed(message(f"thread:{n}"), CHANNEL, "card") for n in range(9)}
    play.placed |= {f"direct:{n}": Placed(message(f"direct:{n}"), ANA) for n in range(10)}
    for name, placed in list(play.placed.items()):
        play.stage.fault("dropped_answer", "chat.postMessage")
        play.placed = {**{each: play.placed[each] for each in ("card",)}, name: placed}
        await play.show_until_done()


def _wanted() -> list[str]:
    return ["card", *(f"thread:{n}" for n in range(9)), *(f"direct:{n}" for n in range(10))]
