"""A copy of a card that somebody touches: whatever its button does, it becomes a pointer to the living one."""

from collections.abc import Mapping
from typing import Any, cast

import pytest

from bot.slack.drawing import Message
from bot.slack.messages import issued_card, payment_notice
from bot.slack.references import Reference
from bot.slack.wire import Wire
from bot.store.documents import Documents
from bot.store.people import Person
from bot.store.records import Document, Phase
from bot.store.scripts import Store
from handlers.answers import Answer
from handlers.payloads import Click, Place
from handlers.pointing import Pointing
from tests.actions.bench import spoken

NAME, CHANNEL, LIVING, COPY = "D-7K3Q", "C1", "100.1", "100.2"


class Redrawn:
    """Stands where the bot has its wire."""

    def __init__(self) -> None:
        self.updates: dict[str, Message] = {}

    async def permalink(self, channel: str, ts: str) -> str:
        return f"https://rivera.slack.com/archives/{channel}/p{ts}"

    async def update(self, _channel: str, ts: str, message: Message) -> None:
        self.updates[ts] = message


@pytest.mark.parametrize(
    ("action", "place", "becomes_pointer"),
    [
        (issued_card.EMAIL, Place(channel=CHANNEL, ts=COPY), True),
        (issued_card.MORE, Place(channel=CHANNEL, ts=COPY), True),
        (issued_card.EMAIL, Place(channel=CHANNEL, ts=LIVING), False),
        (issued_card.EMAIL, Place(channel="D1", ts=COPY), False),
        (issued_card.EMAIL, None, False),
        (issued_card.PAY, Place(channel=CHANNEL, ts=COPY), False),
        (payment_notice.MORE, Place(channel=CHANNEL, ts=COPY), False),
    ],
)
async def test_only_a_copy_of_a_card_in_a_channel_becomes_a_pointer(
    store: Store, action: str, place: Place | None, *, becomes_pointer: bool
) -> None:
    documents, wire, done = await _with_its_card(store), Redrawn(), list[str]()

    async def answer(_: Click) -> Answer:
        async def later() -> None:
            done.append("what the button does")

        return Answer(afterwards=later)

    pointing = Pointing(documents, cast(Wire, wire), spoken)
    given = await pointing.around(action, answer)(_click(action, place))
    assert given.afterwards
    await given.afterwards()
    assert done == ["what the button does"]
    assert list(wire.updates) == ([COPY] if becomes_pointer else [])
    assert all(LIVING in str(message.blocks) for message in wire.updates.values())


async def _with_its_card(store: Store) -> Documents:
    documents = Documents(store)
    await documents.adopt(Document(id=NAME, company="main", phase=Phase.ISSUED, requester="U0ANA", revision=1))
    await documents.want(NAME, "card", CHANNEL)
    await documents.posting(NAME, "card")
    await documents.shown(NAME, "card", ts=LIVING, posted_channel=CHANNEL, drawn="x")
    return documents


def _click(action: str, place: Place | None) -> Click:
    about: Mapping[str, Any] = {"person": Person("U0ANA", "Ana", "es"), "action_id": action, "place": place}
    return Click.model_construct(**about, block_id="", value=Reference(NAME, 1).pack())
