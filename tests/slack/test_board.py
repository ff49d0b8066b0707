"""The living messages, on the real store and the local Slack."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace

from bot.slack.board import Placed
from bot.slack.drawing import File
from bot.slack.paper import NotReady, Paper
from bot.store.records import Document
from tests.slack.stage import ANA, CHANNEL, NAME, Play, message


async def test_a_card_is_posted_once_and_carries_its_document(play: Play) -> None:
    play.placed = {"card": Placed(message("por aprobar"), CHANNEL)}

    assert await play.show() == 0
    assert await play.show() == 0
    (card,) = play.stage.seen()
    payload = {"document": NAME, "revision": 2, "entry": "card"}
    assert card.metadata == {"event_type": "cobro_document", "event_payload": payload}
    assert len(play.stage.calls("chat.postMessage")) == 1
    assert play.stage.calls("chat.update") == []


async def test_a_card_that_changed_is_redrawn_in_its_place(play: Play) -> None:
    play.placed = {"card": Placed(message("por aprobar"), CHANNEL)}
    await play.show()
    play.placed = {"card": Placed(message("emitida"), CHANNEL)}

    assert await play.show() == 0
    assert play.texts() == ["emitida"]


async def test_replies_and_papers_hang_from_the_card(play: Play) -> None:
    async def pdf() -> File:
        return File("FE342.pdf", "FE342", b"%PDF-1.7 x")

    play.placed = {
        "card": Placed(message("emitida"), CHANNEL),
        "thread:issued": Placed(message("lista"), CHANNEL, "card"),
        "file:pdf": Placed(Paper(pdf), CHANNEL, "card"),
    }

    assert await play.show() == 0
    card = play.stage.seen()[0]
    assert [reply.notification for reply in card.thread() if not reply.files] == ["lista"]
    assert [reply.content("FE342.pdf") for reply in card.thread() if reply.files] == [b"%PDF-1.7 x"]


async def test_a_direct_message_is_redrawn_in_the_channel_it_really_went_to(play: Play) -> None:
    play.placed = {f"direct:{ANA}": Placed(message("creando"), ANA)}
    await play.show()
    play.placed = {f"direct:{ANA}": Placed(message("emitida"), ANA)}

    assert await play.show() == 0
    assert [shown.notification for shown in play.stage.direct()] == ["emitida"]


async def test_a_paper_for_a_person_goes_into_their_direct_messages(play: Play) -> None:
    async def pdf() -> File:
        return File("FE342.pdf", "FE342", b"%PDF-1.7 x")

    play.placed = {"file:pdf": Placed(Paper(pdf), ANA)}

    assert await play.show() == 0
    assert [shown.content("FE342.pdf") for shown in play.stage.direct()] == [b"%PDF-1.7 x"]


async def test_a_paper_that_is_not_ready_is_asked_for_later_and_fetched_once(play: Play) -> None:
    fetched: list[str] = []

    async def pdf() -> File:
        fetched.append("try")
        if len(fetched) == 1:
            raise NotReady(4)
        return File("FE342.pdf", "FE342", b"%PDF-1.7 x")

    play.placed = {"card": Placed(message("emitida"), CHANNEL), "file:pdf": Placed(Paper(pdf), CHANNEL, "card")}

    assert await play.show() == 4
    await play.show_until_done()
    await play.show()
    assert len(fetched) == 2
    assert len(play.stage.calls("files.completeUploadExternal")) == 1


async def test_many_who_ask_at_once_post_one_card(play: Play) -> None:
    play.placed = {"card": Placed(message("por aprobar"), CHANNEL)}

    assert await asyncio.gather(*(play.show() for _ in range(10))) == [0] * 10
    assert play.texts() == ["por aprobar"]


async def test_what_can_only_be_said_once_the_card_is_there_is_said_in_the_same_breath(play: Play) -> None:
    async def faces(document: Document) -> Mapping[str, Placed]:
        card = document.outbox.get("card")
        text = "con enlace" if card and card.ts else "sin enlace"
        return {f"direct:{ANA}": Placed(message(text), ANA), "card": Placed(message("por aprobar"), CHANNEL)}

    assert await play.board.show(NAME, faces) == 0
    assert [shown.notification for shown in play.stage.direct()] == ["con enlace"]


async def test_drawings_that_look_alike_have_one_fingerprint() -> None:
    assert message("a").fingerprint == message("a").fingerprint
    assert message("a").fingerprint != message("b").fingerprint
    assert replace(message("a"), text="b").fingerprint != message("a").fingerprint
    assert File("a", "t", b"x").fingerprint != File("a", "t", b"y").fingerprint


async def test_what_is_said_once_stays_as_it_was_said(play: Play) -> None:
    play.placed = {"outcome": Placed(message("emitida"), ANA, once=True)}
    await play.show()
    play.placed = {"outcome": Placed(message("emitida, con enlace"), ANA, once=True)}

    assert await play.show() == 0
    assert [shown.notification for shown in play.stage.direct()] == ["emitida"]
    assert play.stage.calls("chat.update") == []
