"""Around every payload: one id for all that follows from it, its outcome counted, what was refused recorded."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.billing.eligibility import NotApprover, NotPermitted, OnlySees
from bot.billing.eligibility import OwnDocument as OwnInvoice
from bot.operations import answers
from bot.slack.references import Reference
from bot.store.audit import Audit
from bot.store.people import People
from bot.store.request_context import Asked, asked, asking, met
from bot.store.scripts import Store
from handlers.answers import Answer
from handlers.payloads import Submission
from handlers.received import Body, Received
from handlers.refused_attempts import RefusedAttempts, subject_of, why_refused
from tests.handlers.doorway import answer_to, door_of_one_listener
from tests.handlers.tape import an_ack

BUTTON = {
    "type": "block_actions",
    "user": {"id": "U0ANA"},
    "actions": [{"action_id": "invoice.approve", "value": Reference("D-7K3Q", 2).pack()}],
}
TYPED = {"command": "/invoice", "text": "void FE341 por favor", "user_id": "U0ANA"}
Seen = list[tuple[str, str, float]]


async def received(body: Body, answering: Callable[[], Awaitable[None]], seen: Seen | None = None) -> list[Asked]:
    """What was known while it was answered; `seen` is told what the metrics are told."""
    known: list[Asked] = []

    async def answer(_ack: AsyncAck, _body: Body, _team: str) -> None:
        known.append(asked())
        await answering()

    counted = seen if seen is not None else []
    new = Received(
        answer, new_id=lambda: "7K3Q", acked=lambda *acked: counted.append(acked), now=iter([1.0, 3.5]).__next__
    )
    await new(an_ack(), body, "T0")
    return known


async def nothing() -> None: ...


@pytest.mark.parametrize(
    ("body", "doing"), [(BUTTON, "invoice.approve"), (TYPED, "/invoice void"), ({**TYPED, "text": ""}, "/invoice")]
)
async def test_a_payload_has_an_id_and_tells_who_did_what_but_not_what_else_they_typed(body: Body, doing: str) -> None:
    (known,) = await received(body, nothing)
    assert (known.request, known.actor, known.doing) == ("7K3Q", "U0ANA", doing)
    assert asked() == Asked()


async def test_a_request_that_has_an_id_keeps_it() -> None:
    with asking(request="OVER-HTTP"):
        (known,) = await received(BUTTON, nothing)
    assert known.request == "OVER-HTTP"


async def test_what_follows_an_answer_has_the_id_of_the_click() -> None:
    followed: list[str] = []
    tasks: list[asyncio.Task[None]] = []

    async def later() -> None:
        await asyncio.sleep(0)
        followed.append(asked().request)

    async def begin() -> None:
        tasks.append(asyncio.create_task(later()))

    await received(BUTTON, begin)
    await asyncio.gather(*tasks)
    assert followed == ["7K3Q"]


@pytest.mark.parametrize(("trouble", "outcome"), [("", "ok"), ("refused", "refused"), ("failed", "failed")])
async def test_every_answer_is_counted_by_kind_and_outcome(trouble: str, outcome: str) -> None:
    seen: Seen = []

    async def answering() -> None:
        if trouble:
            met(trouble)

    await received(BUTTON, answering, seen)
    assert seen == [("action", outcome, 2.5)]


async def test_an_answer_that_breaks_is_counted_all_the_same() -> None:
    seen: Seen = []

    async def breaking() -> None:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        await received(BUTTON, breaking, seen)
    assert len(seen) == 1


async def test_the_reference_that_a_person_reads_is_the_id_in_the_log(people: People) -> None:
    async def failing(_: Submission) -> Answer:
        raise ValueError("a defect")

    with asking(request="7K3QX2M9PA"):
        assert "7K3QX2M9PA" in await answer_to(door_of_one_listener(people), failing)


@pytest.mark.parametrize(
    ("objection", "why"),
    [
        (NotApprover(frozenset()), "not_approver"),
        (OwnInvoice(frozenset()), "own_document"),
        (answers.OwnDocument(None), "own_document"),  # type: ignore[arg-type]
        (NotPermitted(frozenset()), "not_permitted"),
        (OnlySees(frozenset()), "not_permitted"),
        (answers.NoDocument(), ""),
        (answers.NoOperation(), ""),
    ],
)
def test_what_is_no_matter_of_permission_is_no_refused_attempt(objection: Any, why: str) -> None:
    assert why_refused(objection) == why


@pytest.mark.parametrize(
    ("body", "document"),
    [
        (BUTTON, "D-7K3Q"),
        ({"actions": [{"selected_option": {"value": Reference("D-2222").pack()}}]}, "D-2222"),
        ({"view": {"private_metadata": Reference("D-3333").pack()}}, "D-3333"),
        ({"actions": [{"value": "not ours"}]}, ""),
        (TYPED, ""),
    ],
)
def test_the_subject_is_the_document_that_was_drawn_upon(body: Body, document: str) -> None:
    assert subject_of(body) == document


async def test_a_refused_attempt_says_who_tried_what_on_which_document(store: Store) -> None:
    with asking(request="7K3Q", actor="U0ANA", doing="invoice.approve"):
        await RefusedAttempts(Audit(store)).record("own_document", document="D-7K3Q")
    (entry,) = [json.loads(text) for text in await Audit(store).entries(1, 9)]
    told = {name: entry[name] for name in ("what", "why", "actor", "doing", "request", "document")}
    assert told == {
        "what": "refused",
        "why": "own_document",
        "actor": "U0ANA",
        "doing": "invoice.approve",
        "request": "7K3Q",
        "document": "D-7K3Q",
    }
