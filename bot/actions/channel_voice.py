"""How Cobro speaks in a channel: in which language, and without figures where anybody may read them (design 10)."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace

import structlog

from bot.actions.settings_book import SettingsNow
from bot.locale import Words
from bot.slack.errors import SlackError
from bot.store.channels import Channel, ChannelRead, Channels
from bot.store.connection import Clock

FRESH = 3 * 60_000
"""Milliseconds in which what Slack said of a channel is relied on: a channel can be made private, or public, at any time."""
EVERYWHERE = "everywhere"

log = structlog.get_logger(__name__)

WordsNow = Callable[[], Awaitable[Words]]
"""The channel's words, as they are now."""


@dataclass(frozen=True)
class ChannelVoice:
    settings: SettingsNow
    words: Mapping[str, Words]
    """By language."""
    channels: Channels
    read_channel: Callable[[str], Awaitable[Channel]]
    channel: str
    clock: Clock

    async def __call__(self) -> Words:
        """For a drawing, which may wait for Slack."""
        chosen = await self.settings()
        hides = chosen.amounts != EVERYWHERE and await self.is_public(self.channel)
        return replace(self.words[chosen.language], hides_amounts=hides)

    async def aside(self) -> Words:
        """The channel's language with its figures: for direct messages, and for what Alegra keeps."""
        return self.words[(await self.settings()).language]

    async def is_public(self, channel: str) -> bool:
        """What nobody knows counts as public: an amount that was shown cannot be taken back."""
        known = await self.channels.get(channel)
        now = await self.clock()
        if known and 0 <= now - known.at <= FRESH:
            return known.channel.is_public
        try:
            read = await self.read_channel(channel)
        except SlackError as error:
            log.warning("channel_not_read", code=error.code)
            return known.channel.is_public if known else True
        await self.channels.put(ChannelRead(read, now))
        return read.is_public
