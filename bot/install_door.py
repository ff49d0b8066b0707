"""The pages on which further workspaces install Cobro, put together and set before everything else that comes in."""

import secrets
import time
from urllib.parse import urlsplit

import structlog

from bot.actions.installing import Installing
from bot.company_running import Around
from bot.gate import App, Rejected
from bot.page_gate import PageGate
from bot.settings import Settings
from bot.slack.install_state import InstallStates
from bot.slack.manifest import manifest_path, scopes_of
from bot.slack.oauth import OAuthClient
from bot.store.companies import Companies
from bot.store.installations import Installations
from bot.store.keys import EVERYWHERE, Keys
from bot.store.replays import Replays
from bot.store.scripts import Store
from bot.store.secret_box import SecretBox
from handlers.installing import INSTALL_PATH, REDIRECT_PATH, InstallPages
from handlers.switchboard import MAIN

log = structlog.get_logger(__name__)


def install_pages_before(inner: App, settings: Settings, around: Around) -> App:
    """`inner` alone where nobody else is to install it. Raises ManifestMissing."""
    if not (settings.slack_client_id and settings.slack_client_secret and settings.public_url and around.answers):
        return inner

    def rejected(rejection: Rejected) -> None:
        log.info("request_rejected", status=rejection.status, why=rejection.why)

    secret = settings.slack_client_secret.get_secret_value()
    oauth = OAuthClient(
        client_id=settings.slack_client_id,
        secret=secret,
        redirect_uri=settings.public_url.rstrip("/") + REDIRECT_PATH,
        api_url=settings.slack_api_url,
        session=around.session,
    )
    return PageGate(
        inner,
        pages=InstallPages(_installing(oauth, secret, settings, around), public_url=settings.public_url),
        is_secure=urlsplit(settings.public_url).scheme == "https",
        language=settings.language,
        rejected=rejected,
    )


def install_url(settings: Settings) -> str:
    """Where people of another workspace begin; empty where they cannot."""
    return settings.public_url.rstrip("/") + INSTALL_PATH if settings.slack_client_id and settings.public_url else ""


def _installing(oauth: OAuthClient, secret: str, settings: Settings, around: Around) -> Installing:
    store = Store(client=around.client, keys=Keys(EVERYWHERE), clock=around.clock)
    box = SecretBox(key.get_secret_value() for key in settings.secret_keys)
    return Installing(
        oauth=oauth,
        states=InstallStates(secret, now=time.time),
        first_time=Replays(store, new_nonce=lambda: secrets.token_hex(8)).first_time,
        installations=Installations(store, box),
        companies=Companies(store, box),
        scopes=scopes_of(manifest_path().read_text(encoding="utf-8")),
        allowed_teams=frozenset(settings.allowed_teams),
        main_team=lambda: around.roster.teams.get(MAIN, ""),
        clock=around.clock,
    )
