"""Who has which role, where that was said, and who changed it last; admins get a button to change it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.billing.appointments import GIVEN, Appointments
from bot.billing.eligibility import Role
from bot.locale import Words
from bot.slack import invoice_phrases as phrases
from bot.slack import samples
from bot.slack.blocks import actions, button, context, paragraphs
from bot.slack.drawing import Message
from bot.slack.escape import mention
from bot.slack.role_names import NAMES, named
from bot.store.groups import Group
from bot.store.records import Act

CHANGE = "roles.change"
MOST_CHANGES = 3
MOST_NAMED = 8
"""Of one change and role; the audit has all of them."""


@dataclass(frozen=True)
class RolesList:
    appointments: Appointments
    now: int
    groups: Mapping[str, Group] = field(default_factory=dict)
    """Those that Slack knows, by id."""
    changes: tuple[Act, ...] = ()
    """Made in Slack, newest last; none: the roles are those of the environment."""
    may_change: bool = False


def draw(roles: RolesList, words: Words) -> Message:
    title = words.t("Roles en Cobro")
    rows = [_row(role, roles, words) for role in GIVEN]
    change = [actions(button(words.t("Cambiar"), action=CHANGE), block_id="roles")] if roles.may_change else []
    recent = [context(_change(act, roles, words)) for act in roles.changes[-MOST_CHANGES:][::-1]]
    return Message(title, (*paragraphs([f"*{title}*", *rows]), context(_origin(roles, words)), *recent, *change))


def _row(role: Role, roles: RolesList, words: Words) -> str:
    entries = roles.appointments.of(role)
    nobody = words.t("todo el equipo, menos los invitados") if role is Role.REQUESTER else words.t("nadie")
    return f"• *{words.t(NAMES[role])}:* {named(entries, roles.groups, words) if entries else nobody}"


def _origin(roles: RolesList, words: Words) -> str:
    if not roles.changes:
        return words.t(
            "Como dice el entorno (COBRO_APPROVERS, COBRO_ADMINS…), hasta que un administrador los cambie aquí."
        )
    return words.t("Administrados en Slack. Los últimos cambios:")


def _change(act: Act, roles: RolesList, words: Words) -> str:
    """`ayer 4:06 a. m. · @Diego · Aprueban: + @Emma, − @Bruno`."""
    told = [_changed(role, act.detail[role], roles, words) for role in GIVEN if role in act.detail]
    return phrases.dotted(words.moment(act.at, now_ms=roles.now), mention(act.by), *told)


def _changed(role: Role, change: Mapping[str, Sequence[str]], roles: RolesList, words: Words) -> str:
    added = [f"+ {named([entry], roles.groups, words)}" for entry in change.get("added", ())]
    removed = [f"− {named([entry], roles.groups, words)}" for entry in change.get("removed", ())]
    return f"{words.t(NAMES[role])}: {', '.join([*added, *removed][:MOST_NAMED])}"


_FINANCE = Group("S0FINANZAS", "finanzas", "Finanzas", (samples.BRUNO, samples.DIEGO))
_LIST = RolesList(
    Appointments({Role.APPROVER: (samples.BRUNO, _FINANCE.id), Role.ADMIN: (samples.DIEGO,)}),
    samples.NOW,
    {_FINANCE.id: _FINANCE},
)
_GIVEN = Act(samples.NOW - samples.DAY, samples.DIEGO, "roles", {"approver": {"added": [samples.BRUNO], "removed": []}})
_TAKEN = Act(
    samples.NOW - samples.MINUTE,
    samples.DIEGO,
    "roles",
    {
        "approver": {"added": [_FINANCE.id], "removed": [samples.CARLA]},
        "admin": {"added": [], "removed": [samples.ANA]},
    },
)
SAMPLES: Mapping[str, RolesList] = {
    "of the environment": _LIST,
    "changed in Slack": replace(_LIST, changes=(_GIVEN, _TAKEN), may_change=True),
    "a group is gone": replace(_LIST, groups={}),
    "nobody": RolesList(Appointments(), samples.NOW),
    "hostile": replace(_LIST, groups={_FINANCE.id: replace(_FINANCE, handle=samples.HOSTILE)}),
}
