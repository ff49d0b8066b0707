"""Files of settings: read as Docker, Compose, systemd and a shell would read them, written whole and private."""

import os
import stat
from argparse import Namespace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.terminal.env_file import EnvFileMissing, EnvFileWrong, environment_with, parsed, read_env_file
from bot.terminal.setup.env_writing import CannotBeWritten, assignment, with_settings, write_settings

FILE = Path(".env")


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("NAME=value", "value"),
        ("  export NAME = value  ", "value"),
        ("NAME='two words # and no comment'", "two words # and no comment"),
        ('NAME="quoted" # a comment', "quoted"),
        ("NAME=value # a comment", "value"),
        ("NAME=redis://:p%23w@host:6379/0", "redis://:p%23w@host:6379/0"),
        ("NAME=a=b", "a=b"),
        ("NAME=", ""),
    ],
)
def test_each_way_of_writing_a_setting_is_read(line: str, value: str) -> None:
    assert parsed(f"# first\n\n{line}\n", FILE) == {"NAME": value}


def test_a_line_that_is_none_is_named_by_its_number_and_never_shown() -> None:
    with pytest.raises(EnvFileWrong) as wrong:
        parsed("A=1\nxoxb-secret\n", FILE)
    assert wrong.value.line == 2
    assert "secret" not in str(wrong.value)


def test_the_environment_wins_over_the_file_unless_it_is_empty(tmp_path: Path) -> None:
    file = tmp_path / "settings"
    file.write_text("A=file\nB=file\nC=file\n")
    found = environment_with(Namespace(env_file=str(file)), {"A": "real", "B": "", "D": ""})
    assert found == {"A": "real", "B": "file", "C": "file", "D": ""}
    assert environment_with(Namespace(env_file=""), {"A": "real"}) == {"A": "real"}
    with pytest.raises(EnvFileMissing):
        environment_with(Namespace(env_file=str(tmp_path / "other")), {})


@given(st.text(st.characters(codec="ascii", min_codepoint=32, max_codepoint=126), max_size=40))
def test_whatever_can_be_written_is_read_back_as_it_was(value: str) -> None:
    try:
        line = assignment("NAME", value)
    except CannotBeWritten:
        assert "'" in value
        return
    assert parsed(line, FILE) == {"NAME": value}


@pytest.mark.parametrize("value", ["a'b\"c", "two\nlines", "it's"])
def test_what_no_two_programs_would_read_alike_is_not_written(value: str) -> None:
    with pytest.raises(CannotBeWritten):
        with_settings("", {"NAME": value})


def test_other_lines_and_their_order_stay_and_what_is_empty_goes() -> None:
    before = "# ours\nOTHER=1\nexport B=old\nB=older\nA=old\n\nGONE=x\n"
    after = with_settings(before, {"A": "new", "B": "new", "GONE": "", "C": "added"})
    assert after == "# ours\nOTHER=1\nB=new\nA=new\n\nC=added\n"


def test_the_file_is_private_and_what_was_there_is_kept_beside_it(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("A=old\n")
    file.chmod(0o644)
    kept = write_settings(file, {"A": "new"}, backup="20261127-091200")
    assert kept == tmp_path / ".env.20261127-091200"
    assert read_env_file(kept) == {"A": "old"}
    assert read_env_file(file) == {"A": "new"}
    assert [stat.S_IMODE(each.stat().st_mode) for each in (file, kept)] == [0o600, 0o600]
    assert write_settings(file, {"A": "new"}, backup="later") is None, "nothing changed, so nothing is kept"
    assert sorted(each.name for each in tmp_path.iterdir()) == [".env", ".env.20261127-091200"]


def test_a_link_goes_on_pointing_at_the_file(tmp_path: Path) -> None:
    target, link = tmp_path / "real", tmp_path / ".env"
    target.write_text("A=1\n")
    link.symlink_to(target)
    write_settings(link, {"A": "2"}, backup="b")
    assert link.is_symlink()
    assert read_env_file(target) == {"A": "2"}


@pytest.mark.skipif(os.getuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_leaves_everything_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("A=1\n")
    tmp_path.chmod(0o500)
    with pytest.raises(OSError, match="Permission"):
        write_settings(file, {"A": "2"}, backup="b")
    tmp_path.chmod(0o700)
    assert read_env_file(file) == {"A": "1"}
