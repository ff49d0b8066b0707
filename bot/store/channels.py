"""Channels as Slack described them last: whether anybody in the workspace may read them."""

from dataclasses import dataclass

from bot.adapters import TypeAdapter
from bot.store.keys import CHANNEL_SECONDS
from bot.store.scripts import Store


@dataclass(frozen=True)
class Channel:
    id: str
    name: str
    is_public: bool
    """Anybody in the workspace may read it, or people of another company may."""
    is_member: bool
    """Cobro is."""
    is_archived: bool = False


@dataclass(frozen=True)
class ChannelRead:
    channel: Channel
    at: int
    """In milliseconds."""


READ: TypeAdapter[ChannelRead] = TypeAdapter(ChannelRead)


class Channels:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def get(self, channel: str) -> ChannelRead | None:
        text = await self._store.client.get(self._store.keys("channel", channel))
        return READ.validate_json(text) if text else None

    async def put(self, read: ChannelRead) -> None:
        text = READ.dump_json(read).decode()
        await self._store.client.set(self._store.keys("channel", read.channel.id), text, ex=CHANNEL_SECONDS)
