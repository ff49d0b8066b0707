"""What `cobro company` does: everything is tried before anything is kept."""

import argparse
import getpass
import json
import sys
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from bot.actions.directory import COMPANIES, COMPANY
from bot.alegra.api import Alegra
from bot.alegra.errors import AlegraError, Forbidden, Suspended, Unauthorized
from bot.alegra.transport import Transport
from bot.billing.directory import Company
from bot.company_settings import read_company_settings, settings_of
from bot.setting_hints import HINTS
from bot.settings import Settings, WrongSettings
from bot.slack.errors import SlackError
from bot.slack.wire import Wire, web_client
from bot.store.companies import ID, KeptCompany, team_of
from bot.store.directory import DirectoryStore
from bot.store.keys import Keys
from bot.terminal.company import OPTIONS, TOKEN
from bot.terminal.company_desk import CompanyDesk
from bot.terminal.company_removal import remove
from bot.terminal.company_troubles import Troubled as Troubled  # noqa: PLC0414  what the acts raise
from handlers.switchboard import MAIN


async def add(given: argparse.Namespace, desk: CompanyDesk) -> None:
    if not ID.fullmatch(given.id) or given.id == MAIN:
        raise Troubled("id", id=given.id)
    if await _is_there(given.id, desk) and not given.replace:
        raise Troubled("there", id=given.id)
    own = {name: value for name in OPTIONS.values() if (value := str(getattr(given, name)).strip())}
    token = _token(desk)
    settings = _checked(own, token, desk)
    team = await _team(given.team, desk)
    await _check_channel(given.id, team, settings.channel, desk)
    await _check_account(given.id, settings, desk)
    company = await _tried(settings)
    await _check_memory(given.id, company, desk)
    await desk.record("company_added", given.id, team=team, settings=own)
    await desk.companies.put(KeptCompany(given.id, team, given.name.strip(), own, token))
    words = desk.words
    desk.say(
        words.t(
            "Listo: {id} es {name}, en el canal {channel}.", id=given.id, name=company.name, channel=settings.channel
        ),
        words.t("Cobro la atiende en unos segundos, sin reiniciar. En Slack, en ese canal: /invite @Cobro"),
    )


async def list_(given: argparse.Namespace, desk: CompanyDesk) -> None:
    kept = [(company, json.loads(text)) for company, text in sorted((await desk.companies.texts()).items())]
    rows = [
        {
            "id": company,
            "name": held["name"],
            "team": held["team"],
            "channel": held["settings"].get("COBRO_CHANNEL", ""),
        }
        for company, held in kept
    ]
    if given.json:
        desk.say(json.dumps({"companies": rows}, ensure_ascii=False, indent=2))
        return
    if not rows:
        desk.say(desk.words.t("Solo está la del entorno (main). Otra se suma con cobro company add."))
    for row in rows:
        desk.say("  ".join(value for value in row.values() if value))


async def show(given: argparse.Namespace, desk: CompanyDesk) -> None:
    texts = await desk.companies.texts()
    if given.id not in texts:
        raise Troubled("absent", id=given.id)
    held = json.loads(texts[given.id])
    about = {"id": given.id, "name": held["name"], "team": held["team"], **held["settings"]}
    width = max(map(len, about))
    desk.say(*(f"{name:<{width}}  {value}" for name, value in about.items() if value))


ACTS: Mapping[str, Callable[[argparse.Namespace, CompanyDesk], Awaitable[None]]] = {
    "add": add,
    "list": list_,
    "show": show,
    "remove": remove,
}


async def _is_there(company_id: str, desk: CompanyDesk) -> bool:
    return company_id in await desk.companies.texts()


def _token(desk: CompanyDesk) -> str:
    """From the environment, or typed without being shown."""
    token = desk.environment.get(TOKEN, "").strip()
    if not token and sys.stdin.isatty():
        token = getpass.getpass(desk.words.t("Token de la API de Alegra (no se muestra): ")).strip()
    if not token:
        raise Troubled("token", name=TOKEN)
    return token


def _checked(own: Mapping[str, str], token: str, desk: CompanyDesk) -> Settings:
    try:
        return read_company_settings(own, token=token, process=desk.settings)
    except WrongSettings as wrong:
        options = {setting: option for option, setting in OPTIONS.items()}
        lines = [
            f"  {options.get(name, name)}  {desk.words.t(HINTS[name]) if name in HINTS else problem}"
            for name, problem in wrong.problems.items()
        ]
        raise Troubled("settings", *lines) from wrong


async def _team(wanted: str, desk: CompanyDesk) -> str:
    """The workspace of the token of the environment, or one that has installed Cobro."""
    slack = web_client(
        token=desk.settings.slack_bot_token.get_secret_value(),
        base_url=desk.settings.slack_api_url,
        session=desk.session,
    )
    try:
        ours = await Wire(slack, desk.session).team()
    except SlackError as error:
        raise Troubled("slack", why=error.code or type(error).__name__) from error
    if wanted in ("", ours):
        return ours
    if wanted not in await desk.installations.teams():
        raise Troubled("workspace", team=wanted)
    return wanted


async def _check_channel(company_id: str, team: str, channel: str, desk: CompanyDesk) -> None:
    """A channel says which company is meant: it can be that of one only."""
    taken = {desk.settings.channel: MAIN}
    for other, text in (await desk.companies.texts()).items():
        if other != company_id and team_of(text) == team:
            taken[json.loads(text)["settings"].get("COBRO_CHANNEL", "")] = other
    if channel in taken:
        raise Troubled("channel", channel=channel, other=taken[channel])


async def _check_account(company_id: str, settings: Settings, desk: CompanyDesk) -> None:
    """Two companies on one account of Alegra would both tell its payments and chase its clients. A token is of one account."""
    served = [(MAIN, desk.settings)]
    for other, text in (await desk.companies.texts()).items():
        if other != company_id:
            served.append((other, settings_of(desk.companies.opened(other, text), desk.settings)))
    for other, theirs in served:
        if (theirs.alegra_token, theirs.alegra_api_url) == (settings.alegra_token, settings.alegra_api_url):
            raise Troubled("account", other=other)


async def _check_memory(company_id: str, opened: Company, desk: CompanyDesk) -> None:
    """What is remembered of one account means other invoices in another: ids begin at 1 in each."""
    text = await DirectoryStore(replace(desk.store, keys=Keys(company_id))).entry(COMPANY, COMPANY)
    remembered = COMPANIES.validate_json(text) if text else opened
    if not opened.may_be(remembered):
        raise Troubled("other_account", id=company_id, remembered=remembered.name, opened=opened.name)


async def _tried(settings: Settings) -> Company:
    """Alegra is asked who it is: what it refuses now it would refuse at the first invoice."""
    token = settings.alegra_token.get_secret_value()
    alegra = Alegra(Transport(base_url=settings.alegra_api_url, email=settings.alegra_email, token=token))
    try:
        return await alegra.company.get()
    except Unauthorized as refused:
        raise Troubled("alegra_refused") from refused
    except (Suspended, Forbidden) as refused:
        raise Troubled("alegra_plan", why=refused.message) from refused
    except AlegraError as error:
        raise Troubled("alegra_silent", why=type(error).__name__) from error
    finally:
        await alegra.aclose()
