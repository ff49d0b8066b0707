"""When the company works: what admins chose, in its time zone, without the holidays of its country."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.actions.settings_book import SettingsNow
from bot.billing.business_hours import BusinessHours

HoursNow = Callable[[], Awaitable[BusinessHours]]
"""As they are now."""


@dataclass(frozen=True)
class CompanyHours:
    settings: SettingsNow
    timezone: str
    country: Callable[[], str]

    async def __call__(self) -> BusinessHours:
        chosen = await self.settings()
        return BusinessHours(
            self.timezone,
            self.country(),
            opens=chosen.opening_hour,
            closes=chosen.closing_hour,
            days=frozenset(int(day) for day in chosen.working_days),
        )
