"""Answers of Alegra, bent in the ways that it has been seen to bend them, and in others (Alegra fact sheet 1 to 5)."""

import json
import random
from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any

from tests.stories.distortions import distorted

Sent = tuple[int, bytes, Mapping[str, str]]
"""Status, body, headers."""
HTML = b"<html><head><title>502 Bad Gateway</title></head><body>cloudflare</body></html>"
DEEP = b"[" * 3000
REFUSALS: tuple[Any, ...] = (
    {"code": 429, "message": "Too Many requests"},
    {"code": "429", "error": {"message": "Too Many requests", "code": 429}},
    {"message": None, "error": []},
    {"message": "EPR503", "invoice": {"id": "77"}},
    {"error": {"message": {"nested": ["AEP2011"]}}},
    [],
    None,
    "no",
)


def bent(answer: Any, chance: random.Random, *, echo: str) -> Sent:
    """`echo`: what a server that repeats its request would say."""
    return chance.choice(WAYS)(answer, chance, echo)


def _distorted(answer: Any, chance: random.Random, _echo: str) -> Sent:
    return 200, _json(distorted(answer, chance)), {}


def _of_other_types(answer: Any, chance: random.Random, _echo: str) -> Sent:
    """One name, everywhere: numbers as text, text as numbers, nothing, an empty list for an object and the other way round."""
    names = sorted(_names(answer))
    name, change = chance.choice(names or [""]), chance.choice(TYPES)
    return 200, _json(_everywhere(answer, name, change)), {}


def _all_as_text(answer: Any, _chance: random.Random, _echo: str) -> Sent:
    return 200, _json(_mapped(answer, lambda value: str(value) if type(value) in {int, float} else value)), {}


def _all_empty(answer: Any, chance: random.Random, _echo: str) -> Sent:
    empty: Any = chance.choice(([], {}, None, ""))
    return 200, _json(_mapped(answer, lambda value: empty if value in (None, "", [], {}) else value)), {}


def _cut(answer: Any, chance: random.Random, _echo: str) -> Sent:
    whole = _json(answer)
    return 200, whole[: chance.randrange(len(whole) + 1)], {}


def _garbled(answer: Any, chance: random.Random, _echo: str) -> Sent:
    whole = bytearray(_json(answer) or b"{}")
    for _ in range(3):
        whole[chance.randrange(len(whole))] = chance.randrange(256)
    return 200, bytes(whole), {}


def _no_json(_answer: Any, chance: random.Random, _echo: str) -> Sent:
    body = chance.choice(
        (HTML, DEEP, b"", b"null", b"NaN", b"1e999", b"\xff\xfe", b"\xef\xbb\xbf{}", b"[1,", b'"x"', b"0")
    )
    return chance.choice((200, 201, 204, 400, 500, 502)), body or b"", {}


def _refused(_answer: Any, chance: random.Random, _echo: str) -> Sent:
    status = chance.choice((200, 301, 400, 400, 401, 402, 403, 404, 405, 409, 422, 429, 500, 502, 503, 504))
    headers = chance.choice(({}, {"retry-after": "soon"}, {"retry-after": "9" * 40}, {"x-rate-limit-reset": "-1"}))
    return status, _json(chance.choice(REFUSALS)), headers


def _repeating(_answer: Any, chance: random.Random, echo: str) -> Sent:
    return chance.choice((200, 400, 401, 403, 500)), _json({"message": f"you sent {echo}", "debug": [echo]}), {}


WAYS: tuple[Callable[[Any, random.Random, str], Sent], ...] = (
    _distorted,
    _distorted,
    _of_other_types,
    _of_other_types,
    _of_other_types,
    _all_as_text,
    _all_empty,
    _cut,
    _garbled,
    _no_json,
    _refused,
    _repeating,
)
TYPES: tuple[Callable[[Any], Any], ...] = (
    lambda _: None,
    lambda _: [],
    lambda _: {},
    str,
    lambda _: 10**30,
    lambda _: -1,
    lambda _: "0000-00-00",
    lambda _: "1.234,56",
    lambda _: True,
    lambda value: [value],
    lambda value: {"id": value},
    lambda _: "\ud83d",
)


def _names(value: Any) -> set[str]:
    if isinstance(value, dict):
        return set(value).union(*map(_names, value.values()))
    return set().union(*map(_names, value)) if isinstance(value, list) else set()


def _everywhere(value: Any, name: str, change: Callable[[Any], Any]) -> Any:
    if isinstance(value, dict):
        return {key: change(one) if key == name else _everywhere(one, name, change) for key, one in value.items()}
    return [_everywhere(one, name, change) for one in value] if isinstance(value, list) else value


def _mapped(value: Any, change: Callable[[Any], Any]) -> Any:
    if isinstance(value, dict) and value:
        return {key: _mapped(one, change) for key, one in value.items()}
    return [_mapped(one, change) for one in value] if isinstance(value, list) and value else change(deepcopy(value))


def _json(value: Any) -> bytes:
    return json.dumps(value).encode()
