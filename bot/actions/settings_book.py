"""What is in force for a company now: what admins chose in Slack, else what the environment says; asked at every use."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from bot.actions.role_book import RolesNow
from bot.adapters import TypeAdapter
from bot.billing.company_choices import CompanyChoices
from bot.billing.eligibility import NotPermitted, may_administer
from bot.store.connection import Clock
from bot.store.preferences import Chosen, Preferences, PreferencesChanged
from bot.store.records import Act

CHANGED = "settings"
"""What a change of settings is called in the history."""


IN_FORCE: TypeAdapter[CompanyChoices] = TypeAdapter(CompanyChoices)
SettingsNow = Callable[[], Awaitable[CompanyChoices]]


@dataclass(frozen=True)
class SettingsView:
    in_force: CompanyChoices
    environment: CompanyChoices
    revision: int
    changed: Act | None


@dataclass(frozen=True)
class SettingsKept:
    """They are in force from now on."""


@dataclass(frozen=True)
class SettingsBook:
    preferences: Preferences
    environment: CompanyChoices
    roles: RolesNow
    clock: Clock

    async def current(self) -> CompanyChoices:
        return self._of(await self.preferences.get())

    async def undo_seconds(self) -> int:
        return (await self.current()).undo_seconds

    async def overdue_hour(self) -> int:
        return (await self.current()).overdue_hour

    async def view(self) -> SettingsView:
        chosen = await self.preferences.get()
        acts = await self.preferences.history()
        changed = next((act for act in reversed(acts) if act.what == CHANGED), None)
        return SettingsView(self._of(chosen), self.environment, chosen.revision, changed)

    async def forbidden(self, person: str) -> NotPermitted | None:
        allowed = may_administer(person, roles=await self.roles())
        return allowed if isinstance(allowed, NotPermitted) else None

    async def change(
        self, wanted: CompanyChoices, *, by: str, on: int
    ) -> SettingsKept | NotPermitted | PreferencesChanged:
        """What is as the environment says follows the environment from then on. `on`: the revision that was shown."""
        if forbidden := await self.forbidden(by):
            return forbidden
        before, after = _as_texts(await self.current()), _as_texts(wanted)
        told = {name: {"before": before[name], "after": after[name]} for name in after if after[name] != before[name]}
        if not told:
            return SettingsKept()
        environment = _as_texts(self.environment)
        put = {name: None if after[name] == environment[name] else after[name] for name in told}
        kept = await self.preferences.put(put, on=on, act=Act(await self.clock(), by, CHANGED, told))
        return kept if isinstance(kept, PreferencesChanged) else SettingsKept()

    def _of(self, chosen: Chosen) -> CompanyChoices:
        known: Mapping[str, Any] = {name: text for name, text in chosen.values.items() if name in NAMES}
        given = {
            name: IN_FORCE.validate_python({**asdict(CompanyChoices()), name: _value(text)})
            for name, text in known.items()
        }
        return self._open(replace(self.environment, **{name: getattr(each, name) for name, each in given.items()}))

    def _open(self, found: CompanyChoices) -> CompanyChoices:
        """An hour that was chosen beside another of the environment's, which has changed since, may leave no hours at all."""
        if found.opening_hour < found.closing_hour:
            return found
        return replace(found, opening_hour=self.environment.opening_hour, closing_hour=self.environment.closing_hour)


NAMES = frozenset(CompanyChoices.__dataclass_fields__)


def _as_texts(settings: CompanyChoices) -> dict[str, str]:
    """As they are kept and told; a date that is not set is empty."""
    return {name: "" if value is None else str(value) for name, value in asdict(settings).items()}


def _value(text: str) -> str | None:
    return text or None
