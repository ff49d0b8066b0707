"""What is drawn into a view waits until Slack shows what the view was answered with: it would be covered by that."""

from typing import Any

import pytest
from typing_extensions import override

from bot.slack.drawing import View
from bot.slack.errors import ViewGone
from handlers.afterwards import Afterwards
from handlers.answers import Answer, Redraw
from handlers.carrying_out import ARRIVES_SECONDS, CarryingOut
from tests.handlers.doorway import ES
from tests.handlers.tape import SUBMITTED, Tape, an_ack, said

FORM: dict[str, Any] = {**SUBMITTED, "view": {"id": "V1", "hash": "1.abc"}}
LOADING = {"type": "modal", "title": {"type": "plain_text", "text": "Un momento"}}


class Travelling(Tape):
    """The answer is on its way for so many looks."""

    def __init__(self, looks: int) -> None:
        super().__init__()
        self._looks = looks

    @override
    async def update_named_view(self, view: View) -> None:
        self._looks -= 1
        if self._looks >= 0:
            raise ViewGone("views.update", "not_found")
        await self._say("found", view["external_id"])


async def filled(tape: Tape) -> str:
    """What Slack was answered."""

    async def fill(view_id: str) -> None:
        await tape.update_view(view_id, LOADING)

    ack, afterwards = an_ack(), Afterwards()
    carrying_out = CarryingOut(wire=tape, afterwards=afterwards)
    await carrying_out(Answer(Redraw(LOADING, then=fill)), ack=ack, body=FORM, words=ES)
    assert tape.sent == [], "nothing before the answer"
    await afterwards.drain()
    return said(ack)


@pytest.mark.parametrize("looks", [0, 2])
async def test_a_view_is_filled_once_the_answer_has_arrived(looks: int) -> None:
    tape = Travelling(looks)
    assert '"external_id": "V1.1.abc"' in await filled(tape)
    assert tape.sent == [("found", "V1.1.abc"), ("update", "V1")]


async def test_a_view_that_is_never_found_by_its_name_is_filled_all_the_same() -> None:
    """Should Slack not keep the names that answers give."""
    tape = Travelling(len(ARRIVES_SECONDS))
    await filled(tape)
    assert tape.sent == [("update", "V1")]
