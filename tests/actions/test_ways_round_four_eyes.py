"""Ways round four eyes, each tried with the real actions on a real store: refused in words, audited, and nothing has changed."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from bot.actions.creations import CreateInvoice, EditInvoice
from bot.actions.invoice_kind import DRAFTS
from bot.actions.policy_changes import PolicyProposed
from bot.actions.rehearsing import DryRun
from bot.actions.reversals import VoidInvoice
from bot.actions.routine import LOOK
from bot.actions.stamps import StampInvoice
from bot.billing.policy import EVERYBODY, Level, Matter, Policy, Routine
from bot.operations import answers
from bot.operations.operation import Ruling
from bot.operations.outcomes import Done, Refused
from bot.slack.messages import private_notes
from bot.slack.references import BadReference, Reference
from bot.store.audit import Audit
from bot.store.records import Phase
from handlers.objections import Objections
from handlers.refused_attempts import RefusedAttempts, why_refused
from tests.actions.bench import ANA, BRUNO, CARLA, DIEGO, OLGA, Bench, a_draft, spoken
from tests.actions.four_eyes import STAMP, VOID, WHY, Attempt, Scene

TAKING_BACK = frozenset(Matter) - {Matter.INVOICE}
STRICT = Policy((Level(TAKING_BACK),), version=4)
FINANCE = "S0FINANZAS"
FINE = {"knows_client": True, "has_list_prices": True, "repeats_last": True}
Way = Callable[[Scene], Awaitable[Attempt]]


async def _own(scene: Scene) -> Attempt:
    await scene.asks(requester=BRUNO)
    return scene.approves(BRUNO)


async def _edited_earlier(scene: Scene) -> Attempt:
    document = await scene.asks()
    request = {
        "draft": DRAFTS.dump_python(replace(a_draft(), purchase_order="1"), mode="json"),
        "base_hash": document.content_hash,
    }
    edit = await scene.bench.operation("edit", request, by=BRUNO)
    await scene.bench.done(EditInvoice(scene.bench.desk), edit)
    anew = await scene.document()
    await scene.set(requester=ANA)
    return scene.approves(BRUNO, Reference(anew.id, anew.revision, "D-7K3Q/stamp/1"))


async def _handed_in_again(scene: Scene) -> Attempt:
    await scene.asks()
    await scene.set(editors=(OLGA,))
    return scene.approves(OLGA)


async def _stale(scene: Scene) -> Attempt:
    await scene.asks()
    await scene.set(revision=2)
    return scene.approves(BRUNO)


async def _other_content(scene: Scene) -> Attempt:
    await scene.asks()
    return scene.approves(BRUNO, seen="what the list showed")


async def _of_another_document(scene: Scene) -> Attempt:
    await scene.asks()
    return scene.approves(BRUNO, Reference("D-7K3Q", 1, "D-OTHER/stamp/1"))


async def _of_another_act(scene: Scene) -> Attempt:
    await scene.asks()
    return scene.approves(BRUNO, Reference("D-7K3Q", 1, "D-7K3Q/void/1"))


async def _of_a_company_that_is_not_here(scene: Scene) -> Attempt:
    await scene.asks()
    return scene.approves(BRUNO, Reference("D-9999", 1, "D-9999/stamp/1"))


async def _requester_stands_in(scene: Scene) -> Attempt:
    await scene.asks(requester=OLGA)
    scene.substitute(OLGA, away=BRUNO)
    return scene.approves(OLGA)


async def _stands_in_for_requester(scene: Scene) -> Attempt:
    await scene.asks(Level(people=(OLGA,)), requester=OLGA)
    scene.substitute(BRUNO, away=OLGA)
    return scene.approves(BRUNO)


async def _two_levels(scene: Scene) -> Attempt:
    await scene.asks(Level(people=(BRUNO,)), Level(people=(BRUNO, OLGA)))
    await scene.approves(BRUNO)()
    return scene.approves(BRUNO)


async def _second_level_as_substitute(scene: Scene) -> Attempt:
    await scene.asks(Level(people=(BRUNO,)), Level(people=(OLGA,)))
    scene.substitute(BRUNO, away=OLGA)
    await scene.approves(BRUNO)()
    return scene.approves(BRUNO)


async def _back_before_the_end(scene: Scene) -> Attempt:
    await scene.asks(Level(people=(OLGA,)), Level())
    scene.substitute(BRUNO, away=OLGA)
    await scene.approves(BRUNO)()
    return scene.approves(OLGA)


async def _suggested_not_accepted(scene: Scene) -> Attempt:
    document = await scene.asks()
    await scene.set(facts={"suggestion": {"by": BRUNO, "draft": document.draft, "total": "1", "names": {}}})
    return lambda: scene.suggestions.take_over(Reference("D-7K3Q", 1, "D-7K3Q/edit/1"), by=BRUNO)


async def _role_taken_away(scene: Scene) -> Attempt:
    await scene.asks()
    scene.appoint(OLGA)
    return scene.approves(BRUNO)


async def _role_taken_away_of_the_last(scene: Scene) -> Attempt:
    """Their vote of before stands; they do not finish the poll."""
    await scene.asks(Level(needed=EVERYBODY))
    await scene.approves(BRUNO)()
    scene.appoint(OLGA)
    return scene.approves(BRUNO)


async def _left_the_group(scene: Scene) -> Attempt:
    await scene.asks(Level(people=(FINANCE,)))
    scene.appoint(BRUNO, OLGA, members={FINANCE: frozenset({OLGA})})
    return scene.approves(BRUNO)


async def _policy_changed_for_it(scene: Scene) -> Attempt:
    """What waits keeps the policy that it began with, whatever two admins have agreed on since."""
    await scene.asks(Level(needed=2))
    changing = scene.changing(DIEGO, CARLA)
    proposed = await changing.change(Policy((Level(),)), by=DIEGO, on=0)
    assert isinstance(proposed, PolicyProposed)
    proposal = (await changing.view()).proposal
    assert proposal
    await changing.accept(proposal.id, by=CARLA)
    await scene.approves(BRUNO)()
    return scene.approves(BRUNO)


async def _policy_alone(scene: Scene) -> Attempt:
    await scene.asks(Level(needed=2))
    changing = scene.changing(DIEGO, CARLA)
    await changing.change(Policy((Level(),)), by=DIEGO, on=0)
    proposal = (await changing.view()).proposal
    assert proposal
    return lambda: changing.accept(proposal.id, by=DIEGO)


async def _policy_by_an_approver(scene: Scene) -> Attempt:
    await scene.asks(Level(needed=2))
    return lambda: scene.changing(DIEGO, CARLA).change(Policy((Level(),)), by=BRUNO, on=0)


async def _glass_off(scene: Scene) -> Attempt:
    await scene.asks(Level())
    return lambda: scene.glass.issue(STAMP, by=DIEGO, reason=WHY)


async def _glass_by_approver(scene: Scene) -> Attempt:
    await scene.asks(Level(needed=2), break_glass=True)
    return lambda: scene.glass.issue(STAMP, by=BRUNO, reason=WHY)


async def _glass_over_old_card(scene: Scene) -> Attempt:
    await scene.asks(Level(), break_glass=True)
    await scene.set(revision=2)
    return lambda: scene.glass.issue(STAMP, by=DIEGO, reason=WHY)


async def _linked_it(scene: Scene) -> Attempt:
    """Whoever says which invoice of Alegra it is has chosen what is in it."""
    operation = await scene.bench.creation(a_draft())
    by_hand = await scene.bench.done(
        CreateInvoice(scene.bench.desk), await scene.bench.creation(a_draft(), document="D-HAND")
    )
    scene.bench.kept(by_hand)["observations"] = ""
    await scene.bench.store.client.hdel(scene.bench.store.keys("by-alegra-id"), by_hand.alegra_id)
    ruled = replace(operation, sent_at=operation.accepted_at, ruling=Ruling(BRUNO, link=by_hand.alegra_id))
    await scene.bench.take_up(await CreateInvoice(scene.bench.desk).look_up(ruled), operation)
    return scene.approves(BRUNO)


async def _resolved_by_requester(scene: Scene) -> Attempt:
    await scene.asks()
    lost = await scene.given_up("stamp", by=BRUNO)

    async def resolves() -> Any:
        return await scene.resolutions.forbidden(ANA) or await scene.resolutions.did_not_happen(
            lost.id, by=ANA, note=""
        )

    return resolves


async def _sent_again_by_requester(scene: Scene) -> Attempt:
    await scene.asks()
    lost = await scene.given_up("stamp", by=BRUNO)

    async def resolves() -> Any:
        return await scene.resolutions.forbidden(ANA) or await scene.resolutions.send_again(lost.id, by=ANA, reason=WHY)

    return resolves


async def _own_edit_said_not_to_have_happened(scene: Scene) -> Attempt:
    await scene.asks()
    lost = await scene.given_up("edit", by=BRUNO)
    await scene.resolutions.did_not_happen(lost.id, by=BRUNO, note="no está")
    return scene.approves(BRUNO)


async def _voted_then_edited(scene: Scene) -> Attempt:
    """The vote of somebody whose edit was given up counts no more: it may still arrive."""
    await scene.asks(Level(needed=2))
    await scene.approves(BRUNO)()
    lost = await scene.given_up("edit", by=BRUNO)
    await scene.resolutions.did_not_happen(lost.id, by=DIEGO, note="no está")
    await scene.approves(OLGA)()
    return scene.approves(OLGA)


async def _twice_in_parallel(scene: Scene) -> Attempt:
    await scene.asks(Level(needed=2))
    await scene.approves(BRUNO)()

    async def presses() -> Any:
        given = await asyncio.gather(*[scene.approves(BRUNO)() for _ in range(6)])
        return next((each for each in given if isinstance(each, answers.Accepted)), given[0])

    return presses


async def _while_an_edit_is_on_its_way(scene: Scene) -> Attempt:
    await scene.asks()
    await scene.bench.journal.accept(
        scene.bench.new_operation("D-7K3Q/edit/1", actor=ANA, request={}, accepted_at=1), guard=answers.Guard()
    )
    return scene.approves(BRUNO)


async def _void_alone(scene: Scene) -> Attempt:
    scene.policy = STRICT
    await scene.asks()
    await scene.issued()
    await scene.reversals.void(VOID, by=BRUNO, cause=WHY)
    return lambda: scene.petitions.approve(VOID, by=BRUNO)


async def _void_as_substitute(scene: Scene) -> Attempt:
    scene.substitute(BRUNO, away=OLGA)
    return await _void_alone(scene)


async def _void_by_old_card(scene: Scene) -> Attempt:
    """The card of what was refused lets nothing out that is asked for later."""
    await _void_alone(scene)
    await scene.petitions.refuse(VOID, by=DIEGO)
    again = Reference("D-7K3Q", 1, (await scene.document()).next_operation(VoidInvoice.name))
    asked = await scene.reversals.void(again, by=BRUNO, cause="otra causa")
    assert isinstance(asked, answers.Accepted)
    return lambda: scene.petitions.approve(VOID, by=OLGA)


async def _discard_alone(scene: Scene) -> Attempt:
    scene.policy, reference = STRICT, Reference("D-7K3Q", 1, "D-7K3Q/delete/1")
    await scene.asks(requester=BRUNO)
    await scene.set(phase=Phase.DISCARDED)
    await scene.reversals.delete(reference, by=BRUNO)
    return lambda: scene.petitions.approve(reference, by=BRUNO)


async def _risk_by_approver(scene: Scene) -> Attempt:
    await scene.asks()
    reference = Reference("D-7K3Q", 1, "D-7K3Q/aside/1")
    return lambda: scene.risks.set_aside(reference, by=BRUNO, kinds=["duplicate"], reason=WHY)


async def _risk_by_requester(scene: Scene) -> Attempt:
    await scene.asks(requester=DIEGO)
    reference = Reference("D-7K3Q", 1, "D-7K3Q/aside/1")
    return lambda: scene.risks.set_aside(reference, by=DIEGO, kinds=["duplicate"], reason=WHY)


async def _dry_run(scene: Scene) -> Attempt:
    await scene.asks()
    await scene.issued()
    return lambda: scene.reversals.void(replace(VOID, rehearse=True), by=BRUNO, cause=WHY)


async def _made_in_alegra(scene: Scene) -> Attempt:
    await scene.asks(requester="")
    return scene.approves(BRUNO)


async def _returned(scene: Scene) -> Attempt:
    await scene.asks()
    await scene.set(phase=Phase.RETURNED)
    return scene.approves(BRUNO)


async def _approved_again(scene: Scene) -> Attempt:
    await scene.asks()
    await scene.approves(OLGA)()
    return scene.approves(BRUNO)


async def _undone_by_another(scene: Scene) -> Attempt:
    await scene.asks()
    await scene.approves(OLGA)()
    return lambda: scene.approvals.undo(STAMP, by=ANA)


async def _not_yet_asked(scene: Scene) -> Attempt:
    await scene.asks(Level(people=(OLGA,)), Level(people=(BRUNO,)))
    return scene.approves(BRUNO)


async def _nobody_left(scene: Scene) -> Attempt:
    await scene.asks(Level(people=(BRUNO,), needed=EVERYBODY), requester=BRUNO)
    return scene.approves(OLGA)


async def _admin(scene: Scene) -> Attempt:
    await scene.asks()
    return scene.approves(DIEGO)


async def _edited_after_approval(scene: Scene) -> Attempt:
    document = await scene.asks()
    await scene.set(facts={"suggestion": {"by": OLGA, "draft": document.draft, "total": "1", "names": {}}})
    await scene.approves(BRUNO)()
    return lambda: scene.suggestions.take_over(Reference("D-7K3Q", 1, "D-7K3Q/edit/1"), by=ANA)


async def _changed_in_alegra(scene: Scene) -> Attempt:
    """By whoever: what was approved is held against what Alegra has right before the stamp leaves."""
    document = await scene.asks()
    accepted = await scene.approves(BRUNO)()
    await scene.bench.local.alegra.invoices.edit(document.alegra_id, {"anotation": "Otra cosa"})
    return lambda: StampInvoice(scene.bench.desk).send(accepted.operation)


async def _routine_after_edit(scene: Scene) -> Attempt:
    await scene.asks(Level(), routine=Routine(Decimal(10_000_000)))
    await scene.set(facts={LOOK: FINE}, revision=2)
    return lambda: scene.routine.let_out("D-7K3Q")


async def _routine_of_other_contents(scene: Scene) -> Attempt:
    """What Alegra has is not what was handed in."""
    document = await scene.asks(Level(), routine=Routine(Decimal(10_000_000)))
    assert document.draft
    await scene.set(facts={LOOK: FINE}, draft=replace(document.draft, purchase_order="9"))
    return lambda: scene.routine.let_out("D-7K3Q")


async def _routine_for_what_began_before(scene: Scene) -> Attempt:
    await scene.asks(Level())
    await scene.set(facts={LOOK: FINE})
    return lambda: scene.routine.let_out("D-7K3Q")


WAYS: Mapping[str, Way] = {
    "an edit is accepted after the approval": _edited_after_approval,
    "it was changed in Alegra after the votes": _changed_in_alegra,
    "level 0 lets out what was edited since": _routine_after_edit,
    "level 0 lets out what Alegra has otherwise": _routine_of_other_contents,
    "level 0 lets out what began before there was a rule": _routine_for_what_began_before,
    "who asked for it approves it": _own,
    "who edited an earlier revision approves a later one": _edited_earlier,
    "who handed it in again from a second account approves it": _handed_in_again,
    "the card of an older revision is pressed": _stale,
    "a list that showed other contents is submitted": _other_content,
    "the operation of another document is named": _of_another_document,
    "the operation of another act is named": _of_another_act,
    "the document of another team or company is named": _of_a_company_that_is_not_here,
    "the requester stands in for an approver": _requester_stands_in,
    "an approver stands in for the requester": _stands_in_for_requester,
    "one person goes through two levels": _two_levels,
    "one person goes through the second level as a substitute": _second_level_as_substitute,
    "who was away votes after the substitute did": _back_before_the_end,
    "an approver takes over the change they suggested": _suggested_not_accepted,
    "the role is taken away before the click": _role_taken_away,
    "the role is taken away before the last click": _role_taken_away_of_the_last,
    "the approver was taken out of the group": _left_the_group,
    "the policy is made easier while it waits": _policy_changed_for_it,
    "an admin accepts their own change of the policy": _policy_alone,
    "an approver changes the policy": _policy_by_an_approver,
    "an admin breaks the glass where it is off": _glass_off,
    "an approver breaks the glass": _glass_by_approver,
    "the glass is broken over an older card": _glass_over_old_card,
    "who linked it to an invoice of Alegra approves it": _linked_it,
    "the requester says the stamp did not happen": _resolved_by_requester,
    "the requester has the stamp sent again": _sent_again_by_requester,
    "an editor says the own edit did not happen": _own_edit_said_not_to_have_happened,
    "an approver votes and then edits": _voted_then_edited,
    "one person votes many times at once": _twice_in_parallel,
    "it is approved while an edit is on its way": _while_an_edit_is_on_its_way,
    "who asked for the void approves it": _void_alone,
    "who asked for the void approves it as a substitute": _void_as_substitute,
    "the card of a refused void approves the next one": _void_by_old_card,
    "who asked for the deletion approves it": _discard_alone,
    "an approver sets a warning aside": _risk_by_approver,
    "an admin sets a warning about their own invoice aside": _risk_by_requester,
    "a dry run voids": _dry_run,
    "a draft that was made in Alegra is approved": _made_in_alegra,
    "what was returned is approved": _returned,
    "what was approved is approved again": _approved_again,
    "the requester takes the approval back": _undone_by_another,
    "who is asked last votes first": _not_yet_asked,
    "the only one who is asked is who asked for it": _nobody_left,
    "an admin without the role approves": _admin,
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
async def test_no_way_round_four_eyes_passes(bench: Bench, way: Way) -> None:
    scene = Scene(bench)
    attempt = await way(scene)
    before = await scene.picture()

    answer = await _tried(attempt)

    assert not isinstance(answer, Done | answers.Accepted | answers.Same | answers.Decided | answers.Withdrawn), answer
    assert await scene.picture() == before
    await _is_told_and_audited(scene, answer)


async def _tried(attempt: Attempt) -> Any:
    try:
        return await attempt()
    except (BadReference, DryRun) as refused:
        return refused


async def _is_told_and_audited(scene: Scene, answer: Any) -> None:
    audit, words = Audit(scene.bench.store), await spoken()
    objections = Objections(clock=scene.clock, words_of=lambda _: words, record_refusal=RefusedAttempts(audit).record)
    if isinstance(answer, BadReference):
        assert private_notes.stale(words).text
    elif isinstance(answer, Refused):
        assert answer.error["situation"] == "changed_in_alegra"
    elif not isinstance(answer, DryRun | bool):
        assert len((await objections.note(answer, words)).text) > 20
    if why := why_refused(answer):
        (last,) = await audit.entries(*[(await audit.lengths())[0]] * 2)
        assert f'"why":"{why}"'.encode() in last
