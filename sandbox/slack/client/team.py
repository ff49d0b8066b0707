"""Which workspace somebody works in."""

from starlette.applications import Starlette

from sandbox.slack.teams import Team, Teams


def team_of(app: Starlette, person: str) -> Team:
    """`person`: by id, or by name as in world.yaml."""
    teams: Teams = app.state.teams
    found = teams.with_person(person)
    if found is None:
        raise AssertionError(f"nobody is called {person}")
    return found
