"""The languages that Cobro speaks, and which one a person gets."""

SPANISH_OF_COLOMBIA = "es_CO"
"""Its sentences stand in the code and are the message ids of the others."""
SPANISH_OF_MEXICO = "es_MX"
ENGLISH = "en"

LANGUAGES = (SPANISH_OF_COLOMBIA, SPANISH_OF_MEXICO, ENGLISH)


class UnknownLanguage(ValueError):
    def __init__(self, language: str) -> None:
        super().__init__(f"{language!r} is not one of {', '.join(LANGUAGES)}")
        self.language = language


def language_for(slack_locale: str, *, company: str = SPANISH_OF_COLOMBIA) -> str:
    """From what Slack says of a person (`es-LA`, `en-US`, or nothing); others get the company's language."""
    wanted = slack_locale.replace("_", "-").lower()
    if wanted == "es-mx":
        return SPANISH_OF_MEXICO
    if wanted.split("-")[0] == "es":
        return company if company.startswith("es") else SPANISH_OF_COLOMBIA
    return ENGLISH if wanted.split("-")[0] == "en" else company


def language_of_country(country: str) -> str:
    """What a company's channel reads until it is set: `country` as Alegra's `applicationVersion` spells it."""
    return SPANISH_OF_MEXICO if country.lower() == "mexico" else SPANISH_OF_COLOMBIA
