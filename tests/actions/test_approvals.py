"""Deciding: only by who may, only what was shown, and taken back only while nothing has left."""

import pytest

from bot.actions.approvals import CORRECT, DISCARD
from bot.actions.resolutions import Resolutions
from bot.billing.eligibility import NotApprover, NotPermitted, OwnDocument
from bot.operations import answers
from bot.operations.operation import State
from bot.operations.step import Step
from bot.slack.references import BadReference, Reference
from bot.store.records import Decision, Document, Phase, Vote
from tests.actions.bench import ANA, BRUNO, CARLA, DIEGO, OLGA, Bench, roles

STAMP = Reference("D-7K3Q", 1, "D-7K3Q/stamp/1")


@pytest.fixture
async def document(bench: Bench) -> Document:
    """Waits for approval; its invoice is one that Alegra has."""
    invoice = await bench.local.alegra.invoices.get(next(iter(bench.local.state.books.invoices)))
    pending = Document(
        "D-7K3Q", "main", Phase.PENDING, ANA, invoice.id, revision=1, content=invoice, content_hash="as shown"
    )
    return await bench.documents.adopt(pending)


async def phase_of(bench: Bench) -> Phase:
    return (await bench.documents.get("D-7K3Q")).phase


async def test_an_approval_is_bound_to_what_was_shown(bench: Bench, document: Document) -> None:
    accepted = await bench.approvals.approve(STAMP, by=BRUNO)
    assert isinstance(accepted, answers.Accepted)
    assert accepted.operation.request == {"content_hash": "as shown", "revision": 1}
    assert 14_000 < accepted.operation.not_before - accepted.operation.accepted_at <= 15_000
    (vote,) = accepted.document.votes
    assert (vote.by, vote.revision, vote.content_hash) == (BRUNO, 1, document.content_hash)


@pytest.mark.parametrize(("person", "expected"), [(CARLA, NotApprover), (ANA, NotApprover), (DIEGO, NotApprover)])
async def test_only_approvers_approve_and_return(bench: Bench, document: Document, person: str, expected: type) -> None:
    assert isinstance(await bench.approvals.approve(STAMP, by=person), expected)
    assert isinstance(await bench.approvals.send_back(STAMP, by=person, how=CORRECT, reason="x"), expected)
    assert await phase_of(bench) is document.phase


async def test_who_made_or_edited_it_approves_nothing_of_it(bench: Bench, document: Document) -> None:
    await bench.set(document.id, {"requester": BRUNO, "editors": (OLGA,)})
    for person in (BRUNO, OLGA):
        assert isinstance(await bench.approvals.approve(STAMP, by=person), OwnDocument)


async def test_whoever_becomes_an_editor_between_look_and_script_is_refused_there(
    bench: Bench, document: Document
) -> None:
    guard = answers.Guard(phases=frozenset({Phase.PENDING}), four_eyes=True)
    await bench.set(document.id, {"editors": (BRUNO,)})
    operation = bench.new_operation("D-7K3Q/stamp/1", actor=BRUNO, request={}, accepted_at=1)
    assert isinstance(await bench.journal.accept(operation, guard=guard), answers.OwnDocument)


async def test_nobody_approves_an_invoice_whose_maker_is_not_known(bench: Bench, document: Document) -> None:
    """Made in Alegra: it may be the approver's own."""
    await bench.set(document.id, {"requester": ""})
    answer = await bench.approvals.approve(STAMP, by=BRUNO)
    assert not isinstance(answer, answers.Accepted)
    assert await phase_of(bench) is Phase.PENDING


async def test_a_card_of_an_older_revision_decides_nothing(bench: Bench, document: Document) -> None:
    await bench.set(document.id, {"revision": 2})
    assert isinstance(await bench.approvals.approve(STAMP, by=BRUNO), answers.Stale)
    assert isinstance(await bench.approvals.send_back(STAMP, by=BRUNO, how=CORRECT, reason="x"), answers.Stale)


async def test_undo_takes_back_what_has_not_left(bench: Bench, document: Document) -> None:
    await bench.approvals.approve(STAMP, by=BRUNO)
    assert isinstance(await bench.approvals.undo(STAMP, by=OLGA), NotPermitted)
    undone = await bench.approvals.undo(STAMP, by=BRUNO)
    assert isinstance(undone, answers.Withdrawn)
    assert (undone.document.phase, undone.document.votes, undone.document.decision) == (Phase.PENDING, (), None)
    assert undone.document.next_operation("stamp") == "D-7K3Q/stamp/2"


async def test_what_may_have_reached_the_authority_cannot_be_undone(bench: Bench, document: Document) -> None:
    """A stamp that goes out again later stands among the unsent ones meanwhile."""
    await bench.approvals.approve(STAMP, by=BRUNO)
    bench.clock.advance(16)
    (claimed,) = await bench.journal.claim(limit=1, lease_ms=90_000)
    later = await bench.store.clock() + 300_000
    sending = await bench.journal.step(
        claimed, Step(State.SENDING, fields={"attempts": 1}), keeps_document=True, lease_ms=90_000
    )
    again = Step(State.ACCEPTED, due_at=later, fields={"attempts": 0})
    await bench.journal.step(sending, again, keeps_document=True, lease_ms=90_000)

    assert isinstance(await bench.approvals.undo(STAMP, by=BRUNO), answers.TooLate)
    assert await phase_of(bench) is Phase.APPROVED


