"""The course of a sitting: forth and back, corrected, stopped and taken up again, and never a secret on the screen."""

import asyncio
import io
import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from bot.locale import Words
from bot.slack.manifest import manifest_path
from bot.store.people import Person
from bot.terminal.setup import other_answers, people_answers
from bot.terminal.setup.answers import Answers
from bot.terminal.setup.conversation import Stopped, Typed, Unasked
from bot.terminal.setup.guide import Guide, NoGoodAnswer
from bot.terminal.setup.questions import QUESTIONS, Question
from bot.terminal.setup.site import Bad, Good, Site
from tests.project.project_files import ROOT

WORDS = Words("en")
PEOPLE = {
    person.id: person
    for person in (
        Person("U0ANA00001", "ana", full_name="Ana Torres"),
        Person("U0BRUNO002", "bruno", full_name="Bruno Salazar"),
        Person("U0DIEGO004", "diego", full_name="Diego Rivera"),
        Person("U0DIEGO005", "dgomez", full_name="Diego Gómez"),
        Person("U0GUEST006", "gabriel", full_name="Gabriel Invitado", is_guest=True),
    )
}


@pytest.fixture
def runner() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as runner:
        yield runner


NOW = 1_795_788_720.0
"""On 27 November 2026."""


def site(folder: Path, **offered: str) -> Site:
    answers = Answers.gathered(said=offered, environment={}, file=folder / ".env")
    return Site(answers, WORDS, manifest_path().read_text("utf-8"), NOW, people=dict(PEOPLE))


def asked(question: Question) -> Question:
    """Without asking Slack or Alegra."""
    return replace(question, check=_anything, is_secret=False)


async def _anything(given: str, _site: Site) -> Good | Bad:
    return Good(given) if given else Bad("nothing was said")


FEW = tuple(
    each for each in QUESTIONS if each.setting in {"COBRO_TRANSPORT", "COBRO_PUBLIC_URL", "COBRO_COMMAND_PREFIX"}
)


def guided(
    where: Site, typed: list[str], runner: asyncio.Runner, questions: tuple[Question, ...] = FEW, *, alone: bool = False
) -> str:
    """What was said; raises what the guide raises."""
    said = io.StringIO()
    console = Console(file=said, soft_wrap=True)
    conversation = Unasked() if alone else Typed(console, WORDS, io.StringIO("".join(f"{line}\n" for line in typed)))
    manifest = where.answers.draft.with_name("cobro-manifest.yml")
    Guide(questions, where, conversation, console, runner, manifest, asks_again=not alone).run()
    return said.getvalue()


def test_what_is_asked_depends_on_what_was_answered(tmp_path: Path, runner: asyncio.Runner) -> None:
    where = site(tmp_path)
    guided(where, ["http", "https://cobro.rivera.example/slack", "rivera-"], runner)
    assert where.answers.checked == {
        "COBRO_TRANSPORT": "http",
        "COBRO_PUBLIC_URL": "https://cobro.rivera.example",
        "COBRO_COMMAND_PREFIX": "rivera-",
    }
    other = site(tmp_path / "other")
    (tmp_path / "other").mkdir()
    guided(other, ["", ""], runner)
    assert other.answers.checked == {"COBRO_TRANSPORT": "socket", "COBRO_COMMAND_PREFIX": ""}


def test_a_wrong_answer_is_asked_for_again_and_an_earlier_one_can_be_corrected(
    tmp_path: Path, runner: asyncio.Runner
) -> None:
    where = site(tmp_path)
    said = guided(where, ["pigeon", "http", "http://public.example", "?", "<", "socket", "Rivera", "rivera-"], runner)
    assert where.answers.checked["COBRO_TRANSPORT"] == "socket"
    assert where.answers.checked["COBRO_COMMAND_PREFIX"] == "rivera-"
    assert "https://" in said
    assert "✗ COBRO_TRANSPORT" in said


def test_who_leaves_goes_on_where_they_left(tmp_path: Path, runner: asyncio.Runner) -> None:
    with pytest.raises(Stopped):
        guided(site(tmp_path), ["http", "https://cobro.rivera.example"], runner)
    draft = tmp_path / ".env.setup"
    assert draft.stat().st_mode & 0o077 == 0
    later = site(tmp_path)
    said = guided(later, ["rivera-"], runner)
    assert "Going on where you left" in said
    assert later.answers["COBRO_PUBLIC_URL"] == "https://cobro.rivera.example"


