"""What nobody decides, on a real store: each reminder, escalation and end once, by whichever replica, and never in the night."""

import asyncio
import datetime as dt
from dataclasses import replace
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from bot.actions.asking_again import AskingAgain
from bot.actions.petitions import Petitions
from bot.actions.reminders import Reminders, list_name
from bot.actions.reversals import Reversals
from bot.billing.business_hours import BusinessHours
from bot.billing.eligibility import NotApprover, NotPermitted, OwnDocument
from bot.billing.patience import Patience
from bot.billing.policy import EVERYBODY, Level, Matter, Policy
from bot.operations import answers
from bot.operations.journal import Journal
from bot.operations.operation import State
from bot.operations.step import Step
from bot.slack.references import Reference
from bot.store.records import Act, Document, Phase
from bot.store.waiting import Waiting
from tests.actions.bench import ANA, BRUNO, CARLA, DIEGO, OLGA, POLLING, Bench, roles

BOGOTA = ZoneInfo("America/Bogota")
STAMP, ASKED = Reference("D-7K3Q", 1, "D-7K3Q/stamp/1"), Reference("D-7K3Q", 1)
PATIENCE = Patience(remind_hours=4, escalate_hours=8, expire_days=2)
ONE = Policy((Level(people=(BRUNO,)),), patience=PATIENCE)
VOIDS = Policy((Level(frozenset({Matter.CREDIT}), people=(BRUNO,)),), patience=PATIENCE)


async def open_hours() -> BusinessHours:
    return BusinessHours("America/Bogota", "colombia")


async def in_force() -> Policy | None:
    return VOIDS


YEAR = 2035


def reminders_of(bench: Bench) -> Reminders:
    desk = (bench.documents, bench.journal, bench.new_operation)
    return Reminders(Waiting(bench.store), *desk, roles, POLLING, open_hours, bench.store.clock)


def asking_again(bench: Bench) -> AskingAgain:
    return AskingAgain(bench.journal, bench.documents, bench.new_operation, roles, bench.store.clock, in_force)


def is_at(bench: Bench, local: str) -> None:
    """In a March on whose second day it is Friday."""
    then = dt.datetime.fromisoformat(f"{YEAR}-03-{local}").replace(tzinfo=BOGOTA).timestamp()
    bench.clock.advance(then - bench.clock.now())


async def looks(bench: Bench, local: str) -> list[str]:
    """Kinds of what was accepted then."""
    is_at(bench, local)
    return [name.split("/")[1] for name in await reminders_of(bench).look()]


async def pending(bench: Bench, name: str = "D-7K3Q", policy: Policy | None = ONE, alegra_id: str = "1") -> Document:
    """Asked for on Friday the second at five in the afternoon."""
    if bench.clock.utc().year != YEAR:
        is_at(bench, "02T17:00")
    invoice = replace(await bench.local.alegra.invoices.get("1"), id=alegra_id)
    asked = (Act(await bench.store.clock(), ANA, "submitted"),)
    document = Document(
        name,
        "main",
        Phase.PENDING,
        ANA,
        alegra_id,
        revision=1,
        content=invoice,
        content_hash="x",
        policy=policy,
        history=asked,
    )
    return await bench.documents.adopt(document)


async def acts(bench: Bench, name: str = "D-7K3Q") -> list[str]:
    return [act.what for act in (await bench.documents.get(name)).history]


async def test_each_stage_comes_once_whoever_looks_and_however_often(bench: Bench) -> None:
    await pending(bench)
    assert await looks(bench, "02T17:30") == []
    assert await looks(bench, "03T11:00") == [], "a Saturday"
    assert await looks(bench, "05T11:25") == []
    is_at(bench, "05T11:32")
    replicas = [reminders_of(bench) for _ in range(4)]
    await asyncio.gather(*(replica.look() for replica in replicas))
    assert await acts(bench) == ["submitted", "reminded"]
    assert await looks(bench, "05T11:50") == []
    assert await looks(bench, "05T15:33") == ["escalate"]
    assert await looks(bench, "05T16:20") == [], "it stands for the reminder of that hour"
    assert await looks(bench, "05T19:10") == [], "in the evening"
    assert await looks(bench, "06T09:35") == ["remind"]
    assert await looks(bench, "06T17:02") == ["expire"]
    document = await bench.documents.get("D-7K3Q")
    assert (document.phase, document.votes) == (Phase.RETURNED, ())
    assert document.history[-1].detail["people"] == [BRUNO, DIEGO]
    assert bench.kept(document)["status"] == "draft" or bench.kept(document)["id"] == "1", "nothing happened in Alegra"
    assert await looks(bench, "07T11:00") == []


async def test_after_a_week_without_anybody_each_is_told_once_and_the_newest(bench: Bench) -> None:
    await pending(bench, policy=replace(ONE, patience=Patience(4)))
    assert await looks(bench, "12T10:00") == ["remind"]
    assert await looks(bench, "12T10:30") == []
    assert (await acts(bench)).count("reminded") == 1


