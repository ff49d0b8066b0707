from typing import Any

from sandbox.traffic import KEPT, KEPT_CHARACTERS, Line, Traffic


def record(traffic: Traffic, *, answer: Any = "ok", trouble: str = "") -> Line:
    return traffic.record(
        at=0, service="alegra", direction="in", what="GET /invoices", request={}, answer=answer, status=200,
        milliseconds=1, trouble=trouble,
    )  # fmt: skip


def test_only_the_newest_lines_are_kept() -> None:
    traffic = Traffic()
    newest = [record(traffic) for _ in range(KEPT + 5)][-1]
    assert (len(traffic.lines), traffic.lines[-1]) == (KEPT, newest)


def test_long_answers_push_out_old_lines_before_they_fill_the_memory() -> None:
    traffic = Traffic()
    for _ in range(12):
        record(traffic, answer="x" * (KEPT_CHARACTERS // 10))
    assert len(traffic.lines) == 9
    record(traffic, answer={"rows": ["x" * (2 * KEPT_CHARACTERS)]})
    assert len(traffic.lines) == 1, "the newest always stays"
    record(traffic)
    record(traffic)
    assert len(traffic.lines) == 2


def test_a_red_line_is_unexpected_until_somebody_asked_for_it() -> None:
    traffic = Traffic()
    red = record(traffic, trouble="not_in_channel")
    assert traffic.unexpected() == [red]
    traffic.expect("not_in")
    record(traffic, trouble="not_in_channel")
    assert traffic.unexpected() == []
