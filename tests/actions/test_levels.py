"""Approvals of several: counted once each, the last one lets it out, and an edit or an Undo takes back what it must."""

import asyncio
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from bot.actions.approval_face import level_rows
from bot.actions.approvals import Approvals
from bot.actions.direct_faces import Around, DirectFaces
from bot.actions.invoice_kind import hash_of
from bot.actions.marks import OnWhatWaits
from bot.actions.policy_book import POLICIES
from bot.billing.eligibility import Roles
from bot.billing.panels import panels_of
from bot.billing.policy import EVERYBODY, Case, Level, Matter, Policy
from bot.billing.tally import AlreadyVoted, NotAsked, Poll
from bot.locale import Words
from bot.operations import answers
from bot.operations.outcomes import Done
from bot.slack.approval_levels import SpentVote
from bot.slack.references import Reference
from bot.store.records import Document, Phase, Vote
from tests.actions.bench import ANA, BRUNO, OLGA, POLLING, ROLES, Bench

EMMA = "U0EMMA"
CROWD = tuple(f"U0P{n:02}" for n in range(12))
STAMP = Reference("D-7K3Q", 1, "D-7K3Q/stamp/1")
TWO_LEVELS = Policy((Level(people=(BRUNO, OLGA)), Level(people=(EMMA,), amount=Decimal(1))), version=3)


def among(bench: Bench, *approvers: str) -> Approvals:
    async def roles() -> Roles:
        return replace(ROLES, approvers=frozenset(approvers))

    return replace(bench.approvals, roles=roles)


async def pending(bench: Bench, policy: Policy | None) -> Document:
    invoice = await bench.local.alegra.invoices.get(next(iter(bench.local.state.books.invoices)))
    document = Document("D-7K3Q", "main", Phase.PENDING, ANA, invoice.id, revision=1, content=invoice, policy=policy)
    return await bench.documents.adopt(replace(document, content_hash=hash_of(invoice, document)))


@pytest.fixture
async def document(bench: Bench) -> Document:
    return await pending(bench, TWO_LEVELS)


@pytest.fixture
def approvals(bench: Bench) -> Approvals:
    return among(bench, BRUNO, OLGA, EMMA)


async def test_the_stamp_is_accepted_with_the_last_vote_only(
    bench: Bench, document: Document, approvals: Approvals
) -> None:
    first = await approvals.approve(STAMP, by=OLGA)
    assert isinstance(first, answers.Accepted)
    assert (first.operation.kind, first.document.phase, first.document.open_operation) == ("vote", Phase.PENDING, "")
    assert (await approvals.approve(STAMP, by=OLGA)) == AlreadyVoted(frozenset({EMMA}), 1, OLGA)
    assert (await approvals.approve(STAMP, by=BRUNO)) == NotAsked(frozenset({EMMA}), 1, comes_later=False)
    last = await approvals.approve(STAMP, by=EMMA)
    assert isinstance(last, answers.Accepted)
    assert (last.operation.id, last.document.phase) == ("D-7K3Q/stamp/1", Phase.APPROVED)
    assert [(vote.by, vote.levels) for vote in last.document.votes] == [(OLGA, (0,)), (EMMA, (1,))]
    assert isinstance(await approvals.approve(STAMP, by=EMMA), answers.Same)
    assert isinstance(await approvals.approve(STAMP, by=OLGA), answers.WrongPhase)


async def test_a_vote_in_between_is_only_shown(bench: Bench, document: Document, approvals: Approvals) -> None:
    first = await approvals.approve(STAMP, by=BRUNO)
    assert isinstance(first, answers.Accepted)
    (claimed,) = await bench.journal.claim(limit=5, lease_ms=60_000)
    counting, before = OnWhatWaits(bench.desk, bench.desk.shows), bench.kept(document).copy()
    assert (claimed.id, await counting.send(claimed)) == (first.operation.id, Done())
    assert bench.kept(document) == before


