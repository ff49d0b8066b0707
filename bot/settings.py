"""The environment, read once and frozen. What is missing or wrong is named, all of it at once, and never shown."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
)

from bot.setting_values import (
    Address,
    ApiUrl,
    AppToken,
    BotToken,
    Channel,
    Folder,
    LongSecret,
    People,
    Secret,
    SecretKeys,
    StoreUrl,
    Teams,
    Url,
    WorkingDays,
    Zone,
)

SLACK_API = "https://slack.com/api/"
MISSING = "is missing"
NEEDS_A_SHARED_STORE = "web and worker share one store: name it in REDIS_URL"
NEEDED_BY = {"http": "SLACK_SIGNING_SECRET", "socket": "SLACK_APP_TOKEN"}
"""What each transport cannot do without."""
INSTALLING = ("SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET", "COBRO_PUBLIC_URL", "COBRO_SECRET_KEYS")
"""What people of other workspaces cannot install Cobro without; the first two are for nothing else."""
ALEGRA_API = "https://api.alegra.com/api/v1"


class WrongSettings(Exception):
    """One or more settings are missing or wrong; `problems` maps each name to a sentence without its value."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        self.problems = dict(problems)
        super().__init__("; ".join(f"{name}: {problem}" for name, problem in self.problems.items()))


def _after_opening(value: int, info: ValidationInfo) -> int:
    """Where the opening hour is no hour, that is said instead."""
    if value <= info.data.get("opening_hour", 0):
        raise ValueError("must be after COBRO_OPENING_HOUR")
    return value


