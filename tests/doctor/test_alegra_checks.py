"""Alegra's side of an installation: account, plan, permissions, company, numbering."""

import datetime as dt
from dataclasses import replace

import pytest

from bot.alegra.account import NEEDED, Account
from bot.alegra.errors import (
    AlegraError,
    Exchange,
    Forbidden,
    NeverSent,
    NotFound,
    OutcomeUnknown,
    RateLimited,
    Suspended,
    Unauthorized,
)
from bot.billing.directory import Company, Numbering
from bot.doctor import alegra_checks
from bot.doctor.findings import Finding, Level
from bot.locale import Words

WORDS = Words("en")
ASKED = Exchange("GET", "/company")
RIVERA = Company("Rivera S.A.S.", "900123456", "colombia", "America/Bogota", "COP", 2)
TODAY = dt.date(2026, 11, 27)
FE = Numbering(
    "1", "FE", "FE", is_electronic=True, is_default=True, next_number=342, last_number=5000,
    starts=dt.date(2026, 1, 1), ends=dt.date(2027, 12, 31),
)  # fmt: skip


def levels(findings: tuple[Finding, ...]) -> list[Level]:
    return [finding.level for finding in findings]


@pytest.mark.parametrize(
    ("why", "level", "said", "cure"),
    [
        (Unauthorized(ASKED), Level.ERROR, "401", "ALEGRA_TOKEN"),
        (Suspended(ASKED, "x"), Level.ERROR, "402", "plan"),
        (Forbidden(ASKED, "x"), Level.ERROR, "403", "administrator"),
        (NotFound(ASKED, "x"), Level.ERROR, "404", "ALEGRA_API_URL"),
        (RateLimited(ASKED, 20), Level.WARNING, "wait", "minute"),
        (NeverSent(ASKED, "ConnectError"), Level.ERROR, "ConnectError", "HTTPS"),
        (OutcomeUnknown(ASKED, "no answer within 15 s"), Level.ERROR, "no answer", "HTTPS"),
    ],
)
def test_an_account_that_does_not_open_says_what_to_do(why: AlegraError, level: Level, said: str, cure: str) -> None:
    (finding,) = alegra_checks.account(why, WORDS)
    assert finding.level is level
    assert said in finding.said
    assert cure in finding.cure


@pytest.mark.parametrize(
    ("refused", "level", "said"),
    [
        ({}, Level.OK, "everything"),
        ({"/invoices": Suspended(ASKED, "x")}, Level.ERROR, "sales invoices (402)"),
        (
            {"/payments": Forbidden(ASKED, "x"), "/items": Forbidden(ASKED, "x")},
            Level.ERROR,
            "products and services, payments",
        ),
        ({"/items": OutcomeUnknown(ASKED, "slow")}, Level.WARNING, "products and services"),
    ],
)
def test_what_the_user_may_not_read_is_named_as_alegra_names_it(
    refused: dict[str, AlegraError], level: Level, said: str
) -> None:
    opened, allowed = alegra_checks.account(Account(RIVERA, refused), WORDS)
    assert opened.level is Level.OK
    assert allowed.level is level
    assert said in allowed.said


def test_everything_that_is_asked_for_has_a_name_for_people() -> None:
    assert set(alegra_checks.NAMES) == set(NEEDED)


def test_webhooks_that_are_missing_are_named_and_only_slow_things_down() -> None:
    missing = alegra_checks.webhooks(["edit-invoice"], ["edit-invoice", "new-client"], WORDS)
    assert missing.level is Level.WARNING
    assert "new-client" in missing.said
    assert alegra_checks.webhooks(["a", "b"], ["a"], WORDS).level is Level.OK


@pytest.mark.parametrize(
    ("company", "timezone", "language", "expected"),
    [
        (RIVERA, "", "es_CO", [Level.OK]),
        (RIVERA, "America/Bogota", "en", [Level.OK]),
        (RIVERA, "America/Lima", "es_CO", [Level.OK, Level.WARNING]),
        (RIVERA, "", "es_MX", [Level.OK, Level.WARNING]),
        (replace(RIVERA, country="mexico"), "", "es_CO", [Level.OK, Level.WARNING]),
        (replace(RIVERA, country="mexico"), "", "es_MX", [Level.OK]),
        (replace(RIVERA, country="peru"), "", "es_CO", [Level.WARNING]),
    ],
)
def test_country_time_zone_and_language_have_to_agree(
    company: Company, timezone: str, language: str, expected: list[Level]
) -> None:
    assert levels(alegra_checks.company(company, WORDS, timezone=timezone, language=language)) == expected


@pytest.mark.parametrize(
    ("numberings", "expected", "said"),
    [
        ([FE], [Level.OK], "FE"),
        ([], [Level.ERROR], "No numbering"),
        ([replace(FE, is_active=False)], [Level.ERROR, Level.WARNING], "switched off"),
        ([replace(FE, ends=dt.date(2026, 11, 26))], [Level.ERROR, Level.WARNING], "expired"),
        ([replace(FE, next_number=5001)], [Level.ERROR, Level.WARNING], "no numbers left"),
        ([replace(FE, starts=dt.date(2026, 12, 1))], [Level.ERROR, Level.WARNING], "not begun"),
        ([replace(FE, ends=dt.date(2026, 12, 20))], [Level.WARNING], "23 days"),
        ([replace(FE, next_number=4950)], [Level.WARNING], "51 numbers"),
        ([FE, replace(FE, id="2", name="Vieja", is_default=False, is_active=False)], [Level.OK], "FE"),
        (
            [replace(FE, is_default=False), replace(FE, id="2", is_active=False)],
            [Level.OK, Level.WARNING],
            "switched off",
        ),
    ],
)
def test_a_numbering_is_in_date_and_in_range_and_warns_before_it_ends(
    numberings: list[Numbering], expected: list[Level], said: str
) -> None:
    findings = alegra_checks.numbering(numberings, WORDS, today=TODAY)
    assert levels(findings) == expected
    assert said in " ".join(finding.said for finding in findings)
    assert all(finding.cure for finding in findings if finding.level is not Level.OK)


def test_what_alegra_does_not_tell_of_is_named_without_the_secret_of_the_address() -> None:
    assert alegra_checks.webhooks(("new-client", "edit-item"), ("edit-item", "new-client"), WORDS).level is Level.OK
    silent = alegra_checks.webhooks(("edit-item",), ("edit-item", "new-client"), WORDS)
    assert (silent.check, silent.level) == ("alegra.webhooks", Level.WARNING)
    assert "new-client" in silent.said
    assert "edit-item" not in silent.said
