import json
from pathlib import Path

from sandbox.slack.ledger import METHODS as LEDGER
from sandbox.slack.ledger import RULES
from sandbox.slack.webapi.methods import METHODS

REFERENCE = json.loads((Path(__file__).parent / "methods_reference.json").read_text("utf-8"))


def test_the_ledger_and_the_methods_agree() -> None:
    answered = {name for name, entry in LEDGER.items() if entry.support != "absent"}
    assert answered == set(METHODS)


def test_every_method_of_the_reference_is_accounted_for() -> None:
    assert set(LEDGER) == set(REFERENCE)


def test_what_is_partial_or_absent_says_what_is_missing_and_every_entry_its_source() -> None:
    for name, entry in {**LEDGER, **RULES}.items():
        assert entry.source, name
        assert entry.support == "supported" or entry.missing, name
