"""The workspaces of one local Slack: told apart by token, by person, and by the ids that each has handed out."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sandbox.slack.people.cast import People
from sandbox.slack.refusal import SlackRefusal
from sandbox.slack.workspace.state import Workspace


@dataclass(frozen=True)
class Team:
    workspace: Workspace
    people: People

    @property
    def id(self) -> str:
        return str(self.workspace.installation.team["id"])


class Teams:
    """Ids differ between workspaces, as in Slack. The first one has the app from the start."""

    def __init__(self, teams: tuple[Team, ...]) -> None:
        self._teams = teams

    def __iter__(self) -> Iterator[Team]:
        return iter(self._teams)

    @property
    def first(self) -> Team:
        return self._teams[0]

    def named(self, name: str) -> Team | None:
        """By id or domain."""
        return self._where(lambda team: name in (team.id, team.workspace.installation.team["domain"]))

    def with_token(self, token: str) -> Team | None:
        """Of a token that no longer works too."""
        return self._where(lambda team: team.workspace.grants.knows(token))

    def with_person(self, person: str) -> Team | None:
        """By id or name."""
        return self._where(
            lambda team: any(person in (known.id, known.name) for known in team.workspace.directory.humans())
        )

    def with_file(self, id_: str) -> Team | None:
        def has(team: Team) -> bool:
            try:
                return bool(team.workspace.files.get(id_))
            except SlackRefusal:
                return False

        return self._where(has)

    def with_response_url(self, key: str) -> Team | None:
        return self._where(lambda team: team.workspace.response_urls.knows(key))

    def _where(self, fits: Callable[[Team], bool]) -> Team | None:
        return next((team for team in self._teams if fits(team)), None)
