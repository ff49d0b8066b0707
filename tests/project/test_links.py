"""What the pages point at is there: files, folders, headings, decisions."""

import re
from fnmatch import filter as matching
from pathlib import PurePosixPath

import pytest

from tests.project.project_files import ROOT, text, tracked

PAGES = [name for name in tracked() if name.endswith(".md")]
LINK = re.compile(r"\]\((?!https?://|mailto:)([^)#]*)(?:#([^)]+))?\)")
FOLDERS = ("bot", "handlers", "sandbox", "tests", "tools", "docs", "benchmarks", "locks")
PATH = re.compile(rf"`((?:{'|'.join(FOLDERS)})/[\w./*-]*)(?:::\w+)?`")


@pytest.mark.parametrize("page", PAGES)
def test_every_link_inside_the_project_leads_to_a_file_and_a_heading_in_it(page: str) -> None:
    folder = PurePosixPath(page).parent
    lost = []
    for path, heading in LINK.findall(text(page)):
        target = (ROOT / folder / path).resolve() if path else ROOT / page
        if not target.exists() or (heading and heading not in headings(target.read_text("utf-8"))):
            lost.append((path, heading))
    assert lost == []


@pytest.mark.parametrize("page", PAGES)
def test_every_file_that_a_page_names_is_there(page: str) -> None:
    named = {name.rstrip("/") for name in PATH.findall(text(page))}
    assert sorted(name for name in named if not (ROOT / name).exists() and not matching(tracked(), name)) == []


def test_every_decision_stands_in_their_index_under_its_title() -> None:
    index = text("docs/decisions/README.md")
    decisions = [name for name in tracked() if re.fullmatch(r"docs/decisions/\d{4}-.+\.md", name)]
    assert len(decisions) >= 10
    lacking = []
    for name in decisions:
        number, title = re.findall(r"\A# (\d+)\. (.+)", text(name))[0]
        row = re.search(rf"^\| {number} \| \[(.+)\]\({PurePosixPath(name).name}\) \|", index, re.MULTILINE)
        if row is None or not title.startswith(row[1]):
            lacking.append(name)
    assert lacking == []


def test_every_page_can_be_reached_from_the_readme() -> None:
    reached, waiting = set[str](), ["README.md"]
    while waiting:
        page = waiting.pop()
        reached.add(page)
        links = [PurePosixPath(page).parent / path for path, _ in LINK.findall(text(page)) if path.endswith(".md")]
        waiting += [link for link in map(_plain, links) if link in PAGES and link not in reached]
    pages = {name for name in PAGES if name.startswith("docs/") or "/" not in name}
    assert sorted(pages - reached) == []


def headings(page: str) -> set[str]:
    """As GitHub and others name them in an address."""
    titles = re.findall(r"^#+ (.+)$", page, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-") for title in titles}


def _plain(path: PurePosixPath) -> str:
    """Without `..`."""
    return str((ROOT / path).resolve().relative_to(ROOT.resolve()))
