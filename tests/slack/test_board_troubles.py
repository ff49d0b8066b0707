"""The living messages, whatever Slack does to them."""

import asyncio
from collections.abc import Mapping

import pytest

from bot.slack.board import MEND_SECONDS, Board, Placed
from bot.store.records import Document, Posting
from tests.slack.stage import ANA, CHANNEL, NAME, Play, message


async def test_a_rate_limit_is_waited_for_and_counts_as_no_try(play: Play) -> None:
    play.stage.fault("rate_limited", "chat.postMessage", seconds=7, times=5)
    play.placed = {"card": Placed(message("por aprobar"), CHANNEL)}

    assert [await play.show() for _ in range(5)] == [7] * 5
    assert await play.state("card") is Posting.WANTED
    assert await play.show() == 0
    assert play.texts() == ["por aprobar"]


async def test_a_post_whose_answer_was_lost_is_repeated_once_and_both_say_whose_they_are(play: Play) -> None:
    play.stage.fault("dropped_answer", "chat.postMessage")
    play.placed = {"card": Placed(message("por aprobar"), CHANNEL)}

    assert await play.show() > 0
    await play.show_until_done()
    copies = play.stage.seen()
    assert [copy.metadata for copy in copies] == [copies[0].metadata] * 2
    assert (await play.documents.get(NAME)).outbox["card"].ts == copies[1].ts


async def test_a_post_that_stays_unknown_twice_is_given_up(play: Play) -> None:
    play.stage.fault("dropped_answer", "chat.postMessage", times=9)
    play.placed = {"card": Placed(message("por aprobar"), CHANNEL)}

    await play.show_until_done()
    assert len(play.stage.seen()) == 2
    assert await play.state("card") is Posting.GIVEN_UP


async def test_a_refusal_between_two_unknown_posts_does_not_buy_a_third(play: Play) -> None:
    play.placed = {"card": Placed(message("por aprobar"), CHANNEL)}
    play.stage.fault("dropped_answer", "chat.postMessage")
    await play.show()
    play.stage.fault("rate_limited", "chat.postMessage", times=3, seconds=7)
    assert [await play.show() for _ in range(3)] == [7] * 3
    play.stage.fault("dropped_answer", "chat.postMessage", times=9)

    await play.show_until_done()
    assert len(play.stage.seen()) == 2
    assert await play.state("card") is Posting.GIVEN_UP


async def test_what_hangs_from_a_card_that_was_given_up_is_given_up_too(play: Play) -> None:
    play.stage.fault("dropped_answer", "chat.postMessage", times=9)
    play.placed = {
        "card": Placed(message("por aprobar"), CHANNEL),
        "thread:issued": Placed(message("lista"), CHANNEL, "card"),
    }

    await play.show_until_done()
    assert await play.state("thread:issued") is Posting.GIVEN_UP


async def test_what_another_process_is_posting_is_neither_looked_for_nor_posted(play: Play) -> None:
    await play.documents.want(NAME, "card", CHANNEL)
    theirs = await play.documents.posting(NAME, "card")
    play.placed = {"card": Placed(message("por aprobar"), CHANNEL)}

    assert await play.show() > 0
    assert play.stage.calls("chat.postMessage") == []
    await play.documents.unanswered(NAME, "card", tried=theirs)
    assert await play.show() == 0
    assert play.texts() == ["por aprobar"]


async def test_two_processes_that_want_the_same_message_post_it_once(play: Play) -> None:
    other = Board(wire=play.stage.wire, documents=play.documents)
    play.placed = {"card": Placed(message("por aprobar"), CHANNEL)}

    async def faces(_: Document) -> Mapping[str, Placed]:
        return play.placed

    await asyncio.gather(play.show(), other.show(NAME, faces))
    assert play.texts() == ["por aprobar"]


async def test_a_crash_after_posting_was_written_repeats_the_post_once(play: Play) -> None:
    await play.documents.want(NAME, "card", CHANNEL)
    await play.documents.posting(NAME, "card", lease_ms=0)
    play.placed = {"card": Placed(message("por aprobar"), CHANNEL)}

    assert await play.show() == 0
    assert play.texts() == ["por aprobar"]


