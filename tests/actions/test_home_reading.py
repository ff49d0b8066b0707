"""What a Home tab tells each person of one company, by their role; from the store alone."""

import datetime as dt
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import count
from typing import Any

import pytest

from bot.actions.accepting import NewOperations
from bot.actions.announcements import as_json
from bot.actions.home_reading import HomeReading
from bot.actions.overdue import AGEINGS, digest_name
from bot.actions.permalinks import Permalinks
from bot.billing.ageing import Ageing, Buckets
from bot.billing.dates import local_date
from bot.billing.eligibility import Act, Roles
from bot.billing.invoice import Payment
from bot.billing.money import ZERO
from bot.billing.policy import Level, Matter, Policy
from bot.locale import Words
from bot.operations.answers import Accepted, Guard
from bot.operations.journal import Journal
from bot.operations.operation import Operation, State
from bot.operations.step import Step
from bot.slack.errors import ChannelGone
from bot.slack.home_contents import CompanyHome, Stuck
from bot.slack.samples import PENDING
from bot.store.documents import Documents
from bot.store.people import Person
from bot.store.records import Decision, Document, Petition, Phase
from bot.store.scripts import Store
from tests.actions.bench import POLLING

ANA, BRUNO, CARLA, DIEGO, OLGA = (Person(f"U0{name}", name) for name in ("ANA", "BRUNO", "CARLA", "DIEGO", "OLGA"))
ROLES = Roles(
    frozenset({BRUNO.id}),
    frozenset({CARLA.id}),
    frozenset({DIEGO.id}),
    accountants=frozenset({OLGA.id}),
    guests=frozenset({OLGA.id}),
)
ZONE = "America/Bogota"


@dataclass
class Around:
    """The rest of a company: no form, no client, no Slack."""

    clock: Callable[[], Awaitable[int]]
    timezone: str = ZONE

    @property
    def directory(self) -> "Around":
        return self

    @property
    def company(self) -> "Around":
        return self

    currency = "COP"

    async def unsent(self, _person: str) -> None:
        return None

    async def permalink(self, _channel: str, _ts: str) -> str:
        raise ChannelGone("chat.getPermalink", "channel_not_found")


class Company:
    def __init__(self, store: Store) -> None:
        self.store, self.documents, self.journal = store, Documents(store), Journal(store)
        around: Any = Around(store.clock)
        self.reading = HomeReading(self.documents, self.journal, around, _roles, POLLING, Permalinks(around), "", str)
        numbers = count(1)
        self.new_operation = NewOperations(company="main", random_bits=lambda: next(numbers))

    async def has(self, document_id: str, phase: Phase, **fields: Any) -> Operation:
        """A document, with an operation that was accepted with it."""
        now = await self.store.clock()
        document = Document(document_id, "main", phase, requester=ANA.id, content=PENDING, created_at=now)
        operation = self.new_operation(f"{document_id}/create/1", actor=ANA.id, request={}, accepted_at=now)
        guard = Guard(create=replace(document, **fields), alone=False)
        accepted = await self.journal.accept(operation, guard=guard)
        assert isinstance(accepted, Accepted)
        return accepted.operation

    async def seen_by(self, person: Person) -> CompanyHome:
        seen = await self.reading(person, Words("es_CO"))
        assert seen
        return seen


async def _roles() -> Roles:
    return ROLES


@pytest.fixture
def company(store: Store) -> Company:
    return Company(store)


def _names(rows: tuple[Any, ...]) -> list[str]:
    return [row.document for row in rows]


async def test_only_approvers_who_did_not_make_it_see_what_waits_and_the_oldest_first(company: Company) -> None:
    for name in ("D-AAAA", "D-BBBB"):
        await company.has(name, Phase.PENDING)
    await company.has("D-CCCC", Phase.PENDING, editors=(BRUNO.id,))

    assert _names((await company.seen_by(BRUNO)).to_approve) == ["D-AAAA", "D-BBBB"]
    assert (await company.seen_by(ANA)).to_approve == ()
    assert sorted(_names((await company.seen_by(ANA)).under_way)) == ["D-AAAA", "D-BBBB", "D-CCCC"]
    assert (await company.seen_by(CARLA)).under_way == ()


async def test_a_draft_that_nobody_asked_for_in_slack_waits_for_nobody_who_could_not_approve_it(
    company: Company,
) -> None:
    await company.has("D-AAAA", Phase.PENDING, requester="")
    assert (await company.seen_by(BRUNO)).to_approve == ()


