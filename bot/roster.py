"""Which companies run in this process, and in which workspace each."""

from dataclasses import dataclass, field


@dataclass
class Roster:
    teams: dict[str, str] = field(default_factory=dict)
    """Workspace by company."""
    tokens: dict[str, str] = field(default_factory=dict, repr=False)
    """Slack's token by workspace."""

    def is_one_of_several(self, company: str) -> bool:
        """In its workspace."""
        team = self.teams.get(company)
        return team is not None and list(self.teams.values()).count(team) > 1
