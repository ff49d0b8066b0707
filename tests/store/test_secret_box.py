"""What is sealed opens for its owner alone, with any of the keys that are still given."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.store.secret_box import (
    KeyUnknown,
    NoSecretKey,
    NotASecretKey,
    NotSealed,
    SecretBox,
    Tampered,
    key_bytes,
    new_key,
)

OLD, NEW = new_key(), new_key()
TEAM = "team:T0RIVERA"


@given(text=st.text(max_size=200), owner=st.text(max_size=20), field=st.text(max_size=20))
def test_what_was_sealed_opens_as_it_was(text: str, owner: str, field: str) -> None:
    box = SecretBox([NEW])
    sealed = box.seal(text, owner=owner, field=field)
    assert box.open(sealed, owner=owner, field=field) == text


@given(
    one=st.tuples(st.text(max_size=4), st.text(max_size=4)), other=st.tuples(st.text(max_size=4), st.text(max_size=4))
)
def test_a_sealed_text_moved_to_another_owner_or_field_is_refused(one: tuple[str, str], other: tuple[str, str]) -> None:
    box = SecretBox([NEW])
    sealed = box.seal("xoxb-1", owner=one[0], field=one[1])
    if one == other:
        assert box.open(sealed, owner=other[0], field=other[1]) == "xoxb-1"
        return
    with pytest.raises(Tampered):
        box.open(sealed, owner=other[0], field=other[1])


def test_the_newest_key_seals_and_every_key_opens() -> None:
    before, both, after = SecretBox([OLD]), SecretBox([NEW, OLD]), SecretBox([NEW])
    old, new = (box.seal("xoxb-1", owner=TEAM, field="bot_token") for box in (before, both))
    assert [both.is_newest(sealed) for sealed in (old, new)] == [False, True]
    assert both.open(old, owner=TEAM, field="bot_token") == after.open(new, owner=TEAM, field="bot_token") == "xoxb-1"
    with pytest.raises(KeyUnknown) as unknown:
        after.open(old, owner=TEAM, field="bot_token")
    assert unknown.value.key_id == before.newest


def test_sealing_twice_gives_two_texts_and_neither_shows_the_secret() -> None:
    box = SecretBox([NEW])
    first, second = (box.seal("xoxb-canary-7f3a", owner=TEAM, field="bot_token") for _ in range(2))
    assert first != second
    assert "canary" not in first
    assert NEW not in first


def test_every_changed_character_is_noticed() -> None:
    box = SecretBox([NEW])
    sealed = box.seal("xoxb-1", owner=TEAM, field="bot_token")
    for place in range(len(sealed)):
        other = sealed[:place] + ("A" if sealed[place] != "A" else "B") + sealed[place + 1 :]
        with pytest.raises((Tampered, KeyUnknown, NotSealed)):
            box.open(other, owner=TEAM, field="bot_token")


@pytest.mark.parametrize(
    "text", ["", "xoxb-1", "s1", "s1.abc", "s1..AAAA", "s1.abcd1234.AAAA", "s1.abcd1234.ñ", "s2.a.b"]
)
def test_what_is_no_sealed_text_is_named_so(text: str) -> None:
    with pytest.raises(NotSealed):
        SecretBox([NEW]).open(text, owner=TEAM, field="bot_token")


def test_without_keys_it_is_said_only_when_one_is_needed() -> None:
    box = SecretBox([])
    sealed = SecretBox([NEW]).seal("xoxb-1", owner=TEAM, field="bot_token")
    with pytest.raises(NoSecretKey, match="COBRO_SECRET_KEYS"):
        box.seal("xoxb-1", owner=TEAM, field="bot_token")
    with pytest.raises(NoSecretKey, match="COBRO_SECRET_KEYS"):
        box.open(sealed, owner=TEAM, field="bot_token")


@pytest.mark.parametrize(
    "key", ["", "short", base64.b64encode(bytes(31)).decode(), base64.b64encode(bytes(33)).decode(), "ñ" * 44]
)
def test_a_key_that_is_none_is_refused_without_being_shown(key: str) -> None:
    with pytest.raises(NotASecretKey) as refused:
        SecretBox([key])
    assert not key or key not in str(refused.value)


def test_both_alphabets_of_base64_name_the_same_key() -> None:
    raw = bytes(range(224, 256))
    assert key_bytes(base64.b64encode(raw).decode()) == key_bytes(base64.urlsafe_b64encode(raw).decode()) == raw
