"""A browser of somebody's, without a screen: follows the pages on which an app is installed."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from html import unescape
from urllib.parse import parse_qsl, urlsplit

import httpx
from starlette.applications import Starlette

from sandbox.certificates import trusted
from sandbox.slack.client.team import team_of


@dataclass(frozen=True)
class Shown:
    """A page as it came."""

    status: int
    html: str
    url: str

    @property
    def text(self) -> str:
        return " ".join(unescape(re.sub(r"<(style|script).*?</\1>|<[^>]+>", " ", self.html, flags=re.DOTALL)).split())

    def link(self, part: str) -> str:
        """The first link whose address contains `part`."""
        links = [unescape(link) for link in re.findall(r'href="([^"]+)"', self.html)]
        return next(link for link in links if part in link)


class Browser:
    def __init__(self, app: Starlette, http: httpx.AsyncClient) -> None:
        self._app, self._http = app, http

    @property
    def cookies(self) -> dict[str, str]:
        return dict(self._http.cookies)

    async def opens(self, url: str) -> Shown:
        answer = await self._http.get(url)
        return Shown(answer.status_code, answer.text, str(answer.url))

    async def allows(self, authorize_url: str, *, person: str, allow: bool = True) -> str:
        """Presses Allow, or Cancel, on Slack's page; answers the address that the browser is sent on to."""
        query = dict(parse_qsl(urlsplit(authorize_url).query))
        by = next(p.id for p in team_of(self._app, person).workspace.directory.humans() if person in (p.id, p.name))
        answer = await self._http.post(authorize_url.partition("?")[0], json={**query, "person": by, "allow": allow})
        if answer.status_code != 200:
            raise AssertionError(f"Slack's page says {answer.text}")
        return str(answer.json()["result"]["redirect"])

    async def installs(self, install_page: str, *, person: str) -> Shown:
        """From the app's own page to where the app says that it is done."""
        page = await self.opens(install_page)
        return await self.opens(await self.allows(page.link("/oauth/v2/authorize?"), person=person))


@asynccontextmanager
async def browser(app: Starlette) -> AsyncIterator[Browser]:
    limits = httpx.Limits(max_keepalive_connections=0)  # the server closes what is idle, and a person is slow
    async with httpx.AsyncClient(trust_env=False, limits=limits, verify=trusted()) as http:
        yield Browser(app, http)
