"""Ways round four eyes by what is voted on: older cards, other contents, what nobody handed in, level 0."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from bot.actions.routine import LOOK
from bot.actions.stamps import StampInvoice
from bot.billing.policy import Level, Routine
from bot.operations import answers
from bot.slack.references import Reference
from bot.store.records import Phase
from tests.actions.bench import ANA, BRUNO, OLGA
from tests.actions.four_eyes import Attempt, Scene, Way

FINE = {"knows_client": True, "has_list_prices": True, "repeats_last": True}


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


async def _suggested_not_accepted(scene: Scene) -> Attempt:
    document = await scene.asks()
    await scene.set(facts={"suggestion": {"by": BRUNO, "draft": document.draft, "total": "1", "names": {}}})
    return lambda: scene.suggestions.take_over(Reference("D-7K3Q", 1, "D-7K3Q/edit/1"), by=BRUNO)


async def _suggested_in_its_place(scene: Scene) -> Attempt:
    """Its requester presses the button of the one before, which they have read."""
    document = await scene.asks()
    first = {"by": OLGA, "at": 1, "draft": document.draft, "total": "1", "names": {}}
    await scene.set(facts={"suggestion": first | {"by": BRUNO, "at": 2}})
    return lambda: scene.suggestions.take_over(Reference("D-7K3Q", 1, "D-7K3Q/edit/1", verb="1"), by=ANA)


async def _while_an_edit_is_on_its_way(scene: Scene) -> Attempt:
    await scene.asks()
    await scene.bench.journal.accept(
        scene.bench.new_operation("D-7K3Q/edit/1", actor=ANA, request={}, accepted_at=1), guard=answers.Guard()
    )
    return scene.approves(BRUNO)


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
    "the card of an older revision is pressed": _stale,
    "a list that showed other contents is submitted": _other_content,
    "the operation of another document is named": _of_another_document,
    "the operation of another act is named": _of_another_act,
    "the document of another team or company is named": _of_a_company_that_is_not_here,
    "an approver takes over the change they suggested": _suggested_not_accepted,
    "another change is suggested while its requester takes one over": _suggested_in_its_place,
    "an edit is accepted after the approval": _edited_after_approval,
    "it was changed in Alegra after the votes": _changed_in_alegra,
    "it is approved while an edit is on its way": _while_an_edit_is_on_its_way,
    "a draft that was made in Alegra is approved": _made_in_alegra,
    "what was returned is approved": _returned,
    "what was approved is approved again": _approved_again,
    "level 0 lets out what was edited since": _routine_after_edit,
    "level 0 lets out what Alegra has otherwise": _routine_of_other_contents,
    "level 0 lets out what began before there was a rule": _routine_for_what_began_before,
}
