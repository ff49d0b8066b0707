"""Ways round four eyes by who votes: the own, substitutes, lost roles, levels."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.actions.creations import EditInvoice
from bot.actions.invoice_kind import DRAFTS
from bot.billing.policy import EVERYBODY, Level
from bot.operations import answers
from bot.slack.references import Reference
from tests.actions.bench import ANA, BRUNO, DIEGO, OLGA, a_draft
from tests.actions.four_eyes import STAMP, Attempt, Scene, Way

FINANCE = "S0FINANZAS"


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


async def _twice_in_parallel(scene: Scene) -> Attempt:
    await scene.asks(Level(needed=2))
    await scene.approves(BRUNO)()

    async def presses() -> Any:
        given = await asyncio.gather(*[scene.approves(BRUNO)() for _ in range(6)])
        return next((each for each in given if isinstance(each, answers.Accepted)), given[0])

    return presses


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


WAYS: Mapping[str, Way] = {
    "who asked for it approves it": _own,
    "who edited an earlier revision approves a later one": _edited_earlier,
    "who handed it in again from a second account approves it": _handed_in_again,
    "the requester stands in for an approver": _requester_stands_in,
    "an approver stands in for the requester": _stands_in_for_requester,
    "one person goes through two levels": _two_levels,
    "one person goes through the second level as a substitute": _second_level_as_substitute,
    "who was away votes after the substitute did": _back_before_the_end,
    "the role is taken away before the click": _role_taken_away,
    "the role is taken away before the last click": _role_taken_away_of_the_last,
    "the approver was taken out of the group": _left_the_group,
    "one person votes many times at once": _twice_in_parallel,
    "the requester takes the approval back": _undone_by_another,
    "who is asked last votes first": _not_yet_asked,
    "the only one who is asked is who asked for it": _nobody_left,
    "an admin without the role approves": _admin,
}