async def test_undo_takes_back_the_last_vote_and_leaves_the_others(
    bench: Bench, document: Document, approvals: Approvals
) -> None:
    await approvals.approve(STAMP, by=BRUNO)
    await approvals.approve(STAMP, by=EMMA)
    undone = await approvals.undo(STAMP, by=EMMA)
    assert isinstance(undone, answers.Withdrawn)
    assert [vote.by for vote in undone.document.votes] == [BRUNO]
    again = await approvals.approve(Reference("D-7K3Q", 1, undone.document.next_operation("stamp")), by=EMMA)
    assert isinstance(again, answers.Accepted)
    assert again.operation.id == "D-7K3Q/stamp/2"


async def test_a_vote_waits_for_an_edit_that_is_on_its_way(
    bench: Bench, document: Document, approvals: Approvals
) -> None:
    edit = bench.new_operation("D-7K3Q/edit/1", actor=ANA, request={}, accepted_at=1)
    await bench.journal.accept(edit, guard=answers.Guard())
    assert isinstance(await approvals.approve(STAMP, by=BRUNO), answers.Busy)


async def test_whoever_left_since_has_voted_and_who_is_left_can_let_it_out(bench: Bench) -> None:
    """Everybody of a group must: one of them leaves it after the others have approved."""
    await pending(bench, Policy((Level(needed=EVERYBODY),)))
    three = among(bench, BRUNO, OLGA, EMMA)
    assert isinstance(await three.approve(STAMP, by=BRUNO), answers.Accepted)
    assert isinstance(await three.approve(STAMP, by=OLGA), answers.Accepted)
    let_out = await among(bench, BRUNO, OLGA).approve(STAMP, by=OLGA)
    assert isinstance(let_out, answers.Accepted)
    assert (let_out.operation.kind, len(let_out.document.votes)) == ("stamp", 2)


async def test_the_vote_of_somebody_who_lost_the_role_is_taken_off_with_the_next_one(bench: Bench) -> None:
    await pending(bench, Policy((Level(needed=2),)))
    await among(bench, BRUNO, OLGA, EMMA).approve(STAMP, by=EMMA)
    without_emma = among(bench, BRUNO, OLGA)
    second = await without_emma.approve(STAMP, by=BRUNO)
    assert isinstance(second, answers.Accepted)
    assert (second.operation.kind, [vote.by for vote in second.document.votes]) == ("vote", [BRUNO])
    assert second.document.history[-1].detail["taken_off"] == [EMMA]
    last = await without_emma.approve(STAMP, by=OLGA)
    assert isinstance(last, answers.Accepted)
    assert (last.operation.kind, [vote.by for vote in last.document.votes]) == ("stamp", [BRUNO, OLGA])


async def test_whose_role_came_back_before_the_next_vote_has_voted(bench: Bench) -> None:
    await pending(bench, Policy((Level(needed=2),)))
    await among(bench, BRUNO, EMMA).approve(STAMP, by=EMMA)
    assert isinstance(await among(bench, BRUNO, OLGA, EMMA).approve(STAMP, by=EMMA), AlreadyVoted)
    last = await among(bench, BRUNO, OLGA, EMMA).approve(STAMP, by=OLGA)
    assert isinstance(last, answers.Accepted)
    assert last.operation.kind == "stamp"


async def test_who_was_away_votes_themselves_once_their_substitute_has_no_role(bench: Bench) -> None:
    document = await pending(bench, Policy((Level(people=(BRUNO, OLGA), needed=2),)))
    instead = Vote(EMMA, 1, 1, document.content_hash, (0,), BRUNO)
    await bench.set("D-7K3Q", {"votes": (instead,)})
    own = await among(bench, BRUNO, OLGA).approve(STAMP, by=BRUNO)
    assert isinstance(own, answers.Accepted)
    assert [vote.by for vote in own.document.votes] == [BRUNO]


