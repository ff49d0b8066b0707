"""Clocks, the store, the queue, roles and the machine, judged."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.billing.eligibility import Roles
from bot.doctor import clock_checks, machine_checks, queue_checks, reach, role_checks, store_checks
from bot.doctor.findings import CHECKS, Finding, Level, error, in_order, ok, warning, worst
from bot.doctor.machine_checks import Machine
from bot.doctor.machine_reading import read_machine
from bot.doctor.queue_checks import Queue
from bot.locale import Words
from bot.operations.answers import Lane
from bot.store.layout import NewerStore
from bot.store.people import Person
from tests.project.project_files import text

WORDS = Words("en")
NOON = 1_795_795_200_000
MINUTE = 60_000
INFO: dict[str, Any] = {
    "redis_version": "7.2.4", "valkey_version": "8.1.0", "server_name": "valkey", "aof_enabled": 1, "cluster_enabled": 0,
    "maxmemory_policy": "noeviction", "used_memory": 5_000_000, "maxmemory": 0, "aof_last_write_status": "ok",
}  # fmt: skip
CALM = Queue(NOON, waiting=0, oldest_due_ms=None, for_a_person=(), lane=None, directory_ms=NOON - MINUTE)
SOUND = Machine((), 600, "/var/lib/cobro", is_folder_writable=True, disk_left=10**11, needs_folder=True)


def levels(findings: tuple[Finding, ...]) -> dict[str, Level]:
    return {finding.check: finding.level for finding in findings}


@pytest.mark.parametrize(
    ("ahead", "level", "said"),
    [
        (0, Level.OK, "agrees"),
        (-29, Level.OK, "agrees"),
        (31, Level.WARNING, "31 s behind"),
        (-90, Level.WARNING, "90 s ahead"),
        (3600, Level.ERROR, "3600 s behind"),
        (-241, Level.ERROR, "241 s ahead"),
    ],
)
def test_a_clock_that_is_off_says_by_how_much_and_in_which_direction(ahead: float, level: Level, said: str) -> None:
    (finding,) = clock_checks.drift("slack", ahead, WORDS)
    assert finding.level is level
    assert said in finding.said


def test_a_clock_that_nobody_heard_is_not_judged() -> None:
    assert clock_checks.drift("alegra", None, WORDS) == ()


@pytest.mark.parametrize(
    ("changed", "check", "level"),
    [
        ({}, "store.safe", Level.OK),
        ({"aof_enabled": 0}, "store.safe", Level.ERROR),
        ({"maxmemory_policy": "allkeys-lru"}, "store.safe", Level.ERROR),
        ({"cluster_enabled": 1}, "store.safe", Level.ERROR),
        ({"redis_version": "6.2.0"}, "store.safe", Level.ERROR),
        ({"aof_last_write_status": "err"}, "store.safe", Level.ERROR),
        ({"used_memory": 850, "maxmemory": 1000}, "store.memory", Level.WARNING),
        ({"used_memory": 960, "maxmemory": 1000}, "store.memory", Level.ERROR),
        ({"used_memory": 700, "maxmemory": 1000}, "store.memory", Level.OK),
    ],
)
def test_a_store_that_would_lose_or_refuse_is_an_error(changed: dict[str, Any], check: str, level: Level) -> None:
    assert levels(store_checks.store(INFO | changed, WORDS))[check] is level


def test_a_store_of_a_newer_version_is_an_error_that_names_it() -> None:
    finding = store_checks.newer(NewerStore(7, "7.3.0"), WORDS)
    assert finding.level is Level.ERROR
    assert "7.3.0" in finding.said
    assert "7.3.0" in finding.cure


def test_a_store_that_is_gone_is_said_without_its_address() -> None:
    (finding,) = store_checks.store(ConnectionError("redis://:secret@host"), WORDS)
    assert finding.level is Level.ERROR
    assert "secret" not in finding.said + finding.cure


@pytest.mark.parametrize(
    ("queue", "check", "level"),
    [
        (CALM, "queue.waiting", Level.OK),
        (replace(CALM, oldest_due_ms=NOON + 5 * MINUTE), "queue.waiting", Level.OK),
        (replace(CALM, oldest_due_ms=NOON - 3 * MINUTE), "queue.waiting", Level.WARNING),
        (replace(CALM, oldest_due_ms=NOON - 20 * MINUTE), "queue.waiting", Level.ERROR),
        (replace(CALM, for_a_person=("D-7K3Q/create/1",)), "queue.persons", Level.WARNING),
        (replace(CALM, lane=Lane(error={}, since=NOON - MINUTE, until=NOON)), "queue.lane", Level.ERROR),
        (replace(CALM, directory_ms=None), "alegra.directory", Level.WARNING),
        (replace(CALM, directory_ms=NOON - 60 * MINUTE), "alegra.directory", Level.WARNING),
        (CALM, "alegra.directory", Level.OK),
    ],
)
def test_a_queue_that_stands_still_is_noticed(queue: Queue, check: str, level: Level) -> None:
    assert levels(queue_checks.queue(queue, WORDS))[check] is level


@pytest.mark.parametrize(
    ("approvers", "level"), [((), Level.ERROR), (("U1",), Level.WARNING), (("U1", "U2"), Level.OK)]
)
def test_somebody_has_to_be_able_to_approve_what_somebody_else_asked_for(
    approvers: tuple[str, ...], level: Level
) -> None:
    assert role_checks.approvers(Roles(approvers=frozenset(approvers)), WORDS).level is level


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ({"U1": Person("U1", "Ana"), "U2": Person("U2", "Bruno")}, "Everybody"),
        ({"U1": Person("U1", "Ana")}, "U2 has a role and cannot use it: not in this Slack"),
        ({"U1": Person("U1", "Ana"), "U2": Person("U2", "Bruno", is_guest=True)}, "Bruno has a role and cannot use it"),
        ({"U1": Person("U1", "Ana"), "U2": Person("U2", "Bruno", is_deleted=True)}, "deactivated"),
        ({}, "Everybody"),
    ],
)
def test_who_has_a_role_has_to_be_there(known: dict[str, Person], said: str) -> None:
    roles = Roles(approvers=frozenset({"U2"}), admins=frozenset({"U1"}))
    assert said in " ".join(finding.said for finding in role_checks.people(roles, known, WORDS))


def test_a_company_without_admins_is_warned_of() -> None:
    assert role_checks.people(Roles(), {}, WORDS)[0].level is Level.WARNING


@pytest.mark.parametrize(
    ("machine", "check", "level"),
    [
        (SOUND, "machine.proxy", Level.OK),
        (replace(SOUND, proxies=("HTTPS_PROXY",)), "machine.proxy", Level.WARNING),
        (replace(SOUND, zones=0), "machine.zones", Level.ERROR),
        (replace(SOUND, is_folder_writable=False), "machine.folder", Level.ERROR),
        (replace(SOUND, disk_left=10**6), "machine.disk", Level.ERROR),
        (replace(SOUND, disk_left=5 * 10**8), "machine.disk", Level.WARNING),
        (replace(SOUND, open_env_files=(".env",)), "machine.env-file", Level.WARNING),
    ],
)
def test_a_machine_that_would_stop_cobro_is_noticed(machine: Machine, check: str, level: Level) -> None:
    assert levels(machine_checks.machine(machine, WORDS))[check] is level


def test_the_folder_does_not_matter_with_a_store_elsewhere() -> None:
    elsewhere = replace(SOUND, needs_folder=False, is_folder_writable=False, disk_left=0)
    assert "machine.folder" not in levels(machine_checks.machine(elsewhere, WORDS))


@pytest.mark.parametrize(
    ("status", "body", "level"), [(200, b"alive", Level.OK), (200, b"<html>", Level.ERROR), (502, b"", Level.ERROR)]
)
def test_only_cobro_itself_at_the_public_address_will_do(status: int, body: bytes, level: Level) -> None:
    assert reach.answered(status, body, WORDS, url="https://cobro.rivera.example").level is level


def test_the_worst_finding_is_the_exit_code_and_findings_come_in_the_order_of_the_table() -> None:
    found = (error("machine.disk", "c", "d"), ok("slack.token", "a"), warning("queue.persons", "b", "d"))
    assert [finding.check for finding in in_order(found)] == ["slack.token", "queue.persons", "machine.disk"]
    assert int(worst(found)) == 2
    assert int(worst(found[1:])) == 1
    assert int(worst(())) == 0


def test_every_check_has_its_place_in_the_docs() -> None:
    headings = re.findall(r"^#+ (.+)$", text("docs/operations.md"), re.MULTILINE)
    anchors = {re.sub(r"[^a-z0-9 -]", "", heading.lower()).replace(" ", "-") for heading in headings}
    assert {page.removeprefix("docs/operations.md#") for page in CHECKS.values()} - anchors == set()


@pytest.mark.parametrize(
    ("environment", "named"),
    [
        ({"HTTPS_PROXY": "http://proxy.example:3128"}, ("HTTPS_PROXY",)),
        ({"HTTPS_PROXY": "http://proxy.example:3128", "NO_PROXY": "localhost, .slack.com"}, ()),
        ({"HTTPS_PROXY": "http://proxy.example:3128", "no_proxy": "*"}, ()),
        ({"http_proxy": "http://proxy.example:3128", "NO_PROXY": "api.alegra.com"}, ("http_proxy",)),
        ({"ALL_PROXY": "http://proxy.example:3128"}, ()),
    ],
)
def test_a_proxy_is_named_when_slack_is_asked_through_it(
    environment: dict[str, str], named: tuple[str, ...], tmp_path: Path
) -> None:
    assert read_machine(environment, folder=tmp_path, needs_folder=True).proxies == named
