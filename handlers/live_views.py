"""Open forms redrawn from what is stored: one at a time for each view, until what is drawn is what is stored (design 7)."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress

from bot.actions.drafting import FormGone
from bot.locale import Words
from bot.slack.drawing import View
from bot.slack.errors import SlackError
from bot.slack.wire import Wire

REMEMBERED = 1000
ARRIVES_SECONDS = 0.5

Draw = Callable[[str, Words], Awaitable[View]]
"""From the id of a stored form to what it looks like now. May raise FormGone."""


class LiveViews:
    def __init__(self, *, wire: Wire, draw: Draw) -> None:
        self._wire, self._draw = wire, draw
        self._under_way: dict[str, asyncio.Event] = {}
        self._asked: set[str] = set()
        self._left: deque[str] = deque(maxlen=REMEMBERED)

    def later(self, view_id: str, form_id: str, words: Words) -> Callable[[], Awaitable[None]]:
        """For `Answer.afterwards`."""
        return lambda: self.redraw(view_id, form_id, words)

    async def redraw(self, view_id: str, form_id: str, words: Words) -> None:
        """Sent without `hash`: the newest stored state wins. A view that was closed meanwhile needs nothing."""
        self._asked.add(view_id)
        if view_id in self._under_way:
            return  # whoever is at it draws once more
        self._under_way[view_id] = asyncio.Event()
        try:
            while view_id in self._asked and view_id not in self._left:
                self._asked.discard(view_id)
                await self._wire.update_view(view_id, await self._draw(form_id, words))
        except (SlackError, FormGone):
            self._asked.discard(view_id)
        finally:
            self._under_way.pop(view_id).set()

    async def leave(self, view_id: str) -> None:
        """The form is about to close: nothing is drawn into it any more, and what is on its way arrives first."""
        self._left.append(view_id)
        if under_way := self._under_way.get(view_id):
            with suppress(TimeoutError):
                async with asyncio.timeout(ARRIVES_SECONDS):
                    await under_way.wait()
