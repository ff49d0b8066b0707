import re
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Message

from bot.locale.catalogues import catalogue_path, translations
from bot.locale.language import ENGLISH, SPANISH_OF_MEXICO
from tools.catalogues import (
    NEEDS,
    Sentence,
    is_needed_in_english,
    is_needed_in_mexico,
    read,
    said_in_code,
    untranslated,
    updated,
)

SAID = said_in_code()
TRANSLATED = (ENGLISH, SPANISH_OF_MEXICO)
BOLD = re.compile(r"\*([^*\n{}]+)\*")


def messages(language: str) -> list[Message]:
    return [message for message in read(catalogue_path(language), language) if message.id]


def texts(of: object) -> list[str]:
    return [str(text) for text in of] if isinstance(of, (tuple, list)) else [str(of)]


def places(text: str) -> list[str]:
    return [name for _, name, _, _ in Formatter().parse(text) if name is not None]


def test_the_sentences_of_the_code_are_found() -> None:
    assert "hoy" in SAID
    assert ("{count} día", "{count} días") in SAID


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_sentence_that_needs_it_is_translated(language: str) -> None:
    """`python -m tools.catalogues` adds the missing ones, empty, to be translated by hand."""
    known = {message.id for message in messages(language)}
    assert sorted(str(sentence) for sentence in SAID if NEEDS[language](sentence) and sentence not in known) == []
    assert untranslated(read(catalogue_path(language), language)) == []


def test_mexico_needs_its_own_words_for_what_colombia_calls_otherwise() -> None:
    needed = [
        is_needed_in_mexico(said)
        for said in ("Aprobar y emitir", "Cartera vencida", ("{count} abono", "{count} abonos"))
    ]
    assert needed == [True, True, True]
    assert not is_needed_in_mexico("Cliente")
    assert not is_needed_in_mexico("La numeración no está asociada en el portal de la DIAN")


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_translation_outlives_its_sentence(language: str) -> None:
    assert [message.id for message in messages(language) if message.id not in SAID] == []
    assert list(read(catalogue_path(language), language).obsolete) == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_fills_the_same_places(language: str) -> None:
    """Of a plural, each form may leave out the number but says the rest that its Spanish form says."""
    wrong = [
        (message.id, said)
        for message in messages(language)
        for asked, said in zip(texts(message.id), texts(message.string), strict=True)
        if said and set(places(said)) | {"count"} != set(places(asked)) | {"count"}
    ]
    assert wrong == []


def test_sentences_are_found_wherever_they_are_said(tmp_path: Path) -> None:
    module = tmp_path / "bot" / "said.py"
    module.parent.mkdir()
    module.write_text(
        'T = {1: phrase("en una tabla")}\n'
        "a = f\"*{words.t('en una cadena')}*\"\n"
        'b = words.t("partida " "en dos", name="no soy una frase")\n'
        'c = words.t("sí" if yes else "no")\n'
        'd = words.n("un día", "{count} días", 3)\n'
        "e = words.t(T[1])\n",
        encoding="utf-8",
    )
    expected: set[Sentence] = {
        "en una tabla",
        "en una cadena",
        "partida en dos",
        "sí",
        "no",
        ("un día", "{count} días"),
    }
    assert set(said_in_code(tmp_path)) == expected


def test_places_are_plain_names() -> None:
    """Neither positions nor attributes: a value's insides are nobody's business."""
    assert [
        text for sentence in SAID for text in texts(sentence) for name in places(text) if not name.isidentifier()
    ] == []


def test_bringing_up_to_date_keeps_translations_drops_the_unsaid_and_adds_the_new(tmp_path: Path) -> None:
    path = tmp_path / "cobro.po"
    path.write_text('msgid "hoy"\nmsgstr "today"\n\nmsgid "olvidada"\nmsgstr "forgotten"\n', encoding="utf-8")
    said: dict[Sentence, list[str]] = {"hoy": ["bot/a.py"], ("un día", "{count} días"): ["bot/b.py"]}
    fresh = updated(read(path, ENGLISH), said, needs=is_needed_in_english)
    assert fresh["hoy"].string == "today"
    assert "olvidada" not in fresh
    assert untranslated(fresh) == ["('un día', '{count} días')"]
    assert untranslated(updated(read(path, ENGLISH), said, needs=is_needed_in_mexico)) == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_button_that_a_sentence_names_is_called_there_as_it_is_on_the_button(language: str) -> None:
    """Between asterisks stands what is a sentence of its own somewhere: the label."""
    translated = translations(language).gettext
    said = [sentence for sentence in SAID if isinstance(sentence, str)]
    named = [(sentence, label) for sentence in said for label in BOLD.findall(sentence) if label in said]
    assert len(named) > 5
    assert [each for each in named if f"*{translated(each[1])}*" not in translated(each[0])] == []