async def test_two_who_return_it_are_one_decision(bench: Bench, document: Document) -> None:
    first = await bench.approvals.send_back(STAMP, by=BRUNO, how=CORRECT, reason="precio")
    second = await bench.approvals.send_back(STAMP, by=OLGA, how=DISCARD, reason="repetida")
    assert isinstance(first, answers.Accepted)
    assert not isinstance(second, answers.Accepted | answers.Same)
    decision = (await bench.documents.get("D-7K3Q")).decision
    assert isinstance(decision, Decision)
    assert (decision.by, decision.kind, decision.reason) == (BRUNO, CORRECT, "precio")


async def test_only_author_and_admins_discard_and_never_what_is_approved(bench: Bench, document: Document) -> None:
    assert isinstance(await bench.approvals.discard_own(STAMP, by=CARLA), NotPermitted)
    await bench.approvals.approve(STAMP, by=BRUNO)
    assert isinstance(await bench.approvals.discard_own(STAMP, by=ANA), answers.WrongPhase)


@pytest.mark.parametrize("operation", ["D-7K3Q/void/1", "D-OTHER/stamp/1", "D-7K3Q", "D-7K3Q/stamp"])
async def test_a_button_of_another_act_or_document_decides_nothing(
    bench: Bench, document: Document, operation: str
) -> None:
    forged = Reference("D-7K3Q", 1, operation)
    with pytest.raises(BadReference):
        await bench.approvals.approve(forged, by=BRUNO)
    with pytest.raises(BadReference):
        await bench.approvals.undo(forged, by=BRUNO)
    assert await phase_of(bench) is document.phase


async def test_the_form_of_an_email_accepts_no_stamp(bench: Bench, document: Document) -> None:
    phases = frozenset({document.phase})
    with pytest.raises(BadReference):
        await bench.acting.accept(STAMP, kind="email", by=CARLA, request={}, phases=phases, act="emailed", said={})
    assert await bench.journal.of_document(document.id) == ()


async def test_whose_edit_was_given_up_for_lost_does_not_approve_it(bench: Bench, document: Document) -> None:
    resolutions = Resolutions(bench.journal, bench.documents, roles, bench.store.clock)
    lost = await bench.operation("edit", {}, by=BRUNO)
    (held,) = await bench.journal.claim(limit=1, lease_ms=60_000)
    needy = Step(State.NEEDS_PERSON, due_at=0)
    await bench.journal.step(held, needy, keeps_document=True, lease_ms=60_000)
    assert isinstance(await resolutions.did_not_happen(lost.id, by=DIEGO, note="not there"), answers.Resolved)
    assert isinstance(await bench.approvals.approve(STAMP, by=BRUNO), OwnDocument)
    assert isinstance(await bench.approvals.approve(STAMP, by=OLGA), answers.Accepted)


async def test_its_author_has_it_looked_for_while_nobody_knows_and_decides_nothing(
    bench: Bench, document: Document
) -> None:
    resolutions = Resolutions(bench.journal, bench.documents, roles, bench.store.clock)
    lost = (await bench.operation("edit", {}, by=BRUNO)).id
    assert await resolutions.may_not_look(lost, by=ANA) == NotPermitted(frozenset({BRUNO, OLGA, DIEGO})), "not yet sent"
    for state in (State.UNKNOWN, State.NEEDS_PERSON):
        (held,) = await bench.journal.claim(limit=1, lease_ms=60_000)
        await bench.journal.step(held, Step(state, due_at=0), keeps_document=True, lease_ms=60_000)
        refused = [person for person in (ANA, BRUNO, CARLA, DIEGO) if await resolutions.may_not_look(lost, by=person)]
        assert refused == ([CARLA] if state is State.UNKNOWN else [ANA, CARLA])
    assert await resolutions.forbidden(ANA)


async def test_its_author_withdraws_it_and_the_votes_are_lost(bench: Bench, document: Document) -> None:
    vote = Vote(OLGA, 1, 1, document.content_hash, (0,))
    await bench.set("D-7K3Q", {"votes": (vote,)})
    for other in (BRUNO, DIEGO):
        refused = await bench.approvals.withdraw(STAMP, by=other, how=CORRECT, reason="")
        assert refused == NotPermitted(frozenset({ANA}))
    withdrawn = await bench.approvals.withdraw(STAMP, by=ANA, how=CORRECT, reason="")
    assert isinstance(withdrawn, answers.Accepted)
    now = withdrawn.document
    assert (now.phase, now.votes, now.history[-1].what) == (Phase.RETURNED, (), "withdrawn")
    assert isinstance(await bench.approvals.approve(STAMP, by=BRUNO), answers.WrongPhase | answers.Busy)


async def test_nobody_withdraws_what_is_approved(bench: Bench, document: Document) -> None:
    await bench.approvals.approve(STAMP, by=BRUNO)
    assert isinstance(await bench.approvals.withdraw(STAMP, by=ANA, how=DISCARD, reason=""), answers.WrongPhase)
