"""Every sample of every message and modal, in every language, as Slack would take it and as a person would read it."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from pkgutil import iter_modules
from typing import Any, cast

import bot.slack.messages
import bot.slack.modals
from bot.locale import LANGUAGES, Words
from bot.slack.drawing import Message, View
from bot.slack.gallery import Sample, samples
from bot.slack.references import Reference
from sandbox.slack.blockkit import Part, check

ALL = list(samples())
MESSAGES = [sample for sample in ALL if sample.surface == "message"]
HOMES = [sample for sample in ALL if sample.surface == "home"]
HIDDEN = re.compile("[\u202a-\u202e\u2066-\u2069\u200b\u200e\u200f\u2060\ufeff]")
OURS = re.compile(
    r"<@[UW][A-Z0-9]+>|<#C[A-Z0-9]+>|<https://(rivera\.slack\.com|catalogo-vpfe\.dian\.gov\.co)/[^|>]*\|[^>]*>"
)

FLAWS = ("**", "«»", "“”", "..", "None", "{", "\n\n", "<@>", " ,")
OURS_ALONE = {sample.name for sample in ALL} - {"hostile", "hostile void", "many accounts", "overlong"}
"""Samples in which a cut could only be of our own making."""


class HearingWords(Words):
    """Words that remember every amount they wrote."""

    def money(self, amount: Decimal, currency: str) -> str:
        said = super().money(amount, currency)
        HEARD.add(said)
        return said


HEARD: set[str] = set()
Drawn = Message | View


def test_slack_takes_every_drawing_in_every_language() -> None:
    """All of them in one test: apart they were six thousand, and more was spent on counting than on looking."""
    for name, sample, drawn in _drawn(*LANGUAGES):
        blocks_or_view = _as_sent(drawn.blocks if isinstance(drawn, Message) else drawn)
        assert check(blocks_or_view, cast(Part, sample.surface)) == [], name
        if isinstance(drawn, Message):
            assert 1 <= len(drawn.blocks) <= 50, name
            assert 0 < len(drawn.text) <= 4000, name
        elif sample.surface == "modal":
            assert drawn["callback_id"], name


def test_a_notification_on_a_locked_phone_says_no_amount() -> None:
    for sample in MESSAGES:
        HEARD.clear()
        message = sample.draw(HearingWords("es_CO"))
        assert isinstance(message, Message)
        assert [amount for amount in HEARD if amount in message.text] == [], _name(sample)
        assert "$" not in message.text, _name(sample)


def test_where_amounts_are_hidden_none_is_drawn() -> None:
    for sample in MESSAGES:
        HEARD.clear()
        sample.draw(HearingWords("es_CO"))
        drawn = sample.draw(Words("es_CO", hides_amounts=True))
        assert isinstance(drawn, Message)
        shown = json.dumps([drawn.text, *drawn.blocks], ensure_ascii=False)
        assert [amount for amount in HEARD if amount in shown] == [], _name(sample)


def test_ids_are_unique_within_their_message_or_view() -> None:
    for name, _, drawn in _drawn("es_CO"):
        blocks = _blocks(drawn)
        ids = Counter(block["block_id"] for block in blocks if "block_id" in block)
        for block in blocks:
            ids.update((id(block), element["action_id"]) for element in _elements(block) if "action_id" in element)
        assert [double for double, times in ids.items() if times > 1] == [], name


def test_buttons_carry_references_and_nothing_else() -> None:
    carried = [value for _, _, drawn in _drawn("es_CO") if isinstance(drawn, Message) for value in _values(drawn)]
    assert len(carried) > 100
    for value in carried:
        assert Reference.unpack(value).document, value
        assert len(value) <= 150, value


def test_nothing_that_a_client_or_a_person_wrote_mentions_links_or_hides() -> None:
    for name, _, drawn in _drawn("es_CO"):
        texts = list(_mrkdwn(_blocks(drawn)))
        if isinstance(drawn, Message):
            texts.append({"text": drawn.text, "verbatim": True})
        for text in texts:
            assert text["verbatim"] is True, name
            assert "<" not in OURS.sub("", text["text"]), name
            assert ">" not in OURS.sub("", text["text"]), name
            assert not HIDDEN.search(text["text"]), name


def test_what_was_made_inert_once_is_not_made_inert_again() -> None:
    for name, _, drawn in _drawn("es_CO"):
        assert [text for text in _mrkdwn(_blocks(drawn)) if "&amp;lt;" in text["text"]] == [], name


def test_no_sentence_has_a_gap_or_a_doubled_stop() -> None:
    for name, _, drawn in _drawn(*LANGUAGES):
        for text in _mrkdwn(_blocks(drawn)):
            if "channel" not in text["text"]:
                said = re.sub(r"```.*?```", "", text["text"], flags=re.DOTALL)
                assert [flaw for flaw in FLAWS if flaw in said] == [], f"{name}: {said}"


def test_no_word_of_our_own_is_cut_in_any_language() -> None:
    for name, sample, drawn in _drawn(*LANGUAGES):
        if sample.name in OURS_ALONE:
            texts = _plain_texts(list(drawn.blocks) if isinstance(drawn, Message) else drawn)
            assert [text for text in texts if text.endswith("…")] == [], name


def test_plain_texts_of_ours_carry_no_marks_that_slack_would_show_as_they_are() -> None:
    for name, sample, drawn in _drawn(*LANGUAGES):
        if sample.name in OURS_ALONE:
            texts = _plain_texts(list(drawn.blocks) if isinstance(drawn, Message) else drawn)
            assert [text for text in texts if "`" in text or re.search(r"\*\w.*\*|<@", text)] == [], name


def test_every_message_and_modal_has_samples() -> None:
    assert {sample.module for sample in HOMES} == {
        path.stem for path in Path(bot.slack.__path__[0]).glob("*.py") if '"type": "home"' in path.read_text("utf-8")
    }
    for surface, package in (("message", bot.slack.messages), ("modal", bot.slack.modals)):
        modules = {found.name for found in iter_modules(package.__path__)}
        drawn = {sample.module for sample in ALL if sample.surface == surface}
        drawing = {
            name for name in modules if "def draw(" in (Path(package.__path__[0]) / f"{name}.py").read_text("utf-8")
        }

        assert drawing - drawn == set()


def _drawn(*languages: str) -> Iterator[tuple[str, Sample, Drawn]]:
    """Every sample in each of these languages, with what a failed assertion calls it."""
    for language in languages:
        for sample, drawn in zip(ALL, _all_in(language), strict=True):
            yield f"{_name(sample)} in {language}", sample, drawn


@cache
def _all_in(language: str) -> tuple[Drawn, ...]:
    return tuple(sample.draw(Words(language)) for sample in ALL)


def _name(sample: Sample) -> str:
    return f"{sample.module}: {sample.name}"


def _as_sent(drawn: Any) -> Any:
    return json.loads(json.dumps(drawn))


def _blocks(drawn: Drawn) -> list[dict[str, Any]]:
    return list(drawn.blocks) if isinstance(drawn, Message) else drawn["blocks"]


def _values(message: Message) -> Iterator[str]:
    """Those that are references; others are words of ours."""
    for element in (each for block in message.blocks for each in _elements(block)):
        for value in (element.get("value", ""), *(option["value"] for option in element.get("options", []))):
            if value.startswith("{"):
                yield value


def _plain_texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if value.get("type") == "plain_text":
            yield value["text"]
        for held in value.values():
            yield from _plain_texts(held)
    elif isinstance(value, list | tuple):
        for held in value:
            yield from _plain_texts(held)


def _elements(block: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for key in ("accessory", "element"):
        if key in block:
            yield block[key]
    if block["type"] == "actions":
        yield from block["elements"]


def _mrkdwn(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if value.get("type") == "mrkdwn":
            yield value
        for held in value.values():
            yield from _mrkdwn(held)
    elif isinstance(value, list | tuple):
        for held in value:
            yield from _mrkdwn(held)
