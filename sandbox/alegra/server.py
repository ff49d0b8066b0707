"""The local Alegra as a web application."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from sandbox.alegra.account import Account
from sandbox.alegra.seed import seeded
from sandbox.alegra.web import links
from sandbox.alegra.web.directory import Handler
from sandbox.alegra.web.door import PREFIX, pass_through
from sandbox.alegra.web.endpoints import ENDPOINTS
from sandbox.alegra.web.inspection import inspection_routes
from sandbox.alegra.web.page import page_routes
from sandbox.clock import Clock, clock_routes
from sandbox.protection import protected, told_as_json
from sandbox.traffic import Traffic

METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE"]


def build_alegra(*, world: dict[str, Any], clock: Clock, traffic: Traffic, base_url: str = "") -> Starlette:
    """The API under /api/v1, files under /files, the page and its JSON beside them.

    `app.state` holds `books`, `switches`, `faults`, `base_url` (may be set later; without it links lead to where the
    request came to) and `reset(world)`, which starts the account afresh, in place.
    """
    account = Account(clock, traffic, lambda: str(app.state.base_url).rstrip("/"))
    account.books.become(seeded(world, account.clock.now()))
    clock.when_moved(account.catch_up)
    app = Starlette(
        routes=_routes(account, clock),
        middleware=protected(for_apps=[PREFIX]),
        exception_handlers={HTTPException: told_as_json},
    )
    app.state.base_url = base_url
    app.state.account = account
    app.state.books, app.state.switches, app.state.faults = account.books, account.switches, account.faults
    app.state.reset = lambda fresh: account.reset(seeded(fresh, clock.now()))
    return app


def _routes(account: Account, clock: Clock) -> list[BaseRoute]:
    return [
        *_api_routes(account),
        Route("/files/{kind}/{name}", _bound(links.file, account)),
        *inspection_routes(account),
        *clock_routes(clock),
        *page_routes(),
    ]


def _api_routes(account: Account) -> list[BaseRoute]:
    """One route a path, with and without a slash at the end (fact sheet 1.1), and one for all that is not there."""
    by_path: dict[str, dict[str, Handler]] = {}
    for endpoint in ENDPOINTS:
        by_path.setdefault(endpoint.path, {})[endpoint.method] = endpoint.handler
    known = [
        Route(f"{PREFIX}{path}{slash}", _endpoint(account, each), methods=METHODS)
        for path, each in by_path.items()
        for slash in ("", "/")
    ]
    return [*known, Route(f"{PREFIX}{{rest:path}}", _endpoint(account, {}), methods=METHODS)]


def _endpoint(account: Account, handlers: Mapping[str, Handler]) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        return await pass_through(account, request, handlers)

    return endpoint


def _bound(
    view: Callable[[Account, Request], Awaitable[Response]], account: Account
) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        return await view(account, request)

    return endpoint
