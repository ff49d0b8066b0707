"""The form of a payment as it looks now, for opening it and for drawing it anew."""

from collections.abc import Awaitable, Callable
from contextlib import suppress

from bot.actions.drafting import FormGone
from bot.actions.payment_forms import PaymentForms
from bot.billing.paying import Paying
from bot.locale import Words
from bot.slack.drawing import View
from bot.slack.forms import rehearsing
from bot.slack.modals import payment
from bot.slack.wire import Wire
from handlers.live_views import LiveViews


class PaymentViews(LiveViews):
    def __init__(self, *, forms: PaymentForms, wire: Wire) -> None:
        super().__init__(wire=wire, draw=self._drawn)
        self._forms = forms

    async def view_of(self, form: Paying, words: Words, *, notice: str = "") -> View:
        view = payment.draw(await self._forms.drawn(form, notice=notice), words)
        return rehearsing(view, words) if form.rehearse else view

    async def replace(self, view_id: str, view: View) -> None:
        """Raise a SlackError when the person closed it."""
        await self._wire.update_view(view_id, view)

    def if_changed(self, shown: Paying, words: Words) -> Callable[[str], Awaitable[None]]:
        """For `Redraw.then`: what was stored while `shown` travelled to the screen would be covered by it."""

        async def again(view_id: str) -> None:
            with suppress(FormGone):
                if (await self._forms.find(shown.id)).revision != shown.revision:
                    await self.redraw(view_id, shown.id, words)

        return again

    async def _drawn(self, form_id: str, words: Words) -> View:
        return await self.view_of(await self._forms.find(form_id), words)
