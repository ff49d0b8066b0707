"""What a company's drawings carry: whose they are, unseen, and its name where a workspace has several.

Slack gives back what we drew: a view's private metadata, a block's id. An address in there leads every click to the
company that drew it, whoever presses it and wherever. Nothing below the wire and nothing in the handlers sees it.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.slack.blocks import SECTION_CHARACTERS, context, plain_text
from bot.slack.drawing import Block, Message, View
from bot.slack.escape import inert

ADDRESS = re.compile(r"co:([a-z0-9-]{1,20}):(.*)", re.DOTALL)
UNNAMED = "#"
"""Begins the ids of blocks that had none."""
MOST_BLOCKS, MOST_VIEW_BLOCKS = 50, 100
LONGEST_BADGE = 60
LONGEST_HEADER = 150

Body = Mapping[str, Any]


@dataclass(frozen=True)
class Letterhead:
    company: str = ""
    """Empty for `main`, which writes no address: what carries none is its own, also what was drawn by older versions."""
    badge: Callable[[], str] = str
    """The company's name while its workspace has more than one, else nothing."""

    def on_card(self, message: Message) -> Message:
        """With the badge at the right of the title."""
        badge = inert(self.badge(), LONGEST_BADGE)
        if not badge or badge in _title(message):
            return message
        return Message(f"{message.text} · {badge}", _titled(message.blocks, badge))

    def on_reply(self, message: Message) -> Message:
        """A card that was asked for has a badge like any other; a sentence has none."""
        return self.addressed(self.on_card(message) if len(message.blocks) > 1 else message)

    def addressed(self, message: Message) -> Message:
        if not self.company:
            return message
        blocks = [self._marked(block, index) for index, block in enumerate(message.blocks)]
        return replace(message, blocks=tuple(blocks))

    def on_view(self, view: View) -> View:
        """With the badge above everything else, for a modal's title has no room for it."""
        badge, blocks = inert(self.badge(), LONGEST_BADGE), list(view.get("blocks", ()))
        if badge and len(blocks) < MOST_VIEW_BLOCKS:
            view = {**view, "blocks": [context(f"🏢 *{badge}*"), *blocks]}
        if not self.company:
            return view
        return {**view, "private_metadata": self._written(str(view.get("private_metadata", "")))}

    def _marked(self, block: Block, index: int) -> Block:
        if not _is_interactive(block):
            return block
        return {**block, "block_id": self._written(block.get("block_id") or f"{UNNAMED}{index}")}

    def _written(self, text: str) -> str:
        return f"co:{self.company}:{text}"


def address_of(body: Body) -> tuple[str, dict[str, Any]]:
    """Whose drawing somebody touched, or an empty text; and the payload as it would be without any address."""
    company, read = "", dict(body)
    if view := body.get("view"):
        company, metadata = _read(view.get("private_metadata") or "")
        read["view"] = {**view, "private_metadata": metadata}
    if actions := body.get("actions"):
        found = [_read(action.get("block_id") or "") for action in actions]
        read["actions"] = [
            {**action, "block_id": block_id} for action, (_, block_id) in zip(actions, found, strict=True)
        ]
        company = company or found[0][0]
    elif "block_id" in body:
        owner, read["block_id"] = _read(body["block_id"])
        company = company or owner
    return company, read


def _read(text: str) -> tuple[str, str]:
    found = ADDRESS.fullmatch(text)
    return (found[1], found[2]) if found else ("", text)


def _is_interactive(block: Block) -> bool:
    parts = [block.get("accessory"), block.get("element"), *block.get("elements", ())]
    return any(isinstance(part, dict) and "action_id" in part for part in parts)


def _title(message: Message) -> str:
    first = message.blocks[0] if message.blocks else {}
    return str((first.get("text") or {}).get("text", "")).partition("\n")[0]


def _titled(blocks: tuple[Block, ...], badge: str) -> tuple[Block, ...]:
    if not blocks:
        return ()
    first, rest = blocks[0], blocks[1:]
    text = (first.get("text") or {}).get("text", "")
    title, newline, below = text.partition("\n")
    titled = f"{title} · {badge}{newline}{below}"
    if first["type"] == "section" and text and len(titled) <= SECTION_CHARACTERS:
        return ({**first, "text": {**first["text"], "text": titled}}, *rest)
    if first["type"] == "header" and len(titled) <= LONGEST_HEADER:
        return ({**first, "text": plain_text(titled, LONGEST_HEADER)}, *rest)
    return (context(badge), *blocks) if len(blocks) < MOST_BLOCKS else blocks
