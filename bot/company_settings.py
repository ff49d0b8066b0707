"""Which settings each company has for itself, and which the whole process has; a company's, from what is kept of it."""

from collections.abc import Mapping

from pydantic import ValidationError

from bot.settings import Settings, WrongSettings, problems_of
from bot.store.companies import KeptCompany

OF_A_COMPANY = (
    *("ALEGRA_EMAIL", "ALEGRA_API_URL", "COBRO_CHANNEL", "COBRO_APPROVERS", "COBRO_COLLECTORS", "COBRO_ADMINS"),
    *(
        "COBRO_REQUESTERS",
        "COBRO_ACCOUNTANTS",
        "COBRO_CLOSING_DATE",
        "COBRO_AMOUNTS",
        "COBRO_LANGUAGE",
        "COBRO_TIMEZONE",
        "COBRO_UNDO_SECONDS",
    ),
    *("COBRO_DATE_PAST_DAYS", "COBRO_DATE_FUTURE_DAYS", "COBRO_OVERDUE_HOUR", "COBRO_PAYMENT_POLL_MINUTES"),
    *("COBRO_OPENING_HOUR", "COBRO_CLOSING_HOUR", "COBRO_WORKING_DAYS"),
    *("COBRO_EMAIL_ON_STAMP", "COBRO_GENERIC_ITEM"),
    *("COBRO_RISK_DUPLICATE_DAYS", "COBRO_RISK_DUPLICATE_PERCENT", "COBRO_RISK_UNUSUAL_TIMES"),
    *("COBRO_RISK_DISCOUNT_PERCENT", "COBRO_RISK_OVERDUE_DAYS"),
)
"""A company that leaves one out has its default and never the other company's; but for ALEGRA_API_URL, see below."""
TOKEN = "ALEGRA_TOKEN"  # noqa: S105  a name
SHARED_UNLESS_GIVEN = "ALEGRA_API_URL"
"""There is one Alegra; where a company names no address it is the process's."""


def settings_of(company: KeptCompany, process: Settings) -> Settings:
    """Raise WrongSettings."""
    return read_company_settings(company.settings, token=company.alegra_token, process=process)


def read_company_settings(given: Mapping[str, str], *, token: str, process: Settings) -> Settings:
    """Raise WrongSettings that names every missing or wrong setting, also one that is no company's."""
    foreign = {name: "is not a setting of a company" for name in given if name not in OF_A_COMPANY}
    own = {name: value for name, value in given.items() if name in OF_A_COMPANY and value.strip()}
    try:
        settings = Settings.model_validate({**_shared(process), **own, TOKEN: token})
    except ValidationError as wrong:
        raise WrongSettings(problems_of(wrong) | foreign) from None
    if foreign:
        raise WrongSettings(foreign)
    return settings


def _shared(process: Settings) -> dict[str, object]:
    own = {*OF_A_COMPANY, TOKEN} - {SHARED_UNLESS_GIVEN}
    return {
        str(field.alias): getattr(process, name)
        for name, field in Settings.model_fields.items()
        if field.alias not in own
    }