@pytest.mark.parametrize("needed", [1, 3])
async def test_of_a_crowd_that_presses_at_once_just_as_many_votes_count_as_are_needed(
    bench: Bench, needed: int
) -> None:
    await pending(bench, Policy((Level(needed=needed),)))
    crowd = among(bench, *CROWD)
    given = await asyncio.gather(*[crowd.approve(STAMP, by=person) for person in CROWD])
    accepted = [each.operation.kind for each in given if isinstance(each, answers.Accepted)]
    assert sorted(accepted) == ["stamp", *["vote"] * (needed - 1)]
    document = await bench.documents.get("D-7K3Q")
    assert len({vote.by for vote in document.votes}) == len(document.votes) == needed


async def test_who_edits_between_two_votes_votes_no_more(bench: Bench, document: Document) -> None:
    approvals = among(bench, BRUNO, OLGA, EMMA)
    await approvals.approve(STAMP, by=BRUNO)
    await bench.set("D-7K3Q", {"editors": (EMMA,), "votes": (), "revision": 2})
    assert isinstance(await approvals.approve(STAMP, by=OLGA), answers.Stale)
    second = Reference("D-7K3Q", 2, "D-7K3Q/stamp/1")
    assert isinstance(await approvals.approve(second, by=OLGA), answers.Accepted)
    assert not isinstance(await approvals.approve(second, by=EMMA), answers.Accepted)


def test_a_policy_is_kept_as_it_is() -> None:
    kept: Any = POLICIES.dump_json(TWO_LEVELS)
    assert POLICIES.validate_json(kept) == TWO_LEVELS


def test_who_votes_as_a_substitute_is_no_longer_promised_to_the_level_that_names_them() -> None:
    policy = Policy((Level(people=(BRUNO, OLGA), needed=EVERYBODY), Level(people=(EMMA,))))
    roles = replace(ROLES, approvers=frozenset({BRUNO, OLGA, EMMA}))
    panels = panels_of(policy, Case(Matter.INVOICE, Decimal(1), "COP"), roles=roles)
    instead = Vote(EMMA, 1, 1, "", levels=(0,), instead_of=BRUNO)
    before, after = (level_rows(Poll(panels, roles, frozenset(), votes=votes), votes) for votes in ((), (instead,)))
    assert before[1].people == (EMMA,)
    assert after[1].people == ()
    assert after[1].is_blocked


async def test_the_requester_hears_of_both_when_both_are_needed(bench: Bench) -> None:
    faces = DirectFaces(POLLING)
    around = Around(
        "Los Andes", "", await bench.store.clock(), replace(ROLES, approvers=frozenset({BRUNO, OLGA})), Words("es_CO")
    )
    both = await pending(bench, Policy((Level(people=(BRUNO, OLGA), needed=2),)))
    assert "> y <@" in faces.card(both, None, around).blocks[0]["text"]["text"]
    either = await bench.set(both.id, {"policy": Policy((Level(people=(BRUNO, OLGA)),))})
    assert "> o <@" in faces.card(either, None, around).blocks[0]["text"]["text"]


def test_a_substitute_whose_vote_would_empty_a_later_level_is_named_before_it_is_cast() -> None:
    policy = Policy((Level(people=(BRUNO,)), Level(people=(EMMA,))))
    roles = replace(ROLES, approvers=frozenset({BRUNO, OLGA, EMMA}))
    panels = panels_of(policy, Case(Matter.INVOICE, Decimal(1), "COP"), roles=roles)
    poll = Poll(panels, roles, frozenset(), frozenset({(EMMA, BRUNO), (OLGA, BRUNO)}))
    rows = level_rows(poll, ())
    assert rows[0].spends == (SpentVote(EMMA, BRUNO, 2),)
    assert rows[1].spends == ()


def test_where_another_could_still_give_the_later_level_nobody_is_warned() -> None:
    policy = Policy((Level(people=(BRUNO,)), Level(people=(EMMA, OLGA))))
    roles = replace(ROLES, approvers=frozenset({BRUNO, OLGA, EMMA}))
    panels = panels_of(policy, Case(Matter.INVOICE, Decimal(1), "COP"), roles=roles)
    assert level_rows(Poll(panels, roles, frozenset(), frozenset({(EMMA, BRUNO)})), ())[0].spends == ()
