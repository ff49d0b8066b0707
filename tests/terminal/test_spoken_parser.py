"""What is typed wrong is told in the language of whoever typed it, for every command."""

import argparse

import pytest

from bot.__main__ import parser_of_all
from bot.locale import Words
from bot.terminal.spoken_parser import EXIT_USAGE, SpokenParser, complaint

SPANISH, ENGLISH = Words("es_CO"), Words("en")


def said(arguments: str, words: Words, capsys: pytest.CaptureFixture[str]) -> str:
    with pytest.raises(SystemExit) as left:
        parser_of_all(words).parse_args(arguments.split())
    assert left.value.code == EXIT_USAGE
    return capsys.readouterr().err


@pytest.mark.parametrize(
    ("typed", "spanish", "english"),
    [
        ("operations resolve", "falta decir: ID, --as", "is missing: ID, --as"),
        ("operations list --state", "--state: falta su valor", "--state: its value is missing"),
        ("operations foo", "no hay 'foo'; elige entre", "there is no 'foo'; choose from"),
        (
            "operations list --limit 0",
            "--limit: 0 no es un número de 1 a 1000",
            "--limit: 0 is no number from 1 to 1000",
        ),
        ("operations list --bogus", "no entiendo: --bogus", "I do not understand: --bogus"),
        ("", "falta decir: run", "is missing: run"),
    ],
)
def test_what_is_missing_or_wrong_is_said_in_the_language_of_the_terminal(
    typed: str, spanish: str, english: str, capsys: pytest.CaptureFixture[str]
) -> None:
    told = said(typed, SPANISH, capsys)
    assert told.startswith("uso: cobro")
    assert spanish in told
    told = said(typed, ENGLISH, capsys)
    assert told.startswith("usage: cobro")
    assert english in told


def test_the_help_has_no_heading_of_another_language(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        parser_of_all(SPANISH).parse_args(["operations", "show", "--help"])
    assert not left.value.code
    told = capsys.readouterr().out
    assert all(each in told for each in ("uso:", "opciones", "muestra esta ayuda y termina"))
    assert not any(each in told for each in ("usage", "options:", "show this help", "positional"))


def test_the_complaints_of_argparse_are_all_known(capsys: pytest.CaptureFixture[str]) -> None:
    """Each of them once, as this version of Python writes it."""
    parser = SpokenParser(words=SPANISH, prog="x")
    either = parser.add_mutually_exclusive_group(required=True)
    either.add_argument("--left", action="store_true")
    either.add_argument("--right", action="store_true")
    parser.add_argument("--two", nargs=2)
    parser.add_argument("--number", type=int)
    parser.add_argument("--number-of", type=int)
    for typed, told in {
        "": "falta decir uno de estos: --left --right",
        "--left --right": "--right no va junto con",
        "--left --two a": "--two: lleva 2 valores",
        "--left --number a": "--number: 'a' no sirve como valor",
        "--left=a": "--left no lleva valor",
        "--left --num 1": "--num puede ser --number, --number-of: escríbelo completo",
    }.items():
        with pytest.raises(SystemExit):
            parser.parse_args(typed.split())
        assert told in capsys.readouterr().err, typed


def test_a_complaint_that_nobody_knows_is_told_as_it_is() -> None:
    assert complaint("something new", SPANISH) == "something new"
    assert issubclass(SpokenParser, argparse.ArgumentParser)
