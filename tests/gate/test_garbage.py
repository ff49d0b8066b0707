"""Whatever is sent, signed or not, is never an error of ours."""

import asyncio
import json
from urllib.parse import urlencode

import httpx
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.gate import FORM, JSON
from tests.gate.guarded import (
    PATH,
    Guarded,
    Headers,
    signed,
)

TOKENS = st.text(
    st.characters(min_codepoint=33, max_codepoint=126, exclude_characters=':"(),/;<=>?@[\\]{}'), min_size=1
)


VALUES = st.binary(max_size=60).map(lambda value: bytes(byte for byte in value if byte >= 32 and byte != 127).strip())
NAMES = st.sampled_from([b"content-type", b"x-slack-signature", b"x-slack-request-timestamp", b"cookie", b"expect"])
TYPES = st.sampled_from([FORM, JSON])


JSONS = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
)


LOOKED_INTO = ("type", "user", "team", "enterprise", "view", "actions", "event", "command", "callback_id", "challenge")
SLACK_LIKE = st.fixed_dictionaries({}, optional=dict.fromkeys(LOOKED_INTO, JSONS))


BODIES = st.one_of(
    st.binary(max_size=300),
    st.dictionaries(st.text(max_size=12), st.text(max_size=20), max_size=6).map(lambda form: urlencode(form).encode()),
    SLACK_LIKE.map(lambda payload: urlencode({"payload": json.dumps(payload)}).encode()),
    JSONS.map(lambda value: json.dumps(value).encode()),
    SLACK_LIKE.map(lambda value: json.dumps(value).encode()),
)


async def test_garbage_from_anybody_is_never_our_error(gate: Guarded) -> None:
    with httpx.Client(trust_env=False, timeout=20) as client:

        @settings(max_examples=150, deadline=None)
        @given(method=st.sampled_from(["POST", "PUT", "GET"]), headers=st.lists(st.tuples(NAMES, VALUES)), body=BODIES)
        def garbage(method: str, headers: Headers, body: bytes) -> None:
            answer = client.request(method, gate.url + PATH, headers=headers, content=body)
            assert 400 <= answer.status_code < 500
            assert answer.content == b""

        await asyncio.to_thread(garbage)
    assert gate.heard == []


async def test_signed_garbage_is_never_our_error(gate: Guarded) -> None:
    """Slack's own mistakes, or those of whoever holds the secret."""
    with httpx.Client(trust_env=False, timeout=20) as client:

        @settings(max_examples=250, deadline=None)
        @given(body=BODIES, content_type=TYPES)
        def garbage(body: bytes, content_type: bytes) -> None:
            answer = client.post(gate.url + PATH, headers=signed(body, content_type=content_type), content=body)
            assert answer.status_code < 500

        await asyncio.to_thread(garbage)
