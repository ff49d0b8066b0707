"""A bot that can be killed and comes back on the same folder, and the address in front of it that stays the same."""

import contextlib
import json
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import yaml
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.operations.journal import Journal
from bot.operations.operation import Operation
from bot.store.connection import connect_socket, redis_time
from bot.store.keys import Keys
from bot.store.scripts import Store
from sandbox.serving import running
from sandbox.slack.app import point_at_app
from sandbox.slack.client.waiting import until
from tests.stories.held import Door, Hold, Holds
from tests.stories.once import the_audit_is_whole
from tests.stories.stage import ROOT, Stage, strangers
from tests.stories.victim import Victim

START_SECONDS = 30.0
OFTEN, NEVER = 0.2, 3600.0
"""Between two looks at the timetable."""
HOP_BY_HOP = {"host", "connection", "content-length", "transfer-encoding"}


@dataclass
class Mortal:
    folder: Path
    environment: dict[str, str]
    tick_seconds: float = OFTEN
    poll_seconds: float = 0.02
    url: str = ""
    _victim: Victim | None = None
    _starts: int = 0

    async def starts(self) -> None:
        self._starts += 1
        environment = {**self.environment, "COBRO_DATA_DIR": str(self.folder), "TMPDIR": str(self.folder)}
        self.log.touch()
        self._victim = Victim(environment, self.log, tick_seconds=self.tick_seconds, poll_seconds=self.poll_seconds)
        self.url = await until(self._ready_at, lambda: f"the bot to start; it said {self.said}", seconds=START_SECONDS)

    async def is_killed(self) -> None:
        """With SIGKILL; its store goes with it."""
        assert self._victim is not None
        assert not self._victim.is_dead, f"it died by itself; it said {self.said}"
        await self._victim.is_killed()
        self._victim, self.url = None, ""

    async def ends(self) -> None:
        if self._victim is not None:
            await self._victim.ends()

    @property
    def pid(self) -> int:
        assert self._victim is not None
        return self._victim.pid

    @property
    def log(self) -> Path:
        return self.folder / f"bot-{self._starts}.log"

    @property
    def said(self) -> str:
        """In all its lives."""
        return "".join(path.read_text(encoding="utf-8") for path in sorted(self.folder.glob("bot-*.log")))

    @asynccontextmanager
    async def store(self) -> AsyncIterator[Store]:
        directory = Path((self.folder / "socket-directory").read_text(encoding="utf-8"))
        client = connect_socket(directory / "store.sock")
        try:
            yield Store(client=client, keys=Keys("main"), clock=redis_time(client))
        finally:
            await client.aclose()

    async def operation(self, kind: str) -> Operation:
        """The newest of its kind, as the store has it."""
        async with self.store() as store:
            prefix = store.keys("op", "")
            names = [key.removeprefix(prefix) async for key in store.client.scan_iter(f"{prefix}*/{kind}/*")]
            found = await Journal(store).find(max(names)) if names else None
        assert found is not None, f"no {kind} was accepted"
        return found

    def _ready_at(self) -> str | None:
        assert self._victim is not None
        assert not self._victim.is_dead, f"it did not start; it said {self.said}"
        for line in self.log.read_text(encoding="utf-8").splitlines():
            with contextlib.suppress(ValueError):
                entry = json.loads(line)
                if entry["event"] == "ready":
                    return str(entry["url"])
        return None


@dataclass
class Ordeal:
    """The stage, the bot, and the doors at which what goes between them can be held."""

    stage: Stage
    bot: Mortal
    slack: Holds = field(default_factory=Holds)
    alegra: Holds = field(default_factory=Holds)
    clicks: Holds = field(default_factory=Holds)

    async def bot_dies_and_comes_back(self, *held: Hold, lands: bool = False) -> None:
        """What is held then is lost, or lands although nobody waits for it any more."""
        await self.bot.is_killed()
        for hold in held:
            hold.let_go() if lands else hold.lose()
        self.bot.tick_seconds = OFTEN
        await self.bot.starts()


@asynccontextmanager
async def ordeal(*, tick_seconds: float = OFTEN, **settings: str) -> AsyncIterator[Ordeal]:
    """In the end nothing went to Alegra that was not recorded, and nobody sent what Slack or Alegra would refuse."""
    async with unjudged(tick_seconds=tick_seconds, **settings) as drama:
        yield drama
        async with drama.bot.store() as store:
            await the_audit_is_whole(drama.stage, store)
        unexpected = drama.stage.traffic.unexpected()
        assert not unexpected, f"red lines that nobody asked for: {[(line.what, line.trouble) for line in unexpected]}"


@asynccontextmanager
async def unjudged(*, tick_seconds: float = OFTEN, **settings: str) -> AsyncIterator[Ordeal]:
    async with AsyncExitStack() as stack:
        slack, alegra, clicks = Holds(), Holds(), Holds()
        stage = await stack.enter_async_context(
            strangers(slack_doors=[Middleware(Door, slack)], alegra_doors=[Middleware(Door, alegra)])
        )
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="cobro-kill-")))
        bot = Mortal(folder, {**stage.environment, **settings}, tick_seconds)
        address = await stack.enter_async_context(
            running(await stack.enter_async_context(front(lambda: bot.url, clicks)))
        )
        pointed_at(stage, address)
        # Hours pass in seconds: of a busy process a link to a paper may run out before it is followed. It asks for another.
        stage.traffic.expect("Request has expired")
        stack.push_async_callback(bot.ends)
        await bot.starts()
        yield Ordeal(stage, bot, slack, alegra, clicks)


@asynccontextmanager
async def front(address: Callable[[], str], clicks: Holds) -> AsyncIterator[Starlette]:
    """Passes Slack's requests on to wherever the bot lives now."""
    async with httpx.AsyncClient(trust_env=False, timeout=40) as client:

        async def pass_on(request: Request) -> Response:
            headers = {name: value for name, value in request.headers.items() if name not in HOP_BY_HOP}
            try:
                answer = await client.post(
                    f"{address()}{request.url.path}", content=await request.body(), headers=headers
                )
            except (httpx.HTTPError, httpx.InvalidURL):
                return Response(status_code=502)
            kept = {name: value for name, value in answer.headers.items() if name not in HOP_BY_HOP}
            return Response(answer.content, answer.status_code, kept)

        yield Starlette(
            routes=[Route("/{path:path}", pass_on, methods=["POST"])], middleware=[Middleware(Door, clicks)]
        )


def pointed_at(stage: Stage, address: str) -> None:
    """Slack's requests go there from now on."""
    manifest = yaml.safe_load((ROOT / "manifest.yml").read_text(encoding="utf-8"))
    point_at_app(stage.slack, manifest=manifest, app_url=address)
