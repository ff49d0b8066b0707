"""What goes wrong and when, by the seed: who is killed at which request, and which answers are lost.

The plan follows from the seed alone; in which order the processes come to their requests is the machine's, so that a
seed that fails runs into the same trouble again, though not always at the same line.
"""

from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from random import Random

from starlette.types import ASGIApp, Receive, Scope, Send

PREFIX = "/api/v1"
CALM = ("/clock", "/api/auth.test")
"""Asked for ever."""
BETWEEN_DEATHS = (100, 300)
"""So many beginnings and ends of requests."""
AWAY_SECONDS = (0.1, 1.0)
BEFORE_A_LIST_ENDS = (2, 12)
"""Likewise, from the moment at which somebody hands in a list of approvals."""
LOST_SHARE = 0.4
"""Of the requests at whose beginning somebody dies, those that never arrive."""
FAULTY = 0.2
"""Of the writes to Alegra."""
ALEGRA_FAULTS = (
    "lost_answer",
    "error_after",
    "unreadable",
    "drop_before",
    "error_before",
    "late_commit",
    "rate_limited",
)
LANDS_LATER_SECONDS = 60
SLACK_FAULTY = 0.05
SLACK_FAULTS = ("dropped_answer", "server_error", "rate_limited")
POSTS = ("/api/chat.postMessage", "/api/chat.update")

Kill = Callable[[str, float], Awaitable[None]]
AddFault = Callable[..., object]


@dataclass
class Storm:
    seed: int
    victims: tuple[str, ...]
    """Of whom one is chosen each time."""
    deaths: int
    """After so many it is calm."""
    kill: Kill
    in_alegra: AddFault
    in_slack: AddFault
    struck: Counter[str] = field(default_factory=Counter)
    under_way: int = 0
    """What Alegra has not answered yet."""
    _left: int = 0

    def __post_init__(self) -> None:
        self._chance = Random(self.seed)  # noqa: S311  a seed to replay, no secret
        self._left = self._chance.randint(*BETWEEN_DEATHS)

    @property
    def is_over(self) -> bool:
        return self.deaths <= 0

    def comes_closer(self) -> None:
        """A list was handed in: somebody dies while it is carried out."""
        self._left = min(self._left, self._chance.randint(*BEFORE_A_LIST_ENDS))

    async def begins(self, service: str, method: str, path: str) -> bool:
        """Whether the request still arrives."""
        if not await self._dies():
            self._spoil(service, method, path)
            return True
        return self._chance.random() >= LOST_SHARE

    async def ends(self) -> None:
        await self._dies()

    async def _dies(self) -> bool:
        self._left -= 1
        if self._left > 0 or self.is_over:
            return False
        self._left = self._chance.randint(*BETWEEN_DEATHS)
        self.deaths -= 1
        victim = self._chance.choice(self.victims)
        self.struck[f"killed {victim}"] += 1
        await self.kill(victim, self._chance.uniform(*AWAY_SECONDS))
        return True

    def _spoil(self, service: str, method: str, path: str) -> None:
        if self.is_over:
            return
        if service == "alegra" and method != "GET" and self._chance.random() < FAULTY:
            kind = self._chance.choice(ALEGRA_FAULTS)
            how = {"late_commit": {"seconds": LANDS_LATER_SECONDS}, "rate_limited": {"seconds": 1}}.get(kind, {})
            self.in_alegra(kind, method=method, path=path.removeprefix(PREFIX), **how)
            self.struck[f"alegra {kind}"] += 1
        elif service == "slack" and path in POSTS and self._chance.random() < SLACK_FAULTY:
            kind = self._chance.choice(SLACK_FAULTS)
            self.in_slack(kind, what=path.rpartition("/")[2])
            self.struck[f"slack {kind}"] += 1


class Gust:
    """The storm in front of a whole server."""

    def __init__(self, app: ASGIApp, storm: Callable[[], Storm | None], service: str) -> None:
        self._app, self._storm, self._service = app, storm, service

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        storm = self._storm() if scope["type"] == "http" else None
        if storm is None or any(fnmatchcase(scope["path"], calm) for calm in CALM):
            await self._app(scope, receive, send)
            return
        is_under_way = self._service == "alegra"
        storm.under_way += is_under_way
        try:
            if await storm.begins(self._service, scope["method"], scope["path"]):
                await self._app(scope, receive, send)
        finally:
            storm.under_way -= is_under_way
        await storm.ends()
