"""Block Kit, as far as Cobro uses it, with Slack's limits (Slack fact sheet 3). Texts come in already inert."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any, Literal

from bot.slack.drawing import Block
from bot.slack.escape import bare, plain

SECTION_CHARACTERS = 3000
Style = Literal["primary", "danger"]


def mrkdwn(text: str) -> Block:
    """`verbatim`: Slack makes no links, channels or mentions out of what we did not write as such."""
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def plain_text(text: str, limit: int = 75) -> Block:
    return {"type": "plain_text", "text": plain(text, limit)}


def section(text: str, *, block_id: str = "", accessory: Block | None = None) -> Block:
    return {"type": "section", "text": mrkdwn(text)} | _id(block_id) | ({"accessory": accessory} if accessory else {})


def context(*texts: str) -> Block:
    return {"type": "context", "elements": [mrkdwn(text) for text in texts]}


def divider() -> Block:
    return {"type": "divider"}


def header(text: str) -> Block:
    return {"type": "header", "text": plain_text(text, 150)}


def actions(*elements: Block | None, block_id: str = "") -> Block:
    return {"type": "actions", "elements": [element for element in elements if element]} | _id(block_id)


def paragraphs(lines: Iterable[str]) -> list[Block]:
    """Sections that hold these lines, as few as fit; empty ones are left out, and each must itself fit in one."""
    packed: list[str] = []
    for line in filter(str.strip, lines):
        if packed and len(packed[-1]) + 1 + len(line) <= SECTION_CHARACTERS:
            packed[-1] += "\n" + line
        else:
            packed.append(line)
    return [section(text) for text in packed]


def button(
    label: str, *, action: str, value: str = "", style: Style | None = None, confirm: Block | None = None
) -> Block:
    element: Block = {"type": "button", "text": plain_text(label), "action_id": action}
    extras = {"value": value, "style": style, "confirm": confirm}
    return element | {key: extra for key, extra in extras.items() if extra}


def confirm(*, title: str, text: str, yes: str, no: str, style: Style = "primary") -> Block:
    """Slack's own dialog before a button counts."""
    return {
        "title": plain_text(title, 100),
        "text": plain_text(text, 300),
        "confirm": plain_text(yes, 30),
        "deny": plain_text(no, 30),
        "style": style,
    }


def option(label: str, value: str, *, description: str = "") -> Block:
    about = {"description": plain_text(description)} if description else {}
    return {"text": plain_text(label), "value": value} | about


def overflow(options: Sequence[Block], *, action: str) -> Block | None:
    """One to five options; none draws nothing."""
    if not options:
        return None
    return {"type": "overflow", "action_id": action, "options": list(options)}


def field(
    label: str, element: Block, *, block_id: str, hint: str = "", optional: bool = False, dispatch: bool = False
) -> Block:
    """An input block; its `block_id` is the key of its errors."""
    drawn: Block = {
        "type": "input",
        "block_id": block_id,
        "label": plain_text(label, 2000),
        "element": element,
        "optional": optional,
    }
    hinted = {"hint": plain_text(bare(hint), 2000)} if hint else {}
    return drawn | hinted | ({"dispatch_action": True} if dispatch else {})


def text_input(
    action: str,
    *,
    initial: str = "",
    longest: int = 0,
    multiline: bool = False,
    placeholder: str = "",
    on_enter: bool = False,
) -> Block:
    extras: dict[str, Any] = {
        "initial_value": initial[:longest] if longest else initial,
        "max_length": longest,
        "multiline": multiline,
        "placeholder": plain_text(placeholder, 150) if placeholder else None,
        "dispatch_action_config": {"trigger_actions_on": ["on_enter_pressed"]} if on_enter else None,
    }
    return {"type": "plain_text_input", "action_id": action} | {key: extra for key, extra in extras.items() if extra}


def date_input(action: str, *, initial: str) -> Block:
    return {"type": "datepicker", "action_id": action, "initial_date": initial}


def choice(action: str, options: Sequence[Block], *, chosen: str = "") -> Block:
    """A closed list of at most 100; `chosen` is a value among them, or nothing is."""
    return {"type": "static_select", "action_id": action, "options": list(options)} | _initial(options, chosen)


def radio(action: str, options: Sequence[Block], *, chosen: str = "") -> Block:
    return {"type": "radio_buttons", "action_id": action, "options": list(options)} | _initial(options, chosen)


def checkboxes(action: str, options: Sequence[Block], *, chosen: Collection[str] = ()) -> Block:
    """At most ten."""
    return {"type": "checkboxes", "action_id": action, "options": list(options)} | _initials(options, chosen)


def multi_choice(action: str, options: Sequence[Block], *, chosen: Collection[str] = ()) -> Block:
    """Several of at most 100."""
    return {"type": "multi_static_select", "action_id": action, "options": list(options)} | _initials(options, chosen)


def _initials(options: Sequence[Block], chosen: Collection[str]) -> Block:
    found = [option for option in options if option["value"] in chosen]
    return {"initial_options": found} if found else {}


def _initial(options: Sequence[Block], chosen: str) -> Block:
    return next(({"initial_option": option} for option in options if chosen and option["value"] == chosen), {})


def _id(block_id: str) -> Block:
    return {"block_id": block_id} if block_id else {}
