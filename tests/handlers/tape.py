"""A wire that writes down what it is asked to send, and what Slack is answered."""

import asyncio

from slack_bolt.context.ack.async_ack import AsyncAck
from typing_extensions import override

from bot.slack.drawing import Message, View
from bot.slack.wire import Mark, Posted, Wire
from bot.store.people import Person

USER = {"id": "U0ANA"}
OPEN_VIEW = {"id": "V1", "blocks": [{"type": "section"}, {"type": "input", "block_id": "amount:1"}]}
SUBMITTED = {"type": "view_submission", "trigger_id": "t", "user": USER, "view": OPEN_VIEW}


class Tape(Wire):
    """A wire that writes down what it is asked to send, and fails when it is told to."""

    def __init__(self, failure: Exception | None = None, *, hangs: bool = False) -> None:
        self.sent: list[tuple[str, ...]] = []
        self._failure, self._hangs = failure, hangs

    async def _say(self, *said: str) -> str:
        if self._hangs:
            await asyncio.Event().wait()
        if self._failure:
            raise self._failure
        self.sent.append(said)
        return "V2"

    @override
    async def open_view(self, trigger_id: str, view: View) -> str:
        return await self._say("open", str(view.get("callback_id", "")))

    @override
    async def push_view(self, trigger_id: str, view: View) -> str:
        return await self._say("push", str(view.get("callback_id", "note")))

    @override
    async def update_view(self, view_id: str, view: View) -> None:
        await self._say("update", view_id)

    @override
    async def person(self, user: str) -> Person:
        await self._say("person", user)
        return Person(user, "", team="T0")

    @override
    async def post(self, channel: str, message: Message, *, thread_ts: str = "", mark: Mark | None = None) -> Posted:
        await self._say("post", channel, message.text)
        return Posted(channel, "1.0")

    @override
    async def respond(self, response_url: str, message: Message, *, replace: bool = False) -> None:
        await self._say("respond", message.text)

    @override
    async def whisper(self, channel: str, user: str, message: Message) -> None:
        await self._say("whisper", channel, user)


def an_ack() -> AsyncAck:
    return AsyncAck()  # type: ignore[no-untyped-call]


def said(ack: AsyncAck) -> str:
    assert ack.response, "nobody answered Slack"
    return str(ack.response.body)
