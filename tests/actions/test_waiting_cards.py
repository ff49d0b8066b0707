"""What waits is shown again when others are asked than its card says, and only then; admins hear once that nobody is left."""

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from bot.actions.admin_notices import AdminNotices
from bot.actions.invoice_kind import hash_of
from bot.actions.role_book import GroupsNotKnown
from bot.actions.waiting_cards import WaitingCards
from bot.billing.eligibility import Roles
from bot.billing.policy import Level, Matter, Policy
from bot.billing.substitutions import Substitution
from bot.operations.answers import Accepted, Guard
from bot.operations.operation import State
from bot.operations.redrawing import APART_MS, Redrawing
from bot.operations.step import Step
from bot.store.documents import Documents
from bot.store.records import Document, Petition, Phase, Vote
from bot.store.waiting import Waiting
from tests.actions.bench import ANA, BRUNO, DIEGO, OLGA, POLLING, ROLES, Bench

TO_TAKE_BACK = Policy((Level(frozenset({Matter.CREDIT}), people=(BRUNO, OLGA)),), version=3)
OF_THE_TWO = Policy((Level(people=(BRUNO, OLGA)),), version=3)
MINUTE_MS = 60_000


@dataclass(frozen=True)
class CountedRedrawing(Redrawing):
    asked: list[str] = field(default_factory=list)

    async def again(self, *documents: Any, **kept: Any) -> tuple[str, ...]:
        self.asked.append(kept["under"])
        return await super().again(*documents, **kept)


@dataclass
class Watch:
    """Documents that wait, each with something that was done to it and shown."""

    bench: Bench
    roles: Roles = ROLES
    known: bool = True

    async def _roles(self) -> Roles:
        if not self.known:
            raise GroupsNotKnown
        return self.roles

    @property
    def cards(self) -> WaitingCards:
        bench, store = self.bench, self.bench.store
        notices = AdminNotices(bench.journal, bench.new_operation, store.clock)
        return WaitingCards(
            Waiting(store), Documents(store), Redrawing(store), self._roles, POLLING, notices, store.clock
        )

    async def waits(self, name: str, policy: Policy | None = None, *, phase: Phase = Phase.PENDING) -> Document:
        bench = self.bench
        invoice = await bench.local.alegra.invoices.get(next(iter(bench.local.state.books.invoices)))
        invoice = replace(invoice, id=f"{name}-in-alegra")
        document = Document(name, "main", phase, ANA, invoice.id, revision=1, content=invoice, policy=policy)
        document = await bench.documents.adopt(replace(document, content_hash=hash_of(invoice, document)))
        await self.does(name)
        return document

    async def does(self, name: str) -> None:
        """Something that was shown."""
        at = await self.bench.store.clock()
        reading = self.bench.new_operation.reading(name, at=at)
        accepted = await self.bench.journal.accept(reading, guard=Guard(alone=False))
        assert isinstance(accepted, Accepted)
        await self.shows()

    async def shows(self) -> list[str]:
        """The worker does what is due; answers the documents that it showed."""
        journal, shown = self.bench.journal, []
        self.bench.clock.advance(60)
        for held in await journal.claim(limit=50, lease_ms=MINUTE_MS):
            done = held
            if held.state is not State.DONE:
                done = await journal.step(held, Step(State.DONE), keeps_document=True, lease_ms=MINUTE_MS)
            await journal.mark_shown(done)
            shown.append(held.document)
        return sorted(name for name in shown if not name.startswith("nobody"))

    async def looks(self) -> list[str]:
        await self.cards.look()
        return await self.shows()

    async def told(self) -> list[list[str]]:
        """The documents of each message to the admins that nobody is left."""
        notices = await self.bench.documents.listed(phases=[Phase.NOTICE])
        return [each.facts["nobody_for"] for each in notices[::-1] if "nobody_for" in each.facts]


@pytest.fixture
async def watch(bench: Bench) -> Watch:
    watch = Watch(bench)
    await watch.waits("D-0001")
    await watch.waits("D-0002", OF_THE_TWO)
    assert await watch.looks() == ["D-0001", "D-0002"]  # nothing was kept of what an older version drew
    return watch


async def test_only_cards_that_would_say_something_else_are_drawn_again_and_once(watch: Watch) -> None:
    assert await watch.looks() == []
    watch.roles = replace(ROLES, approvers=frozenset({BRUNO, OLGA, DIEGO}))
    assert await watch.looks() == ["D-0001"]
    assert await watch.looks() == []
    watch.roles = replace(ROLES, approvers=frozenset({BRUNO}))
    assert await watch.looks() == ["D-0001", "D-0002"]


