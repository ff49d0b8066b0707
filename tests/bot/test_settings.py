"""A misconfigured environment names each setting that is missing or wrong, all at once, and never its value."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.locale import Words
from bot.setting_hints import HINTS, wrong_settings
from bot.settings import Settings, WrongSettings, read_settings, secrets_of

ROOT = Path(__file__).parents[2]
CANARY = "canary-7F3K"
RIGHT = {
    "SLACK_BOT_TOKEN": "xoxb-1-2-abc",
    "SLACK_SIGNING_SECRET": "8f742231b10e8888abcd99yyyzzz85a5",
    "ALEGRA_EMAIL": "ana@rivera.example",
    "ALEGRA_TOKEN": "0123456789abcdef",
    "COBRO_CHANNEL": "C01ABCDEF23",
}
REQUIRED = tuple(RIGHT)
KEY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
WRONG = [
    ("SLACK_BOT_TOKEN", f"xoxp-{CANARY}"),
    ("SLACK_BOT_TOKEN", f"{CANARY} with spaces"),
    ("SLACK_API_URL", f"{CANARY}.example/api"),
    ("SLACK_API_URL", f"ftp://{CANARY}.example/"),
    ("ALEGRA_EMAIL", CANARY),
    ("ALEGRA_EMAIL", f"{CANARY}@a@b"),
    ("ALEGRA_API_URL", f"//{CANARY}"),
    ("REDIS_URL", CANARY),
    ("REDIS_URL", f"https://:{CANARY}@localhost"),
    ("REDIS_URL", f"redis://:{CANARY}@"),
    ("REDIS_URL", "unix://"),
    ("COBRO_DATA_DIR", __file__),
    ("COBRO_SECRET_KEYS", CANARY),
    ("COBRO_SECRET_KEYS", f"{KEY},{CANARY}"),
    ("COBRO_SECRET_KEYS", f"{KEY},{KEY}"),
    ("COBRO_ALLOWED_TEAMS", f"T01ABCDEF23,{CANARY}"),
    ("COBRO_HOST", f"{CANARY}.example"),
    ("COBRO_HOST", "::1"),
    ("COBRO_COMMAND_PREFIX", CANARY),
    ("COBRO_CHANNEL", f"#{CANARY}"),
    ("COBRO_CHANNEL", f"D{CANARY}"),
    ("COBRO_APPROVERS", CANARY),
    ("COBRO_APPROVERS", f"U01ABCDEF23,@{CANARY}"),
    ("COBRO_COLLECTORS", f"U01ABCDEF23;{CANARY}"),
    ("COBRO_ADMINS", f"{CANARY}@rivera.example"),
    ("COBRO_LANGUAGE", CANARY),
    ("COBRO_TIMEZONE", f"America/{CANARY}"),
    ("COBRO_PORT", CANARY),
    ("COBRO_PORT", "0"),
    ("COBRO_PORT", "65536"),
    ("COBRO_CLOCK_URL", CANARY),
    ("COBRO_UNDO_SECONDS", "-1"),
    ("COBRO_UNDO_SECONDS", f"15 {CANARY}"),
    ("COBRO_DATE_PAST_DAYS", "366"),
    ("COBRO_DATE_FUTURE_DAYS", "1.5"),
    ("COBRO_OVERDUE_HOUR", "24"),
    ("COBRO_OPENING_HOUR", "24"),
    ("COBRO_CLOSING_HOUR", "8"),
    ("COBRO_CLOSING_HOUR", "25"),
    ("COBRO_WORKING_DAYS", "67890"),
    ("COBRO_WORKING_DAYS", CANARY),
    ("COBRO_PAYMENT_POLL_MINUTES", "0"),
    ("COBRO_EMAIL_ON_STAMP", CANARY),
    ("COBRO_LOG_LEVEL", CANARY),
]


def test_what_is_right_is_read() -> None:
    settings = read_settings(RIGHT)
    assert settings.channel == RIGHT["COBRO_CHANNEL"]
    assert settings.slack_bot_token.get_secret_value() == RIGHT["SLACK_BOT_TOKEN"]


def test_hours_are_read_together() -> None:
    given = {"COBRO_OPENING_HOUR": "0", "COBRO_CLOSING_HOUR": "24", "COBRO_WORKING_DAYS": "616"}
    settings = read_settings({**RIGHT, **given})
    assert (settings.opening_hour, settings.closing_hour, settings.working_days) == (0, 24, "16")
    with pytest.raises(WrongSettings) as wrong:
        read_settings({**RIGHT, "COBRO_OPENING_HOUR": "18"})
    assert wrong.value.problems == {"COBRO_CLOSING_HOUR": "must be after COBRO_OPENING_HOUR"}


@pytest.mark.parametrize("name", REQUIRED)
@pytest.mark.parametrize("value", [None, "", "   "], ids=["absent", "empty", "blank"])
def test_each_that_is_missing_is_named_alone(name: str, value: str | None) -> None:
    environment = {key: each for key, each in RIGHT.items() if key != name} | ({name: value} if value else {})
    with pytest.raises(WrongSettings) as wrong:
        read_settings(environment)
    assert wrong.value.problems == {name: "is missing"}


def test_all_that_are_missing_are_named_at_once() -> None:
    with pytest.raises(WrongSettings) as wrong:
        read_settings({})
    assert set(wrong.value.problems) == set(REQUIRED)


@pytest.mark.parametrize(("name", "value"), WRONG, ids=[f"{name} {place}" for place, (name, _) in enumerate(WRONG)])
def test_each_that_is_wrong_is_named_without_its_value(name: str, value: str) -> None:
    with pytest.raises(WrongSettings) as wrong:
        read_settings({**RIGHT, name: value})
    assert set(wrong.value.problems) == {name}
    said = f"{wrong.value} {wrong.value!r} {wrong.value.problems}"
    assert CANARY not in said
    assert wrong.value.__cause__ is None
    for words in (Words("es_CO"), Words("es_MX"), Words("en")):
        told = wrong_settings(wrong.value.problems, words)
        assert name in told
        assert CANARY not in told


@pytest.mark.parametrize(
    "url", ["redis://localhost:6379/0", "rediss://:secret@store.example", "unix:///run/valkey.sock"]
)
def test_a_store_is_named_by_its_address(url: str) -> None:
    redis_url = read_settings({**RIGHT, "REDIS_URL": url}).redis_url
    assert redis_url is not None
    assert redis_url.get_secret_value() == url


def test_missing_and_wrong_ones_are_told_together() -> None:
    environment = dict(WRONG) | {"ALEGRA_TOKEN": ""}
    with pytest.raises(WrongSettings) as wrong:
        read_settings(environment)
    assert set(wrong.value.problems) == {name for name, _ in WRONG} | {"SLACK_SIGNING_SECRET", "ALEGRA_TOKEN"}
    assert CANARY not in str(wrong.value)


def test_every_setting_has_a_hint_and_every_hint_a_setting() -> None:
    assert set(HINTS) == {field.alias for field in Settings.model_fields.values()}


def test_secrets_do_not_show_in_the_settings() -> None:
    settings = read_settings({**RIGHT, "REDIS_URL": f"redis://:{CANARY}@localhost/0"})
    assert set(secrets_of(settings)) == {
        RIGHT["SLACK_BOT_TOKEN"],
        RIGHT["SLACK_SIGNING_SECRET"],
        RIGHT["ALEGRA_TOKEN"],
        f"redis://:{CANARY}@localhost/0",
    }
    for shown in (repr(settings), str(settings), settings.model_dump_json()):
        assert not [secret for secret in secrets_of(settings) if secret in shown]


def test_the_command_says_it_and_ends_without_a_traceback(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name not in HINTS}
    given = {"SLACK_BOT_TOKEN": CANARY, "COBRO_PORT": CANARY, "COBRO_LANGUAGE": "en", "PYTHONPATH": str(ROOT)}
    ended = subprocess.run(
        [sys.executable, "-m", "bot", "run"],
        cwd=tmp_path,
        env={**environment, **given},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 2
    for name in (*REQUIRED, "COBRO_PORT"):
        assert name in ended.stderr
    assert "Traceback" not in ended.stderr
    assert CANARY not in ended.stderr + ended.stdout


@pytest.mark.parametrize("given", ["SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET"])
def test_several_workspaces_need_all_of_their_settings(given: str) -> None:
    installing = {
        "SLACK_CLIENT_ID": "1.2",
        "SLACK_CLIENT_SECRET": "secret",
        "COBRO_PUBLIC_URL": "https://cobro.rivera.example",
        "COBRO_SECRET_KEYS": KEY,
    }
    assert read_settings(RIGHT | installing).slack_client_id == "1.2"
    with pytest.raises(WrongSettings) as wrong:
        read_settings(RIGHT | {given: installing[given]})
    assert wrong.value.problems == dict.fromkeys(installing.keys() - {given}, "is missing")
    alone = {name: installing[name] for name in ("COBRO_PUBLIC_URL", "COBRO_SECRET_KEYS")}
    assert read_settings(RIGHT | alone).slack_client_id is None, "both are for other things too"
    with pytest.raises(WrongSettings) as wrong:
        read_settings(RIGHT | installing | {"SLACK_CLIENT_ID": CANARY})
    assert set(wrong.value.problems) == {"SLACK_CLIENT_ID"}
