"""Who may do what (design 1). Each answer carries what the refusal must tell the person."""

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True)
class Roles:
    """Slack user ids."""

    approvers: frozenset[str] = frozenset()
    collectors: frozenset[str] = frozenset()
    admins: frozenset[str] = frozenset()
    accountants: frozenset[str] = frozenset()
    """They see everything and write nothing, unless they have another role too."""
    requesters: frozenset[str] | None = None
    """None: everybody who is no guest."""


@dataclass(frozen=True)
class Allowed:
    pass


@dataclass(frozen=True)
class NobodyApproves:
    """No approver is set up: it must be said how to change that."""


@dataclass(frozen=True)
class NotApprover:
    approvers: frozenset[str]


@dataclass(frozen=True)
class OwnDocument:
    """An approver who made or edited a revision of it."""

    others: frozenset[str]
    """Who may instead; empty when nobody is left."""


@dataclass(frozen=True)
class NotPermitted:
    permitted: frozenset[str]
    """Who may instead; empty when nobody is set up."""


def may_approve(
    person: str, *, approvers: Collection[str], requester: str, editors: Collection[str]
) -> Allowed | NotApprover | OwnDocument | NobodyApproves:
    """Approving, and returning: by an approver who neither made nor edited any revision."""
    if not approvers:
        return NobodyApproves()
    if person not in approvers:
        return NotApprover(frozenset(approvers))
    others = eligible_approvers(approvers=approvers, requester=requester, editors=editors)
    return Allowed() if person in others else OwnDocument(others)


def eligible_approvers(*, approvers: Collection[str], requester: str, editors: Collection[str]) -> frozenset[str]:
    """Those whose approval the card waits for; may be empty although there are approvers."""
    return frozenset(approvers) - frozenset(editors) - {requester}


def may_edit(person: str, *, roles: Roles, requester: str) -> Allowed | NotPermitted:
    """The requester, admins, and approvers, who by editing give up their vote on it."""
    return _among(person, roles.approvers | roles.admins | {requester})


def may_delete(person: str, *, roles: Roles, requester: str) -> Allowed | NotPermitted:
    """A discarded draft, in Alegra: its requester or an admin."""
    return _among(person, roles.admins | {requester})


def may_void(person: str, *, roles: Roles) -> Allowed | NotPermitted:
    return _among(person, roles.approvers | roles.admins)


def may_collect(person: str, *, roles: Roles) -> Allowed | NotPermitted:
    """Recording a payment and sending the invoice: without collectors set up it is approvers and admins."""
    return _among(person, roles.collectors | roles.approvers | roles.admins)


def _among(person: str, permitted: frozenset[str]) -> Allowed | NotPermitted:
    return Allowed() if person in permitted else NotPermitted(permitted)
