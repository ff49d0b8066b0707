"""Ways round four eyes, each tried with the real actions on a real store: refused in words, audited, and nothing has changed."""

from collections.abc import Mapping
from typing import Any

import pytest

from bot.actions.rehearsing import DryRun
from bot.operations import answers
from bot.operations.outcomes import Done, Refused
from bot.slack.messages import private_notes
from bot.slack.references import BadReference
from bot.store.audit import Audit
from handlers.objections import Objections
from handlers.refused_attempts import RefusedAttempts, why_refused
from tests.actions import ways_by_content, ways_by_office, ways_by_other_acts, ways_by_person
from tests.actions.bench import Bench, spoken
from tests.actions.four_eyes import Attempt, Scene, Way

TABLES = (ways_by_person.WAYS, ways_by_content.WAYS, ways_by_office.WAYS, ways_by_other_acts.WAYS)
WAYS: Mapping[str, Way] = {tried: way for table in TABLES for tried, way in table.items()}


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
