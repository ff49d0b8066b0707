"""The stage with a second company in the same workspace: its own Alegra, its own channel, the same people."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace

from starlette.applications import Starlette

from bot import app as bot_app
from bot.settings import read_settings
from bot.store.companies import Companies, KeptCompany
from bot.store.connection import Client, redis_time
from bot.store.keys import EVERYWHERE, Keys
from bot.store.scripts import Store
from bot.store.secret_box import SecretBox, new_key
from sandbox.alegra import build_alegra
from sandbox.server import read_world
from sandbox.serving import running
from sandbox.slack.client.person import Person
from sandbox.traffic import Traffic
from tests.stories.mortal import pointed_at
from tests.stories.stage import QUICK, Stage, strangers

ITS_CHANNEL = "C0GENERAL1"
TEAM = "T0RIVERA01"
NAME = "Taller Norte"


@dataclass
class TwoCompanies:
    main: Stage
    other: Stage
    """The same Slack, and the second company's Alegra."""
    companies: Companies
    kept: KeptCompany

    def in_its_channel(self, name: str) -> Person:
        return Person(self.main.slack, name, channel=ITS_CHANNEL)


@asynccontextmanager
async def two_companies(client: Client, *, added_first: bool = True) -> AsyncIterator[TwoCompanies]:
    async with AsyncExitStack() as stack:
        main = await stack.enter_async_context(strangers())
        alegra = build_alegra(world=read_world(), clock=main.clock, traffic=Traffic())
        address = await stack.enter_async_context(running(alegra))
        key = new_key()
        companies = Companies(Store(client=client, keys=Keys(EVERYWHERE), clock=redis_time(client)), SecretBox([key]))
        kept = _taller(main, f"{address}/api/v1")
        await companies.put(replace(kept, id="lejana", team="T0NOWHERE1"))  # cannot be opened, and disturbs nobody
        if added_first:
            await companies.put(kept)
        settings = read_settings({**main.environment, "COBRO_SECRET_KEYS": key})
        pointed_at(main, await stack.enter_async_context(bot_app.running(settings, client, port=0, pace=QUICK)))
        yield TwoCompanies(main, _other(main, alegra), companies, kept)
        unexpected = main.traffic.unexpected()
        assert not unexpected, [(line.what, line.trouble) for line in unexpected]


def _taller(main: Stage, alegra: str) -> KeptCompany:
    environment = main.environment
    own = {
        "ALEGRA_EMAIL": environment["ALEGRA_EMAIL"],
        "ALEGRA_API_URL": alegra,
        "COBRO_CHANNEL": ITS_CHANNEL,
        "COBRO_AMOUNTS": "everywhere",
        "COBRO_APPROVERS": main.person("bruno").id,
        "COBRO_COLLECTORS": main.person("carla").id,
    }
    return KeptCompany("taller", TEAM, NAME, own, environment["ALEGRA_TOKEN"])


def _other(main: Stage, alegra: Starlette) -> Stage:
    return replace(main, alegra=alegra, before=set(), emails_before=0)
