"""One path for all workspaces: each request goes to the doors of the workspace that it is about."""

from collections.abc import Awaitable, Callable, Sequence

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sandbox.slack.teams import Team, Teams

Endpoint = Callable[[Request], Awaitable[Response]]


def per_team(
    teams: Teams, routes_of: Callable[[Team], Sequence[Route]], find: Callable[[Request], Team | None]
) -> list[Route]:
    """`routes_of` gives every team the same paths; where `find` knows no team, the first one answers that nothing is there."""
    doors = {team.id: list(routes_of(team)) for team in teams}
    return [_shared(teams, doors, place, find) for place in range(len(doors[teams.first.id]))]


def _shared(teams: Teams, doors: dict[str, list[Route]], place: int, find: Callable[[Request], Team | None]) -> Route:
    async def endpoint(request: Request) -> Response:
        team = find(request) or teams.first
        its_own: Endpoint = doors[team.id][place].endpoint
        return await its_own(request)

    like = doors[teams.first.id][place]
    return Route(like.path, endpoint, methods=sorted((like.methods or set()) - {"HEAD"}))
