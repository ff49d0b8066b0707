"""The pages on which a person installs the app into a workspace, and removes it again.

The browser's own pages are static; what they show and send goes through here, as JSON (API.md). A refusal is 404 with
its code.
"""

from importlib.resources import files
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from sandbox.received import NotJson, read_json
from sandbox.slack.drawing import shown_person
from sandbox.slack.oauth import Asked, OAuth
from sandbox.slack.refusal import SlackRefusal
from sandbox.slack.teams import Team, Teams

Json = dict[str, Any]


class Installing:
    def __init__(self, teams: Teams, oauth: OAuth) -> None:
        self._teams, self._oauth = teams, oauth

    def routes(self) -> list[Route]:
        return [
            Route("/oauth/v2/authorize", self._page, methods=["GET"]),
            Route("/oauth/v2/authorize", self._decide, methods=["POST"]),
            Route("/oauth/v2/request", self._request, methods=["GET"]),
            Route("/apps", self._page, methods=["GET"]),
            Route("/apps/installed", self._installed, methods=["GET"]),
            Route("/apps/uninstall", self._uninstall, methods=["POST"]),
            Route("/apps/plan", self._plan, methods=["POST"]),
            Route("/apps/optional_scopes", self._optional, methods=["POST"]),
        ]

    async def _page(self, request: Request) -> Response:
        name = "apps.html" if request.url.path == "/apps" else "authorize.html"
        return HTMLResponse(files("sandbox.slack").joinpath(f"static/{name}").read_text("utf-8"))

    async def _request(self, request: Request) -> Response:
        """What the page shows, or the code that Slack would write on it instead."""
        asked = _asked(dict(request.query_params))
        self._oauth.check_asked(asked)
        manifest = self._teams.first.workspace.manifest
        teams = [_shown(team) for team in self._teams]
        return JSONResponse({"app": manifest.name, "scopes": asked.scopes, "teams": teams, "team": asked.team})

    async def _decide(self, request: Request) -> Response:
        """Answers where the browser goes next: back to the app, with a code or with Slack's word for a refusal."""
        body = _object(await request.body())
        asked, by = _asked(body), str(body.get("person", ""))
        self._oauth.check_asked(asked)
        if body.get("allow") is True:
            team = self._teams.with_person(by) or self._teams.first
            back = {"state": asked.state, "code": self._oauth.allow(asked, team=team, by=by)}
        else:
            back = {"state": asked.state, "error": "access_denied"}
        return JSONResponse({"result": {"redirect": f"{asked.redirect_uri}?{urlencode(back)}"}})

    async def _installed(self, _: Request) -> Response:
        teams = [_shown(team) for team in self._teams]
        return JSONResponse({"app": self._teams.first.workspace.manifest.name, "teams": teams})

    async def _uninstall(self, request: Request) -> Response:
        """As from "Remove App" on the app's page: its tokens die at once, and it is told."""
        team = self._team_in(_object(await request.body()))
        if not team.workspace.is_installed:
            raise SlackRefusal("app_not_installed")
        team.people.events.uninstalled()
        team.workspace.grants.remove_app()
        team.workspace.changed()
        return JSONResponse({"result": _shown(team)})

    async def _plan(self, request: Request) -> Response:
        """What the workspace's people pay for: free or paid."""
        body = _object(await request.body())
        team, plan = self._team_in(body), str(body.get("plan", ""))
        if plan not in {"free", "paid"}:
            raise SlackRefusal("invalid_plan")
        team.workspace.change_plan(plan)
        return JSONResponse({"result": _shown(team)})

    async def _optional(self, request: Request) -> Response:
        """Which of the manifest's optional scopes an admin grants; all of those that are not named are taken back."""
        body = _object(await request.body())
        team, scopes = self._team_in(body), frozenset(map(str, body.get("scopes") or ()))
        if scopes - team.workspace.manifest.optional_scopes:
            raise SlackRefusal("invalid_scope")
        team.workspace.grants.optional = scopes
        team.workspace.changed()
        return JSONResponse({"result": _shown(team)})

    def _team_in(self, body: Json) -> Team:
        team = self._teams.named(str(body.get("team", "")))
        if team is None:
            raise SlackRefusal("team_not_found")
        return team


def _asked(given: Json) -> Asked:
    return Asked(
        client_id=str(given.get("client_id", "")),
        scopes=tuple(filter(None, str(given.get("scope", "")).replace(" ", ",").split(","))),
        redirect_uri=str(given.get("redirect_uri", "")),
        state=str(given.get("state", "")),
        team=str(given.get("team", "")),
    )


def _shown(team: Team) -> Json:
    workspace = team.workspace
    return {
        **{key: workspace.installation.team[key] for key in ("id", "domain", "name")},
        "plan": workspace.plan,
        "is_installed": workspace.is_installed,
        "scopes": sorted(workspace.scopes),
        "people": [shown_person(person) for person in workspace.directory.humans()],
    }


def _object(body: bytes) -> Json:
    try:
        read = read_json(body)
    except NotJson as wrong:
        raise SlackRefusal("invalid_json") from wrong
    if not isinstance(read, dict):
        raise SlackRefusal("json_not_object")
    return read
