"""What people read, in their language: sentences, money, days."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from babel.lists import format_list

from bot.billing.dates import local_moment
from bot.locale import amounts, days
from bot.locale.catalogues import translations
from bot.locale.command_names import prefixed, with_commands_as_typed

A_DAY = 86400
HIDDEN = "•••"
"""Stands where an amount would."""


class MissingValue(LookupError):
    def __init__(self, sentence: str, name: str) -> None:
        super().__init__(f"{sentence!r} is said without a value for {{{name}}}")
        self.sentence = sentence
        self.name = name


def phrase(msgid: str) -> str:
    """Marks a sentence that stands in a table, for the catalogues; `Words.t` translates it where it is used."""
    return msgid


@dataclass(frozen=True)
class Words:
    """One language, and the company's time zone. Sentences in the code are the Spanish of Colombia.

    Values are put in as they come: text from people is escaped by whoever draws it.
    """

    language: str
    timezone: str = "America/Bogota"
    currency: str = "COP"
    """The company's own, which Alegra does not name on its documents."""
    command_prefix: str = ""
    """What our commands begin with in this workspace."""
    hides_amounts: bool = False
    """Where anybody may read what is drawn."""

    def t(self, msgid: str, **values: Any) -> str:
        """The sentence, its `{named}` places filled, and the commands between backticks as the reader types them.

        Raises MissingValue.
        """
        return self._filled(translations(self.language).gettext(msgid), values)

    def n(self, singular: str, plural: str, count: int, **values: Any) -> str:
        """The sentence for that many; `{count}` is filled by itself. Raises MissingValue."""
        sentence = translations(self.language).ngettext(singular, plural, count)
        return self._filled(sentence, {"count": self.number(count), **values})

    def command(self, command: str) -> str:
        """`/invoice list`, by the name that it has in this workspace."""
        return prefixed(command, self.command_prefix)

    def money(self, amount: Decimal, currency: str) -> str:
        """`$4.585.070`, `$27,840.00 MXN`, `COP 4,585,070`; `•••` where amounts are hidden."""
        if self.hides_amounts:
            return HIDDEN
        return amounts.money(amount, currency or self.currency, self.language)

    def number(self, value: Decimal | int) -> str:
        return amounts.number(value, self.language)

    def percent(self, rate: Decimal) -> str:
        """`rate` is a percentage: 19 is `19 %`."""
        return amounts.percent(rate, self.language)

    def day(self, value: dt.date, *, weekday: bool = True, year: bool = True) -> str:
        """`sáb 26 dic 2026`; without weekday and year, `26 dic`."""
        return days.day(value, self.language, weekday=weekday, year=year)

    def short_day(self, value: dt.date, *, today: dt.date | None = None) -> str:
        """`28 oct`, with the year only when it is not that of `today`."""
        return self.day(value, weekday=False, year=today is not None and value.year != today.year)

    def clock(self, at_ms: int) -> str:
        """`9:12 a. m.`, at `at_ms` milliseconds since the epoch."""
        return days.clock(local_moment(at_ms, self.timezone), self.language)

    def moment(self, at_ms: int, *, now_ms: int) -> str:
        """`hoy 9:12 a. m.`, `ayer 4:20 p. m.`, `el 28 oct 9:12 a. m.`; milliseconds since the epoch. In what is read at once."""
        return f"{self._which_day(at_ms, now_ms)} {self.clock(at_ms)}"

    def dated(self, at_ms: int, *, now_ms: int) -> str:
        """`el 28 oct 9:12 a. m.`, also of today: what is read on another day than it was drawn must not move."""
        on, today = local_moment(at_ms, self.timezone).date(), local_moment(now_ms, self.timezone).date()
        return f"{self.t('el {day}', day=self.short_day(on, today=today))} {self.clock(at_ms)}"

    def days(self, count: int) -> str:
        """A span: `41 días`."""
        return self.n("{count} día", "{count} días", count)

    def ago(self, at_ms: int, *, now_ms: int) -> str:
        """`hace 5 minutos`, `hace 41 días`; milliseconds since the epoch."""
        seconds = max(now_ms - at_ms, 0) / 1000
        if seconds < 60:
            return self.t("hace un momento")
        span = self.days(int(seconds // A_DAY)) if seconds >= A_DAY else days.span(seconds, self.language)
        return self.t("hace {span}", span=span)

    def listed(self, parts: list[str], *, alternatives: bool = False) -> str:
        """`Ana, Bruno y Diego`; of alternatives, `Ana, Bruno o Diego`."""
        return format_list(parts, style="or" if alternatives else "standard", locale=self.language)

    def _which_day(self, at_ms: int, now_ms: int) -> str:
        on, today = local_moment(at_ms, self.timezone).date(), local_moment(now_ms, self.timezone).date()
        named = {0: self.t("hoy"), -1: self.t("ayer"), 1: self.t("mañana")}
        return named.get((on - today).days) or self.t("el {day}", day=self.short_day(on, today=today))

    def _filled(self, sentence: str, values: dict[str, Any]) -> str:
        try:
            return with_commands_as_typed(sentence, self.language, self.command_prefix).format_map(values)
        except KeyError as missing:
            raise MissingValue(sentence, str(missing.args[0])) from missing
