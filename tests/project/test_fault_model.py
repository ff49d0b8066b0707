"""The written fault model has every crash point, and each names a test that exists."""

import re

from bot.operations.operation import State
from tests.project.project_files import ROOT, text

CRASH_POINTS = 22
MODEL = "docs/decisions/0008-fault-model-and-protocol.md"


def test_each_crash_point_names_a_test_that_exists() -> None:
    rows = re.findall(r"^\| (\d+) \|.*`(tests/\S+\.py)::(test_\w+)` \|$", text(MODEL), re.MULTILINE)
    assert [int(number) for number, _, _ in rows] == list(range(1, CRASH_POINTS + 1))
    missing = [(path, name) for _, path, name in rows if f"def {name}(" not in (ROOT / path).read_text("utf-8")]
    assert missing == []


def test_its_states_are_those_of_the_code() -> None:
    section = text(MODEL).partition("## The states")[2].partition("\n## ")[0]
    rows = [row.split("|")[1:3] for row in section.splitlines() if row.startswith("|") and "---" not in row][1:]
    named = {state.strip() for row in rows for cell in row for state in cell.split(",")} - {""}
    assert {name.replace("needs a person", "needs_person") for name in named} == set(State)
