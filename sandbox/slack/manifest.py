"""What the local Slack takes from the app's own manifest, so that every run tries it."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit, urlunsplit

Json = dict[str, Any]


@dataclass(frozen=True)
class Command:
    command: str
    description: str
    usage_hint: str
    should_escape: bool
    url: str


@dataclass(frozen=True)
class Shortcut:
    name: str
    callback_id: str
    description: str
    type: str
    """global or message."""


@dataclass(frozen=True)
class AppManifest:
    name: str
    bot_name: str
    scopes: frozenset[str]
    optional_scopes: frozenset[str]
    """An admin grants them apart (docs.slack.dev, changelog of 2026-03-16)."""
    commands: dict[str, Command]
    shortcuts: dict[str, Shortcut]
    bot_events: frozenset[str]
    home_enabled: bool
    messages_tab_enabled: bool
    messages_tab_read_only: bool
    interactivity_url: str
    options_url: str
    events_url: str
    redirect_urls: tuple[str, ...]
    """Where an installation may lead back to."""


def read_manifest(manifest: Json, *, app_url: str) -> AppManifest:
    """Keep every URL's path and query, and put `app_url`'s scheme, host and port in front of it."""
    features, settings = manifest.get("features", {}), manifest.get("settings", {})
    interactivity = settings.get("interactivity", {})
    events = settings.get("event_subscriptions", {})
    home = features.get("app_home", {})
    action_url = _moved(interactivity.get("request_url", ""), app_url) if interactivity.get("is_enabled") else ""
    return AppManifest(
        name=manifest["display_information"]["name"],
        bot_name=features.get("bot_user", {}).get("display_name", manifest["display_information"]["name"]),
        scopes=frozenset(manifest["oauth_config"]["scopes"]["bot"]),
        optional_scopes=frozenset(manifest["oauth_config"]["scopes"].get("bot_optional", ())),
        commands={entry["command"]: _command(entry, app_url) for entry in features.get("slash_commands", [])},
        shortcuts={entry["callback_id"]: _shortcut(entry) for entry in features.get("shortcuts", [])},
        bot_events=frozenset(events.get("bot_events", [])),
        home_enabled=bool(home.get("home_tab_enabled")),
        messages_tab_enabled=bool(home.get("messages_tab_enabled", True)),
        messages_tab_read_only=bool(home.get("messages_tab_read_only_enabled")),
        interactivity_url=action_url,
        options_url=_moved(interactivity.get("message_menu_options_url", ""), app_url) or action_url,
        events_url=_moved(events.get("request_url", ""), app_url),
        redirect_urls=tuple(_moved(url, app_url) for url in manifest["oauth_config"].get("redirect_urls", [])),
    )


def _command(entry: Json, app_url: str) -> Command:
    return Command(
        command=entry["command"],
        description=entry["description"],
        usage_hint=entry.get("usage_hint", ""),
        should_escape=bool(entry.get("should_escape")),
        url=_moved(entry.get("url", ""), app_url),
    )


def _shortcut(entry: Json) -> Shortcut:
    return Shortcut(entry["name"], entry["callback_id"], entry.get("description", ""), entry["type"])


def _moved(url: str, app_url: str) -> str:
    if not url:
        return ""
    here, there = urlsplit(url), urlsplit(app_url)
    return urlunsplit((there.scheme, there.netloc, here.path, here.query, ""))
