"""Where a process can be struck, as a table: the request that is held there, what leads to it, and how the story ends.

The numbers are those of decision 8.
"""

import time
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from sandbox.slack.client.message import Message
from sandbox.slack.client.modal import Modal
from tests.stories.acts import (
    a_filled_form,
    a_filled_payment,
    ana_submits,
    bruno_approves,
    card_to_approve,
    cards,
    carla_records_it_all,
    in_time,
    is_issued,
    is_paid,
)
from tests.stories.held import Hold, Holds, Moment
from tests.stories.mortal import NEVER, OFTEN, Ordeal

EVENTS, POST = "/slack/events", "/api/chat.postMessage"
INVOICES, STAMP, EMAIL, PAYMENTS = (
    f"/api/v1/{path}" for path in ("invoices", "invoices/stamp", "invoices/*/email", "payments")
)
APPROVE, DIGEST, UNSURE = "Aprobar y emitir", "Cartera vencida", "no sé si salió"
WEEKEND_SECONDS = 3 * 24 * 3600
PATIENCE_SECONDS = 120.0
FRIDAY_AND_MONDAY = 2


@dataclass
class Scene:
    it: Ordeal
    form: Modal | None = None
    card: Message | None = None
    before: Hold | None = None
    """What is let go when what comes after it is watched."""


Act = Callable[[Scene], Coroutine[Any, Any, object]]


@dataclass(frozen=True)
class Point:
    number: str
    door: Literal["slack", "alegra", "clicks"]
    path: str
    begins: Act
    acts: Act
    """Leads to the request; may wait for its answer, and then says nothing of whether it came."""
    ends: Act
    tick_seconds: float = OFTEN
    settings: Mapping[str, str] = field(default_factory=dict)

    def holds(self, scene: Scene, moment: Moment) -> Hold:
        doors: Mapping[str, Holds] = {"slack": scene.it.slack, "alegra": scene.it.alegra, "clicks": scene.it.clicks}
        return doors[self.door].hold("POST", self.path, moment)


async def _nothing(_scene: Scene) -> None:
    """The story begins with what is struck."""


async def _fills_the_form(scene: Scene) -> None:
    scene.it.stage.traffic.expect("view_submission")
    scene.form = await a_filled_form(scene.it.stage)


async def _submits(scene: Scene) -> None:
    assert scene.form is not None
    await scene.form.submit()


async def _submits_until_it_is_taken(scene: Scene) -> None:
    """Whoever sees that it did not work presses again, in the same form."""
    form, end = scene.form, time.monotonic() + PATIENCE_SECONDS
    assert form is not None
    while form.is_open and time.monotonic() < end:
        await form.submit()
    await _is_approved_and_paid(scene)


async def _is_waiting(scene: Scene) -> None:
    scene.it.stage.traffic.expect("block_actions")
    await ana_submits(scene.it.stage)
    scene.card = await card_to_approve(scene.it.stage)


async def _presses(scene: Scene) -> None:
    assert scene.card is not None
    if APPROVE in scene.card.buttons:
        await scene.card.press(APPROVE, confirm=True, may_fail=True)


async def _presses_until_it_is_decided(scene: Scene) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    card = scene.card
    assert card is not None
    while APPROVE in card.buttons and time.monotonic() < end:
        await _presses(scene)
    await is_issued(scene.it.stage, card)
    await carla_records_it_all(scene.it.stage, card)


async def _is_being_created(scene: Scene) -> None:
    """Alegra has done it, and its answer is let go when the card is watched."""
    created = scene.it.alegra.hold("POST", INVOICES, "answer")
    await ana_submits(scene.it.stage)
    await created.reached()
    scene.before = created


async def _its_card_comes(scene: Scene) -> None:
    assert scene.before is not None
    scene.before.let_go()


async def _approves(scene: Scene) -> None:
    await ana_submits(scene.it.stage)
    scene.card = await bruno_approves(scene.it.stage)


async def _undo_is_over(scene: Scene) -> None:
    scene.it.stage.clock.advance(16)


async def _approves_without_alegras_emails(scene: Scene) -> None:
    scene.it.stage.alegra.state.switches.change({"email_on_stamp": False})
    await _approves(scene)


async def _fills_the_payment(scene: Scene) -> None:
    await _approves(scene)
    assert scene.card is not None
    await is_issued(scene.it.stage, scene.card)
    scene.form = await a_filled_payment(scene.it.stage, "1011500")


async def _creates(scene: Scene) -> None:
    await ana_submits(scene.it.stage)


async def _is_approved_and_paid(scene: Scene) -> None:
    card = await bruno_approves(scene.it.stage)
    await is_issued(scene.it.stage, card)
    await carla_records_it_all(scene.it.stage, card)


async def _is_issued_and_paid(scene: Scene) -> None:
    (card,) = cards(scene.it.stage)
    await is_issued(scene.it.stage, card)
    await carla_records_it_all(scene.it.stage, card)


async def _is_sent_or_asked_about(scene: Scene) -> None:
    """Nobody can look whether an e-mail went out."""
    stage, card = scene.it.stage, scene.card
    assert card is not None
    await in_time(stage, lambda: UNSURE in card.text or "la envió a" in card.text, lambda: card.text)
    await _is_issued_and_paid(scene)


async def _is_paid(scene: Scene) -> None:
    (card,) = cards(scene.it.stage)
    await is_paid(scene.it.stage, card)


async def _friday_was_told(scene: Scene) -> None:
    await in_time(scene.it.stage, lambda: digests(scene) == 1, "Friday's digest")


async def _monday_comes(scene: Scene) -> None:
    scene.it.stage.clock.advance(WEEKEND_SECONDS)


async def _monday_is_told(scene: Scene) -> None:
    await in_time(scene.it.stage, lambda: digests(scene) == FRIDAY_AND_MONDAY, "Monday's digest")
    await ana_submits(scene.it.stage)
    await _is_approved_and_paid(scene)
    assert digests(scene) == FRIDAY_AND_MONDAY, "one of these days was told twice"


def digests(scene: Scene) -> int:
    return len([each for each in scene.it.stage.person("bruno").messages() if DIGEST in each.text])


POINTS = {
    "a submission": Point("1", "clicks", EVENTS, _fills_the_form, _submits, _submits_until_it_is_taken),
    "a submission that was accepted": Point(
        "3", "clicks", EVENTS, _fills_the_form, _submits, _submits_until_it_is_taken
    ),
    "a claim": Point("5", "slack", POST, _fills_the_form, _submits, _is_approved_and_paid, NEVER),
    "the creation": Point("6-10", "alegra", INVOICES, _nothing, _creates, _is_approved_and_paid),
    "its card": Point("11", "slack", POST, _is_being_created, _its_card_comes, _is_approved_and_paid, NEVER),
    "a click": Point("12", "clicks", EVENTS, _is_waiting, _presses, _presses_until_it_is_decided),
    "a click that was accepted": Point("13", "clicks", EVENTS, _is_waiting, _presses, _presses_until_it_is_decided),
    "the stamp": Point("14, 15", "alegra", STAMP, _approves, _undo_is_over, _is_issued_and_paid),
    "the e-mail": Point(
        "16",
        "alegra",
        EMAIL,
        _approves_without_alegras_emails,
        _undo_is_over,
        _is_sent_or_asked_about,
        settings={"COBRO_EMAIL_ON_STAMP": "cobro"},
    ),
    "the payment": Point("17", "alegra", PAYMENTS, _fills_the_payment, _submits, _is_paid),
    "the digest of a day": Point("21, 22", "slack", POST, _friday_was_told, _monday_comes, _monday_is_told),
}
