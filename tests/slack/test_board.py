"""The living messages, on the real store and the local Slack, whatever Slack does to them."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import pytest
from stage import ANA, CHANNEL, Stage

from bot.slack.blocks import section
from bot.slack.board import MEND_SECONDS, Board, NotReady, Paper, Placed
from bot.slack.drawing import File, Message
from bot.store.documents import Documents
from bot.store.records import Document, Phase, Posting
from bot.store.scripts import Store

NAME = "D-7K3Q"


def message(text: str) -> Message:
    return Message(text, (section(text),))


@dataclass
class Play:
    """A document, its board, and what it should show."""

    stage: Stage
    documents: Documents
    board: Board
    placed: dict[str, Placed] = field(default_factory=dict)

    async def show(self) -> float:
        async def faces(document: Document) -> Mapping[str, Placed]:
            return self.placed

        return await self.board.show(NAME, faces)

    async def show_until_done(self) -> None:
        async with asyncio.timeout(10):
            while await self.show():
                pass

    async def state(self, name: str) -> Posting:
        return (await self.documents.get(NAME)).outbox[name].state

    def texts(self) -> list[str]:
        return [shown.notification for shown in self.stage.seen()]


@pytest.fixture
async def play(stage: Stage, store: Store) -> Play:
    documents = Documents(store)
    await documents.adopt(Document(id=NAME, company="main", phase=Phase.PENDING, requester=ANA, revision=2))
    return Play(stage, documents, Board(wire=stage.wire, documents=documents))


async def test_a_card_is_posted_once_and_carries_its_document(play: Play) -> None:
    play.placed = {"card": Placed(message("por aprobar"), CHANNEL)}

    assert await play.show() == 0
    assert await play.show() == 0
    (card,) = play.stage.seen()
    assert card.metadata == {"event_type": "cobro_document", "event_payload": {"document": NAME, "revision": 2}}
    assert len(play.stage.calls("chat.postMessage")) == 1
    assert play.stage.calls("chat.update") == []


async def test_a_card_that_changed_is_redrawn_in_its_place(play: Play) -> None:
    play.placed = {"card": Placed(message("por aprobar"), CHANNEL)}
    await play.show()
    play.placed = {"card": Placed(message("emitida"), CHANNEL)}

    assert await play.show() == 0
    assert play.texts() == ["emitida"]


async def test_a_message_of_slack_leads_back_to_its_document(play: Play) -> None:
    play.placed = {"card": Placed(message("por aprobar"), CHANNEL)}
    await play.show()
    entry = (await play.documents.get(NAME)).outbox["card"]

    found = await play.documents.by_card(entry.posted_channel, entry.ts)
    assert found is not None
    assert found.id == NAME


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


async def test_a_crash_after_posting_was_written_repeats_the_post_once(play: Play) -> None:
    await play.documents.want(NAME, "card", CHANNEL)
    await play.documents.posting(NAME, "card")
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

    assert await play.show() == 0
    assert await play.state("card") is Posting.GIVEN_UP
    assert [shown.notification for shown in play.stage.direct()] == ["creada"]


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
