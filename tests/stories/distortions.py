"""What Slack once sent, bent in one place or in several: signed all the same, so that nothing but the bot's own reading stops it."""

import hashlib
import hmac
import json
import random
import time
from collections.abc import Callable
from copy import deepcopy
from typing import Any
from urllib.parse import urlencode

NEEDLE = "Aguja-900123456"
"""In every text that is put in: nothing of a body may ever be found in a log."""
ODD: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    1e308,
    10**40,
    "",
    " ",
    "null",
    [],
    {},
    [[]],
    [None],
    {"id": None},
    {"": ""},
    NEEDLE,
    NEEDLE * 2000,
    f"<!channel>{NEEDLE}",
    f"\x00\u202e\ud83d{NEEDLE}",
    f'{{"d":"{NEEDLE}","r":1e400,"o":[]}}',
    '{"d":"D-7K3Q","r":-1,"o":"D-7K3Q/stamp/1"}',
    f"../../{NEEDLE}",
    f"http://169.254.169.254/{NEEDLE}",
)

Payload = dict[str, Any]


def distorted(payload: Payload, chance: random.Random) -> Payload:
    """One to three changes: a value replaced, forgotten, wrapped, doubled, or taken from elsewhere in the payload."""
    bent = deepcopy(payload)
    for _ in range(chance.randint(1, 3)):
        holder, key = chance.choice(_places(bent))
        chance.choice(CHANGES)(holder, key, chance, bent)
    return bent


def signed(payload: Payload, secret: str) -> tuple[dict[str, str], bytes]:
    """Headers and body as Slack has them: commands are a plain form, events are JSON, the rest a form with `payload`."""
    if payload.get("type") == "event_callback":
        content_type, body = "application/json", json.dumps(payload).encode()
    else:
        fields = payload if "command" in payload else {"payload": json.dumps(payload)}
        text = {key: value if isinstance(value, str) else json.dumps(value) for key, value in fields.items()}
        content_type, body = "application/x-www-form-urlencoded", urlencode(text, errors="replace").encode()
    at = str(int(time.time()))
    signature = hmac.new(secret.encode(), f"v0:{at}:".encode() + body, hashlib.sha256).hexdigest()
    return {
        "content-type": content_type,
        "x-slack-request-timestamp": at,
        "x-slack-signature": f"v0={signature}",
    }, body


def _places(value: Any) -> list[tuple[Any, Any]]:
    """Every holder with a key or an index into it."""
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else []
    return [(value, key) for key in keys] + [place for key in keys for place in _places(value[key])] or [({"": ""}, "")]


def _replace(holder: Any, key: Any, chance: random.Random, _whole: Payload) -> None:
    holder[key] = deepcopy(chance.choice(ODD))


def _forget(holder: Any, key: Any, _chance: random.Random, _whole: Payload) -> None:
    if isinstance(holder, dict):
        holder.pop(key, None)
    else:
        holder.clear()


def _wrap(holder: Any, key: Any, chance: random.Random, _whole: Payload) -> None:
    holder[key] = chance.choice(([holder[key]], {"value": holder[key]}, str(holder[key])))


def _double(holder: Any, key: Any, _chance: random.Random, _whole: Payload) -> None:
    holder[key] = holder[key] * 2 if isinstance(holder[key], str | list) else [holder[key], holder[key]]


def _take_from_elsewhere(holder: Any, key: Any, chance: random.Random, whole: Payload) -> None:
    other, name = chance.choice(_places(whole))
    holder[key] = deepcopy(other[name])


CHANGES: tuple[Callable[[Any, Any, random.Random, Payload], None], ...] = (
    _replace,
    _replace,
    _forget,
    _wrap,
    _double,
    _take_from_elsewhere,
)
