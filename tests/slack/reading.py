"""Cards as people read them."""

from bot.locale import Words
from bot.slack.drawing import Message

SPANISH, ENGLISH = Words("es_CO"), Words("en")


def read(message: Message) -> str:
    """Everything that stands on it, as one text with ordinary spaces."""
    parts = [message.text]
    for block in message.blocks:
        parts += [block["text"]["text"]] if "text" in block else []
        parts += [
            each["text"] if isinstance(each["text"], str) else each["text"]["text"]
            for each in block.get("elements", [])
            if "text" in each
        ]
        parts += [option["text"]["text"] for each in block.get("elements", []) for option in each.get("options", [])]
    return "\n".join(parts).replace("\u00a0", " ")


def squeezed(text: str) -> str:
    """Without white space, so that a text which goes on in the next block is found."""
    return "".join(text.split())
