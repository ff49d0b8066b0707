"""A workspace removes Cobro: what is open is carried to its end, then what is Slack's is deleted; the books stay.

Every step is stored before the next and harmless when two replicas take it, so that a death in the middle, or a second
telling, changes nothing. What is kept is said in docs/security.md.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

import structlog

from bot.operations.journal import Journal
from bot.operations.operation import State
from bot.slack.errors import NotAuthorized, SlackError
from bot.store.asked import LastCompanies
from bot.store.companies import Companies
from bot.store.connection import Client, Clock
from bot.store.departures import Departure, Departures
from bot.store.installations import Installations
from bot.store.keys import Keys
from bot.store.scripts import Store
from bot.store.secret_box import SecretBoxError

IN_FLIGHT = (State.SENDING, State.UNKNOWN)
"""It may or may not have reached Alegra: somebody has to look."""
LOOKING_MS = 60 * 60 * 1000
"""How long is waited for their fate: three sends with their settle times take less than half of it."""
LETTING_GO_MS = 90 * 1000
"""Until every replica has let go of a company that is gone: seconds, a drain of twenty, a lease at most."""
AUDIT = ("audit", "audit-seals", "audit-of:*")
"""Who approved and issued what, with which content: it belongs to the books."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Departing:
    departures: Departures
    installations: Installations
    companies: Companies
    last_companies: LastCompanies
    client: Client
    clock: Clock
    main_team: Callable[[], str]
    check_token: Callable[[str], Awaitable[None]]
    """Asks Slack about a token. Raises SlackError."""

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
        elif not await self._is_back(departure.team):
            await (self._let_go(departure) if departure.is_uninstalled else self._forget_token(departure))

    async def _is_back(self, team: str) -> bool:
        """Installed anew before we came to it, or not to be told yet."""
        try:
            installation = await self.installations.find(team)
            if installation is None:
                return False
            await self.check_token(installation.bot_token)
        except NotAuthorized:
            return False
        except (SlackError, SecretBoxError) as error:
            log.warning("departure_waits", team=team, why=type(error).__name__)
            return True
        await self._end_of(team)
        log.info("workspace_came_back", team=team)
        return True

    async def _end_of(self, team: str) -> None:
        for departure in await self.departures.all():
            if departure.team == team:
                await self.departures.end(departure)

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
        store = Store(client=self.client, keys=Keys(company), clock=self.clock)
        return tuple(operation.id for operation in await Journal(store).listed(*IN_FLIGHT))

    async def _erase(self, departure: Departure) -> None:
        if await self.clock() - departure.removed_at < LETTING_GO_MS:
            return
        added_anew = await self.companies.texts()
        for company in departure.companies:
            if company not in added_anew:
                await self.companies.erase(company, keeping=AUDIT)
        await self.last_companies.forget(departure.team)
        await self.departures.end(departure)
        log.error("workspace_left", team=departure.team, state="data deleted")
