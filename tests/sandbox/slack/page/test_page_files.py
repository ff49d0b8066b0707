"""The page's files compared with what they must agree with; no browser needed."""

import hashlib
import json
import re
from pathlib import Path
from typing import get_args

from sandbox.slack.elements import FIELD
from sandbox.slack.faults import FaultKind
from tests.sandbox.slack.page.page_world import ROOT

STATIC = ROOT / "sandbox" / "slack" / "static"
VENDOR = STATIC / "vendor"
TOOLS = ROOT / "tools" / "vendor"

MODULES = [path for path in STATIC.rglob("*.js") if VENDOR not in path.parents]


def test_the_vendored_files_are_the_ones_that_were_copied_from_the_packages() -> None:
    recorded = json.loads((TOOLS / "hashes.json").read_text())
    present = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in VENDOR.iterdir() if path.suffix != ".md"
    }
    assert present == recorded


def test_each_vendored_package_brings_its_licence() -> None:
    licences = (VENDOR / "LICENSES.md").read_text()
    for words in ("Apache License", "The MIT License (MIT)", "SIL OPEN FONT LICENSE"):
        assert words.lower() in licences.lower()


def test_the_lock_file_names_no_registry() -> None:
    lock = (TOOLS / "package-lock.json").read_text()
    assert '"resolved"' not in lock
    assert lock.count('"integrity"') == len(json.loads(lock)["packages"]) - 1


def test_every_imported_module_is_there() -> None:
    for module in MODULES:
        for imported in re.findall(r"from '(\.[^']+)'", module.read_text()):
            assert (module.parent / imported).is_file(), f"{module.name} imports {imported}"


def test_every_word_that_is_used_exists_in_both_languages_and_none_is_idle() -> None:
    table = dict(re.findall(r"^  (\w+): \[(.+)\],$", (STATIC / "words.js").read_text(), re.MULTILINE))
    source = "\n".join(path.read_text() for path in MODULES)
    used = set(re.findall(r"\bt\('(\w+)'", source))
    assert used <= set(table)
    assert {word for word in table if f"'{word}'" not in source} <= {"seconds", "status", "code"}
    assert all(len(re.findall(r"'[^']+'", pair)) == 2 for pair in table.values())


def test_the_page_and_the_server_name_the_same_state_fields() -> None:
    rows = dict(re.findall(r"^  (\w+): '(\w+)',$", (STATIC / "fields.js").read_text(), re.MULTILINE))
    assert rows == {kind: field for kind, field in FIELD.items() if kind in rows}
    assert set(FIELD) - set(rows) <= {"overflow", "button"}


def test_the_drawer_offers_every_fault_that_the_server_knows() -> None:
    kinds = re.findall(r"^  \['(\w+)'", (STATIC / "faults.js").read_text(), re.MULTILINE)
    assert sorted(kinds) == sorted(get_args(FaultKind))


def test_no_file_of_the_page_makes_html_out_of_text_or_is_too_long_to_read() -> None:
    for path in [*MODULES, *(STATIC / "css").iterdir()]:
        text = Path(path).read_text()
        assert "innerHTML" not in text.replace("dangerouslySetInnerHTML", "innerHTML"), path.name
        assert len(text.splitlines()) <= 250, path.name