async def test_nobody_is_reminded_after_a_vote_a_return_or_while_something_is_on_its_way(bench: Bench) -> None:
    await pending(bench)
    await bench.approvals.approve(STAMP, by=BRUNO)
    assert await looks(bench, "05T11:32") == []
    assert await acts(bench) == ["submitted", "approved"]


async def test_who_suggested_a_change_waits_for_its_author_and_is_left_alone(bench: Bench) -> None:
    await pending(bench)
    await bench.set("D-7K3Q", {"facts": {"suggestion": {"by": BRUNO}}})
    assert await looks(bench, "05T11:32") == []


async def test_whom_it_is_escalated_to_decides_and_who_asked_or_edited_does_not(bench: Bench) -> None:
    await pending(bench)
    assert isinstance(await bench.approvals.approve(STAMP, by=DIEGO), NotApprover)
    await looks(bench, "05T15:32")
    await bench.set("D-7K3Q", {"editors": (OLGA,)})
    assert not isinstance(await bench.approvals.approve(STAMP, by=ANA), answers.Accepted)
    assert not isinstance(await bench.approvals.approve(STAMP, by=OLGA), answers.Accepted)
    assert isinstance(await bench.approvals.approve(STAMP, by=DIEGO), answers.Accepted)


async def test_an_admin_who_edited_it_gains_no_vote_by_its_being_escalated(bench: Bench) -> None:
    await pending(bench)
    await bench.set("D-7K3Q", {"editors": (DIEGO,)})
    await looks(bench, "05T15:32")
    assert not isinstance(await bench.approvals.approve(STAMP, by=DIEGO), answers.Accepted)
    assert "escalated" not in await acts(bench), "nobody could decide who could not before"


async def test_a_new_revision_begins_with_the_people_of_its_policy(bench: Bench) -> None:
    await pending(bench)
    await looks(bench, "05T15:32")
    edited = Act(await bench.store.clock(), ANA, "edited")
    await bench.set("D-7K3Q", {"revision": 2, "history+": edited})
    assert isinstance(await bench.approvals.approve(replace(STAMP, revision=2), by=DIEGO), NotApprover)
    assert await looks(bench, "06T10:02") == ["remind"], "four hours after the edit, and not before"


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


async def shown(bench: Bench) -> None:
    """What the worker does with an act that sends nothing."""
    document = await bench.documents.get("D-7K3Q")
    for operation in await bench.journal.claim(limit=9, lease_ms=1000):
        await bench.journal.step(operation, Step(State.DONE), keeps_document=False, lease_ms=1000)
    assert (await bench.documents.get(document.id)).open_operation == ""


async def test_who_asks_again_for_somebody_elses_does_not_approve_it(bench: Bench) -> None:
    await pending(bench)
    await looks(bench, "06T17:02")
    await shown(bench)
    await asking_again(bench).ask(ASKED, by=BRUNO)
    await shown(bench)
    assert isinstance(await bench.approvals.approve(Reference("D-7K3Q", 2), by=BRUNO), OwnDocument)


async def test_whom_several_wait_for_gets_one_list_and_a_crash_between_repeats_none(bench: Bench) -> None:
    names = ["D-7K3Q", "D-8STV", "D-9WXY"]
    for number, name in enumerate(names, 1):
        await pending(bench, name, alegra_id=str(number))
    is_at(bench, "05T11:31")
    dying = replace(reminders_of(bench), journal=Dying(bench.journal, after=2))  # type: ignore[arg-type]
    with pytest.raises(Died):
        await dying.look()
    assert [("reminded" in await acts(bench, name)) for name in names].count(True) == 1
    assert len(await reminders_of(bench).look()) == 2
    assert await reminders_of(bench).look() == ()
    for name in names:
        assert (await acts(bench, name)).count("reminded") == 1
    wave = int((await bench.documents.get(names[0])).history[-1].detail["slot"])
    listed = await bench.documents.get(list_name(BRUNO, wave))
    assert sorted(listed.facts["documents"]) == names


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


async def test_everybody_of_a_level_may_be_stood_in_for_and_as_many_decide(bench: Bench) -> None:
    await pending(bench, policy=Policy((Level(needed=EVERYBODY),), patience=PATIENCE))
    await looks(bench, "05T15:32")
    first = await bench.approvals.approve(STAMP, by=DIEGO)
    assert isinstance(first, answers.Accepted)
    assert (first.operation.kind, first.document.phase) == ("vote", Phase.PENDING)
    await shown(bench)
    assert isinstance(await bench.approvals.approve(STAMP, by=OLGA), answers.Accepted)
    assert (await bench.documents.get("D-7K3Q")).phase is Phase.APPROVED


class Died(Exception):
    """Of a process."""


class Dying:
    """A journal whose process dies at one of its calls."""

    def __init__(self, journal: Journal, *, after: int) -> None:
        self._journal, self._left = journal, after

    async def decide(self, *args: object, **named: object) -> object:
        self._die()
        return await self._journal.decide(*args, **named)  # type: ignore[arg-type]

    async def accept(self, *args: object, **named: object) -> object:
        self._die()
        return await self._journal.accept(*args, **named)  # type: ignore[arg-type]

    def _die(self) -> None:
        if self._left == 0:
            raise Died
        self._left -= 1