class Settings(BaseModel):
    """Every setting, in the order of `docs/configuration.md`."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    slack_bot_token: BotToken = Field(alias="SLACK_BOT_TOKEN")
    transport: Literal["http", "socket"] = Field("http", alias="COBRO_TRANSPORT")
    slack_signing_secret: Secret | None = Field(None, alias="SLACK_SIGNING_SECRET")
    slack_app_token: AppToken | None = Field(None, alias="SLACK_APP_TOKEN")
    slack_client_id: Annotated[str, Field(pattern=r"^[0-9]+\.[0-9]+$")] | None = Field(None, alias="SLACK_CLIENT_ID")
    slack_client_secret: Secret | None = Field(None, alias="SLACK_CLIENT_SECRET")
    slack_api_url: ApiUrl = Field(SLACK_API, alias="SLACK_API_URL")
    alegra_email: Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+$")] = Field(alias="ALEGRA_EMAIL")
    alegra_token: Secret = Field(alias="ALEGRA_TOKEN")
    alegra_api_url: Url = Field(ALEGRA_API, alias="ALEGRA_API_URL")
    redis_url: StoreUrl | None = Field(None, alias="REDIS_URL")
    data_dir: Folder = Field(Path(".cobro"), alias="COBRO_DATA_DIR")
    secret_keys: SecretKeys = Field((), alias="COBRO_SECRET_KEYS")
    allowed_teams: Teams = Field((), alias="COBRO_ALLOWED_TEAMS")
    command_prefix: Annotated[str, Field(pattern=r"^([a-z0-9][a-z0-9_-]{0,22})?$")] = Field(
        "", alias="COBRO_COMMAND_PREFIX"
    )
    channel: Channel = Field(alias="COBRO_CHANNEL")
    approvers: People = Field((), alias="COBRO_APPROVERS")
    collectors: People = Field((), alias="COBRO_COLLECTORS")
    admins: People = Field((), alias="COBRO_ADMINS")
    requesters: People = Field((), alias="COBRO_REQUESTERS")
    accountants: People = Field((), alias="COBRO_ACCOUNTANTS")
    closing_date: dt.date | None = Field(None, alias="COBRO_CLOSING_DATE")
    amounts: Literal["private", "everywhere"] = Field("private", alias="COBRO_AMOUNTS")
    language: Literal["es_CO", "es_MX", "en"] = Field("es_CO", alias="COBRO_LANGUAGE")
    timezone: Zone = Field("", alias="COBRO_TIMEZONE")
    host: Address = Field("127.0.0.1", alias="COBRO_HOST")
    port: int = Field(3000, alias="COBRO_PORT", ge=1, le=65535)
    public_url: Url | None = Field(None, alias="COBRO_PUBLIC_URL")
    role: Literal["all", "web", "worker"] = Field("all", alias="COBRO_ROLE")
    leave_seconds: int | None = Field(None, alias="COBRO_LEAVE_SECONDS", ge=0, le=300)
    clock_url: Url | None = Field(None, alias="COBRO_CLOCK_URL")
    undo_seconds: int = Field(15, alias="COBRO_UNDO_SECONDS", ge=0, le=300)
    past_days: int | None = Field(None, alias="COBRO_DATE_PAST_DAYS", ge=0, le=365)
    future_days: int | None = Field(None, alias="COBRO_DATE_FUTURE_DAYS", ge=0, le=365)
    overdue_hour: int = Field(8, alias="COBRO_OVERDUE_HOUR", ge=0, le=23)
    opening_hour: int = Field(8, alias="COBRO_OPENING_HOUR", ge=0, le=23)
    closing_hour: Annotated[int, AfterValidator(_after_opening)] = Field(
        18, alias="COBRO_CLOSING_HOUR", ge=1, le=24, validate_default=True
    )
    working_days: WorkingDays = Field("12345", alias="COBRO_WORKING_DAYS")
    payment_poll_minutes: int = Field(1, alias="COBRO_PAYMENT_POLL_MINUTES", ge=1, le=60)
    email_on_stamp: Literal["alegra", "cobro", "nobody"] = Field("alegra", alias="COBRO_EMAIL_ON_STAMP")
    risk_duplicate_days: int = Field(30, alias="COBRO_RISK_DUPLICATE_DAYS", ge=0, le=365)
    risk_duplicate_percent: int = Field(1, alias="COBRO_RISK_DUPLICATE_PERCENT", ge=0, le=50)
    risk_unusual_times: int = Field(3, alias="COBRO_RISK_UNUSUAL_TIMES", ge=0, le=1000)
    risk_discount_percent: int = Field(20, alias="COBRO_RISK_DISCOUNT_PERCENT", ge=0, le=100)
    risk_overdue_days: int = Field(0, alias="COBRO_RISK_OVERDUE_DAYS", ge=0, le=3650)
    generic_item: str = Field("", alias="COBRO_GENERIC_ITEM")
    metrics: Literal["off", "local", "token"] = Field("off", alias="COBRO_METRICS")
    metrics_token: LongSecret | None = Field(None, alias="COBRO_METRICS_TOKEN")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", alias="COBRO_LOG_LEVEL")


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Raise WrongSettings that names every missing or wrong setting."""
    known = {field.alias for field in Settings.model_fields.values()}
    given = {name: value for name, value in environment.items() if name in known and value.strip()}
    needed = NEEDED_BY.get(given.get("COBRO_TRANSPORT", "http"), "")
    problems = {needed: MISSING} if needed and needed not in given else {}
    if given.get("COBRO_ROLE", "all") != "all" and "REDIS_URL" not in given:
        problems["COBRO_ROLE"] = NEEDS_A_SHARED_STORE
    if given.get("COBRO_METRICS") == "token" and "COBRO_METRICS_TOKEN" not in given:
        problems["COBRO_METRICS_TOKEN"] = MISSING
    problems |= dict.fromkeys(_missing_to_install(given), MISSING)
    try:
        settings = Settings.model_validate(given)
    except ValidationError as wrong:
        raise WrongSettings(problems_of(wrong) | problems) from None
    if problems:
        raise WrongSettings(problems)
    return settings


def _missing_to_install(given: Mapping[str, str]) -> list[str]:
    """Several workspaces need all of these, or none."""
    asked = INSTALLING[:2]
    return [name for name in INSTALLING if name not in given] if any(name in given for name in asked) else []


def secrets_of(settings: Settings) -> tuple[str, ...]:
    """What must not appear in any log."""
    values = (getattr(settings, name) for name in Settings.model_fields)
    several = (value if isinstance(value, tuple) else (value,) for value in values)
    return tuple(one.get_secret_value() for value in several for one in value if isinstance(one, SecretStr))


def problems_of(wrong: ValidationError) -> dict[str, str]:
    """Sentences without the values: one of them may be a secret."""
    return {
        _named(str(error["loc"][0])): MISSING
        if error["type"] == "missing"
        else error["msg"].removeprefix("Value error, ")
        for error in wrong.errors(include_input=False, include_url=False)
    }


def _named(place: str) -> str:
    """Pydantic names what nobody gave by its field, not by what people call it."""
    field = Settings.model_fields.get(place)
    return str(field.alias) if field else place
