import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.locale import ENGLISH, LANGUAGES, SPANISH_OF_COLOMBIA, SPANISH_OF_MEXICO, MissingValue, UnknownLanguage, Words
from bot.locale.words import phrase

COLOMBIA = Words(SPANISH_OF_COLOMBIA)
MEXICO = Words(SPANISH_OF_MEXICO)
ENGLISHMAN = Words(ENGLISH)

NOON = int(dt.datetime(2026, 11, 26, 17, tzinfo=dt.UTC).timestamp() * 1000)
"""Noon in Bogotá."""
MINUTE = 60_000
HOUR = 60 * MINUTE
DAY = 24 * HOUR


def plainly(text: str) -> str:
    """No-break spaces as spaces."""
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("words", "amount", "currency", "said"),
    [
        (COLOMBIA, "4585070", "COP", "$4.585.070"),
        (COLOMBIA, "4585070.00", "COP", "$4.585.070"),
        (COLOMBIA, "4585070.5", "COP", "$4.585.070,50"),
        (COLOMBIA, "-37000", "COP", "−$37.000"),
        (COLOMBIA, "0", "COP", "$0"),
        (COLOMBIA, "-0.001", "COP", "$0"),
        (COLOMBIA, "1234.5", "USD", "USD 1.234,50"),
        (MEXICO, "27840", "MXN", "$27,840.00 MXN"),
        (MEXICO, "27840", "USD", "USD 27,840.00"),
        (ENGLISHMAN, "4585070", "COP", "COP 4,585,070"),
        (ENGLISHMAN, "27840", "MXN", "MXN 27,840.00"),
        (ENGLISHMAN, "0.125", "USD", "USD 0.13"),
    ],
)
def test_money_is_written_as_its_readers_write_it(words: Words, amount: str, currency: str, said: str) -> None:
    assert plainly(words.money(Decimal(amount), currency)) == said


def test_money_never_breaks_over_two_lines() -> None:
    for words in (COLOMBIA, MEXICO, ENGLISHMAN):
        assert " " not in words.money(Decimal("1234567.5"), "USD") + words.money(Decimal(5), "MXN")


@pytest.mark.parametrize(
    ("words", "value", "said"),
    [
        (COLOMBIA, Decimal("1234.50"), "1.234,5"),
        (COLOMBIA, Decimal(4), "4"),
        (COLOMBIA, 4659, "4.659"),
        (COLOMBIA, Decimal("-2.5"), "−2,5"),
        (COLOMBIA, Decimal("0.0000005"), "0,000001"),
        (MEXICO, Decimal("1234.50"), "1,234.5"),
        (ENGLISHMAN, Decimal("1234.50"), "1,234.5"),
    ],
)
def test_numbers_are_written_without_needless_decimals(words: Words, value: Decimal | int, said: str) -> None:
    assert words.number(value) == said


@pytest.mark.parametrize(
    ("words", "said"), [(COLOMBIA, "9,66 % · 19 %"), (MEXICO, "9.66 % · 19 %"), (ENGLISHMAN, "9.66% · 19%")]
)
def test_rates_are_written_in_percent(words: Words, said: str) -> None:
    assert plainly(f"{words.percent(Decimal('9.66'))} · {words.percent(Decimal('19.00'))}") == said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (COLOMBIA, ("sáb 26 dic 2026", "sáb 26 dic", "26 dic 2026", "26 dic")),
        (MEXICO, ("sáb 26 dic 2026", "sáb 26 dic", "26 dic 2026", "26 dic")),
        (ENGLISHMAN, ("Sat 26 Dec 2026", "Sat 26 Dec", "26 Dec 2026", "26 Dec")),
    ],
)
def test_days_are_written_with_what_is_asked_of_them(words: Words, said: tuple[str, ...]) -> None:
    day = dt.date(2026, 12, 26)
    shown = tuple(words.day(day, weekday=weekday, year=year) for weekday in (True, False) for year in (True, False))
    assert shown == said


def test_a_short_day_has_its_year_only_when_it_is_another() -> None:
    today = dt.date(2026, 11, 26)
    assert COLOMBIA.short_day(dt.date(2026, 10, 28), today=today) == "28 oct"
    assert COLOMBIA.short_day(dt.date(2027, 1, 1), today=today) == "1 ene 2027"
    assert COLOMBIA.short_day(dt.date(2027, 1, 1)) == "1 ene"


