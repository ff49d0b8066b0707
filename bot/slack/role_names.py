"""What each role is called, and what it may, in words."""

from collections.abc import Mapping, Sequence

from bot.billing.eligibility import GROUP, Role
from bot.locale import Words, phrase
from bot.slack.escape import inert, mention
from bot.store.groups import Group

NAMES: Mapping[Role, str] = {
    Role.REQUESTER: phrase("Piden facturas"),
    Role.APPROVER: phrase("Aprueban"),
    Role.COLLECTOR: phrase("Envían y registran pagos"),
    Role.ADMIN: phrase("Administran Cobro"),
    Role.ACCOUNTANT: phrase("Consultan (contador)"),
}
MAY: Mapping[Role, str] = {
    Role.REQUESTER: phrase("Vacío: todo el equipo, menos los invitados."),
    Role.APPROVER: phrase("Aprueban, devuelven, editan y anulan; nadie aprueba lo que pidió o editó."),
    Role.COLLECTOR: phrase("Quienes aprueban y administran también pueden."),
    Role.ADMIN: phrase("Roles, ajustes, anular, y responder por Alegra cuando Cobro no puede saber."),
    Role.ACCOUNTANT: phrase("Ven todo y no cambian nada. Un invitado solo entra si está nombrado aquí."),
}


def named(entries: Sequence[str], groups: Mapping[str, Group], words: Words) -> str:
    """People as mentions, groups by their handle; a group that Slack does not know is said to be gone."""
    return ", ".join(_entry(entry, groups, words) for entry in entries)


def _entry(entry: str, groups: Mapping[str, Group], words: Words) -> str:
    if not entry.startswith(GROUP):
        return mention(entry)
    group = groups.get(entry)
    if group is None:
        return words.t("⚠️ {group} (ese grupo ya no existe: cuenta como vacío)", group=inert(entry, 20))
    people = words.n("{count} persona", "{count} personas", len(group.members))
    return f"@{inert(group.handle or group.name, 60)} ({people})"
