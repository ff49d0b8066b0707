"""How every answer reaches the person, for each thing that they can have done; and that something always does."""

import asyncio
from collections.abc import Awaitable
from typing import Any

import pytest
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.locale import Words
from bot.slack.drawing import View
from bot.slack.errors import SlackUnavailable, TriggerExpired
from bot.slack.messages import private_notes
from handlers.afterwards import Afterwards
from handlers.answers import Answer, Choices, Close, Mistakes, Modal, Note, Quiet, Redraw, Shows
from handlers.carrying_out import CarryingOut
from tests.handlers.tape import OPEN_VIEW, SUBMITTED, USER, Tape, an_ack, said

WORDS = Words("es_CO", "America/Bogota", "COP")
NOTE = private_notes.said("Hola")
VIEW: View = {"type": "modal", "callback_id": "some"}
COMMAND = {"command": "/invoice", "trigger_id": "t", "user_id": "U0ANA"}
PRESSED = {"type": "block_actions", "trigger_id": "t", "user": USER, "response_url": "https://hooks.slack.com/x"}
IN_MODAL = {"type": "block_actions", "trigger_id": "t", "user": USER, "view": OPEN_VIEW}
IN_HOME = {**IN_MODAL, "view": {**OPEN_VIEW, "type": "home"}}
FROM_MENU = {"type": "shortcut", "callback_id": "c", "trigger_id": "t", "user": USER}
ON_MESSAGE = {**FROM_MENU, "type": "message_action", "response_url": "https://hooks.slack.com/x"}
TYPING = {"type": "block_suggestion", "user": USER, "view": OPEN_VIEW}


async def carried_out(shows: Shows, body: dict[str, Any], tape: Tape) -> AsyncAck:
    ack, afterwards = an_ack(), Afterwards()
    await CarryingOut(wire=tape, afterwards=afterwards)(Answer(shows), ack=ack, body=body, words=WORDS)
    await afterwards.drain()
    return ack


@pytest.mark.parametrize(
    ("shows", "body", "acked", "sent"),
    [
        (Quiet(), PRESSED, "", []),
        (Note(NOTE), COMMAND, "Hola", []),
        (Note(NOTE), PRESSED, "", [("respond", "Hola")]),
        (Note(NOTE), IN_MODAL, "", [("push", "note")]),
        (Note(NOTE), IN_HOME, "", [("open", "")]),
        (Note(NOTE), FROM_MENU, "", [("post", "U0ANA", "Hola")]),
        (Note(NOTE), ON_MESSAGE, "", [("respond", "Hola")]),
        (Note(NOTE), SUBMITTED, '"response_action": "update"', []),
        (Note(NOTE), TYPING, '"options": []', []),
        (Modal(VIEW), COMMAND, "", [("open", "some")]),
        (Modal(VIEW), PRESSED, "", [("open", "some")]),
        (Modal(VIEW), IN_MODAL, "", [("push", "some")]),
        (Modal(VIEW), IN_HOME, "", [("open", "some")]),
        (Modal(VIEW), FROM_MENU, "", [("open", "some")]),
        (Modal(VIEW), ON_MESSAGE, "", [("open", "some")]),
        (Modal(VIEW), SUBMITTED, '"response_action": "push"', []),
        (Redraw(VIEW), SUBMITTED, '"response_action": "update"', []),
        (Redraw(VIEW), IN_MODAL, "", [("update", "V1")]),
        (Mistakes({"amount:1": "No"}), SUBMITTED, '"errors": {"amount:1": "No"}', []),
        (Close(), SUBMITTED, '"response_action": "clear"', []),
        (Close(NOTE, "C0FACTURAS"), SUBMITTED, '"response_action": "clear"', [("whisper", "C0FACTURAS", "U0ANA")]),
        (Choices(), TYPING, '"options": []', []),
    ],
)
async def test_every_answer_has_its_way(
    shows: Shows, body: dict[str, Any], acked: str, sent: list[tuple[str, ...]]
) -> None:
    tape = Tape()
    ack = await carried_out(shows, body, tape)
    assert acked in said(ack)
    assert tape.sent == sent


@pytest.mark.parametrize("body", [COMMAND, PRESSED, IN_MODAL, IN_HOME, SUBMITTED, TYPING, FROM_MENU, ON_MESSAGE])
@pytest.mark.parametrize(
    "tape", [Tape(TriggerExpired("views.push", "expired_trigger_id")), Tape(SlackUnavailable("views.push", "x"))]
)
async def test_trouble_is_acknowledged_even_when_slack_takes_nothing_else(body: dict[str, Any], tape: Tape) -> None:
    """An ack that never comes is an error of 3 seconds to the person."""
    ack, afterwards = an_ack(), Afterwards()
    await CarryingOut(wire=tape, afterwards=afterwards).trouble(NOTE, ack=ack, body=body, words=WORDS)
    await afterwards.drain()
    said(ack)


@pytest.mark.parametrize("body", [COMMAND, PRESSED, IN_MODAL, IN_HOME, SUBMITTED, TYPING, FROM_MENU, ON_MESSAGE])
async def test_trouble_waits_for_nobody(body: dict[str, Any]) -> None:
    ack = an_ack()
    async with asyncio.timeout(40):
        out = CarryingOut(wire=Tape(hangs=True), afterwards=Afterwards())
        await out.trouble(NOTE, ack=ack, body=body, words=WORDS)
    said(ack)


async def test_trouble_with_a_form_is_said_under_a_field_so_that_nothing_typed_is_lost() -> None:
    ack = an_ack()
    await CarryingOut(wire=Tape(), afterwards=Afterwards()).trouble(NOTE, ack=ack, body=SUBMITTED, words=WORDS)
    assert '"errors": {"amount:1": "Hola"}' in said(ack)


async def test_there_it_stands_without_backticks_which_slack_would_show() -> None:
    out, ack = CarryingOut(wire=Tape(), afterwards=Afterwards()), an_ack()
    await out.trouble(private_notes.said("Mira `cobro doctor`"), ack=ack, body=SUBMITTED, words=WORDS)
    assert '"Mira cobro doctor"' in said(ack)


async def test_trouble_that_names_people_stands_where_slack_shows_their_names() -> None:
    """Under a field a mention would be an id."""
    out, ack = CarryingOut(wire=Tape(), afterwards=Afterwards()), an_ack()
    await out.trouble(private_notes.said("Puede hacerlo <@U0BRUNO002>."), ack=ack, body=SUBMITTED, words=WORDS)
    assert '"response_action": "update"' in said(ack)
    assert "Puede hacerlo <@U0BRUNO002>." in said(ack)


async def test_what_follows_an_ack_may_fail_or_hang_without_harm() -> None:
    afterwards, done = Afterwards(), list[str]()

    async def failing() -> None:
        raise ValueError("of no consequence")

    async def good() -> None:
        done.append("good")

    works: list[Awaitable[None]] = [failing(), good()]
    for work in works:
        afterwards(work)
    await afterwards.drain()
    assert done == ["good"]
