import pytest

from bot.locale import language_for, language_of_country


@pytest.mark.parametrize(
    ("slack", "company", "language"),
    [
        ("es-LA", "es_CO", "es_CO"),
        ("es-ES", "es_CO", "es_CO"),
        ("es_CO", "en", "es_CO"),
        ("es-LA", "es_MX", "es_MX"),
        ("es-MX", "es_CO", "es_MX"),
        ("en-US", "es_CO", "en"),
        ("en-GB", "es_MX", "en"),
        ("EN", "es_CO", "en"),
        ("pt-BR", "es_CO", "es_CO"),
        ("pt-BR", "en", "en"),
        ("", "es_MX", "es_MX"),
        ("esperanto", "en", "en"),
    ],
)
def test_people_get_their_language_or_the_companys(slack: str, company: str, language: str) -> None:
    assert language_for(slack, company=company) == language


def test_a_company_speaks_as_its_country_does() -> None:
    assert [language_of_country(country) for country in ("colombia", "Mexico", "peru")] == ["es_CO", "es_MX", "es_CO"]
