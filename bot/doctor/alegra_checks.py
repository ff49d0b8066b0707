"""Alegra's side of an installation, judged: account, plan, permissions, company, numbering."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

from bot.alegra.account import Account
from bot.alegra.errors import AlegraError, Forbidden, NeverSent, NotFound, OutcomeUnknown, RateLimited, Suspended
from bot.alegra.errors import Unauthorized as WrongCredentials
from bot.billing.directory import Company, Numbering
from bot.billing.numbering import NumberingProblem, numbering_problem, numbering_warning
from bot.doctor.findings import Finding, Level, error, ok, warning
from bot.locale import Words, phrase

MEXICO = "mexico"
COUNTRIES_WITH_RULES = ("colombia", MEXICO)
NAMES = {
    "/invoices": phrase("facturas de venta"),
    "/payments": phrase("pagos recibidos"),
    "/contacts": phrase("contactos"),
    "/items": phrase("productos y servicios"),
    "/number-templates": phrase("numeraciones"),
    "/bank-accounts": phrase("bancos"),
    "/taxes": phrase("impuestos"),
    "/terms": phrase("plazos de pago"),
}
"""What a path is called in Alegra's own list of permissions."""
REFUSALS: Mapping[type[AlegraError], tuple[Level, str, str]] = {
    WrongCredentials: (
        Level.ERROR,
        phrase("Alegra no acepta el correo y el token (401)."),
        phrase(
            "Copia otra vez ALEGRA_TOKEN de Alegra › Configuración › Integraciones › API, del usuario de ALEGRA_EMAIL."
        ),
    ),
    Suspended: (
        Level.ERROR,
        phrase("La cuenta de Alegra está suspendida o su plan no incluye la API (402)."),
        phrase(
            "Paga o cambia el plan en Alegra › Configuración › Plan; Cobro sigue solo cuando vuelva, sin perder nada."
        ),
    ),
    Forbidden: (
        Level.ERROR,
        phrase("El usuario de Alegra no puede ver la empresa (403)."),
        phrase("Dale el rol de administrador o los permisos de API en Alegra › Configuración › Usuarios."),
    ),
    NotFound: (
        Level.ERROR,
        phrase("Alegra no encuentra la empresa (404): la cuenta se eliminó, o la dirección de ALEGRA_API_URL es otra."),
        phrase("Entra a Alegra con ese usuario, y deja ALEGRA_API_URL vacía salvo para ensayos."),
    ),
    RateLimited: (
        Level.WARNING,
        phrase("Alegra pide esperar: se usaron las consultas de este minuto."),
        phrase("Espera un minuto y repite; si se repite, otro programa usa el mismo usuario."),
    ),
}
"""What each answer of Alegra's means for an installation (Alegra fact sheet 3)."""
SENDERS = {
    "alegra": phrase("Al emitir, la factura la envía Alegra, si su cuenta lo tiene encendido."),
    "cobro": phrase("Al emitir, la factura la envía Cobro por medio de Alegra."),
    "nobody": phrase("Al emitir, nadie envía la factura: se envía con el botón de la tarjeta."),
}
"""By COBRO_EMAIL_ON_STAMP."""


def account(found: Account | AlegraError, words: Words) -> tuple[Finding, ...]:
    if isinstance(found, AlegraError):
        return (refusal(found, words),)
    opened = ok(
        "alegra.account", words.t("Alegra abre la cuenta de {company}.", company=found.company.name.rstrip("."))
    )
    return (opened, permissions(found, words))


def refusal(why: AlegraError, words: Words) -> Finding:
    """What to do when not even the company can be read."""
    if type(why) not in REFUSALS:
        return not_reached(why, words)
    level, said, cure = REFUSALS[type(why)]
    return Finding("alegra.account", level, words.t(said), words.t(cure))


def not_reached(why: AlegraError, words: Words) -> Finding:
    reason = why.why if isinstance(why, NeverSent | OutcomeUnknown) else type(why).__name__
    return error(
        "alegra.account",
        words.t("No alcanzo a Alegra ({why}).", why=reason),
        words.t("Revisa que esta máquina salga a api.alegra.com por HTTPS; Cobro no usa proxy para Alegra."),
    )


def permissions(found: Account, words: Words) -> Finding:
    check = "alegra.permissions"
    if not found.refused:
        return ok(check, words.t("El usuario puede leer todo lo que Cobro necesita."))
    names = ", ".join(words.t(NAMES[path]) for path in sorted(found.refused))
    kinds = set(map(type, found.refused.values()))
    if Suspended in kinds:
        return error(
            check,
            words.t("El plan de Alegra no incluye: {names} (402).", names=names),
            words.t("Cambia a un plan que lo incluya en Alegra › Configuración › Plan."),
        )
    if Forbidden in kinds:
        return error(
            check,
            words.t("El usuario de Alegra no puede ver: {names} (403).", names=names),
            words.t("Dale esos permisos en Alegra › Configuración › Usuarios."),
        )
    return warning(check, words.t("Alegra no respondió sobre: {names}.", names=names), words.t("Repite en un minuto."))


