"""A workspace removes Cobro: what is open is carried to its end, then what is Slack's is deleted; the books stay.

Every step is stored before the next and harmless when two replicas take it, so that a death in the middle, or a second
telling, changes nothing. What is kept is said in docs/security.md.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace

import structlog

from bot.operations.journal import Journal
from bot.operations.operation import State
from bot.slack.errors import NotAuthorized, SlackError
from bot.store.asked import LastCompanies
from bot.store.companies import Companies
from bot.store.connection import Client, Clock
from bot.store.departures import Departure, Departures
from bot.store.home_viewers import HomeViewers
from bot.store.hook_secrets import HookSecrets
from bot.store.installations import Installations
from bot.store.keys import Keys
from bot.store.replicas import Replicas
from bot.store.scripts import Store
from bot.store.secret_box import SecretBoxError

IN_FLIGHT = (State.SENDING, State.UNKNOWN)
"""It may or may not have reached Alegra: somebody has to look."""
LOOKING_MS = 60 * 60 * 1000
"""How long is waited for their fate: three sends with their settle times take less than half of it."""
LETTING_GO_MS = 90 * 1000
"""Longer than every replica takes to notice that a company is gone, and than it may be silent while it still has it."""
SURE_MS = 10 * 60 * 1000
"""After which the deletion is done once more: a process that was frozen may have written something late."""
AUDIT = ("audit", "audit-seals", "audit-of:*")
"""Who approved and issued what, with which content: it belongs to the books."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Departing:
    departures: Departures
    installations: Installations
    companies: Companies
    last_companies: LastCompanies
    home_viewers: HomeViewers
    hook_secrets: HookSecrets
    client: Client
    clock: Clock
    main_team: Callable[[], str]
    check_token: Callable[[str], Awaitable[None]]
    """Asks Slack about a token. Raises SlackError."""
    waiting: dict[str, str] = field(default_factory=dict)
    """Workspace -> why it waits, so that the log is told once."""

    async def look(self) -> None:
        """One step further with each of them."""
        for departure in await self.departures.all():
            await self._step(departure)

    async def _step(self, departure: Departure) -> None:
        if departure.team == self.main_team():
            log.error("workspace_left", team=departure.team, state="paused")
            await self.departures.end(departure)
        elif departure.removed_at:
            await self._erase(departure)
        elif not await self._is_back(departure):
            await (self._let_go(departure) if departure.is_uninstalled else self._forget_token(departure))

    async def _is_back(self, departure: Departure) -> bool:
        """Installed anew before we came to it, or not to be told yet."""
        team = departure.team
        try:
            installation = await self.installations.find(team)
            if installation is None:
                return False
            await self.check_token(installation.bot_token)
        except NotAuthorized:
            return False
        except (SlackError, SecretBoxError) as error:
            if self.waiting.get(team) != type(error).__name__:
                log.warning("departure_waits", team=team, why=type(error).__name__)
            self.waiting[team] = type(error).__name__
            return True
        await self.departures.end(departure)
        log.info("workspace_came_back", team=team)
        return True

    async def _forget_token(self, departure: Departure) -> None:
        """Without a removal: somebody may install it anew, and finds everything."""
        await self.installations.delete(departure.team)
        await self.departures.end(departure)
        log.error("workspace_left", team=departure.team, state="token revoked")

    async def _let_go(self, departure: Departure) -> None:
        """Which companies it had is stored before the first of them is removed."""
        had = tuple(sorted({*departure.companies, *await self.companies.of_team(departure.team)}))
        if had != departure.companies:
            await self.departures.advance(departure, replace(departure, companies=had))
            return
        now = await self.clock()
        in_flight = [operation for company in had for operation in await self._in_flight(company)]
        if in_flight and now - departure.at < LOOKING_MS:
            return
        if in_flight:
            log.error("fate_left_unknown", team=departure.team, operations=in_flight)
        for company in had:
            await self.companies.remove(company)
        await self.installations.delete(departure.team)
        if await self.departures.advance(departure, replace(departure, removed_at=now)):
            log.error("workspace_left", team=departure.team, state="companies removed")

    async def _in_flight(self, company: str) -> tuple[str, ...]:
        found = await Journal(self._store_of(company)).listed(*IN_FLIGHT)
        return tuple(operation.id for operation in found)

    async def _erase(self, departure: Departure) -> None:
        now = await self.clock()
        if departure.erased_at and now - departure.erased_at < SURE_MS:
            return
        if now - departure.removed_at < LETTING_GO_MS or await self._is_carried_on(departure):
            return
        await self._delete(departure)
        if departure.erased_at:
            await self.departures.end(departure)
        elif await self.departures.advance(departure, replace(departure, erased_at=now)):
            log.error("workspace_left", team=departure.team, state="data deleted")

    async def _is_carried_on(self, departure: Departure) -> bool:
        """Some process has not let go of one of its companies yet."""
        seen = [
            await Replicas(self._store_of(company)).seen(within_seconds=LETTING_GO_MS / 1000)
            for company in departure.companies
        ]
        return any(seen)

    async def _delete(self, departure: Departure) -> None:
        added_anew = await self.companies.texts()
        for company in departure.companies:
            if company not in added_anew:
                await self.companies.erase(company, keeping=AUDIT)
                await self.hook_secrets.forget(company)
        await self.last_companies.forget(departure.team)
        await self.home_viewers.forget(departure.team)

    def _store_of(self, company: str) -> Store:
        return Store(client=self.client, keys=Keys(company), clock=self.clock)
