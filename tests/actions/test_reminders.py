"""What nobody decides, on a real store: reminded of and escalated once, by whichever replica, and never in the night."""

import asyncio
from copy import deepcopy
from dataclasses import replace

import pytest

from bot.actions.reminders import list_name, listed_in
from bot.billing.eligibility import NotApprover, Roles
from bot.billing.patience import Patience
from bot.billing.policy import EVERYBODY, Level, Policy
from bot.operations import answers
from bot.operations.journal import Journal
from bot.store.records import Act, Phase
from tests.actions.bench import ANA, BRUNO, DIEGO, OLGA, ROLES, Bench
from tests.actions.waiting_long import ONE, PATIENCE, STAMP, acts, is_at, looks, pending, reminders_of, shown


async def test_each_stage_comes_once_whoever_looks_and_however_often(bench: Bench) -> None:
    await pending(bench)
    before = deepcopy(bench.local.state.books.invoices)
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
    assert bench.local.state.books.invoices == before, "nothing happened in Alegra"
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
    slot = int((await bench.documents.get(names[0])).history[-1].detail["slot"])
    listed = await bench.documents.get(list_name(BRUNO, slot))
    assert sorted(listed_in(listed)) == names


async def test_everybody_of_a_level_may_be_stood_in_for_and_as_many_decide(bench: Bench) -> None:
    await pending(bench, policy=Policy((Level(needed=EVERYBODY),), patience=PATIENCE))
    await looks(bench, "05T15:32")
    first = await bench.approvals.approve(STAMP, by=DIEGO)
    assert isinstance(first, answers.Accepted)
    assert (first.operation.kind, first.document.phase) == ("vote", Phase.PENDING)
    await shown(bench)
    assert isinstance(await bench.approvals.approve(STAMP, by=OLGA), answers.Accepted)
    assert (await bench.documents.get("D-7K3Q")).phase is Phase.APPROVED


async def test_what_ends_keeps_how_many_of_those_it_waited_for_were_needed(bench: Bench) -> None:
    await pending(bench, policy=Policy((Level(needed=EVERYBODY),), patience=Patience(expire_days=2)))
    assert await looks(bench, "06T17:02") == ["expire"]
    detail = (await bench.documents.get("D-7K3Q")).history[-1].detail
    assert (detail["people"], detail["missing"]) == ([BRUNO, OLGA], 2)


async def test_a_level_that_a_lost_role_opened_again_is_escalated_too(bench: Bench) -> None:
    """Bruno approves, the next level waits for too long, and Bruno leaves: both levels were due at the same instant."""
    levels = (Level(people=(BRUNO,)), Level(people=(OLGA,)))
    await pending(bench, policy=Policy(levels, patience=PATIENCE))
    is_at(bench, "05T08:00")
    await bench.approvals.approve(STAMP, by=BRUNO)
    await shown(bench)
    assert await looks(bench, "05T16:35") == ["escalate"]
    await shown(bench)

    async def without_bruno() -> Roles:
        return replace(ROLES, approvers=frozenset({OLGA}))

    looking = replace(reminders_of(bench), roles=without_bruno)
    is_at(bench, "06T09:35")
    await looking.look()
    assert (await acts(bench)).count("escalated") == 2
    assert (await bench.documents.get("D-7K3Q")).facts["escalated"]["levels"] == [0, 1]


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
