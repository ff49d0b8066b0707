"""The languages of Cobro: its sentences, and how money and days are written."""

from bot.locale.language import (
    ENGLISH,
    LANGUAGES,
    SPANISH_OF_COLOMBIA,
    SPANISH_OF_MEXICO,
    UnknownLanguage,
    language_for,
    language_of_country,
)
from bot.locale.words import MissingValue, Words, phrase

__all__ = [
    "ENGLISH",
    "LANGUAGES",
    "SPANISH_OF_COLOMBIA",
    "SPANISH_OF_MEXICO",
    "MissingValue",
    "UnknownLanguage",
    "Words",
    "language_for",
    "language_of_country",
    "phrase",
]
