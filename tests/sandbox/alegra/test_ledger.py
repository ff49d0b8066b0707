"""The ledger says what there is, the routes show it."""

from starlette.routing import Route

from sandbox.alegra.ledger import LEDGER
from sandbox.alegra.web.door import PREFIX
from sandbox.alegra.web.endpoints import ENDPOINTS
from tests.sandbox.alegra.local_alegra import Alegra

PROMISED = {(method, entry.path) for entry in LEDGER if entry.support != "absent" for method in entry.methods.split()}
ABSENT = {(method, entry.path) for entry in LEDGER if entry.support == "absent" for method in entry.methods.split()}


def test_what_the_ledger_promises_is_exactly_what_is_answered() -> None:
    assert {(each.method, each.path) for each in ENDPOINTS} == PROMISED


def test_every_path_of_the_ledger_has_a_route_and_every_route_stands_in_the_ledger(alegra: Alegra) -> None:
    routes = {
        route.path.removeprefix(PREFIX)
        for route in alegra.app.routes
        if isinstance(route, Route) and route.path.startswith(f"{PREFIX}/")
    }
    assert {path.rstrip("/") for path in routes} == {path for _, path in PROMISED}


def test_nothing_is_listed_twice() -> None:
    listed = [(method, entry.path) for entry in LEDGER for method in entry.methods.split()]
    assert len(listed) == len(set(listed)) == len(PROMISED) + len(ABSENT)


def test_what_is_absent_is_refused(alegra: Alegra) -> None:
    answers = {each: alegra.http.request(each[0], each[1].replace("{id}", "1")).status_code for each in sorted(ABSENT)}
    assert set(answers.values()) <= {404, 405}, answers


def test_every_entry_names_its_source_and_what_is_missing() -> None:
    for entry in LEDGER:
        assert entry.source[0].isdigit() or entry.source.startswith("assumed"), entry
        assert (entry.support == "supported") == (not entry.missing), entry
