"""Commands by the names that they have in a workspace where another app took ours."""

import re

import pytest

from bot.locale import Words
from bot.locale.command_names import LONGEST, NAMES, prefixed, with_prefixed_commands
from bot.settings import Settings
from handlers.commands import COMMANDS

LONGEST_PREFIX = "a" * 23


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
    assert with_prefixed_commands(sentence, "rivera-") == said
    assert with_prefixed_commands(sentence, "") == sentence


def test_what_people_typed_is_never_renamed() -> None:
    words = Words("es_CO", command_prefix="rivera-")
    said = words.t("No encontré la factura «{typed}». Busca con `/invoice list`.", typed="`/invoice`")
    assert said == "No encontré la factura «`/invoice`». Busca con `/rivera-invoice list`."


def test_every_command_is_known_and_stays_within_slacks_length_with_the_longest_prefix() -> None:
    assert {command.removeprefix("/") for command in COMMANDS} <= set(NAMES)
    (grammar,) = [rule.pattern for rule in Settings.model_fields["command_prefix"].metadata if hasattr(rule, "pattern")]
    assert re.fullmatch(grammar, LONGEST_PREFIX)
    assert not re.fullmatch(grammar, LONGEST_PREFIX + "a")
    assert max(len(prefixed(f"/{name}", LONGEST_PREFIX)) for name in NAMES) <= LONGEST
