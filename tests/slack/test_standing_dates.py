"""What stands in a channel for days names its days: what was today is not read as today on the morrow."""

import re

import pytest

from bot.locale import Words
from bot.slack.gallery import samples

STANDS = {
    "approval_card", "approved_card", "authority_down_card", "deleted_card", "direct_card", "discarded_card", "expired_card",
    "given_back_closed", "issued_card", "issued_reply", "needs_person_card", "nudge_reply", "outside_reply", "petition_asked",
    "returned_card", "suggestion_closed", "voided_card", "waiting_list",
}  # fmt: skip
RELATIVE = re.compile(r"\b(hoy|ayer|mañana) \d")


@pytest.mark.parametrize("name", sorted(STANDS))
def test_it_names_the_day(name: str) -> None:
    drawn = [sample.draw(Words("es_CO")) for sample in samples() if sample.module == name]
    assert drawn
    assert not [each for each in drawn if RELATIVE.search(str(each))]
