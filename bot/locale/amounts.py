"""Money, numbers and percentages as each language writes them."""

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from babel.numbers import format_decimal

from bot.billing.money import WITHOUT_CENTS, rounded
from bot.locale.language import ENGLISH, SPANISH_OF_COLOMBIA, SPANISH_OF_MEXICO

NO_BREAK = "\u00a0"
MINUS = "−"


@dataclass(frozen=True)
class Style:
    home: str
    """The currency that the language's readers mean by `$`; every other one is said by its code."""
    home_format: str
    percent_format: str


STYLES = {
    SPANISH_OF_COLOMBIA: Style("COP", "${}", f"{{}}{NO_BREAK}%"),
    SPANISH_OF_MEXICO: Style("MXN", f"${{}}{NO_BREAK}MXN", f"{{}}{NO_BREAK}%"),
    ENGLISH: Style("", "", "{}%"),
}


@lru_cache(maxsize=2048)
def money(amount: Decimal, currency: str, language: str) -> str:
    """`$4.585.070` (es_CO, COP), `$27,840.00 MXN` (es_MX, MXN), `COP 4,585,070` (en); cents half up."""
    style = STYLES[language]
    cents = rounded(abs(amount), 2)
    is_short = currency in WITHOUT_CENTS and cents == cents.to_integral_value()
    digits = format_decimal(cents, "#,##0" if is_short else "#,##0.00", locale=language)
    said = style.home_format.format(digits) if currency == style.home else f"{currency}{NO_BREAK}{digits}".strip()
    return f"{MINUS}{said}" if amount < 0 and cents else said


@lru_cache(maxsize=2048)
def number(value: Decimal | int, language: str) -> str:
    """With up to six decimals: a quantity or an exchange rate, not an amount of money."""
    value = rounded(Decimal(value), 6)
    digits = format_decimal(abs(value), "#,##0.######", locale=language)
    return f"{MINUS}{digits}" if value < 0 else digits


def percent(rate: Decimal, language: str) -> str:
    """`rate` is a percentage: 19 is `19 %`."""
    return STYLES[language].percent_format.format(number(rate, language))
