"""What nobody approves ends, once, and is asked for anew; what is asked to be taken back ends too."""

import asyncio
from dataclasses import replace
from decimal import Decimal

from bot.actions.petitions import Petitions
from bot.actions.resolutions import Resolutions
from bot.actions.reversals import Reversals
from bot.billing.eligibility import NotPermitted, OwnDocument
from bot.operations import answers
from bot.operations.operation import State
from bot.operations.step import Step
from bot.slack.references import Reference
from bot.store.records import Phase
from tests.actions.bench import ANA, BRUNO, CARLA, OLGA, POLLING, Bench, roles
from tests.actions.waiting_long import (
    ASKED,
    ONE,
    STAMP,
    VOIDS,
    asking_again,
    in_force,
    is_at,
    looks,
    pending,
    reminders_of,
    shown,
)


async def test_of_a_vote_and_the_end_at_the_same_instant_one_wins(bench: Bench) -> None:
    await pending(bench)
    is_at(bench, "06T17:02")
    voted, _ = await asyncio.gather(bench.approvals.approve(STAMP, by=BRUNO), reminders_of(bench).look())
    document = await bench.documents.get("D-7K3Q")
    has_voted = isinstance(voted, answers.Accepted)
    assert (document.phase is Phase.APPROVED) is has_voted
    assert (document.phase is Phase.RETURNED) is not has_voted
    assert len(document.history) == 2


async def test_what_has_expired_answers_old_buttons_and_is_asked_for_anew(bench: Bench) -> None:
    await pending(bench)
    await looks(bench, "06T17:02")
    late = await bench.approvals.approve(STAMP, by=BRUNO)
    assert isinstance(late, answers.WrongPhase)
    again = asking_again(bench)
    busy = await again.ask(ASKED, by=ANA)
    assert isinstance(busy, answers.Busy), "the card still says that it ended"
    await shown(bench)
    assert isinstance(await again.ask(ASKED, by=CARLA), NotPermitted)
    assert isinstance(await again.ask(ASKED, by=ANA), answers.Accepted)
    document = await bench.documents.get("D-7K3Q")
    assert (document.phase, document.revision, document.policy, document.decision) == (Phase.PENDING, 2, VOIDS, None)
    assert isinstance(await again.ask(ASKED, by=ANA), answers.Stale)
    assert isinstance(await bench.approvals.approve(STAMP, by=BRUNO), answers.Stale | answers.Busy)
    await shown(bench)
    assert isinstance(await bench.approvals.approve(Reference("D-7K3Q", 2), by=BRUNO), answers.Accepted)


async def test_who_asks_again_for_somebody_elses_does_not_approve_it(bench: Bench) -> None:
    await pending(bench)
    await looks(bench, "06T17:02")
    await shown(bench)
    await asking_again(bench).ask(ASKED, by=BRUNO)
    await shown(bench)
    assert isinstance(await bench.approvals.approve(Reference("D-7K3Q", 2), by=BRUNO), OwnDocument)


async def test_what_somebody_asks_to_take_back_ends_too_and_nothing_is_sent(bench: Bench) -> None:
    document = await pending(bench)
    await bench.set(document.id, {"phase": Phase.ISSUED})
    petitions = Petitions(
        bench.journal, bench.documents, bench.new_operation, roles, bench.store.clock, POLLING, in_force
    )
    reversing = Reversals(replace(bench.acting, petitions=petitions), "elsewhere")
    issued = replace(document.content, payments=(), paid=Decimal(0), total=Decimal(5000)) if document.content else None
    await bench.set(document.id, {"content": issued})
    void = Reference("D-7K3Q", 1, "D-7K3Q/void/1")
    assert isinstance(await reversing.void(void, by=OLGA, cause="otro cliente"), answers.Accepted)
    assert await looks(bench, "05T11:32") == ["remind"]
    assert await looks(bench, "05T15:32") == ["escalate"]
    assert await looks(bench, "06T17:02") == ["expire"]
    ended = await bench.documents.get(document.id)
    assert (ended.petition, ended.phase) == (None, Phase.ISSUED)
    assert isinstance(await petitions.approve(void, by=BRUNO), answers.Stale)
    assert isinstance(await reversing.void(void, by=OLGA, cause="otra vez"), answers.Ended), "its form is too old"
    assert "void" not in [operation.kind for operation in await bench.journal.of_document(document.id)]


async def test_a_petition_that_took_the_place_of_another_is_not_ended_for_it(bench: Bench) -> None:
    document = await pending(bench)
    await bench.set(document.id, {"phase": Phase.ISSUED})
    guard = answers.Guard(
        phases=frozenset({Phase.ISSUED}), alone=False, petition="D-7K3Q/void/1", sets={"petition": None}
    )
    operation = bench.new_operation("D-7K3Q/expire/7", actor="cobro", request={}, accepted_at=7)
    assert isinstance(await bench.journal.accept(operation, guard=guard), answers.Stale)


async def test_what_nobody_knew_the_fate_of_for_days_waits_anew_once_somebody_says_that_it_did_not_go(
    bench: Bench,
) -> None:
    await pending(bench, policy=ONE)
    await bench.approvals.approve(STAMP, by=BRUNO)
    (held,) = await bench.journal.claim(limit=1, lease_ms=1000)
    await bench.journal.step(held, Step(State.NEEDS_PERSON), keeps_document=True, lease_ms=1000)
    is_at(bench, "09T09:00")
    resolutions = Resolutions(bench.journal, bench.documents, roles, bench.store.clock)
    assert isinstance(await resolutions.did_not_happen(held.id, by=OLGA, note="not there"), answers.Resolved)
    await shown(bench)
    assert (await bench.documents.get("D-7K3Q")).phase is Phase.PENDING
    assert await looks(bench, "09T09:35") == [], "neither at its end nor escalated"
    assert await looks(bench, "09T13:35") == ["remind"]
