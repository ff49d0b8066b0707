"""Every sample of every message and modal, in every language, as Slack would take it and as a person would read it."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import pytest

import bot.slack.messages
import bot.slack.modals
from bot.locale import LANGUAGES, Words
from bot.slack.drawing import Message, View
from bot.slack.gallery import Sample, samples
from bot.slack.references import Reference
from sandbox.slack.blockkit import check

ALL = list(samples())
MESSAGES = [sample for sample in ALL if sample.surface == "message"]
MODALS = [sample for sample in ALL if sample.surface == "modal"]
HOMES = [sample for sample in ALL if sample.surface == "home"]
HIDDEN = re.compile("[\u202a-\u202e\u2066-\u2069\u200b\u200e\u200f\u2060\ufeff]")
OURS = re.compile(
    r"<@[UW][A-Z0-9]+>|<#C[A-Z0-9]+>|<https://(rivera\.slack\.com|catalogo-vpfe\.dian\.gov\.co)/[^|>]*\|[^>]*>"
)


OURS_ALONE = {sample.name for sample in ALL} - {"hostile", "hostile void", "many accounts", "overlong"}
"""Samples in which a cut could only be of our own making."""


class HearingWords(Words):
    """Words that remember every amount they wrote."""

    def money(self, amount: Decimal, currency: str) -> str:
        said = super().money(amount, currency)
        HEARD.add(said)
        return said


HEARD: set[str] = set()


def _name(sample: Sample) -> str:
    return f"{sample.module}: {sample.name}"


def _message(sample: Sample, language: str = "es_CO") -> Message:
    drawn = sample.draw(Words(language))
    assert isinstance(drawn, Message)
    return drawn


def _view(sample: Sample, language: str = "es_CO") -> View:
    drawn = sample.draw(Words(language))
    assert not isinstance(drawn, Message)
    return drawn


def _as_sent(drawn: Any) -> Any:
    return json.loads(json.dumps(drawn))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sample", MESSAGES, ids=_name)
def test_slack_takes_the_message_in_every_language(sample: Sample, language: str) -> None:
    message = _message(sample, language)

    assert check(_as_sent(message.blocks), "message") == []
    assert 1 <= len(message.blocks) <= 50
    assert 0 < len(message.text) <= 4000


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sample", MODALS, ids=_name)
def test_slack_takes_the_modal_in_every_language(sample: Sample, language: str) -> None:
    view = _view(sample, language)

    assert check(_as_sent(view), "modal") == []
    assert view["callback_id"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sample", HOMES, ids=_name)
def test_slack_takes_the_home_tab_in_every_language(sample: Sample, language: str) -> None:
    assert check(_as_sent(_view(sample, language)), "home") == []


@pytest.mark.parametrize("sample", MESSAGES, ids=_name)
def test_a_notification_on_a_locked_phone_says_no_amount(sample: Sample) -> None:
    HEARD.clear()
    message = sample.draw(HearingWords("es_CO"))

    assert isinstance(message, Message)
    assert [amount for amount in HEARD if amount in message.text] == []
    assert "$" not in message.text


@pytest.mark.parametrize("sample", MESSAGES, ids=_name)
def test_where_amounts_are_hidden_none_is_drawn(sample: Sample) -> None:
    HEARD.clear()
    sample.draw(HearingWords("es_CO"))
    drawn = sample.draw(Words("es_CO", hides_amounts=True))
    assert isinstance(drawn, Message)
    shown = json.dumps([drawn.text, *drawn.blocks], ensure_ascii=False)
    assert [amount for amount in HEARD if amount in shown] == []


@pytest.mark.parametrize("sample", ALL, ids=_name)
def test_ids_are_unique_within_their_message_or_view(sample: Sample) -> None:
    drawn = sample.draw(Words("es_CO"))
    blocks = list(drawn.blocks) if isinstance(drawn, Message) else drawn["blocks"]

    ids = Counter(block["block_id"] for block in blocks if "block_id" in block)
    for block in blocks:
        ids.update((id(block), element["action_id"]) for element in _elements(block) if "action_id" in element)

    assert [double for double, times in ids.items() if times > 1] == []


@pytest.mark.parametrize("sample", MESSAGES, ids=_name)
def test_buttons_carry_references_and_nothing_else(sample: Sample) -> None:
    for element in (each for block in _message(sample).blocks for each in _elements(block)):
        for value in (element.get("value", ""), *(option["value"] for option in element.get("options", []))):
            if value.startswith("{"):
                reference = Reference.unpack(value)
                assert reference.document
                assert len(value) <= 150


@pytest.mark.parametrize("sample", ALL, ids=_name)
def test_nothing_that_a_client_or_a_person_wrote_mentions_links_or_hides(sample: Sample) -> None:
    drawn = sample.draw(Words("es_CO"))
    texts = list(_mrkdwn(list(drawn.blocks) if isinstance(drawn, Message) else drawn["blocks"]))
    if isinstance(drawn, Message):
        texts.append({"text": drawn.text, "verbatim": True})

    for text in texts:
        assert text["verbatim"] is True
        assert "<" not in OURS.sub("", text["text"])
        assert ">" not in OURS.sub("", text["text"])
        assert not HIDDEN.search(text["text"])


@pytest.mark.parametrize("sample", ALL, ids=_name)
def test_what_was_made_inert_once_is_not_made_inert_again(sample: Sample) -> None:
    drawn = sample.draw(Words("es_CO"))

    for text in _mrkdwn(list(drawn.blocks) if isinstance(drawn, Message) else drawn["blocks"]):
        assert "&amp;lt;" not in text["text"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sample", ALL, ids=_name)
def test_no_sentence_has_a_gap_or_a_doubled_stop(sample: Sample, language: str) -> None:
    drawn = sample.draw(Words(language))
    blocks = list(drawn.blocks) if isinstance(drawn, Message) else drawn["blocks"]

    for text in _mrkdwn(blocks):
        if "channel" not in text["text"]:
            for flaw in ("**", "«»", "“”", "..", "None", "{", "\n\n", "<@>", " ,"):
                assert flaw not in re.sub(r"```.*?```", "", text["text"], flags=re.DOTALL), text["text"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sample", [each for each in ALL if each.name in OURS_ALONE], ids=_name)
def test_no_word_of_our_own_is_cut_in_any_language(sample: Sample, language: str) -> None:
    drawn = sample.draw(Words(language))
    texts = list(_plain_texts(list(drawn.blocks) if isinstance(drawn, Message) else drawn))

    assert [text for text in texts if text.endswith("…")] == []


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