def company(found: Company, words: Words, *, timezone: str, language: str) -> tuple[Finding, ...]:
    """`timezone` and `language`: of the settings, empty where none is set."""
    findings = [_country(found, words)]
    if timezone and timezone != found.timezone:
        said = words.t(
            "COBRO_TIMEZONE es {ours}, y la empresa en Alegra está en {theirs}.", ours=timezone, theirs=found.timezone
        )
        cure = words.t("Quita COBRO_TIMEZONE, o corrige la zona horaria en Alegra: las fechas de emisión salen de ahí.")
        findings.append(warning("alegra.company", said, cure))
    if (found.country == MEXICO) != (language == "es_MX") and language != "en":
        wanted = "es_MX" if found.country == MEXICO else "es_CO"
        said = words.t("El canal habla {ours} y la empresa es de otro país.", ours=language)
        cure = words.t("Pon COBRO_LANGUAGE={wanted}, para que las palabras sean las de allá.", wanted=wanted)
        findings.append(warning("alegra.company", said, cure))
    return tuple(findings)


def _country(found: Company, words: Words) -> Finding:
    country = found.country or "?"
    if found.country not in COUNTRIES_WITH_RULES:
        return warning(
            "alegra.company",
            words.t("Cobro no conoce las reglas de facturación de este país ({country}).", country=country),
            words.t("Revisa las primeras facturas en Alegra: aquí no se comprueba lo que exige la autoridad."),
        )
    said = words.t("{company}: {country}, {timezone}.", company=found.name, country=country, timezone=found.timezone)
    return ok("alegra.company", said)


def numbering(found: Sequence[Numbering], words: Words, *, today: dt.date) -> tuple[Finding, ...]:
    check = "alegra.numbering"
    usable = [each for each in found if numbering_problem(each, on=today) is None]
    if not usable:
        return (
            error(
                check,
                words.t("Ninguna numeración de facturas sirve hoy."),
                words.t("Activa una vigente y con números en Alegra › Configuración › Numeraciones."),
            ),
            *_broken(found, words, today=today),
        )
    short = [(each, left) for each in usable if (left := numbering_warning(each, today=today))]
    warnings = [
        warning(
            check,
            words.t(
                "A la numeración {name} le queda poco ({left}).",
                name=each.name,
                left=_left(left.days_left, left.numbers_left, words),
            ),
            words.t("Pide otra a la autoridad y regístrala en Alegra antes de que se acabe."),
        )
        for each, left in short
    ]
    good = [each for each in usable if each not in {one for one, _ in short}]
    names = words.listed([each.name for each in good])
    fine = (ok(check, words.t("Numeraciones que sirven: {names}.", names=names)),) if good else ()
    return (*fine, *warnings, *_broken([each for each in found if each.is_default], words, today=today))


def _broken(found: Sequence[Numbering], words: Words, *, today: dt.date) -> tuple[Finding, ...]:
    """Those that cannot be used, each with its reason."""
    reasons = {
        NumberingProblem.INACTIVE: words.t("está desactivada"),
        NumberingProblem.NOT_STARTED: words.t("todavía no empieza"),
        NumberingProblem.EXPIRED: words.t("ya venció"),
        NumberingProblem.EXHAUSTED: words.t("no le quedan números"),
    }
    return tuple(
        warning(
            "alegra.numbering",
            words.t("La numeración {name} no sirve: {why}.", name=each.name, why=reasons[problem]),
            words.t("Corrígela o reemplázala en Alegra › Configuración › Numeraciones."),
        )
        for each in found
        if (problem := numbering_problem(each, on=today))
    )


def _left(days: int | None, numbers: int | None, words: Words) -> str:
    parts = [] if days is None else [words.days(days)]
    parts += [] if numbers is None else [words.n("{count} número", "{count} números", numbers)]
    return words.listed(parts)


def webhooks(subscribed: Collection[str], wanted: Collection[str], words: Words) -> Finding:
    """By event. The addresses hold a secret and are never shown."""
    check, missing = "alegra.webhooks", sorted(set(wanted) - set(subscribed))
    if not missing:
        return ok(check, words.t("Alegra avisa de cada cambio en cuanto pasa."))
    return warning(
        check,
        words.t("Alegra no avisa de: {events}; Cobro lo ve al preguntar cada minuto.", events=", ".join(missing)),
        words.t("Haz que {path} llegue desde el mundo; Cobro se vuelve a suscribir solo.", path="/alegra/hook/…"),
    )


def email(sender: str, words: Words) -> Finding:
    """`sender`: COBRO_EMAIL_ON_STAMP."""
    return ok("alegra.email", words.t(SENDERS[sender]))
