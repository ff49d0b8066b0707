"""Answers about Slack, checked with Slack itself as they come."""

import re

from bot.doctor import slack_checks
from bot.doctor.findings import Finding, Level
from bot.slack.errors import SlackError
from bot.slack.inspection import Channel, Inspection
from bot.slack.manifest import scopes_of
from bot.terminal.setup.site import Bad, Good, Site

CHANNEL_ID = re.compile(r"[CG][A-Z0-9]{6,}")
SIGNING_SECRET = re.compile(r"[0-9a-f]{32}")
MENTION = re.compile(r"<#([CG][A-Z0-9]{6,})(?:\|[^>]*)?>")


async def bot_token(given: str, site: Site) -> Good | Bad:
    if not given.startswith("xoxb-"):
        return Bad(site.words.t("El token del bot empieza por xoxb-; ese es otro."))
    try:
        async with site.slack(given) as (inspection, _):
            site.identity = await inspection.identity()
    except SlackError as why:
        return _bad(slack_checks.token(why, site.words))
    known = slack_checks.token(site.identity, site.words)
    scopes = slack_checks.scopes(site.identity.scopes, scopes_of(site.manifest), site.words)
    for finding in (known, scopes):
        if finding.level is Level.ERROR:
            return _bad(finding)
    site.people = {}
    return Good(given, (known.said, scopes.said))


async def app_token(given: str, site: Site) -> Good | Bad:
    if not given.startswith("xapp-"):
        return Bad(site.words.t("El token de la app empieza por xapp-; ese es otro."))
    try:
        async with site.slack(site.answers["SLACK_BOT_TOKEN"]) as (inspection, _):
            await inspection.open_connection(given)
    except SlackError as why:
        return _bad(slack_checks.socket(why, site.words))
    return Good(given, (slack_checks.socket(None, site.words).said,))


async def signing_secret(given: str, site: Site) -> Good | Bad:
    """Slack shows no way to try it: the first command does."""
    if not SIGNING_SECRET.fullmatch(given):
        return Bad(
            site.words.t("El «Signing Secret» son 32 cifras hexadecimales; eso no lo parece."),
            site.words.t("Está en api.slack.com/apps › tu app › Basic Information › App Credentials › Show."),
        )
    return Good(given, (site.words.t("Se prueba con el primer comando que escribas en Slack."),))


async def channel(given: str, site: Site) -> Good | Bad:
    """By id, `#name`, or as Slack writes a mention."""
    mention = MENTION.fullmatch(given)
    wanted = mention[1] if mention else given.removeprefix("#").strip()
    if not wanted:
        return Bad(site.words.t("Hace falta el canal de las facturas: su nombre o su id."))
    try:
        async with site.slack(site.answers["SLACK_BOT_TOKEN"]) as (inspection, _):
            found = await _find_channel(inspection, wanted, site)
    except SlackError as why:
        return _bad(slack_checks.channel(why, site.words, bot=_bot(site))[0])
    return found if isinstance(found, Bad) else _judged(found, site)


async def _find_channel(inspection: Inspection, wanted: str, site: Site) -> Channel | Bad:
    if CHANNEL_ID.fullmatch(wanted):
        return await inspection.channel(wanted)
    named = await inspection.channels_named(wanted.lower())
    if named:
        return named[0]
    return Bad(
        site.words.t("No veo un canal #{name}.", name=wanted),
        site.words.t(
            "Si es privado, escribe `/invite @{bot}` en él y responde otra vez; o da su id (en el canal › Detalles, al final).",
            bot=_bot(site),
        ),
    )


def _judged(found: Channel, site: Site) -> Good | Bad:
    (finding,) = slack_checks.channel(found, site.words, bot=_bot(site))
    if finding.level is Level.ERROR:
        return _bad(finding)
    site.channel = found
    doubts = (f"{finding.said} {finding.cure}",) if finding.level is Level.WARNING else ()
    said = () if doubts else (finding.said,)
    return Good(found.id, (*said, _amounts(found, site)), doubts)


def _amounts(found: Channel, site: Site) -> str:
    if found.is_private:
        return site.words.t("Las tarjetas mostrarán los valores: solo los ve quien está en el canal.")
    return site.words.t("Las tarjetas ocultarán los valores; un administrador puede mostrarlos en `/cobro settings`.")


def _bot(site: Site) -> str:
    return site.identity.name if site.identity else "Cobro"


def _bad(finding: Finding) -> Bad:
    return Bad(finding.said, finding.cure)
