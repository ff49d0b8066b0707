"""The form redrawn from what is stored: one at a time for each view, until what is drawn is what is stored (design 7)."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress

from bot.actions.drafting import Drafting, FormGone
from bot.billing.composing import Composition
from bot.locale import Words
from bot.slack.drawing import View
from bot.slack.errors import SlackError
from bot.slack.forms import rehearsing
from bot.slack.modals import draft
from bot.slack.wire import Wire

REMEMBERED = 1000
ARRIVES_SECONDS = 0.5


class Redrawing:
    def __init__(self, *, drafting: Drafting, wire: Wire) -> None:
        self._drafting, self._wire = drafting, wire
        self._under_way: dict[str, asyncio.Event] = {}
        self._asked: set[str] = set()
        self._left: deque[str] = deque(maxlen=REMEMBERED)

    def view_of(self, form: Composition, words: Words, *, resumed: bool = False) -> View:
        editing = form.document if form.kind == "edit" else ""
        view = draft.draw(self._drafting.drawn(form, editing=editing, resumed=resumed), words)
        return rehearsing(view, words) if form.rehearse else view

    def later(self, view_id: str, composition_id: str, words: Words) -> Callable[[], Awaitable[None]]:
        """For `Answer.afterwards`."""
        return lambda: self.redraw(view_id, composition_id, words)

    async def redraw(self, view_id: str, composition_id: str, words: Words) -> None:
        """Sent without `hash`: the newest stored state wins. A view that was closed meanwhile needs nothing."""
        self._asked.add(view_id)
        if view_id in self._under_way:
            return  # whoever is at it draws once more
        self._under_way[view_id] = asyncio.Event()
        try:
            while view_id in self._asked and view_id not in self._left:
                self._asked.discard(view_id)
                form = await self._drafting.find(composition_id)
                await self._wire.update_view(view_id, self.view_of(form, words))
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
