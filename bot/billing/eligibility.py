"""Who may do what (design 1): a table of acts and roles. Each answer carries what the refusal must tell the person."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from bot.billing.substitutions import Substitution

GROUP = "S"
"""How the ids of Slack's user groups begin; those of people begin with U or W."""


class Role(StrEnum):
    REQUESTER = "requester"
    APPROVER = "approver"
    COLLECTOR = "collector"
    ADMIN = "admin"
    ACCOUNTANT = "accountant"
    AUTHOR = "author"
    """No role that is given: whoever asked for this very document, or decided about it."""


class Act(StrEnum):
    SEE = "see"
    DRAFT = "draft"
    EDIT = "edit"
    DELETE = "delete"
    APPROVE = "approve"
    UNDO = "undo"
    COLLECT = "collect"
    VOID = "void"
    LOOK = "look"
    """Having it looked for now in Alegra what nobody knows to have happened: by itself it would be a little later."""
    RESOLVE = "resolve"
    """Deciding what became of an operation that Cobro could not find out about."""
    ADMINISTER = "administer"
    AUDIT = "audit"


PERMITTED: Mapping[Act, frozenset[Role]] = {
    Act.SEE: frozenset(Role),
    Act.DRAFT: frozenset({Role.REQUESTER, Role.APPROVER, Role.ADMIN}),
    Act.EDIT: frozenset({Role.AUTHOR, Role.APPROVER, Role.ADMIN}),
    Act.DELETE: frozenset({Role.AUTHOR, Role.ADMIN}),
    Act.APPROVE: frozenset({Role.APPROVER}),
    Act.UNDO: frozenset({Role.AUTHOR}),
    Act.COLLECT: frozenset({Role.COLLECTOR, Role.APPROVER, Role.ADMIN}),
    Act.VOID: frozenset({Role.APPROVER, Role.ADMIN}),
    Act.LOOK: frozenset({Role.AUTHOR, Role.APPROVER, Role.ADMIN}),
    Act.RESOLVE: frozenset({Role.APPROVER, Role.ADMIN}),
    Act.ADMINISTER: frozenset({Role.ADMIN}),
    Act.AUDIT: frozenset({Role.ACCOUNTANT, Role.ADMIN}),
}
"""Who may, as far as roles decide. Approving asks more: see `may_approve`.

DELETE is also giving up what nobody has approved. COLLECT is recording what was paid and sending the invoice; without
collectors it is approvers and admins. An approver who edits gives up their vote on it.
"""


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
    guests: frozenset[str] = frozenset()
    """Accountants named one by one: the only guests who are let in, to see."""
    members: Mapping[str, frozenset[str]] = field(default_factory=dict, hash=False)
    """Of Slack's user groups, as far as they are known and anything is given to them."""

    substitutions: tuple[Substitution, ...] = ()
    approvals_given_to: frozenset[str] = frozenset()
    """The people and groups that the role of approver was given to, by their ids, as admins named them."""
    gone: frozenset[str] = frozenset()
    """Whom Slack calls deactivated: they stand in no role."""

    def stand_ins(self, today: dt.date) -> frozenset[tuple[str, str]]:
        """Each as (substitute, who is away)."""
        return frozenset((each.substitute, each.away) for each in self.substitutions if each.is_on(today))

    def without(self, gone: frozenset[str]) -> "Roles":
        """With these people in no role and in no group."""
        if not gone:
            return self
        return replace(
            self,
            approvers=self.approvers - gone,
            collectors=self.collectors - gone,
            admins=self.admins - gone,
            accountants=self.accountants - gone,
            requesters=None if self.requesters is None else self.requesters - gone,
            members={group: people - gone for group, people in self.members.items()},
            gone=gone,
        )

    def opened(self, entries: Collection[str]) -> frozenset[str]:
        """People by their ids and by those of their groups; a group that nobody knows counts as empty."""
        return frozenset().union(
            *(self.members.get(entry, frozenset()) if entry.startswith(GROUP) else {entry} for entry in entries)
        )

    def holders(self, act: Act) -> frozenset[str]:
        """Who may by a role that was given to them."""
        return frozenset().union(*(self._given.get(role, frozenset()) for role in PERMITTED[act]))

    def held_by(self, person: str) -> tuple[Role, ...]:
        """As the audit remembers it; that of requester also when it was given to nobody, and so to everybody."""
        asks = Role.REQUESTER if self.requesters is None and not self.only_sees(person) else None
        return tuple(role for role, people in self._given.items() if person in people or role is asks)

    @property
    def _given(self) -> Mapping[Role, frozenset[str]]:
        return {
            Role.ADMIN: self.admins,
            Role.APPROVER: self.approvers,
            Role.COLLECTOR: self.collectors,
            Role.ACCOUNTANT: self.accountants,
            Role.REQUESTER: self.requesters or frozenset(),
        }

    def only_sees(self, person: str) -> bool:
        """An accountant without any other role."""
        given = self.approvers | self.collectors | self.admins | (self.requesters or frozenset())
        return person in self.accountants and person not in given


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


