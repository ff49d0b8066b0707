"""What a company beside that of the environment is opened with."""

import pytest

from bot.company_settings import OF_A_COMPANY, TOKEN, read_company_settings
from bot.settings import Settings, WrongSettings, read_settings
from bot.terminal.company import OPTIONS

ENVIRONMENT = {
    "SLACK_BOT_TOKEN": "xoxb-1-canary",
    "SLACK_SIGNING_SECRET": "signing-canary",
    "ALEGRA_EMAIL": "main@rivera.example",
    "ALEGRA_TOKEN": "main-token",
    "ALEGRA_API_URL": "http://127.0.0.1:4200/api/v1",
    "COBRO_CHANNEL": "C0FACTURAS",
    "COBRO_APPROVERS": "U0BRUNO002",
    "COBRO_ADMINS": "U0DIEGO004",
    "COBRO_UNDO_SECONDS": "30",
    "COBRO_PORT": "8080",
}
OWN = {"ALEGRA_EMAIL": "taller@rivera.example", "COBRO_CHANNEL": "C0TALLER1"}
OF_THE_PROCESS = {
    *("SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_APP_TOKEN", "SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET"),
    *("SLACK_API_URL", "REDIS_URL", "COBRO_TRANSPORT", "COBRO_DATA_DIR", "COBRO_SECRET_KEYS", "COBRO_ALLOWED_TEAMS"),
    *("COBRO_COMMAND_PREFIX", "COBRO_HOST", "COBRO_PORT", "COBRO_PUBLIC_URL", "COBRO_ROLE", "COBRO_LEAVE_SECONDS"),
    *("COBRO_CLOCK_URL", "COBRO_METRICS", "COBRO_METRICS_TOKEN", "COBRO_LOG_LEVEL"),
}


@pytest.fixture
def process() -> Settings:
    return read_settings(ENVIRONMENT)


def test_every_setting_is_the_process_s_or_a_company_s() -> None:
    """A new one belongs into one of the two tables: what is forgotten would be shared by all companies."""
    names = {str(field.alias) for field in Settings.model_fields.values()}
    assert names == OF_THE_PROCESS | {*OF_A_COMPANY, TOKEN}
    assert OF_THE_PROCESS.isdisjoint(OF_A_COMPANY)


def test_every_setting_of_a_company_has_its_option_in_the_terminal() -> None:
    assert sorted(OPTIONS.values()) == sorted(OF_A_COMPANY)


def test_nothing_that_a_company_leaves_out_comes_from_the_other_one(process: Settings) -> None:
    settings = read_company_settings(OWN, token="its-token", process=process)
    assert (settings.approvers, settings.admins, settings.undo_seconds) == ((), (), 15)
    assert settings.alegra_token.get_secret_value() == "its-token"


def test_what_is_the_process_s_is_shared_and_so_is_alegras_address_unless_it_has_its_own(process: Settings) -> None:
    shared = read_company_settings(OWN, token="t", process=process)
    assert (shared.port, shared.alegra_api_url) == (8080, ENVIRONMENT["ALEGRA_API_URL"])
    apart = read_company_settings(OWN | {"ALEGRA_API_URL": "https://other.example/v1"}, token="t", process=process)
    assert apart.alegra_api_url == "https://other.example/v1"


def test_everything_that_is_missing_wrong_or_none_of_its_is_named_at_once(process: Settings) -> None:
    with pytest.raises(WrongSettings) as wrong:
        read_company_settings({"COBRO_CHANNEL": "facturas", "COBRO_PORT": "1"}, token="t", process=process)
    assert set(wrong.value.problems) == {"ALEGRA_EMAIL", "COBRO_CHANNEL", "COBRO_PORT"}


@pytest.mark.parametrize("role", ["web", "worker"])
def test_processes_that_share_the_work_share_a_store(role: str) -> None:
    with pytest.raises(WrongSettings) as wrong:
        read_settings(ENVIRONMENT | {"COBRO_ROLE": role})
    assert set(wrong.value.problems) == {"COBRO_ROLE"}
    assert read_settings(ENVIRONMENT | {"COBRO_ROLE": role, "REDIS_URL": "redis://localhost:6379/0"}).role == role