async def test_what_was_returned_comes_back_to_its_author_with_who_and_why(company: Company) -> None:
    back = Decision("correct", BRUNO.id, 5, reason="La OC es otra")
    await company.has("D-AAAA", Phase.RETURNED, decision=back)
    await company.has("D-BBBB", Phase.FAILED, facts={"refusal": {"message": "Ítem inactivo"}})

    returned, failed = (await company.seen_by(ANA)).returned
    assert (returned.person, returned.reason, returned.at) == (BRUNO.id, "La OC es otra", 5)
    assert returned.reference
    assert returned.reference.operation == "D-AAAA/edit/1"
    assert failed.person == ""
    assert "Ítem inactivo" in failed.reason
    assert failed.reference
    assert failed.reference.operation.startswith("D-BBBB/create/")
    assert (await company.seen_by(BRUNO)).returned == ()


async def test_what_is_stuck_is_seen_by_its_author_and_by_admins(company: Company) -> None:
    await company.has("D-AAAA", Phase.PENDING)
    (claimed,) = await company.journal.claim(limit=1, lease_ms=60_000)
    await company.journal.step(claimed, Step(State.NEEDS_PERSON), keeps_document=True, lease_ms=60_000)

    for person in (ANA, DIEGO):
        (row,) = (await company.seen_by(person)).stuck
        assert (row.document, row.stuck) == ("D-AAAA", Stuck.NEEDS_PERSON)
    assert (await company.seen_by(CARLA)).stuck == ()


async def test_overdue_balances_are_those_of_the_last_scan_for_those_who_collect_or_audit(company: Company) -> None:
    now = await company.store.clock()
    ageing = Ageing(local_date(now, ZONE), (), Buckets(ZERO, ZERO, ZERO, PENDING.total))
    facts = {"ageing": AGEINGS.dump_python(ageing, mode="json"), "scanned_at": now}
    await company.has(digest_name(ageing.day), Phase.NOTICE, facts=facts)

    for person in (CARLA, BRUNO, OLGA):
        overdue = (await company.seen_by(person)).overdue
        assert overdue
        assert (overdue.buckets.total, overdue.scanned_at) == (PENDING.total, now)
    assert (await company.seen_by(ANA)).overdue is None
    concerned = await company.reading.concerned(digest_name(ageing.day))
    assert concerned == {BRUNO.id, CARLA.id, DIEGO.id, OLGA.id}


async def test_each_is_offered_what_they_may_and_only_who_never_asked_is_new(company: Company) -> None:
    offered = {person: (await company.seen_by(person)).may - {Act.SEE} for person in (ANA, CARLA, DIEGO, OLGA)}
    assert offered == {
        ANA: {Act.DRAFT},
        CARLA: {Act.DRAFT, Act.COLLECT},
        DIEGO: {Act.DRAFT, Act.COLLECT, Act.ADMINISTER},
        OLGA: frozenset(),
    }
    assert (await company.seen_by(ANA)).is_new
    assert not (await company.seen_by(CARLA)).is_new
    await company.has("D-AAAA", Phase.ISSUED)
    assert not (await company.seen_by(ANA)).is_new


async def test_a_guest_of_another_company_is_told_nothing_of_this_one(company: Company) -> None:
    await company.has("D-AAAA", Phase.PENDING)
    assert await company.reading(Person("U0GUEST006", "Gabriel", is_guest=True), Words("es_CO")) is None
    assert await company.seen_by(replace(OLGA, is_guest=True))


async def test_a_pause_of_everything_is_told_with_its_beginning(company: Company) -> None:
    paused = await company.journal.pause_lane({"status": 402}, until=await company.store.clock() + 60_000)
    assert (await company.seen_by(ANA)).paused_since == paused.since > 0


async def test_what_others_ask_to_take_back_waits_for_whoever_has_a_vote_on_it(company: Company) -> None:
    both = frozenset({Matter.CREDIT, Matter.PAYMENT_VOID})
    policy = Policy((Level(both, people=(BRUNO.id,)),), version=3)
    void = Petition("D-0001/void/1", "void", DIEGO.id, 7, {}, "voided", {"reason": "Iba a otro cliente"}, policy)
    await company.has("D-0001", Phase.ISSUED, petition=void)
    paid = as_json(
        Payment("58", "RC58", dt.date(2026, 11, 20), Decimal(1000), "USD", "cash", "open", "12", "Hotel Mirador", "1")
    )
    reversal = replace(void, id="P-58/void_payment/1", kind="void_payment", said={})
    await company.has("P-58", Phase.NOTICE, petition=reversal, content=None, facts={"payment": paid})
    await company.has("D-0003", Phase.VOIDED, petition=replace(void, id="D-0003/void/1"))

    seen = await company.seen_by(BRUNO)
    assert [(row.asked, row.client, row.amount, row.reason) for row in seen.petitions] == [
        ("void", PENDING.client.name, PENDING.total, "Iba a otro cliente"),
        ("void_payment", "Hotel Mirador", 1000, ""),
    ]
    assert not seen.waits_for_nobody
    assert (await company.seen_by(DIEGO)).petitions == ()
    assert (await company.seen_by(CARLA)).petitions == ()
