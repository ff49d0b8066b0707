"""The Home tab: shown when somebody opens it, and the buttons that begin something from there."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.actions.home_tabs import HomeTabs
from bot.slack import home
from handlers.answers import Answer
from handlers.door import Door
from handlers.payloads import Click, Event, Typed

TAB = "home"
Verb = Callable[[Typed, str], Awaitable[Answer]]


@dataclass(frozen=True)
class HomeTab:
    tabs: HomeTabs
    create: Verb
    record_payment: Verb
    settings: Verb

    def register(self, door: Door) -> None:
        door.event("app_home_opened", self.opened)
        door.action(home.NEW_INVOICE, self.begin_invoice)
        door.action(home.RESUME, self.begin_invoice)
        door.action(home.RECORD_PAYMENT, self.begin_payment)
        door.action(home.SETTINGS, self.open_settings)

    async def opened(self, event: Event) -> Answer:
        """The Messages tab opens with the same event, and has nothing to be drawn."""
        if event.event.get("tab") != TAB:
            return Answer()
        return Answer(afterwards=lambda: self.tabs.show(event.person))

    async def begin_invoice(self, click: Click) -> Answer:
        return await self.create(_as_typed(click, "/invoice"), "")

    async def begin_payment(self, click: Click) -> Answer:
        return await self.record_payment(_as_typed(click, "/payment"), "")

    async def open_settings(self, click: Click) -> Answer:
        return await self.settings(_as_typed(click, "/cobro"), "")


def _as_typed(click: Click, command: str) -> Typed:
    """As if typed, but nowhere: the tab belongs to no channel."""
    return Typed(person=click.person, trigger_id=click.trigger_id, command=command, text="", channel="")
