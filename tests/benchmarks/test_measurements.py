"""Each measurement runs, and what it counts is right. No time is asserted: that is for `make bench` on a quiet machine."""

import pytest

from benchmarks import acks, alegra_requests, cold_start, month, month_figures, replicas, soak, type_ahead
from benchmarks.load import fired
from benchmarks.quantiles import quantile


async def test_every_ack_is_right_and_every_approval_is_kept() -> None:
    measured = await acks.measure(requests=4, rounds=1, generator=fired, calm_seconds=0.02, alegra_seconds=0.5)
    answered = {key: (each.wrong, len(each.milliseconds)) for key, each in measured.measured.items()}
    assert answered == {(case, each): (0, int(4 * each.share)) for case in acks.CASES for each in acks.PRESSURES}
    assert (measured.approvals, measured.views_opened) == (18, 18)
    assert "| Cobro | a durable click: Approve | 16 connections |" in acks.section(measured)


async def test_what_is_typed_is_answered_from_the_copy() -> None:
    measured = await type_ahead.measure(clients=50, requests=5)
    assert {kind: (hits.right, hits.wrong) for kind, hits in measured.hits.items()} == dict.fromkeys(
        type_ahead.PRESSES, (5, 0)
    )
    assert "50 clients" in type_ahead.section(measured)


async def test_no_act_asks_more_of_alegra_than_it_must() -> None:
    acts = await alegra_requests.measure()
    *exact, scan = acts
    assert {act.name: len(act.requests) for act in exact} == {act.name: act.bar for act in exact}
    assert 3 <= len(scan.requests) <= scan.bar
    assert len(acts) == 5
    assert "POST /invoices/{id}/email" in alegra_requests.section(acts)


async def test_a_day_of_the_month_asks_little_more_than_the_least_and_is_never_refused() -> None:
    measured = await month.measure(invoices=2, paid=1, days=1)
    asked = {each.purpose: (each.requests, each.least) for each in measured.of_acts}
    assert asked["POST /invoices"] == asked["POST /invoices/stamp"] == asked["POST /invoices/{id}/email"] == (2, 2)
    assert asked["POST /payments"] == (1, 1)
    again = sum(measured.again.values())
    assert all(requests <= least + again for requests, least in asked.values()), asked
    assert measured.refused == 0
    assert 0 < measured.busiest_minute <= month_figures.LIMIT
    assert not any(what.startswith("never came") for what in measured.again)
    assert measured.jumped["polls of payments"] > 500
    assert "| POST /invoices/stamp | 2 | 2 | 1.00 |" in month_figures.section(measured)


async def test_all_three_programs_start_and_are_weighed() -> None:
    measured = await cold_start.measure(rounds=1, rest_seconds=0)
    assert len(measured) == 3
    assert all(starts.weights[0].own > 0 for starts in measured.values())
    assert [starts.weights[0].store > 0 for starts in measured.values()] == [False, False, True]


async def test_two_replicas_do_everything_once() -> None:
    (measured,) = await replicas.measure(documents=6, replicas=(2,))
    assert (measured.hits.wrong, measured.stamped, measured.lost, measured.twice) == (0, 6, 0, 0)
    assert "| 2 |" in replicas.section([measured])


async def test_a_soak_answers_rightly_and_issues_what_was_approved() -> None:
    measured = await soak.measure(minutes=0)
    assert (measured.wrong, measured.approved, measured.issued) == (0, soak.OF_EACH, soak.OF_EACH)
    assert all(0 < each.private <= each.own for each in (measured.samples[0].web, measured.samples[0].worker))
    assert "Soak" in soak.section(measured)


@pytest.mark.parametrize(("share", "expected"), [(0.5, 3), (0.99, 4), (0.0, 1)])
def test_a_quantile_is_one_of_the_values(share: float, expected: float) -> None:
    assert quantile([4, 1, 3, 2], share) == expected
