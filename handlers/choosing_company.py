"""When nobody can tell for which company: the person is asked, and what they wanted goes on with their answer."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.locale import Words
from bot.slack.messages import which_company as message
from bot.slack.messages.which_company import CompanyChoice, WhichCompany
from bot.slack.modals import which_company as modal
from bot.store.asked import AskedBefore
from bot.store.people import Person
from handlers.answers import Answer, Modal, Note
from handlers.asked import asked
from handlers.carrying_out import FILLS
from handlers.doorkeeper import user_of
from handlers.payloads import Asking

Body = dict[str, Any]
RESUMED = "resumed_command"
"""Instead of Slack's type: a command that is answered for the second time, by its response_url and no longer by its ack."""


@dataclass(frozen=True)
class Resumed:
    company: str
    body: Body
    chooser_url: str = ""
    """The response_url of the question, which is taken away when it is answered; empty for a modal."""


class NothingAsked(Exception):
    """Answered already, too long ago, or by somebody else."""

    def __init__(self) -> None:
        super().__init__("nobody is waiting for this answer")


@dataclass(frozen=True)
class ChoosingCompany:
    before: AskedBefore
    new_name: Callable[[], str]

    def ask(
        self, body: Body, companies: Sequence[CompanyChoice], words_of: Callable[[Person | None], Words]
    ) -> Callable[[Asking], Awaitable[Answer]]:
        """A listener for `Door.ask`."""

        async def answer(asking: Asking) -> Answer:
            name = self.new_name()
            await self.before.keep(name, body)
            question, words = WhichCompany(name, companies), words_of(asking.person)
            if asked(body).kind == "shortcut":
                return Answer(Modal(modal.draw(question, words)))
            return Answer(Note(message.draw(question, words)))

        return answer

    async def resumed(self, body: Body) -> Resumed:
        """What was asked, from the answer to our question. Raises NothingAsked and BadReference."""
        action = body["actions"][0]
        value = (action.get("selected_option") or action).get("value") or ""
        company, name = message.read(value)
        before = await self.before.take(name)
        if before is None or user_of(before) != user_of(body):
            raise NothingAsked
        return Resumed(company, _with(before, body), "" if body.get("view") else body.get("response_url", ""))


def is_choice(body: Body) -> bool:
    """The answer to our question."""
    about = asked(body)
    return about.kind == "action" and message.is_choice(about.id)


def _with(before: Body, body: Body) -> Body:
    """What was asked, with the new ways to answer: those of its own are used up or too old."""
    now = before | {"trigger_id": body["trigger_id"]}
    if view := body.get("view"):
        return now | {FILLS: view["id"]}
    return now | {"type": RESUMED, "response_url": body["response_url"]}
