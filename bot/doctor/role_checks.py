"""Who may do what, judged: whether the work can be done at all."""

from collections.abc import Mapping

from bot.billing.eligibility import Roles
from bot.doctor.findings import Finding, error, ok, warning
from bot.locale import Words
from bot.store.people import Person


def approvers(roles: Roles, words: Words) -> Finding:
    check = "roles.approvers"
    if not roles.approvers:
        return error(
            check,
            words.t("Nadie puede aprobar: no se puede emitir nada."),
            words.t("Nombra a alguien en `/cobro roles`, o en COBRO_APPROVERS."),
        )
    if len(roles.approvers) == 1:
        return warning(
            check,
            words.t("Solo una persona aprueba: lo que ella pida o edite no lo puede aprobar nadie."),
            words.t("Nombra a una segunda persona que apruebe."),
        )
    return ok(
        check, words.n("{count} persona puede aprobar.", "{count} personas pueden aprobar.", len(roles.approvers))
    )


def people(roles: Roles, known: Mapping[str, Person], words: Words) -> tuple[Finding, ...]:
    """`known`: everybody in the workspace, by id; empty where they could not be read."""
    check = "roles.people"
    named = roles.approvers | roles.collectors | roles.admins
    findings = [] if roles.admins else [_no_admin(words)]
    if known:
        wrong = {one: why for one in sorted(named) if (why := _why_not(known.get(one), words))}
        findings += [
            warning(
                check,
                words.t(
                    "{person} tiene un papel y no puede usarlo: {why}.", person=_name(known.get(one), one), why=why
                ),
                words.t("Quítale el papel en `/cobro roles`, o en los ajustes COBRO_…"),
            )
            for one, why in wrong.items()
        ]
    return tuple(findings) or (ok(check, words.t("Todas las personas con un papel pueden usarlo.")),)


def _no_admin(words: Words) -> Finding:
    return warning(
        "roles.people",
        words.t("No hay administrador: nadie puede anular, ni recibe los avisos de credenciales."),
        words.t(
            "Nombra a alguien en COBRO_ADMINS, o corre cobro admin-code y escribe aquí `/cobro setup` y su código."
        ),
    )


def _why_not(person: Person | None, words: Words) -> str:
    if person is None:
        return words.t("no está en este Slack")
    if person.is_deleted:
        return words.t("su cuenta está desactivada")
    if person.is_bot:
        return words.t("es un bot")
    return words.t("es un invitado") if person.is_guest else ""


def _name(person: Person | None, person_id: str) -> str:
    return person.name if person and person.name else person_id
