"""A genuine click on Approve, sent again as if it came from elsewhere: signed, and still nobody's approval."""

import json
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import httpx

from bot.store.audit import Audit
from bot.store.scripts import Store
from tests.stories.distortions import signed
from tests.stories.invoicing import to_approve
from tests.stories.stage import Stage

Payload = dict[str, Any]
Forgery = Callable[[Payload], None]


def _by(user: str, team: str = "") -> Forgery:
    def forge(click: Payload) -> None:
        click["user"] = {**click["user"], "id": user, "username": "x", "name": "x"}
        if team:
            click["user"]["team_id"] = team

    return forge


def _drawn_for(**fields: Any) -> Forgery:
    def forge(click: Payload) -> None:
        (action,) = click["actions"]
        action["value"] = json.dumps(json.loads(action["value"]) | fields)

    return forge


def _value(text: str) -> Forgery:
    def forge(click: Payload) -> None:
        click["actions"][0]["value"] = text

    return forge


BRUNO = "U0BRUNO002"
FORGED: dict[str, Forgery] = {
    "a guest": _by("U0GUEST006"),
    "somebody deactivated": _by("U0EMMA0005"),
    "a bot": _by("U0COBRO001"),
    "somebody of another workspace": _by("U0NADIA011", "T0NORTE002"),
    "nobody": _by(""),
    "of another revision": _drawn_for(r=7),
    "of another document": _drawn_for(d="D-0000"),
    "with the operation of another act": _drawn_for(o="D-0000/void/1"),
    "with a reference that nobody drew": _value('{"d": ["D-7K3Q"], "r": "1"}'),
    "with no reference": _value(""),
}
AUDITED = {"U0CARLA003", "U0GUEST006", "U0EMMA0005"}
"""Who Slack says they are, and who may not."""


async def test_a_click_that_was_forged_or_sent_again_approves_nothing(stage: Stage, store: Store) -> None:
    stage.traffic.expect("")
    stage.slack.state.workspace.directory.person("U0EMMA0005").deleted = True
    card = await to_approve(stage, by="carla")
    await card.press("Aprobar y emitir", confirm=True)
    await stage.person("carla").sees_privately("No puedes aprobar ni devolver facturas")
    click = next(deepcopy(line.request) for line in reversed(stage.traffic.lines) if _is_click(line))
    _by(BRUNO)(click)
    for name, forge in FORGED.items():
        forged = deepcopy(click)
        forge(forged)
        await _sent(stage, forged, name)
        await _sent(stage, forged | {"trigger_id": "once more, now that they are known"}, name)
    assert "Factura por aprobar" in card.text
    assert [each["status"] for each in stage.invoices] == ["draft"]
    assert await _refused(store) >= AUDITED

    await _sent(stage, click, "the genuine one")
    await card.shows("Deshacer")


async def _sent(stage: Stage, click: Payload, name: str) -> None:
    """Twice, the very same bytes: what was let in is let in once."""
    headers, body = signed(click, stage.environment["SLACK_SIGNING_SECRET"])
    async with httpx.AsyncClient(trust_env=False, timeout=30) as client:
        first, again = [
            (await client.post(f"{stage.app_url}/slack/events", headers=headers, content=body)).status_code
            for _ in range(2)
        ]
    assert (first, again) in {(200, 401), (400, 400)}, name


async def _refused(store: Store) -> set[str]:
    audit = Audit(store)
    last, _ = await audit.lengths()
    entries = [json.loads(entry) for entry in await audit.entries(1, last)]
    return {entry.get("actor", "") for entry in entries if entry["what"] == "refused"}


def _is_click(line: Any) -> bool:
    is_out = (line.service, line.direction) == ("slack", "out") and isinstance(line.request, dict)
    return is_out and line.request.get("type") == "block_actions"
