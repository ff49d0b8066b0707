"""The stage with a Cobro that people of a second workspace may install; their company has an Alegra of its own."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace

from bot import app as bot_app
from bot.demo.ports import free_port
from bot.settings import read_settings
from bot.store.companies import Companies, KeptCompany
from bot.store.connection import Client, redis_time
from bot.store.installations import Installations
from bot.store.keys import EVERYWHERE, Keys
from bot.store.scripts import Store
from bot.store.secret_box import SecretBox, new_key
from sandbox.alegra import build_alegra
from sandbox.server import read_world
from sandbox.serving import running
from sandbox.slack.app import Transport
from sandbox.slack.client.browser import Browser, browser
from sandbox.slack.client.person import Person
from sandbox.traffic import Traffic
from tests.stories.mortal import pointed_at
from tests.stories.stage import QUICK, Stage, strangers

NORTE, RIVERA = "T0NORTE002", "T0RIVERA01"
NAME = "Norte Logística"
APP = read_world()["slack"]["bot"]


@dataclass
class TwoWorkspaces:
    rivera: Stage
    norte: Stage
    """The same Slack, and the Alegra of the second workspace's company."""
    url: str
    """Of Cobro."""
    browser: Browser
    """Somebody's of the second workspace."""
    companies: Companies
    installations: Installations
    kept: KeptCompany

    def person(self, name: str) -> Person:
        return self.rivera.person(name)

    @property
    def install_page(self) -> str:
        return f"{self.url}/slack/install"

    async def slack_is_told(self, path: str, **body: str) -> int:
        """What a press on the local Slack's own pages sends."""
        answer = await self.browser._http.post(f"{self.rivera.slack.state.base_url}{path}", json=body)
        return answer.status_code


@asynccontextmanager
async def two_workspaces(
    client: Client, *, transport: Transport = "http", **settings: str
) -> AsyncIterator[TwoWorkspaces]:
    async with AsyncExitStack() as stack:
        rivera = await stack.enter_async_context(strangers(transport=transport))
        alegra = build_alegra(world=read_world(), clock=rivera.clock, traffic=Traffic())
        alegra_url = await stack.enter_async_context(running(alegra))
        port, key = free_port(0), new_key()  # it must know its address before it listens there
        url = f"http://127.0.0.1:{port}"
        several = {
            "SLACK_CLIENT_ID": APP["client_id"],
            "SLACK_CLIENT_SECRET": APP["client_secret"],
            "COBRO_PUBLIC_URL": url,
            "COBRO_SECRET_KEYS": key,
            "COBRO_TRANSPORT": transport,
        }
        everywhere = Store(client=client, keys=Keys(EVERYWHERE), clock=redis_time(client))
        read = read_settings({**rivera.environment, **several, **settings})
        pointed_at(rivera, await stack.enter_async_context(bot_app.running(read, client, port=port, pace=QUICK)))
        box = SecretBox([key])
        yield TwoWorkspaces(
            rivera,
            replace(rivera, alegra=alegra, before=set(), emails_before=0),
            url,
            await stack.enter_async_context(browser(rivera.slack)),
            Companies(everywhere, box),
            Installations(everywhere, box),
            _norte(rivera, f"{alegra_url}/api/v1"),
        )
        unexpected = rivera.traffic.unexpected()
        assert not unexpected, [(line.what, line.trouble) for line in unexpected]


def _norte(stage: Stage, alegra: str) -> KeptCompany:
    own = {
        "ALEGRA_EMAIL": stage.environment["ALEGRA_EMAIL"],
        "ALEGRA_API_URL": alegra,
        "COBRO_CHANNEL": "C0NORTEFAC",
        "COBRO_APPROVERS": stage.person("oscar").id,
        "COBRO_COLLECTORS": stage.person("oscar").id,
        "COBRO_ADMINS": stage.person("nadia").id,
    }
    return KeptCompany("norte", NORTE, NAME, own, stage.environment["ALEGRA_TOKEN"])
