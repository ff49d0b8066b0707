"""Naming people and user groups to the roles. Groups are offered where the workspace has any: the free plan has none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.billing.appointments import GIVEN, Appointments
from bot.billing.eligibility import GROUP, Role
from bot.locale import Words
from bot.slack import samples
from bot.slack.blocks import context, field, option
from bot.slack.drawing import Block, View
from bot.slack.forms import Values, modal
from bot.slack.multi_selects import options_field, people_field, picked_options, picked_people
from bot.slack.role_names import MAY, NAMES
from bot.store.groups import Group

CALLBACK = "roles.submit"
PEOPLE = {role: f"roles.people.{role}" for role in GIVEN}
GROUPS = {role: f"roles.groups.{role}" for role in GIVEN}
"""Each its block's id and its action's id."""
MOST_GROUPS = 100


@dataclass(frozen=True)
class RolesForm:
    appointments: Appointments
    revision: int
    """Of the preferences: a form over an older one is refused."""
    groups: tuple[Group, ...] = ()


def draw(form: RolesForm, words: Words) -> View:
    offered = _offered(form)
    return modal(
        callback=CALLBACK,
        title=words.t("Roles"),
        blocks=[
            context(words.t("Valen desde que los guardas. El cambio queda en el historial con tu nombre.")),
            *(block for role in GIVEN for block in _fields(role, form, offered, words)),
        ],
        submit=words.t("Guardar"),
        close=words.t("Cancelar"),
        private_metadata=str(form.revision),
    )


def read(values: Values, *, before: Appointments) -> Appointments:
    """Where no groups were offered, those that were named stay."""
    return Appointments(
        {role: (*picked_people(values, PEOPLE[role]), *_groups(values, role, before)) for role in GIVEN}
    )


def _fields(role: Role, form: RolesForm, offered: Sequence[Block], words: Words) -> list[Block]:
    entries, name = form.appointments.of(role), words.t(NAMES[role])
    people = people_field(PEOPLE[role], chosen=[entry for entry in entries if not entry.startswith(GROUP)])
    blocks = [field(name, people, block_id=PEOPLE[role], hint=words.t(MAY[role]), optional=True)]
    if offered:
        groups = options_field(GROUPS[role], offered, chosen=entries)
        label = words.t("{role}: grupos", role=name)
        blocks.append(field(label, groups, block_id=GROUPS[role], optional=True))
    return blocks


def _offered(form: RolesForm) -> list[Block]:
    """Those that have a role come first, so that none of them falls off the end."""
    mine = form.appointments.groups
    ordered = sorted(form.groups, key=lambda group: (group.id not in mine, group.handle))
    return [option(f"@{group.handle or group.name}", group.id) for group in ordered[:MOST_GROUPS]]


def _groups(values: Values, role: Role, before: Appointments) -> tuple[str, ...]:
    picked = picked_options(values, GROUPS[role])
    if picked is None:
        return tuple(entry for entry in before.of(role) if entry.startswith(GROUP))
    return picked


_FINANCE = Group("S0FINANZAS", "finanzas", "Finanzas", (samples.BRUNO, samples.DIEGO))
_FORM = RolesForm(Appointments({Role.APPROVER: (samples.BRUNO, _FINANCE.id), Role.ADMIN: (samples.DIEGO,)}), 3)
SAMPLES: Mapping[str, RolesForm] = {
    "free plan": _FORM,
    "with groups": replace(_FORM, groups=(_FINANCE,)),
    "hostile": replace(_FORM, groups=(replace(_FINANCE, handle=samples.HOSTILE),)),
    "many groups": replace(_FORM, groups=tuple(replace(_FINANCE, id=f"S0{n:06}") for n in range(300))),
}
