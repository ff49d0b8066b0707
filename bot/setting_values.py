"""What a setting may hold, by kind: each says what is wrong with a value, and never the value itself."""

import re
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from pydantic import AfterValidator, BeforeValidator, SecretStr

from bot.store.secret_box import NotASecretKey, key_bytes


def _ids(value: Any) -> Any:
    return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value


def _people(ids: tuple[str, ...]) -> tuple[str, ...]:
    wrong = [index + 1 for index, entry in enumerate(ids) if not re.fullmatch(r"[UWS][A-Z0-9]{6,}", entry)]
    if wrong:
        raise ValueError(
            f"entry {wrong[0]} is not the id of a person in Slack (U01ABCDEF23) nor of a user group (S01ABCDEF23); separate them by commas"
        )
    return ids


def _url(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("must be an address that begins with https:// or http://")
    return value


def _prefixed(prefix: str, what: str) -> AfterValidator:
    def check(secret: SecretStr) -> SecretStr:
        if not re.fullmatch(prefix + r"[A-Za-z0-9-]+", secret.get_secret_value()):
            raise ValueError(f"must be the {what}; it begins with {prefix}")
        return secret

    return AfterValidator(check)


def _filled(secret: SecretStr) -> SecretStr:
    if not secret.get_secret_value().strip():
        raise ValueError("is empty")
    return secret


def _secret_keys(keys: tuple[SecretStr, ...]) -> tuple[SecretStr, ...]:
    raw = []
    for index, key in enumerate(keys):
        try:
            raw.append(key_bytes(key.get_secret_value()))
        except NotASecretKey as wrong:
            raise ValueError(f"entry {index + 1} {wrong}") from None
    if len(set(raw)) < len(raw):
        raise ValueError("names a key twice")
    return keys


def _long(secret: SecretStr) -> SecretStr:
    if not re.fullmatch(r"[!-~]{16,}", secret.get_secret_value()):
        raise ValueError("must have 16 characters or more, without spaces")
    return secret


def _teams(ids: tuple[str, ...]) -> tuple[str, ...]:
    wrong = [index + 1 for index, team in enumerate(ids) if not re.fullmatch(r"T[A-Z0-9]{6,}", team)]
    if wrong:
        raise ValueError(f"entry {wrong[0]} is not the id of a workspace (T01ABCDEF23); separate them by commas")
    return ids


def _store_url(secret: SecretStr) -> SecretStr:
    parts = urlsplit(secret.get_secret_value())
    is_there = parts.path if parts.scheme == "unix" else parts.hostname
    if parts.scheme not in {"redis", "rediss", "unix"} or not is_there:
        raise ValueError("must be an address that begins with redis://, rediss:// or unix://")
    return secret


def _folder(value: Path) -> Path:
    if value.exists() and not value.is_dir():
        raise ValueError("is not a folder")
    return value


def _address(value: str) -> str:
    if value != "localhost" and not re.fullmatch(r"(\d{1,3}\.){3}\d{1,3}", value):
        raise ValueError("must be an IPv4 address of this machine, such as 127.0.0.1 or 0.0.0.0")
    return value


def _channel(value: str) -> str:
    if not re.fullmatch(r"[CG][A-Z0-9]{6,}", value):
        raise ValueError("must be a channel's id (it looks like C01ABCDEF23), not its name")
    return value


def _zone(value: str) -> str:
    if value and value not in available_timezones():
        raise ValueError("is not a time zone; write it like America/Bogota")
    return value


def _days(value: str) -> str:
    if not value or not set(value) <= set("1234567"):
        raise ValueError("must be days of the week as digits, Monday is 1: 12345")
    return "".join(sorted(set(value)))


def _slashed(value: str) -> str:
    return value.rstrip("/") + "/"


People = Annotated[tuple[str, ...], BeforeValidator(_ids), AfterValidator(_people)]
Teams = Annotated[tuple[str, ...], BeforeValidator(_ids), AfterValidator(_teams)]
Channel = Annotated[str, AfterValidator(_channel)]
Url = Annotated[str, AfterValidator(_url)]
ApiUrl = Annotated[Url, AfterValidator(_slashed)]
StoreUrl = Annotated[SecretStr, AfterValidator(_store_url)]
Address = Annotated[str, AfterValidator(_address)]
Folder = Annotated[Path, AfterValidator(_folder)]
Zone = Annotated[str, AfterValidator(_zone)]
WorkingDays = Annotated[str, AfterValidator(_days)]
BotToken = Annotated[SecretStr, _prefixed("xoxb-", "bot token")]
AppToken = Annotated[SecretStr, _prefixed("xapp-", "app-level token")]
Secret = Annotated[SecretStr, AfterValidator(_filled)]
LongSecret = Annotated[SecretStr, AfterValidator(_long)]
SecretKeys = Annotated[tuple[SecretStr, ...], BeforeValidator(_ids), AfterValidator(_secret_keys)]
