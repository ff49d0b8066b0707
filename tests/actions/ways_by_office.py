"""Ways round four eyes by who rules: the policy, broken glass, warnings set aside."""

from collections.abc import Mapping

from bot.actions.policy_changes import PolicyProposed
from bot.billing.policy import Level, Policy
from bot.slack.references import Reference
from tests.actions.bench import BRUNO, CARLA, DIEGO
from tests.actions.four_eyes import STAMP, WHY, Attempt, Scene, Way


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


async def _risk_by_approver(scene: Scene) -> Attempt:
    await scene.asks()
    reference = Reference("D-7K3Q", 1, "D-7K3Q/aside/1")
    return lambda: scene.risks.set_aside(reference, by=BRUNO, kinds=["duplicate"], reason=WHY)


async def _risk_by_requester(scene: Scene) -> Attempt:
    await scene.asks(requester=DIEGO)
    reference = Reference("D-7K3Q", 1, "D-7K3Q/aside/1")
    return lambda: scene.risks.set_aside(reference, by=DIEGO, kinds=["duplicate"], reason=WHY)


WAYS: Mapping[str, Way] = {
    "the policy is made easier while it waits": _policy_changed_for_it,
    "an admin accepts their own change of the policy": _policy_alone,
    "an approver changes the policy": _policy_by_an_approver,
    "an admin breaks the glass where it is off": _glass_off,
    "an approver breaks the glass": _glass_by_approver,
    "the glass is broken over an older card": _glass_over_old_card,
    "an approver sets a warning aside": _risk_by_approver,
    "an admin sets a warning about their own invoice aside": _risk_by_requester,
}