@dataclass(frozen=True)
class OnlySees(NotPermitted):
    """A guest, or an accountant: whatever it was, it writes."""

    by_anybody: bool = False
    """Everybody else may."""


def may_begin(act: Act, person: str, *, roles: Roles, is_guest: bool = False) -> Allowed | NotPermitted:
    """Whether they may press it at all, before anybody has looked at which document it is about."""
    if act is Act.SEE:
        return Allowed()
    if act is Act.AUDIT:
        return may_audit(person, roles=roles)
    by_anybody = act is Act.DRAFT and roles.requesters is None
    if is_guest or roles.only_sees(person):
        return OnlySees(roles.holders(act), by_anybody)
    if by_anybody or Role.AUTHOR in PERMITTED[act]:
        return Allowed()
    if act is Act.APPROVE and person in roles.admins:
        return Allowed()  # what waited for too long may ask them: that is asked of the very document
    return _among(person, roles.holders(act))


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


def may_draft(person: str, *, roles: Roles) -> Allowed | NotPermitted:
    return may_begin(Act.DRAFT, person, roles=roles)


def may_edit(person: str, *, roles: Roles, requester: str) -> Allowed | NotPermitted:
    return _may(Act.EDIT, person, roles=roles, requester=requester)


def may_delete(person: str, *, roles: Roles, requester: str) -> Allowed | NotPermitted:
    return _may(Act.DELETE, person, roles=roles, requester=requester)


def may_void(person: str, *, roles: Roles) -> Allowed | NotPermitted:
    return _may(Act.VOID, person, roles=roles)


def may_collect(person: str, *, roles: Roles) -> Allowed | NotPermitted:
    return _may(Act.COLLECT, person, roles=roles)


def may_look(person: str, *, roles: Roles, requester: str) -> Allowed | NotPermitted:
    return _may(Act.LOOK, person, roles=roles, requester=requester)


def may_resolve(person: str, *, roles: Roles) -> Allowed | NotPermitted:
    return _may(Act.RESOLVE, person, roles=roles)


def may_administer(person: str, *, roles: Roles) -> Allowed | NotPermitted:
    return _may(Act.ADMINISTER, person, roles=roles)


def may_audit(person: str, *, roles: Roles) -> Allowed | NotPermitted:
    """It is seeing, but of what everybody did."""
    return _among(person, roles.holders(Act.AUDIT))


def _may(act: Act, person: str, *, roles: Roles, requester: str = "") -> Allowed | NotPermitted:
    """`requester` of the document that it is about; who has become an accountant since is not its author any more."""
    author = {requester} - {""} if Role.AUTHOR in PERMITTED[act] else set()
    if roles.only_sees(person):
        return OnlySees(roles.holders(act) | author - {person})
    return _among(person, roles.holders(act) | author)


def _among(person: str, permitted: frozenset[str]) -> Allowed | NotPermitted:
    return Allowed() if person in permitted else NotPermitted(permitted)