@pytest.mark.parametrize(
    ("moved", "said"),
    [
        (0, "hoy 12:00 p. m."),
        (-2 * HOUR - 48 * MINUTE, "hoy 9:12 a. m."),
        (-12 * HOUR, "hoy 12:00 a. m."),
        (-12 * HOUR - 1, "ayer 11:59 p. m."),
        (12 * HOUR, "mañana 12:00 a. m."),
        (-2 * DAY, "el 24 nov 12:00 p. m."),
        (-400 * DAY, "el 22 oct 2025 12:00 p. m."),
    ],
)
def test_moments_are_told_from_now_where_the_company_is(moved: int, said: str) -> None:
    assert plainly(COLOMBIA.moment(NOON + moved, now_ms=NOON)) == said


@pytest.mark.parametrize("moved", [-DAY, 0, DAY])
def test_what_stands_for_days_names_its_day_whenever_it_is_read(moved: int) -> None:
    assert plainly(COLOMBIA.dated(NOON + moved, now_ms=NOON)).startswith("el ")
    assert COLOMBIA.dated(NOON + moved, now_ms=NOON) == COLOMBIA.dated(NOON + moved, now_ms=NOON + DAY)


def test_the_time_zone_is_the_companys() -> None:
    assert plainly(Words(SPANISH_OF_COLOMBIA, "America/Mexico_City").clock(NOON)) == "11:00 a. m."
    assert plainly(ENGLISHMAN.clock(NOON)) == "12:00 PM"


@pytest.mark.parametrize(
    ("passed", "said"),
    [
        (-5, "hace un momento"),
        (59_999, "hace un momento"),
        (MINUTE, "hace 1 minuto"),
        (5 * MINUTE, "hace 5 minutos"),
        (2 * HOUR, "hace 2 horas"),
        (DAY, "hace 1 día"),
        (41 * DAY, "hace 41 días"),
    ],
)
def test_spans_are_told_in_their_largest_unit_but_never_in_months(passed: int, said: str) -> None:
    assert COLOMBIA.ago(NOON - passed, now_ms=NOON) == said


def test_lists_end_in_and_or_or() -> None:
    assert COLOMBIA.listed(["Ana", "Bruno", "Diego"]) == "Ana, Bruno y Diego"
    assert COLOMBIA.listed(["@Bruno", "@Diego"], alternatives=True) == "@Bruno o @Diego"
    assert ENGLISHMAN.listed(["@Bruno", "@Diego"], alternatives=True) == "@Bruno or @Diego"
    assert COLOMBIA.listed(["Ana"]) == "Ana"
    assert COLOMBIA.listed([]) == ""


def test_sentences_are_filled_by_name() -> None:
    assert COLOMBIA.t("hace {span}", span="un rato") == "hace un rato"
    assert COLOMBIA.n("{count} día", "{count} días", 1) == "1 día"
    assert COLOMBIA.n("{count} día", "{count} días", 1234) == "1.234 días"


def test_mexico_says_it_in_its_own_words_and_english_in_english() -> None:
    assert COLOMBIA.t("Aprobar y emitir") == "Aprobar y emitir"
    assert MEXICO.t("Aprobar y emitir") == "Aprobar y timbrar"
    assert ENGLISHMAN.t("Aprobar y emitir") == "Approve & stamp"
    assert ENGLISHMAN.n("{count} día", "{count} días", 1) == "1 day"
    assert ENGLISHMAN.days(1041) == "1,041 days"
    assert ENGLISHMAN.ago(NOON - 5 * MINUTE, now_ms=NOON) == "5 minutes ago"


def test_a_missing_value_is_named() -> None:
    with pytest.raises(MissingValue) as missing:
        COLOMBIA.t("hace {span}")
    assert (missing.value.sentence, missing.value.name) == ("hace {span}", "span")


@settings(deadline=None)
@given(st.text())
def test_a_value_is_put_in_as_it_is(value: str) -> None:
    """Braces that a client's name carries are no places to fill."""
    assert COLOMBIA.t("hace {span}", span=value) == f"hace {value}"


def test_a_sentence_without_values_keeps_its_braces_doubled() -> None:
    assert COLOMBIA.t("{{así}}") == "{así}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_no_catalogue_has_is_said_as_written(language: str) -> None:
    assert Words(language).t(phrase("Esto no lo dice nadie")) == "Esto no lo dice nadie"


def test_a_language_that_nobody_speaks_is_refused() -> None:
    with pytest.raises(UnknownLanguage):
        Words("fr").t("hoy")
