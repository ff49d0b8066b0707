"""Having Slack shown again what has not changed itself: the cards that wait, when others are asked than were (decision 10)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from bot.store.scripts import Script, Store

SHOW_AGAIN = Script("bot.operations", "show_again", after="shared")
APART_MS = 1200
"""Between two cards: Slack lets a channel's messages be changed fifty times a minute."""


@dataclass(frozen=True)
class Redrawing:
    store: Store

    async def again(
        self, documents: Collection[str], *, asks: Mapping[str, str], over: Collection[str], under: str
    ) -> tuple[str, ...]:
        """Make due what was last done to each, for the worker to show, and keep whom their cards ask; all in one step.

        `asks` is of these documents and of others, `over` are those that wait no more, `under` the roles that it holds for.
        Answers those that will be shown; the others are in somebody's hands, and are to be looked at again.
        """
        arguments = {
            "documents": list(documents),
            "asks": dict(asks),
            "over": list(over),
            "under": under,
            "apart_ms": APART_MS,
        }
        return tuple(await self.store.run(SHOW_AGAIN, arguments))