async def test_a_substitute_is_named_when_the_days_begin_and_not_when_they_are_over(watch: Watch) -> None:
    tomorrow = watch.bench.today() + dt.timedelta(days=1)
    only_bruno = Policy((Level(people=(BRUNO,)),), version=3)
    await watch.waits("D-0003", only_bruno)
    await watch.looks()
    watch.roles = replace(ROLES, substitutions=(Substitution(BRUNO, OLGA, tomorrow, tomorrow),))
    assert await watch.looks() == []
    watch.bench.clock.advance(24 * 3600)
    assert await watch.looks() == ["D-0003"]
    watch.bench.clock.advance(24 * 3600)
    assert await watch.looks() == ["D-0003"]


async def test_what_somebody_has_in_hand_is_drawn_again_when_they_have_let_it_go(watch: Watch) -> None:
    at = await watch.bench.store.clock()
    await watch.bench.journal.accept(watch.bench.new_operation.reading("D-0001", at=at), guard=Guard(alone=False))
    watch.roles = replace(ROLES, approvers=frozenset({OLGA}))
    assert await watch.cards.look() == ("D-0002",)
    assert await watch.shows() == ["D-0001", "D-0002"]
    assert await watch.looks() == ["D-0001"]
    assert await watch.looks() == []


async def test_cards_are_spread_over_time(watch: Watch) -> None:
    watch.roles = replace(ROLES, approvers=frozenset({OLGA}))
    await watch.cards.look()
    (_, later), (_, sooner) = await watch.bench.store.newest("due", limit=9)
    assert later - sooner == APART_MS


async def test_votes_stay(watch: Watch) -> None:
    policy = Policy((Level(people=(BRUNO, OLGA), needed=2),), version=3)
    voted = await watch.bench.set("D-0002", {"policy": policy, "votes": (Vote(BRUNO, 1, 1, "", (0,)),)})
    watch.roles = replace(ROLES, approvers=frozenset({OLGA}))
    assert "D-0002" in await watch.looks()
    assert (await watch.bench.documents.get("D-0002")) == voted


async def test_admins_hear_once_that_nobody_is_left_and_again_when_it_happens_again(watch: Watch) -> None:
    watch.roles = replace(ROLES, approvers=frozenset({ANA}))
    await watch.looks()
    await watch.looks()
    assert await watch.told() == [["D-0001", "D-0002"]]
    watch.roles = ROLES
    await watch.looks()
    watch.roles = replace(ROLES, approvers=frozenset({DIEGO}))
    await watch.looks()
    assert await watch.told() == [["D-0001", "D-0002"], ["D-0002"]]


async def test_while_nobody_knows_who_is_in_a_group_nothing_is_said(watch: Watch) -> None:
    watch.roles, watch.known = Roles(), False
    assert await watch.looks() == []
    assert await watch.told() == []


async def test_what_somebody_asks_to_take_back_waits_as_well(watch: Watch) -> None:
    await watch.waits("D-0003", phase=Phase.ISSUED)
    assert await watch.looks() == []
    petition = Petition("D-0003/void/1", "void", DIEGO, 1, {}, "voided", {}, TO_TAKE_BACK)
    await watch.bench.set("D-0003", {"petition": petition})
    await watch.looks()
    assert await Waiting(watch.bench.store).petitions() == ("D-0003",)
    watch.roles = replace(ROLES, approvers=frozenset({OLGA}))
    assert "D-0003" in await watch.looks()
    await watch.bench.set("D-0003", {"petition": None})
    assert await Waiting(watch.bench.store).petitions() == ()


async def test_a_petition_of_a_version_without_a_list_of_them_is_found(bench: Bench) -> None:
    watch, waiting = Watch(bench), Waiting(bench.store)
    await watch.waits("D-0003", phase=Phase.ISSUED)
    await watch.waits("D-0004", phase=Phase.ISSUED)
    petition = Petition("D-0003/void/1", "void", DIEGO, 1, {}, "voided", {}, TO_TAKE_BACK)
    await bench.set("D-0003", {"petition": petition})
    await bench.store.client.delete(bench.store.keys("petitions"))
    assert await watch.looks() == ["D-0003"]
    assert await waiting.petitions() == ("D-0003",)


async def test_what_waits_no_more_is_forgotten(watch: Watch) -> None:
    await watch.bench.set("D-0001", {"phase": Phase.ISSUED})
    await watch.looks()
    assert sorted(await Waiting(watch.bench.store).asks()) == ["*", "D-0002"]


async def test_a_draft_that_was_made_in_alegra_waits_for_nobody_and_keeps_nobody_busy(watch: Watch) -> None:
    await watch.bench.set("D-0001", {"requester": ""})
    watch.roles = replace(ROLES, approvers=frozenset())
    await watch.looks()
    assert await watch.told() == [["D-0002"]]
    assert sorted(await Waiting(watch.bench.store).asks()) == ["*", "D-0002"]
    redrawing = CountedRedrawing(watch.bench.store)
    await replace(watch.cards, redrawing=redrawing).look()
    assert redrawing.asked == []
