"""Commands by the names that they have in a workspace where another app took ours."""

import re
from collections.abc import Sequence

import pytest

from bot.locale import Words
from bot.locale.catalogues import translations
from bot.locale.command_names import LONGEST, NAMES, OURS, SPANISH, SPANISH_VERBS, prefixed, with_commands_as_typed
from bot.locale.language import LANGUAGES
from bot.settings import Settings
from bot.slack.verbs import HELP, VERBS, verb_called
from handlers.commands import COMMANDS
from tools.catalogues import Sentence, said_in_code

LONGEST_PREFIX = "a" * 23
UNQUOTED = re.compile(rf"(?<![`\w/])/(?:{'|'.join(NAMES)})\b")


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("Busca con `/invoice list`.", "Busca con `/rivera-invoice list`."),
        ("`/pago` o `/payment record FE341`", "`/rivera-pago` o `/rivera-payment record FE341`"),
        ("Invítame con `/invite @Cobro`", "Invítame con `/invite @Cobro`"),
        ("`/invoices` y /invoice sin comillas", "`/invoices` y /invoice sin comillas"),
    ],
)
def test_only_our_own_commands_are_renamed(sentence: str, said: str) -> None:
    assert with_commands_as_typed(sentence, "en", "rivera-") == said
    assert with_commands_as_typed(sentence, "en", "") == sentence


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("Busca con `/invoice list`.", "Busca con `/factura lista`."),
        ("Está listo: `/invoice`", "Está listo: `/factura`"),
        ("`/invoice find {typed}` o `/cobro roles`", "`/factura buscar {typed}` o `/cobro roles`"),
        ("`/cobro audit FE341`, `/factura ver FE341`", "`/cobro auditoria FE341`, `/factura ver FE341`"),
        ("`/payments/8/void` y `/invite @Cobro`", "`/payments/8/void` y `/invite @Cobro`"),
    ],
)
def test_who_reads_spanish_reads_commands_in_spanish(sentence: str, said: str) -> None:
    assert with_commands_as_typed(sentence, "es_CO", "") == said
    assert with_commands_as_typed(sentence, "es_MX", "") == said


def test_the_spanish_of_a_verb_is_the_first_of_its_aliases() -> None:
    assert {verb.name: verb.aliases[0] for verb in VERBS if verb.aliases} == SPANISH_VERBS


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_that_a_sentence_names_is_one_that_is_answered(language: str) -> None:
    """As it is read in that language: the noun, and the verb behind it where there is one."""
    named = [
        (sentence, found["noun"], found["verb"] or "")
        for sentence in _read_in(language)
        for found in OURS.finditer(with_commands_as_typed(sentence, language, ""))
    ]
    assert len(named) > 30
    assert [each for each in named if not _is_answered(each[1], each[2])] == []
    english = {noun for noun, spanish in SPANISH.items() if spanish != noun}
    assert not language.startswith("es") or [each for each in named if each[1] in english] == []


def test_every_command_that_is_said_in_slack_is_quoted_and_so_has_the_name_that_it_is_typed_by() -> None:
    unquoted = [modules for sentence, modules in said_in_code().items() if UNQUOTED.search(" ".join(_texts(sentence)))]
    assert [each for modules in unquoted for each in modules if not each.startswith(("bot/terminal", "bot/demo"))] == []
    assert len(unquoted) == 2, "of another app, and of the demo, where they have no prefix"


def _read_in(language: str) -> list[str]:
    return [translations(language).gettext(text) for key in said_in_code() for text in _texts(key)]


def _texts(sentence: Sentence) -> Sequence[str]:
    """The singular and the plural, where it has two."""
    return [sentence] if isinstance(sentence, str) else sentence


def _is_answered(noun: str, verb: str) -> bool:
    known = COMMANDS[f"/{noun}"]
    return not verb or verb in HELP or verb_called(known, verb) is not None


def test_what_people_typed_is_never_renamed() -> None:
    words = Words("es_CO", command_prefix="rivera-")
    said = words.t("No encontré la factura «{typed}». Busca con `/invoice list`.", typed="`/invoice`")
    assert said == "No encontré la factura «`/invoice`». Busca con `/rivera-factura lista`."


def test_every_command_is_known_and_stays_within_slacks_length_with_the_longest_prefix() -> None:
    assert {command.removeprefix("/") for command in COMMANDS} <= set(NAMES)
    (grammar,) = [rule.pattern for rule in Settings.model_fields["command_prefix"].metadata if hasattr(rule, "pattern")]
    assert re.fullmatch(grammar, LONGEST_PREFIX)
    assert not re.fullmatch(grammar, LONGEST_PREFIX + "a")
    assert max(len(prefixed(f"/{name}", LONGEST_PREFIX)) for name in NAMES) <= LONGEST