def test_with_nobody_there_a_missing_answer_is_named_and_nothing_is_asked(
    tmp_path: Path, runner: asyncio.Runner
) -> None:
    with pytest.raises(NoGoodAnswer, match="COBRO_PUBLIC_URL"):
        guided(site(tmp_path, COBRO_TRANSPORT="http"), [], runner, alone=True)
    where = site(tmp_path, COBRO_TRANSPORT="socket", COBRO_COMMAND_PREFIX="rivera-")
    guided(where, [], runner, alone=True)
    assert where.answers.checked["COBRO_COMMAND_PREFIX"] == "rivera-"


def test_the_manifest_is_written_for_what_was_chosen_before_its_tokens_are_asked_for(
    tmp_path: Path, runner: asyncio.Runner
) -> None:
    token = next(each for each in QUESTIONS if each.after_manifest)
    guided(site(tmp_path), ["socket", "rivera-", "", "xoxb-1"], runner, (*FEW, asked(token)))
    written = (tmp_path / "cobro-manifest.yml").read_text()
    assert "socket_mode_enabled: true" in written
    assert "/rivera-invoice" in written


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("ana", "U0ANA00001"),
        ("@Bruno, U0ANA00001", "U0BRUNO002,U0ANA00001"),
        ("<@U0DIEGO004|diego>", "U0DIEGO004"),
        ("diego gomez", "U0DIEGO005"),
        ("Ana Torres,ana", "U0ANA00001"),
        ("", ""),
    ],
)
async def test_people_are_found_by_name_mention_and_id(tmp_path: Path, typed: str, value: str) -> None:
    found = await people_answers.people(typed, site(tmp_path))
    assert isinstance(found, Good)
    assert found.value == value


@pytest.mark.parametrize(
    ("typed", "said"), [("zoe", "Nobody"), ("dieg", "may be"), ("gabriel", "guest"), ("U0NOBODY99", "Nobody")]
)
async def test_who_is_nobody_anybody_or_a_guest_is_asked_back(tmp_path: Path, typed: str, said: str) -> None:
    found = await people_answers.people(typed, site(tmp_path))
    assert isinstance(found, Bad)
    assert said in found.said


async def test_one_approver_alone_is_a_doubt_and_none_is_wrong(tmp_path: Path) -> None:
    alone = await people_answers.approvers("bruno", site(tmp_path))
    assert isinstance(alone, Good)
    assert alone.doubts
    both = await people_answers.approvers("bruno, ana", site(tmp_path))
    assert isinstance(both, Good)
    assert not both.doubts
    assert isinstance(await people_answers.approvers("", site(tmp_path)), Bad)
    assert isinstance(await people_answers.admins(" ", site(tmp_path)), Bad)


@pytest.mark.parametrize("given", ["2026-10-31", ""])
async def test_a_closing_date_is_a_date_or_nothing(tmp_path: Path, given: str) -> None:
    assert isinstance(await other_answers.closing_date(given, site(tmp_path)), Good)
    for wrong in ("31/10/2026", "2026-11-28"):
        assert isinstance(await other_answers.closing_date(wrong, site(tmp_path)), Bad)


AT_A_TERMINAL = """
import os, sys
os.open(os.ttyname(0), os.O_RDWR)  # the first terminal that a session opens becomes its own
from rich.console import Console
from bot.locale import Words
from bot.terminal.setup.conversation import Typed
typed = Typed(Console(), Words("en"), sys.stdin).ask("Token", offered="", is_secret=True, help_="")
print(f"<{len(typed)} characters>")
"""


def test_a_secret_that_is_typed_into_a_terminal_is_never_shown() -> None:
    """What comes out of the terminal's other side is all that a person could see."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-c", AT_A_TERMINAL]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, cwd=ROOT, start_new_session=True):  # noqa: S603  this interpreter
        os.close(theirs)
        seen = until(ours, b"Token")
        os.write(ours, b"xoxb-canary-7f3a\n")
        seen += until(ours, b"characters>")
    os.close(ours)
    assert b"canary" not in seen
    assert b"<16 characters>" in seen


def until(terminal: int, words: bytes) -> bytes:
    seen = b""
    while words not in seen:
        seen += os.read(terminal, 200)
    return seen
