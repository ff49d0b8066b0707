"""Ways round four eyes by other acts than approving: linking, resolving, voiding, deleting, trying out."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.actions.creations import CreateInvoice
from bot.actions.reversals import VoidInvoice
from bot.billing.policy import Level, Matter, Policy
from bot.operations import answers
from bot.operations.operation import Ruling
from bot.slack.references import Reference
from bot.store.records import Phase
from tests.actions.bench import ANA, BRUNO, DIEGO, OLGA, a_draft
from tests.actions.four_eyes import VOID, WHY, Attempt, Scene, Way

TAKING_BACK = frozenset(Matter) - {Matter.INVOICE}


STRICT = Policy((Level(TAKING_BACK),), version=4)


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


async def _dry_run(scene: Scene) -> Attempt:
    await scene.asks()
    await scene.issued()
    return lambda: scene.reversals.void(replace(VOID, rehearse=True), by=BRUNO, cause=WHY)


WAYS: Mapping[str, Way] = {
    "who linked it to an invoice of Alegra approves it": _linked_it,
    "the requester says the stamp did not happen": _resolved_by_requester,
    "the requester has the stamp sent again": _sent_again_by_requester,
    "an editor says the own edit did not happen": _own_edit_said_not_to_have_happened,
    "an approver votes and then edits": _voted_then_edited,
    "who asked for the void approves it": _void_alone,
    "who asked for the void approves it as a substitute": _void_as_substitute,
    "the card of a refused void approves the next one": _void_by_old_card,
    "who asked for the deletion approves it": _discard_alone,
    "a dry run voids": _dry_run,
}
