"""A policy says of itself whose own invoices nobody could approve, before one of them is stuck."""

from decimal import Decimal

from bot.billing.eligibility import Roles
from bot.billing.policy import EVERYBODY, Level, Policy
from bot.locale import Words
from bot.slack.policy_lines import Company, own_documents_line, policy_lines, preview_line

BRUNO, DIEGO, OLGA = "U0BRUNO002", "U0DIEGO004", "U0OLGA0006"


def said(level: Level, *approvers: str) -> str:
    company = Company("COP", Roles(approvers=frozenset(approvers)), {})
    return own_documents_line(Policy((level,)), company, Words("es_CO"))


def test_where_one_person_is_named_their_own_invoices_have_nobody() -> None:
    assert f"<@{BRUNO}>" in said(Level(people=(BRUNO,)), BRUNO, DIEGO)
    assert DIEGO not in said(Level(people=(BRUNO,)), BRUNO, DIEGO)


def test_where_all_approvers_are_needed_by_number_each_of_them_is_missed() -> None:
    assert all(person in said(Level(needed=2), BRUNO, DIEGO) for person in (BRUNO, DIEGO))


def test_where_somebody_is_always_left_nothing_is_said() -> None:
    assert said(Level(), BRUNO, DIEGO) == ""
    assert said(Level(needed=EVERYBODY), BRUNO, DIEGO) == ""
    assert said(Level(needed=2), BRUNO, DIEGO, OLGA) == ""


def asked(level: Level) -> str:
    line, *_ = policy_lines(Policy((level,)), Company("COP", Roles(), {}), Words("es_CO"))
    return line.removeprefix("1. *Emitir facturas*: ")


def test_whom_a_level_asks_reads_as_one_would_say_it() -> None:
    assert asked(Level()) == "1 persona de quienes aprueban"
    assert asked(Level(needed=EVERYBODY)) == "todas las personas que aprueban"
    assert asked(Level(people=(DIEGO,))) == asked(Level(people=(DIEGO,), needed=EVERYBODY)) == f"<@{DIEGO}>"
    assert asked(Level(people=(BRUNO, DIEGO))) == f"<@{BRUNO}> o <@{DIEGO}>"
    assert asked(Level(people=(BRUNO, DIEGO), needed=EVERYBODY)) == f"todas: <@{BRUNO}> y <@{DIEGO}>"
    assert asked(Level(people=(BRUNO, DIEGO, OLGA), needed=2)) == f"2 de <@{BRUNO}>, <@{DIEGO}> y <@{OLGA}>"


def expected(needed: int) -> str:
    company = Company("COP", Roles(approvers=frozenset({BRUNO, DIEGO})), {})
    return preview_line(Policy((Level(needed=needed),)), Decimal(0), company, Words("es_CO"))


def test_whom_an_invoice_would_wait_for_reads_alike() -> None:
    assert expected(1).endswith(f"esperaría a <@{BRUNO}> o <@{DIEGO}>")
    assert expected(2).endswith(f"esperaría a 2 de <@{BRUNO}> y <@{DIEGO}>")
    assert expected(EVERYBODY) == expected(2)
