"""What the pages tell people to type in a terminal is what `cobro` takes."""

import argparse
import configparser
import re

import pytest

from bot.__main__ import COMMANDS, parser_of_all
from bot.app import LEAVE_SECONDS
from bot.locale import Words
from bot.operations.timing import Timing
from tests.project.project_files import text, tracked

PAGES = ["README.md", *(name for name in tracked() if re.fullmatch(r"docs/[a-z]+\.md", name)), "compose.yml"]
NAMES = {command.name for command in COMMANDS}
TYPED = re.compile(r"(?:(?<=`)|(?<=^)|(?<=/))cobro ((?!-)[a-z]+[^`\n|]*)", re.MULTILINE)


def typed() -> list[tuple[str, str]]:
    """Page, and what follows `cobro`."""
    return [(page, found) for page in PAGES for found in TYPED.findall(text(page))]


def options_of(parser: argparse.ArgumentParser) -> set[str]:
    """Its own, and those of what it may be followed by."""
    found = set(parser._option_string_actions)
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for inner in action.choices.values():
                found |= options_of(inner)
    return found


def parser_of(command: str) -> argparse.ArgumentParser:
    (chosen,) = [
        action for action in parser_of_all(Words("en"))._actions if isinstance(action, argparse._SubParsersAction)
    ]
    parser = chosen.choices[command]
    assert isinstance(parser, argparse.ArgumentParser)
    return parser


def test_every_command_that_a_page_names_is_one() -> None:
    said = {found.split()[0] for page, found in typed() if not text(page).count(f"/cobro {found.split()[0]}")}
    assert {"run", "demo", "company"} <= said
    assert said - NAMES == set()


def test_every_command_is_on_the_page_of_commands() -> None:
    page = text("docs/commands.md")
    assert sorted(name for name in NAMES if f"`cobro {name}" not in page) == []


def test_every_option_that_a_page_names_is_taken() -> None:
    wrong = [
        (page, found, option)
        for page, found in typed()
        if found.split()[0] in NAMES
        for option in re.findall(r"(?<=\s)--[a-z][a-z-]*", found)
        if option not in options_of(parser_of(found.split()[0]))
    ]
    assert wrong == []


@pytest.mark.parametrize("command", sorted(NAMES))
def test_no_option_takes_a_secret(command: str) -> None:
    """A command line is read by every user of the machine."""
    named = [option for option in options_of(parser_of(command)) if re.search(r"token|secret|password|key", option)]
    assert named == []


def test_the_unit_of_systemd_starts_what_there_is_and_waits_for_its_end() -> None:
    (unit,) = re.findall(r"```ini\n(.*?)```", text("docs/operations.md"), re.DOTALL)
    read = configparser.ConfigParser()
    read.optionxform = str  # type: ignore[assignment,method-assign]
    read.read_string(unit)
    service = read["Service"]
    assert service["ExecStart"].split("/")[-1] == "cobro run"
    assert service["KillSignal"] == "SIGTERM"
    assert int(service["TimeoutStopSec"]) >= LEAVE_SECONDS + Timing().drain_seconds + 15
    assert service["WorkingDirectory"] in service["ReadWritePaths"]
    assert service["User"] != "root"
