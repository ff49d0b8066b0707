"""The pages say what the code does: settings, commands, targets."""

import dataclasses
import re

import pytest
from pydantic.fields import FieldInfo

from bot.actions.invoice_kind import SETTLE_SECONDS
from bot.actions.stamps import STAMP_SETTLE_SECONDS
from bot.operations.timing import Timing
from bot.settings import Settings
from bot.slack.verbs import HELP, VERBS
from bot.store.keys import DAY, SETTLED_SECONDS
from handlers.commands import COMMANDS, Commands
from tests.project.project_files import modules, text, tracked

FIELDS = list(Settings.model_fields.values())
PAGES = [name for name in tracked() if name.endswith(".md") and not name.startswith(("tests/", "tools/", "sandbox/"))]
SECRET_OR_NONE = "none"
TIMING = Timing()


def rows(page: str) -> list[list[str]]:
    """The cells of every table, headings and rulers left out."""
    lines = [line for line in text(page).splitlines() if line.startswith("| `")]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]


def shown(field: FieldInfo) -> str:
    if field.is_required():
        return "required"
    return f"`{field.default}`" if field.default not in (None, "", ()) else SECRET_OR_NONE


def test_every_setting_is_explained_in_its_order_with_its_default() -> None:
    explained = [(cells[0].strip("`"), cells[1]) for cells in rows("docs/configuration.md")]
    assert explained == [(field.alias, shown(field)) for field in FIELDS]


def test_every_setting_has_a_meaning_and_an_example() -> None:
    assert [cells[0] for cells in rows("docs/configuration.md") if len(cells) != 4 or not all(cells)] == []


def test_every_example_of_the_help_is_in_the_docs_in_both_languages() -> None:
    page = text("docs/commands.md")
    typed = {said for verb in VERBS for said in (verb.typed, verb.typed_in_spanish) if said}
    assert sorted(command for command in typed if f"`{command}`" not in page) == []


def test_every_verb_of_the_docs_is_in_the_table_and_every_name_in_the_table_is_in_the_docs() -> None:
    documented = {
        (COMMANDS[command], verb)
        for command, verb in re.findall(r"`(/[a-z]+)(?: ([a-záéíóúñ]+))?[^`]*`", text("docs/commands.md"))
        if command in COMMANDS and verb not in HELP
    }
    spoken = {(verb.noun, name) for verb in VERBS for name in (verb.name, *verb.aliases) if name not in HELP}
    assert documented - {("payment", ""), ("cobro", "")} == spoken


def test_every_verb_of_the_table_is_answered_and_nothing_else() -> None:
    commands = Commands(**{field.name: _Anything() for field in dataclasses.fields(Commands)})  # type: ignore[arg-type]
    assert set(commands.verbs) == {(verb.noun, verb.name) for verb in VERBS if verb.name not in HELP}


def test_every_event_to_watch_for_is_one_that_the_code_logs() -> None:
    named = {cells[0].strip("`") for cells in rows("docs/operations.md")}
    events = {name for name in named if re.fullmatch(r"[a-z_]+", name) and not name.startswith("cobro_")}
    logged = {name for page in modules("bot", "handlers") for name in re.findall(r'log\.[a-z]+\("(\w+)"', text(page))}
    assert len(events) > 5
    assert sorted(events - logged) == []


@pytest.mark.parametrize(
    "said",
    [
        f"what it is sending {TIMING.drain_seconds:.0f} seconds to finish",
        f"at most {TIMING.lease_seconds:.0f} seconds later",
        f"lease of {TIMING.lease_seconds:.0f} seconds",
        "after {}, {} and {} seconds".format(*TIMING.look_seconds),
        f"absent after {SETTLE_SECONDS} seconds ({STAMP_SETTLE_SECONDS:.0f} for a stamp)",
        f"again {TIMING.second_look_seconds:.0f} seconds later",
        f"looking every {TIMING.cannot_tell_seconds:.0f} seconds",
        f"operations of the last {SETTLED_SECONDS // DAY} days",
    ],
)
def test_the_times_of_the_operations_page_are_those_of_the_code(said: str) -> None:
    assert said in " ".join(text("docs/operations.md").split())


def test_every_target_of_make_is_a_real_one() -> None:
    targets = set(re.findall(r"^([a-z]+):", text("Makefile"), re.MULTILINE))
    named = {(page, target) for page in PAGES for target in re.findall(r"`make ([a-z]+)", text(page))}
    assert named
    assert {(page, target) for page, target in named if target not in targets} == set()


class _Anything:
    """Stands where only names of methods are looked at."""

    def __getattr__(self, name: str) -> "_Anything":
        return self

    def __call__(self, *_: object) -> "_Anything":
        return self
