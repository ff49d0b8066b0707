"""Sizes, names and layers: what keeps the code readable in pieces."""

import ast
import re
import subprocess
import sys
from pathlib import PurePath

import pytest

from tests.project.project_files import CODE, ROOT, modules, text, tracked

LINES_OF_A_FILE = 250
LINES_OF_A_TEST = 300
LINES_OF_A_FUNCTION = 40
LONGER_FILES = {
    "tests/simulation/lua_syntax.py": 320,  # one translator, a method for each construct
}
LONGER_FUNCTIONS = {
    "bot/alegra/invoice_reading.py:invoice_of": 50,  # one field of Alegra's invoice a line
}
BAGS = {"util", "utils", "helper", "helpers", "common", "misc", "base", "manager"}


def test_no_file_is_longer_than_a_reader_holds_in_mind() -> None:
    usual = dict.fromkeys(CODE, LINES_OF_A_FILE) | dict.fromkeys(("tests", "benchmarks", "tools"), LINES_OF_A_TEST)
    lengths = {
        name: len(text(name).splitlines())
        for name in tracked()
        if name.split("/")[0] in usual and name.endswith((".py", ".js", ".lua")) and "/vendor/" not in name
    }
    assert len(lengths) > 500
    allowed = {name: LONGER_FILES.get(name, usual[name.split("/")[0]]) for name in lengths}
    assert {name: lines for name, lines in lengths.items() if lines > allowed[name]} == {}


def test_no_function_is_longer_than_a_screen() -> None:
    lengths = {
        f"{name}:{node.name}": (node.end_lineno or 0) - node.lineno + 1
        for name in modules(*CODE)
        for node in ast.walk(ast.parse(text(name)))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert len(lengths) > 500
    too_long = {
        name: lines for name, lines in lengths.items() if lines > LONGER_FUNCTIONS.get(name, LINES_OF_A_FUNCTION)
    }
    assert too_long == {}


def test_what_is_excused_is_still_there() -> None:
    assert [name for name in LONGER_FILES if name not in tracked()] == []
    functions = [tuple(name.split(":")) for name in LONGER_FUNCTIONS]
    assert [name for file, name in functions if f"def {name}(" not in text(file)] == []


def test_no_module_is_a_bag() -> None:
    modules_ = [PurePath(name) for name in tracked() if name.endswith((".py", ".js", ".mjs", ".lua"))]
    assert [str(module) for module in modules_ if module.stem.lower() in BAGS] == []


def test_dependencies_point_down_and_the_strangers_stay_strangers() -> None:
    linted = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as lint; lint()", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert linted.returncode == 0, linted.stdout
    assert " kept, 0 broken" in linted.stdout


def test_no_test_replaces_code_behind_its_back() -> None:
    fakes = ("unittest" + ".mock", "monkey" + "patch", "mock." + "patch")
    found = [(name, fake) for name in modules("tests") for fake in fakes if fake in text(name)]
    assert found == []


def test_every_module_and_package_says_what_lives_in_it() -> None:
    silent = [name for name in modules(*CODE) if not ast.get_docstring(ast.parse(text(name)))]
    assert silent == []


@pytest.mark.parametrize("folder", ["bot", "bot/actions"])
def test_every_module_of_a_large_folder_is_on_its_map(folder: str) -> None:
    """In the docstring of its `__init__.py`, where a reader finds what belongs together."""
    there = {PurePath(name).stem for name in tracked() if re.fullmatch(rf"{folder}/[a-z_]+\.py", name)}
    told = (ast.get_docstring(ast.parse(text(f"{folder}/__init__.py"))) or "").partition("\n\n")[2]
    named = {
        name for row in re.findall(r"^[A-Z][^:]*: ([^A-Z]*)", told, re.MULTILINE) for name in re.findall(r"\w+", row)
    }
    assert sorted(there - named - {"__init__", "__main__"}) == []


def test_no_test_takes_its_actors_from_another_test() -> None:
    """What several tests need stands in a module beside them."""
    taken = re.compile(r"^from (tests\.[\w.]*\btest_\w+) import", re.MULTILINE)
    assert [(name, found) for name in modules("tests") for found in taken.findall(text(name))] == []
