import datetime as dt
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from bot.billing.business_hours import HOUR_MS, BusinessHours
from bot.billing.patience import WAVE_MS, Patience, Stage, Wait, due_of, expires_at
from bot.billing.policy import DEFAULT_POLICY, Policy

OFFICE = BusinessHours("America/Bogota", "colombia")
PATIENCE = Patience(remind_hours=4, escalate_hours=10, expire_days=3)


def at(local: str) -> int:
    return int(dt.datetime.fromisoformat(local).replace(tzinfo=ZoneInfo("America/Bogota")).timestamp() * 1000)


FRIDAY = Wait(at("2026-11-27T17:00"), at("2026-11-27T17:00"))


def stages(wait: Wait, local: str, patience: Patience = PATIENCE) -> list[Stage]:
    return [due.stage for due in due_of(wait, patience, OFFICE, now=at(local))]


def test_each_stage_has_its_hour_and_none_comes_while_the_company_is_closed() -> None:
    assert stages(FRIDAY, "2026-11-30T10:59") == []
    assert stages(FRIDAY, "2026-11-30T11:00") == [Stage.REMIND]
    assert stages(FRIDAY, "2026-11-30T17:00") == [Stage.ESCALATE, Stage.REMIND]
    assert stages(FRIDAY, "2026-11-30T18:00") == []
    assert stages(FRIDAY, "2026-12-02T16:59")[0] is Stage.ESCALATE
    assert stages(FRIDAY, "2026-12-02T17:00")[0] is Stage.EXPIRE
    assert expires_at(FRIDAY.began, PATIENCE, OFFICE) == at("2026-12-02T17:00")


def test_after_a_long_silence_one_reminder_is_due_and_not_each() -> None:
    late = due_of(FRIDAY, Patience(), OFFICE, now=at("2026-12-04T09:10"))
    assert [due.planned for due in late] == [at("2026-12-03T17:00")]
    told = Wait(FRIDAY.began, FRIDAY.since, nudged=at("2026-12-04T09:00"))
    assert stages(told, "2026-12-04T10:59", Patience()) == []
    assert stages(told, "2026-12-04T11:00", Patience()) == [Stage.REMIND]


def test_a_vote_begins_the_hours_anew_and_not_the_days() -> None:
    voted = Wait(FRIDAY.began, since=at("2026-12-02T10:00"))
    assert stages(voted, "2026-12-02T13:59") == []
    assert stages(voted, "2026-12-02T17:00")[0] is Stage.EXPIRE


def test_what_is_off_never_comes() -> None:
    assert stages(FRIDAY, "2027-11-26T10:00", Patience(0, 0, (), 0)) == []
    assert expires_at(FRIDAY.began, Patience(), OFFICE) == 0
    assert Policy().patience.escalate_hours == 0, "a policy of before keeps to its people"
    assert (DEFAULT_POLICY.patience.escalate_hours, DEFAULT_POLICY.patience.expire_days) == (8, 0)


@given(
    st.integers(0, 20 * 24 * 60),
    st.builds(Patience, st.integers(1, 30), st.integers(0, 30), st.just(()), st.integers(0, 9)),
)
def test_whoever_looks_often_reminds_as_often_as_hours_pass_and_once_for_each(minutes: int, patience: Patience) -> None:
    """Looking every half hour, after having been away for some minutes."""
    now, wait, seen = FRIDAY.began + minutes * 60_000, FRIDAY, list[int]()
    for _ in range(40):
        now += WAVE_MS
        for due in due_of(wait, patience, OFFICE, now=now):
            assert OFFICE.is_open(now)
            assert due.planned <= now
            if due.stage is Stage.REMIND:
                seen.append(due.planned)
                wait = Wait(wait.began, wait.since, now // WAVE_MS * WAVE_MS)
    assert len(seen) == len(set(seen))
    assert len(seen) <= OFFICE.elapsed(FRIDAY.began, now) // (patience.remind_hours * HOUR_MS)
    assert all(later - earlier >= patience.remind_hours * HOUR_MS for earlier, later in pairwise(seen))
