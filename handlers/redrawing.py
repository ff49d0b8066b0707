"""The form of an invoice as it looks now, for opening it and for drawing it anew."""

from bot.actions.drafting import Drafting
from bot.billing.composing import Composition
from bot.locale import Words
from bot.slack.drawing import View
from bot.slack.forms import rehearsing
from bot.slack.modals import draft
from bot.slack.wire import Wire
from handlers.live_views import LiveViews


class Redrawing(LiveViews):
    def __init__(self, *, drafting: Drafting, wire: Wire) -> None:
        super().__init__(wire=wire, draw=self._drawn)
        self._drafting = drafting

    def view_of(self, form: Composition, words: Words, *, resumed: bool = False) -> View:
        editing = form.document if form.kind == "edit" else ""
        view = draft.draw(self._drafting.drawn(form, editing=editing, resumed=resumed), words)
        return rehearsing(view, words) if form.rehearse else view

    async def _drawn(self, form_id: str, words: Words) -> View:
        return self.view_of(await self._drafting.find(form_id), words)
