"""How each answer reaches the person: it depends on what they did (Slack fact sheet 1.3, 2.4, 2.5)."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

import structlog
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.locale import Words
from bot.slack.blocks import plain_text
from bot.slack.drawing import Message, View
from bot.slack.errors import SlackError, ViewGone
from bot.slack.escape import bare, names_anybody
from bot.slack.letterhead import Letterhead
from bot.slack.wire import Wire
from handlers.afterwards import Afterwards
from handlers.answers import Answer, Choices, Close, Mistakes, Modal, Note, Redraw
from handlers.doorkeeper import user_of

FILLS = "fills_view"
"""Not Slack's: stands in a payload that is answered for the second time, once it is known for which company."""

ARRIVES_SECONDS = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6)
"""Between looks for what was answered; a view that is closed by then is not drawn into."""

Body = dict[str, Any]
Then = Callable[[str], Awaitable[None]]

log = structlog.get_logger(__name__)


class CarryingOut:
    def __init__(self, *, wire: Wire, afterwards: Afterwards, letterhead: Letterhead | None = None) -> None:
        self._wire, self._afterwards = wire, afterwards
        self._letterhead = letterhead or Letterhead()

    @property
    def unheaded(self) -> "CarryingOut":
        """The same, in nobody's name."""
        return CarryingOut(wire=self._wire.unheaded, afterwards=self._afterwards)

    async def __call__(self, answer: Answer, *, ack: AsyncAck, body: Body, words: Words) -> None:
        match answer.shows:
            case Choices(options, groups):
                await (ack(option_groups=list(groups)) if groups else ack(options=list(options)))
            case Mistakes(errors):
                await ack(response_action="errors", errors={field: bare(said) for field, said in errors.items()})
            case Close(note, channel):
                await ack(response_action="clear")
                if note and channel:
                    self._afterwards(self._wire.whisper(channel, body["user"]["id"], note))
            case Modal(view, then):
                await self._modal(view, then, ack, body)
            case Redraw(view, then):
                await self._redraw(view, then, ack, body)
            case Note(message):
                await self._note(message, ack, body, words)
            case _:
                await ack()

    async def trouble(self, message: Message, *, ack: AsyncAck, body: Body, words: Words) -> None:
        """Said where nothing that was typed is lost: under the first field of a form, else as a note.

        Slack is answered first, and nothing is waited for: what went wrong may be Slack, or time.
        """
        field = _first_input(body) if _kind(body) == "view_submission" and not names_anybody(message.text) else ""
        if field:
            await ack(response_action="errors", errors={field: bare(message.text)})
        elif _kind(body) == "block_actions" and "view" in body:
            await ack()
            self._afterwards(self._show_trouble(body, notice_view(message, words)))
        else:
            await self._note(message, ack, body, words)

    async def _show_trouble(self, body: Body, view: View) -> None:
        try:
            await self._shown_over(body, view)
        except SlackError as error:
            log.warning("trouble_not_told", code=error.code)

    async def _modal(self, view: View, then: Then | None, ack: AsyncAck, body: Body) -> None:
        if _kind(body) == "view_submission":
            await ack(response_action="push", view=self._letterhead.on_view(view))
            return
        view_id = await self._shown_over(body, view)
        await ack()
        if then:
            self._afterwards(then(view_id))

    async def _shown_over(self, body: Body, view: View) -> str:
        """On top of the open modal, where there is one: the Home tab is a view, and nothing is pushed on it.

        In place of a modal that asked for what was missing: `FILLS` names it.
        """
        if body.get(FILLS):
            await self._wire.update_view(body[FILLS], view)
            return str(body[FILLS])
        in_modal = (body.get("view") or {"type": "home"}).get("type") != "home"
        show = self._wire.push_view if in_modal else self._wire.open_view
        return await show(body["trigger_id"], view)

    async def _redraw(self, view: View, then: Then | None, ack: AsyncAck, body: Body) -> None:
        view_id = body["view"]["id"]
        if _kind(body) != "view_submission":
            await ack()
            self._afterwards(self._redrawn(view_id, view, then))
        elif then is None:
            await ack(response_action="update", view=self._letterhead.on_view(view))
        else:
            named = view | {"external_id": f"{view_id}.{body['view'].get('hash', '')}"}
            await ack(response_action="update", view=self._letterhead.on_view(named))
            self._afterwards(self._once_shown(view_id, named, then))

    async def _redrawn(self, view_id: str, view: View, then: Then | None) -> None:
        await self._wire.update_view(view_id, view)
        if then:
            await then(view_id)

    async def _once_shown(self, view_id: str, named: View, then: Then) -> None:
        """Slack tells nobody when an answer has arrived: from then on it knows the view by its name."""
        for seconds in ARRIVES_SECONDS:
            await asyncio.sleep(seconds)
            with suppress(ViewGone):
                await self._wire.update_named_view(named)
                break
        await then(view_id)

    async def _note(self, message: Message, ack: AsyncAck, body: Body, words: Words) -> None:
        match _kind(body):
            case "command":
                drawn = self._letterhead.on_reply(message)
                await ack(text=drawn.text, blocks=list(drawn.blocks) or None, response_type="ephemeral")
            case "block_suggestion":
                await ack(options=[])
            case "view_submission" | "block_actions" if "view" in body:
                await self._modal_note(notice_view(message, words), ack, body)
            case _ if body.get(FILLS):
                await self._modal_note(notice_view(message, words), ack, body)
            case _:
                await ack()
                self._afterwards(self._tell(message, body))

    async def _tell(self, message: Message, body: Body) -> None:
        """Where they are; a global shortcut is used nowhere, and is answered by direct message."""
        if body.get("response_url"):
            await self._wire.respond(body["response_url"], message)
        elif _kind(body) == "shortcut":
            await self._wire.post(user_of(body), message)

    async def _modal_note(self, view: View, ack: AsyncAck, body: Body) -> None:
        if _kind(body) == "view_submission":
            await ack(response_action="update", view=self._letterhead.on_view(view))
        else:
            await self._shown_over(body, view)
            await ack()


def notice_view(message: Message, words: Words) -> View:
    """A note inside a stack of modals, where nothing else can carry it."""
    blocks = list(message.blocks) or [{"type": "section", "text": {"type": "mrkdwn", "text": message.text}}]
    close = plain_text(words.t("Cerrar"), 24)
    return {"type": "modal", "title": plain_text("Cobro", 24), "close": close, "blocks": blocks}


def _kind(body: Body) -> str:
    return str(body.get("type", "command"))


def _first_input(body: Body) -> str:
    blocks = (body.get("view") or {}).get("blocks") or []
    return next((str(block["block_id"]) for block in blocks if block.get("type") == "input"), "")
