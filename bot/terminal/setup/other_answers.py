"""Answers about Alegra, the store and how Cobro works, checked as they come."""

import datetime as dt
import re
from urllib.parse import urlsplit

from redis.exceptions import RedisError

from bot.alegra.account import account
from bot.alegra.errors import AlegraError
from bot.doctor import alegra_checks, store_checks
from bot.doctor.findings import Finding, Level
from bot.slack.proxies import is_local
from bot.store.connection import connect
from bot.terminal.setup.site import Bad, Check, Good, Site

EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
PREFIX = re.compile(r"([a-z0-9][a-z0-9_-]{0,22})?")


def one_of(*allowed: str) -> Check:
    """A check that takes one of these, or as much of its beginning as tells it from the others."""

    async def check(given: str, site: Site) -> Good | Bad:
        found = [each for each in allowed if given and each.lower().startswith(given.lower())]
        if given in allowed or len(found) == 1:
            return Good(given if given in allowed else found[0])
        return Bad(site.words.t("Responde {choices}.", choices=site.words.listed(list(allowed), alternatives=True)))

    return check


async def public_url(given: str, site: Site) -> Good | Bad:
    parts = urlsplit(given.strip())
    if (parts.scheme == "https" and parts.hostname) or (parts.scheme == "http" and is_local(given)):
        return Good(f"{parts.scheme}://{parts.netloc}")
    return Bad(
        site.words.t("Slack solo entra por una dirección que empiece por https://."),
        site.words.t("Escribe la de tu proxy, como https://cobro.tu-empresa.com; o vuelve (<) y elige socket."),
    )


async def prefix(given: str, site: Site) -> Good | Bad:
    if PREFIX.fullmatch(given):
        return Good(
            given,
            (site.words.t("Los comandos serán /{prefix}invoice, /{prefix}cobro…", prefix=given),) if given else (),
        )
    return Bad(site.words.t("Solo minúsculas, cifras y guiones, hasta 23; por ejemplo rivera-."))


async def alegra_email(given: str, site: Site) -> Good | Bad:
    return Good(given) if EMAIL.fullmatch(given) else Bad(site.words.t("Eso no es un correo."))


async def alegra_token(given: str, site: Site) -> Good | Bad:
    """The plan and the permissions too: what is missing is better known before anybody relies on it."""
    if not given:
        return Bad(site.words.t("Hace falta el token de la API de Alegra."))
    try:
        async with site.alegra(given) as transport:
            site.account = await account(transport)
    except AlegraError as why:
        finding = alegra_checks.refusal(why, site.words)
        return Bad(finding.said, finding.cure)
    except ValueError:
        return Bad(site.words.t("ALEGRA_API_URL no es una dirección."))
    findings = alegra_checks.account(site.account, site.words)
    wrong = next((finding for finding in findings if finding.level is Level.ERROR), None)
    if wrong:
        return Bad(wrong.said, wrong.cure)
    company = alegra_checks.company(site.account.company, site.words, timezone="", language="en")
    return Good(
        given,
        tuple(finding.said for finding in (*findings, *company) if finding.level is Level.OK),
        _doubts((*findings, *company)),
    )


async def closing_date(given: str, site: Site) -> Good | Bad:
    """Empty: no books are closed."""
    if not given:
        return Good("")
    try:
        day = dt.date.fromisoformat(given)
    except ValueError:
        return Bad(site.words.t("Escribe la fecha como 2026-10-31."))
    if day > site.today:
        return Bad(site.words.t("Los libros no se cierran por adelantado: elige hoy o un día anterior"))
    return Good(
        day.isoformat(), (site.words.t("Libros cerrados hasta el {day}.", day=site.words.day(day, weekday=False)),)
    )


async def store(given: str, site: Site) -> Good | Bad:
    """Empty: the embedded one."""
    if not given:
        return Good("", (site.words.t("Cobro guarda en su propia carpeta, con un Valkey que él mismo inicia."),))
    try:
        client = connect(given, retries=1)
    except ValueError:
        return Bad(site.words.t("Debe empezar por redis://, rediss:// o unix://."))
    try:
        findings = store_checks.store(await client.info("everything"), site.words)
    except (RedisError, OSError) as why:
        findings = store_checks.store(why, site.words)
    finally:
        await client.aclose()
    wrong = next((finding for finding in findings if finding.level is Level.ERROR), None)
    if wrong:
        return Bad(wrong.said, wrong.cure)
    return Good(given, tuple(finding.said for finding in findings if finding.level is Level.OK), _doubts(findings))


def _doubts(findings: tuple[Finding, ...]) -> tuple[str, ...]:
    return tuple(f"{finding.said} {finding.cure}" for finding in findings if finding.level is Level.WARNING)
