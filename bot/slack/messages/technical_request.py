"""For admins: method, path and JSON as they would be sent to Alegra, secrets redacted."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from bot.locale import Words
from bot.slack import samples
from bot.slack.blocks import context, section
from bot.slack.drawing import Block, Message
from bot.slack.escape import inert, inside_code

SECRET_WORDS = ("token", "secret", "password", "authorization", "apikey", "api_key", "credential", "signature")
REDACTED = "•••"
CODE_CHARACTERS = 2900
MOST_SECTIONS = 4


@dataclass(frozen=True)
class TechnicalRequest:
    document: str
    method: str
    path: str
    body: Any = field(repr=False)
    """JSON, with Decimals; None or empty: nothing but method and path."""


def draw(request: TechnicalRequest, words: Words) -> Message:
    text = words.t("Solicitud técnica de {document}", document=inert(request.document, 40))
    return Message(text, tuple(blocks(request, words, title=f"*{text}*")))


def blocks(request: TechnicalRequest, words: Words, *, title: str = "") -> list[Block]:
    """Method and path, then the JSON, whole lines at a time."""
    line = f"`{inert(request.method, 10)} {inert(request.path, 300)}`"
    text = json.dumps(redacted(request.body), ensure_ascii=False, indent=2, default=str) if request.body else ""
    chunks = list(_chunks(text)) if text else []
    code = [section(f"```{chunk}```") for chunk in chunks[:MOST_SECTIONS]]
    cut_off = [context(words.t("Sigue: aquí no cabe completa."))] if len(chunks) > MOST_SECTIONS else []
    return [section(f"{title}\n{line}".strip()), *code, *cut_off]


def redacted(value: Any) -> Any:
    """The same JSON with whatever a secret's name stands before made unreadable."""
    match value:
        case dict():
            return {key: REDACTED if _is_secret(str(key)) else redacted(held) for key, held in value.items()}
        case list() | tuple():
            return [redacted(held) for held in value]
        case Decimal():
            return _number(value)
        case _:
            return value


def _number(value: Decimal) -> int | float | str:
    """As a number, since it is sent as one; as text only where a float could not say it exactly."""
    if value == value.to_integral_value():
        return int(value)
    return float(value) if Decimal(repr(float(value))) == value else str(value)


def _is_secret(key: str) -> bool:
    bare = key.lower().replace("-", "").replace(" ", "")
    return any(word in bare for word in SECRET_WORDS)


def _chunks(text: str) -> Iterator[str]:
    """Whole lines, already safe inside a code block, that each fit a section."""
    chunk = ""
    for line in text.split("\n"):
        safe = inside_code(line, CODE_CHARACTERS)
        if chunk and len(chunk) + 1 + len(safe) > CODE_CHARACTERS:
            yield chunk
            chunk = safe
        else:
            chunk = f"{chunk}\n{safe}" if chunk else safe
    yield chunk


_BODY = {
    "client": {"id": "12"},
    "items": [{"id": "17", "price": Decimal("850000.50"), "quantity": Decimal(4)}],
    "stamp": {"generateStamp": True},
}
SAMPLES = {
    "stamp": TechnicalRequest("D-7K3Q", "POST", "/invoices/stamp", {"ids": ["501"]}),
    "create": TechnicalRequest("D-7K3Q", "POST", "/invoices", _BODY),
    "delete": TechnicalRequest("D-7K3Q", "DELETE", "/invoices/501", None),
    "many lines": TechnicalRequest("D-7K3Q", "POST", "/invoices", {"items": [{"name": "🧊" * 90, "token": "x"}] * 300}),
    "hostile": TechnicalRequest(samples.HOSTILE, "`POST`", samples.HOSTILE, {"name": "```<!channel>" + "&" * 5000}),
}
