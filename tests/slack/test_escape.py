"""What clients, items and people wrote reads as written and does nothing."""

import html
import unicodedata

import pytest

from bot.slack.escape import (
    cut,
    discreet,
    graphemes,
    inert,
    inside_code,
    is_safe_url,
    link,
    mention,
    plain,
    scope_name,
    slack_link,
)

FAMILY = "👩‍👩‍👧"
HOSTILE_NAMES = [
    "<!channel>",
    "<!here|here>",
    "<!subteam^S0123|@todos>",
    "<@U0BRUNO002>",
    "<#C0FINANZAS|finanzas>",
    "<https://evil.example|Clínica Los Andes>",
    "https://a.example|x><!channel>",
    "&lt;!channel&gt;",
    "&amp;lt;!channel&amp;gt;",
    "*pagado* _ya_ ~no~ `x` ```y```",
    ":white_check_mark: aprobada",
    "Factura\n> citada\r\n• punto",
    "\u202egpj.exe\u202c",
    "a\u2066b\u2069c\u200bd\u200ee\ufefff",
    "Acme\u0000\u0007\u001b[31m",
    "Z" + "\u0336" * 60 + "algo",
    "\U000e0041\U000e0042 etiquetas ocultas",
    "ㅤㅤ",
    FAMILY * 200,
    "&" * 4000,
    "<" * 4000,
]


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_a_hostile_name_is_inert_in_mrkdwn(name: str) -> None:
    shown = inert(name, 200)

    assert "<" not in shown
    assert ">" not in shown
    assert "&" not in shown.replace("&amp;", "").replace("&lt;", "").replace("&gt;", "")
    assert not any(mark in shown for mark in "*~`\n\r")
    assert not any(unicodedata.category(char) in {"Cc", "Cs", "Co"} for char in shown)
    assert len(html.unescape(shown)) <= 200


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_a_hostile_name_fits_and_hides_nothing_in_plain_text(name: str) -> None:
    shown = plain(name, 75)

    assert len(shown) <= 75
    assert "\u202e" not in shown
    assert "\n" not in shown


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_a_hostile_text_cannot_leave_a_block_of_code(name: str) -> None:
    shown = inside_code(name, 100)

    assert "`" not in shown
    assert "<" not in shown
    assert len(shown) <= 100
    assert not shown.rstrip("…").endswith(("&", "&a", "&am", "&amp", "&l", "&lt", "&g", "&gt"))


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Clínica Los Andes S.A.S.", "Clínica Los Andes S.A.S."),
        ("  dos   espacios \t y salto\n", "dos espacios y salto"),
        ("AT&T", "AT&amp;T"),
        ("3 < 4 > 2", "3 &lt; 4 &gt; 2"),
        ("juan_perez@x.co", "juan_perez@x.co"),
        ("_cursiva_", "ˍcursivaˍ"),
        ("10:30:15", "10:30:15"),
        ("mira :boom: ya", "mira ∶boom: ya"),
        ("Jose\u0301", "José"),
        ("🇨🇴 Café", "🇨🇴 Café"),
        (f"{FAMILY} familia", f"{FAMILY} familia"),
        ("pegado\u200d", "pegado"),
    ],
)
def test_an_honest_name_stays_readable(typed: str, shown: str) -> None:
    assert inert(typed) == shown


def test_a_cut_never_splits_what_a_person_sees_as_one_character() -> None:
    text = "🇨🇴👍🏽é" + FAMILY

    assert list(graphemes(text)) == ["🇨🇴", "👍🏽", "é", FAMILY]
    assert cut(FAMILY * 3, 9) == FAMILY + "…"
    assert cut("abc", 3) == "abc"
    assert cut("abcd", 3) == "ab…"


def test_only_a_slack_id_becomes_a_mention() -> None:
    assert mention("U0BRUNO002") == "<@U0BRUNO002>"
    assert mention("U0BRUNO002> <!channel") == "U0BRUNO002&gt; &lt;!channel"
    assert mention("cobro") == "cobro"


@pytest.mark.parametrize(
    ("url", "is_safe"),
    [
        ("https://catalogo-vpfe.dian.gov.co/document/searchqr?documentkey=8f3a", True),
        ("http://catalogo-vpfe.dian.gov.co/", False),
        ("https://evil.example/", False),
        ("https://catalogo-vpfe.dian.gov.co@evil.example/", False),
        ("https://catalogo-vpfe.dian.gov.co.evil.example/", False),
        ("https://catalogo-vpfe.dian.gov.co:8443/", False),
        ("https://catalogo-vpfe.dian.gov.co/|Ver> <!channel>", False),
        ("https://catalogo-vpfe.dian.gov.co/\u202e", False),
        ("https://[/", False),
        ("javascript:alert(1)", False),
        ("", False),
    ],
)
def test_only_the_authoritys_own_address_becomes_a_link(url: str, is_safe: bool) -> None:  # noqa: FBT001 a column of the table
    hosts = frozenset({"catalogo-vpfe.dian.gov.co"})

    assert is_safe_url(url, hosts=hosts) is is_safe
    assert (link(url, "Ver", hosts=hosts) != "Ver") is is_safe


def test_a_link_that_slack_gave_may_be_on_ones_own_machine() -> None:
    assert slack_link("http://127.0.0.1:4100/#/C1/1.2", "ver") == "<http://127.0.0.1:4100/#/C1/1.2|ver>"
    assert slack_link("javascript:alert(1)", "ver") == ""
    assert slack_link("https://x.slack.com/|y>", "ver") == ""


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("El total es $4.585.070, no $4.600.000", "El total es •••, no •••"),
        ("Son 4.585.070,50 pesos", "Son ••• pesos"),
        ("Supera 4585070", "Supera •••"),
        ("$ 500 de más", "••• de más"),
        ("La OC es 45-8821, no 45-8812", "La OC es 45-8821, no 45-8812"),
        ("La FE342 ya existe (AEP6009)", "La FE342 ya existe (AEP6009)"),
        ("vence el 30 de noviembre de 2026", "vence el 30 de noviembre de 2026"),
    ],
)
def test_a_notification_hides_what_may_be_an_amount(written: str, shown: str) -> None:
    assert discreet(written) == shown


@pytest.mark.parametrize("scope", ["files:write", "users:read.email", "commands", "files:write,chat:write"])
def test_a_permission_reads_as_slacks_own_pages_have_it(scope: str) -> None:
    assert scope_name(scope) == scope


@pytest.mark.parametrize("scope", ["a:tada:b", "<!channel>", "*files*:write", "a:b," * 30])
def test_what_only_claims_to_be_a_permission_is_inert(scope: str) -> None:
    assert scope_name(scope) == inert(scope, 60) != scope
