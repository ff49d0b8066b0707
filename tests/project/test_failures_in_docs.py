"""The table "When something is wrong" promises what a test has seen: every row names one that is there."""

import re

from tests.project.project_files import modules, text

TITLE = "## When something is wrong"
CELLS = 5


def rows() -> list[list[str]]:
    section = text("docs/operations.md").split(TITLE, 1)[1].split("\n## ", 1)[0]
    lines = [line for line in section.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines][1:]


def test_every_row_says_who_is_told_what_to_do_and_what_happens() -> None:
    assert len(rows()) >= len(("token", "scope", "channel", "account", "store", "gone", "clock", "proxy"))
    assert [row[0] for row in rows() if len(row) != CELLS or not all(row)] == []


def test_every_row_was_tried_and_every_story_of_a_failure_has_its_row() -> None:
    named = {name for row in rows() for name in re.findall(r"`(test_\w+)`", row[-1])}
    there = {name: re.findall(r"^(?:async )?def (test_\w+)", text(name), re.MULTILINE) for name in modules("tests")}
    stories = {each for name, tests in there.items() if "stories/test_failures_" in name for each in tests}
    assert named <= {each for tests in there.values() for each in tests}
    assert stories - named == set()
