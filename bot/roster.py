"""Which companies run in this process, and in which workspace each."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from bot.actions.home_tabs import Read
from handlers.switchboard import MAIN


@dataclass
class Roster:
    teams: dict[str, str] = field(default_factory=dict)
    """Workspace by company."""
    tokens: dict[str, str] = field(default_factory=dict, repr=False)
    """Slack's token by workspace."""

    homes: dict[str, Read] = field(default_factory=dict)
    """What each company tells on the Home tab of somebody."""
    clocks: dict[str, Callable[[int], Awaitable[None]]] = field(default_factory=dict)
    """Tells each company's admins by how many minutes the clock is wrong."""

    async def tell_of_clock(self, minutes: int) -> None:
        for tell in list(self.clocks.values()):
            await tell(minutes)

    def homes_beside(self, company: str) -> tuple[Read, ...]:
        """Of all companies of its workspace, that of the environment first."""
        team = self.teams.get(company)
        there = sorted((name != MAIN, name) for name, its_team in self.teams.items() if its_team == team)
        return tuple(self.homes[name] for _, name in there if name in self.homes)

    def is_one_of_several(self, company: str) -> bool:
        """In its workspace."""
        team = self.teams.get(company)
        return team is not None and list(self.teams.values()).count(team) > 1