async def test_a_redraw_that_fails_is_repeated_until_it_is_seen(play: Play) -> None:
    play.placed = {"card": Placed(message("por aprobar"), CHANNEL)}
    await play.show()
    play.stage.fault("server_error", "chat.update", status=503, times=2)
    play.placed = {"card": Placed(message("emitida"), CHANNEL)}

    await play.show_until_done()
    assert play.texts() == ["emitida"]


@pytest.mark.parametrize("other_ends", ["before", "after"])
async def test_an_old_drawing_without_an_answer_does_not_stay_over_what_another_process_drew(
    play: Play, other_ends: str
) -> None:
    newest = message("emitida")
    play.placed = {"card": Placed(message("por aprobar"), CHANNEL)}
    await play.show()
    other = await play.documents.redrawing(NAME, "card")
    if other_ends == "before":
        await play.documents.redrawn(NAME, "card", redraws=other.redraws, drawn=newest.fingerprint)
    play.placed = {"card": Placed(message("emitiendo"), CHANNEL)}
    play.stage.fault("dropped_answer", "chat.update", times=2)  # a lost connection is tried once more
    assert await play.show() > 0
    if other_ends == "after":
        ended = await play.documents.redrawn(NAME, "card", redraws=other.redraws, drawn=newest.fingerprint)
        assert ended.drawn == "", "nobody knows which of the two came last"

    play.placed = {"card": Placed(newest, CHANNEL)}
    await play.show_until_done()
    assert play.texts() == ["emitida"]


async def test_a_card_that_somebody_deleted_is_posted_anew(play: Play) -> None:
    play.placed = {"card": Placed(message("por aprobar"), CHANNEL)}
    await play.show()
    play.stage.slack.state.workspace.directory.channel(CHANNEL).messages.clear()
    play.placed = {"card": Placed(message("emitida"), CHANNEL)}
    play.stage.slack.state.traffic.expect("message_not_found")

    await play.show_until_done()
    assert play.texts() == ["emitida"]


async def test_a_bot_that_was_not_invited_waits_for_its_invitation(play: Play) -> None:
    play.stage.fault("refused", "chat.postMessage", code="not_in_channel")
    play.placed = {"card": Placed(message("por aprobar"), CHANNEL), f"direct:{ANA}": Placed(message("creada"), ANA)}

    assert await play.show() == MEND_SECONDS
    assert [shown.notification for shown in play.stage.direct()] == ["creada"]
    assert await play.show() == 0
    assert play.texts() == ["por aprobar"]


async def test_a_channel_that_is_gone_holds_up_nothing_else(play: Play) -> None:
    play.placed = {"card": Placed(message("x"), "C0NOWHERE1"), f"direct:{ANA}": Placed(message("creada"), ANA)}
    play.stage.slack.state.traffic.expect("channel_not_found")

    assert await play.show() == MEND_SECONDS
    assert await play.state("card") is Posting.WANTED
    assert [shown.notification for shown in play.stage.direct()] == ["creada"]


async def test_somebody_who_is_not_there_keeps_no_message_from_the_others(play: Play) -> None:
    play.placed = {
        "direct:U0NOBODY99": Placed(message("para nadie"), "U0NOBODY99"),
        f"direct:{ANA}": Placed(message("para Ana"), ANA),
    }
    await play.show()
    assert [each.text for each in play.stage.direct()] == ["para Ana"]
    assert await play.show() == 0


async def test_an_answer_that_nobody_knows_holds_up_only_the_message_that_got_it(play: Play) -> None:
    """A code that Slack invents tomorrow."""
    play.placed = {"card": Placed(message("por aprobar"), CHANNEL), f"direct:{ANA}": Placed(message("para Ana"), ANA)}
    play.stage.fault("refused", "chat.postMessage", code="moon_in_the_wrong_phase")

    assert await play.show() == MEND_SECONDS
    assert [each.text for each in play.stage.direct()] == ["para Ana"]
    assert await play.show() == 0
    assert play.texts() == ["por aprobar"]
