"""Every hostile name through every message and modal, in both languages (reliability fact sheet D.6)."""

import dataclasses
import re
from collections.abc import Iterator, Mapping
from functools import partial
from itertools import count, groupby
from typing import Any

import pytest

from bot.locale import Words
from bot.slack.drawing import Message
from bot.slack.gallery import Sample, samples
from bot.slack.samples import HOSTILE
from tests.slack.hostile_names import HOSTILE_NAMES

OURS = re.compile(
    r"<@[UW][A-Z0-9]+>|<#C[A-Z0-9]+>|<https://(rivera\.slack\.com|catalogo-vpfe\.dian\.gov\.co)/[^|>]*\|[^>]*>"
    r"|&(amp|lt|gt);|^:warning:"
)
EMOJI = re.compile(r":[a-z0-9_+'-]*[a-z+][a-z0-9_+'-]*:", re.IGNORECASE)
HIDDEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff\U000e0000-\U000e007f]"
)
IN_CODE = re.compile(r"```.*?```|`[^`]*`", re.DOTALL)
"""Where Slack draws no emoji."""
ACTIVE = re.compile(r"[<>&]")
OF_OURS_ALONE = {
    "admin_notes",
    "choose",
    "closed_period",
    "door_notes",
    "draft_paste",
    "petition_closed",
    "settings",
    "stand_in",
}
"""Templates with no more than our own words, numbers, days and people's ids."""


def test_there_are_enough_of_them() -> None:
    assert len(HOSTILE_NAMES) >= 300


@pytest.mark.parametrize("language", ["es_CO", "en"])
def test_no_hostile_name_has_an_active_token_in_any_template(language: str) -> None:
    """Each template sees each name, in one field after the other: a sample with nine such fields shows nine at a time."""
    for sample in _templates():
        for shown, drawn in _through(sample, Words(language)):
            for text in _texts(drawn):
                _assert_inert(text, f"{sample.module}: {sample.name}, one of {shown}")


def test_every_template_that_shows_what_people_wrote_has_a_hostile_sample() -> None:
    assert {sample.module for sample in samples()} - {sample.module for sample in _templates()} == OF_OURS_ALONE


def _templates() -> Iterator[Sample]:
    """Of each message and modal so many samples that every field is among them which shows what people wrote."""
    for _, drawings in groupby(samples(), key=lambda sample: sample.module):
        seen = set[str]()
        for sample in sorted(drawings, key=_slots, reverse=True):
            fields = set(_fields(sample.model))
            if fields - seen:
                seen |= fields
                yield sample


def _fields(held: Any, path: str = "") -> Iterator[str]:
    """Where the sample's hostile name stands."""
    match held:
        case str() if HOSTILE in held:
            yield path
        case partial():
            yield from _fields((held.args, tuple(held.keywords.values())), held.func.__name__)
        case Mapping():
            yield from _fields((*held, *held.values()), path)
        case list() | tuple() | frozenset():
            for each in held:
                yield from _fields(each, path)
        case _ if dataclasses.is_dataclass(held):
            for each in dataclasses.fields(held):
                yield from _fields(getattr(held, each.name), f"{path}.{each.name}")


def _slots(sample: Sample) -> int:
    used = count()
    _named(sample.model, used)
    return next(used)


def _through(sample: Sample, words: Words) -> Iterator[tuple[list[str], Any]]:
    ahead = 0
    while ahead < len(HOSTILE_NAMES):
        used = count(ahead)
        model = _named(sample.model, used)
        after = next(used)
        yield list(HOSTILE_NAMES[ahead:after]), dataclasses.replace(sample, model=model).draw(words)
        ahead = after


def _named(held: Any, used: Iterator[int]) -> Any:
    """The same with the next names in place of the sample's hostile one."""
    match held:
        case str() if HOSTILE in held:
            return held.replace(HOSTILE, HOSTILE_NAMES[next(used) % len(HOSTILE_NAMES)])
        case partial():
            return partial(held.func, *_named(held.args, used), **_named(held.keywords, used))
        case Mapping():
            return {_named(key, used): _named(value, used) for key, value in held.items()}
        case list() | tuple() | frozenset():
            return type(held)(_named(each, used) for each in held)
        case _ if dataclasses.is_dataclass(held) and not isinstance(held, type):
            changed = {
                each.name: _named(getattr(held, each.name), used) for each in dataclasses.fields(held) if each.init
            }
            return dataclasses.replace(held, **changed)
    return held


def _texts(drawn: Any) -> Iterator[dict[str, Any]]:
    if isinstance(drawn, Message):
        yield {"type": "mrkdwn", "text": drawn.text, "verbatim": True}
        drawn = drawn.blocks
    match drawn:
        case {"type": "mrkdwn" | "plain_text"}:
            yield drawn
        case Mapping():
            for held in drawn.values():
                yield from _texts(held)
        case list() | tuple():
            for held in drawn:
                yield from _texts(held)


def _assert_inert(text: Mapping[str, Any], where: str) -> None:
    shown = text["text"]
    assert not HIDDEN.search(shown), where
    if text["type"] == "mrkdwn":
        assert text["verbatim"] is True, where
        assert not ACTIVE.search(OURS.sub(" ", shown)), f"{where}: {shown}"
        assert shown.count("```") % 2 == 0, f"{where}: {shown}"
        assert not EMOJI.search(IN_CODE.sub("", OURS.sub(" ", shown))), f"{where}: {shown}"
