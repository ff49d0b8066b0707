import pytest

from bot.billing.eligibility import (
    Allowed,
    NobodyApproves,
    NotApprover,
    NotPermitted,
    OwnDocument,
    Roles,
    eligible_approvers,
    may_approve,
    may_collect,
    may_delete,
    may_edit,
    may_void,
)

ROLES = Roles(approvers=frozenset({"bruno", "diego"}), collectors=frozenset({"carla"}), admins=frozenset({"diego"}))


def test_an_approver_who_did_not_touch_it_may_approve() -> None:
    assert may_approve("bruno", approvers=ROLES.approvers, requester="ana", editors=["ana"]) == Allowed()


def test_somebody_else_may_not_and_learns_who_may() -> None:
    assert may_approve("carla", approvers=["bruno"], requester="ana", editors=[]) == NotApprover(frozenset({"bruno"}))


@pytest.mark.parametrize(("requester", "editors"), [("bruno", []), ("ana", ["ana", "bruno"]), ("bruno", ["bruno"])])
def test_an_approver_who_made_or_edited_it_may_not(requester: str, editors: list[str]) -> None:
    answer = may_approve("bruno", approvers=ROLES.approvers, requester=requester, editors=editors)
    assert answer == OwnDocument(others=frozenset({"diego"}))


def test_an_approver_alone_cannot_approve_their_own() -> None:
    answer = may_approve("bruno", approvers=["bruno"], requester="bruno", editors=[])
    assert answer == OwnDocument(others=frozenset())


def test_without_approvers_nobody_may_not_even_an_admin() -> None:
    assert may_approve("diego", approvers=[], requester="ana", editors=[]) == NobodyApproves()


def test_the_card_waits_for_those_who_did_not_touch_it() -> None:
    assert eligible_approvers(approvers=["ana", "bruno", "diego"], requester="ana", editors=["diego"]) == {"bruno"}


@pytest.mark.parametrize(("person", "answer"), [("ana", True), ("bruno", True), ("diego", True), ("carla", False)])
def test_the_requester_approvers_and_admins_may_edit(person: str, answer: bool) -> None:  # noqa: FBT001  (a table)
    assert (may_edit(person, roles=ROLES, requester="ana") == Allowed()) is answer


@pytest.mark.parametrize(("person", "answer"), [("ana", True), ("diego", True), ("bruno", False), ("carla", False)])
def test_the_requester_and_admins_may_delete(person: str, answer: bool) -> None:  # noqa: FBT001  (a table)
    assert (may_delete(person, roles=ROLES, requester="ana") == Allowed()) is answer


@pytest.mark.parametrize(("person", "answer"), [("bruno", True), ("diego", True), ("ana", False), ("carla", False)])
def test_approvers_and_admins_may_void(person: str, answer: bool) -> None:  # noqa: FBT001  (a table)
    assert (may_void(person, roles=ROLES) == Allowed()) is answer


def test_collecting_is_for_collectors_approvers_and_admins() -> None:
    assert all(may_collect(person, roles=ROLES) == Allowed() for person in ("carla", "bruno", "diego"))
    assert may_collect("ana", roles=ROLES) == NotPermitted(frozenset({"carla", "bruno", "diego"}))


def test_without_collectors_it_is_for_approvers_and_admins() -> None:
    roles = Roles(approvers=frozenset({"bruno"}), admins=frozenset({"diego"}))
    assert may_collect("bruno", roles=roles) == Allowed()
    assert may_collect("carla", roles=roles) == NotPermitted(frozenset({"bruno", "diego"}))
    assert may_collect("carla", roles=Roles()) == NotPermitted(frozenset())
