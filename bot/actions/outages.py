"""What Slack does not let Cobro do: admins hear of it once, and it is over as soon as a message stands there again."""

from dataclasses import dataclass, field
from typing import Protocol

from bot.slack.board import FILES
from bot.slack.errors import ChannelGone, NotAuthorized, NotInChannel, SlackError
from bot.store import outages
from bot.store.connection import Clock

CHANNEL, SCOPE = "channel", "scope"


class Notices(Protocol):
    async def outage(self, name: str, *, since: int) -> None:
        """Told again of the same, nothing happens."""


@dataclass
class OutagesTold:
    outages: outages.Outages
    notices: Notices
    clock: Clock
    _well: set[str] = field(default_factory=set)
    """Where all is well, as far as this process knows: the store is asked once for each."""

    async def __call__(self, channel: str, why: SlackError | None) -> None:
        """`bot.slack.board.Reached`."""
        if why is None:
            await self._over(channel)
        elif name := _name_of(channel, why):
            self._well.clear()
            since = await self.outages.begin(name, now=await self.clock())
            await self.notices.outage(name, since=since)

    async def _over(self, place: str) -> None:
        """The channel's own, and the permission that it takes to write there, or to upload."""
        if place in self._well:
            return
        needed = f"{SCOPE}:files" if place == FILES else f"{SCOPE}:chat"
        for name in await self.outages.all():
            if name == f"{CHANNEL}:{place}" or name.startswith(needed):
                await self.outages.end(name)
        self._well.add(place)


def _name_of(channel: str, why: SlackError) -> str:
    """Empty for a token that Slack refuses: nobody can be told in Slack (the log, `/readyz` and the doctor say it)."""
    match why:
        case NotInChannel() | ChannelGone():
            return f"{CHANNEL}:{channel}"
        case NotAuthorized(scope=scope) if scope:
            return f"{SCOPE}:{scope}"
    return ""
