"""Level 0: what an admin described, and nothing that is one thing less than that."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.billing.client_history import ClientHistory, PastInvoice
from bot.billing.client_standing import Standing
from bot.billing.draft import Draft
from bot.billing.policy import Case, Matter, Routine
from bot.billing.routine import Look, Obstacle, look_of, obstacles
from tests.billing.cast import CLINICA, ITEMS, MANTENIMIENTO, TODAY, VISITA, draft_line

ROUTINE = Routine(Decimal(500_000))
SMALL = Case(Matter.INVOICE, Decimal(500_000), "COP")
FINE = Look(knows_client=True, has_list_prices=True)
DRAFT = Draft(CLINICA.id, (draft_line(VISITA, "2"),), 30, "19")
ON_TIME = Standing(Decimal(0), 0, 0, 34, 6)
LAST = PastInvoice("7", "FE319", TODAY - dt.timedelta(days=30), Decimal(285_600), DRAFT.lines)
HISTORY = ClientHistory((LAST,), ON_TIME)


@pytest.mark.parametrize(
    ("case", "look", "expected"),
    [
        (SMALL, FINE, ()),
        (replace(SMALL, amount=Decimal(500_001)), FINE, (Obstacle.AMOUNT,)),
        (replace(SMALL, currency="USD", rate=None), FINE, (Obstacle.AMOUNT,)),
        (replace(SMALL, amount=Decimal(200), currency="USD", rate=Decimal(4000)), FINE, (Obstacle.AMOUNT,)),
        (replace(SMALL, amount=Decimal(0)), FINE, (Obstacle.AMOUNT,)),
        (SMALL, replace(FINE, knows_client=False), (Obstacle.CLIENT,)),
        (SMALL, replace(FINE, has_list_prices=False), (Obstacle.PRICES,)),
        (replace(SMALL, risks=frozenset({"duplicate"})), FINE, (Obstacle.RISKS,)),
        (replace(SMALL, amount=Decimal(10**9)), Look(), (Obstacle.AMOUNT, Obstacle.CLIENT, Obstacle.PRICES)),
    ],
)
def test_one_thing_that_is_not_as_described_is_enough(case: Case, look: Look, expected: tuple[Obstacle, ...]) -> None:
    assert obstacles(ROUTINE, case, look) == expected


def test_what_must_repeat_the_last_one_does() -> None:
    repeating = replace(ROUTINE, repeats_last=True)
    assert obstacles(repeating, SMALL, FINE) == (Obstacle.LAST,)
    assert obstacles(repeating, SMALL, replace(FINE, repeats_last=True)) == ()


def test_how_it_looks_is_read_from_draft_history_and_directory() -> None:
    assert look_of(DRAFT, HISTORY, client=CLINICA, items=ITEMS) == replace(FINE, repeats_last=True)
    assert look_of(DRAFT, None, client=CLINICA, items=ITEMS) == Look(has_list_prices=True)
    late = replace(HISTORY, standing=replace(ON_TIME, overdue_count=1))
    assert not look_of(DRAFT, late, client=CLINICA, items=ITEMS).knows_client
    only_a_draft = ClientHistory((replace(LAST, number=""),), ON_TIME)
    assert not look_of(DRAFT, only_a_draft, client=CLINICA, items=ITEMS).knows_client


@pytest.mark.parametrize("changes", [{"price": Decimal(120_001)}, {"discount": Decimal(1)}, {"tax_ids": ()}])
def test_a_line_that_is_not_of_the_list_is_seen(changes: dict[str, object]) -> None:
    line = replace(DRAFT.lines[0], **changes)  # type: ignore[arg-type]
    look = look_of(replace(DRAFT, lines=(*DRAFT.lines, line)), HISTORY, client=CLINICA, items=ITEMS)
    assert (look.has_list_prices, look.repeats_last) == (False, False)


def test_the_clients_own_list_is_the_list() -> None:
    own = replace(MANTENIMIENTO, prices=(("2", Decimal(800_000)),))
    client, items = replace(CLINICA, price_list_id="2"), {own.id: own}
    at_list = replace(DRAFT, lines=(draft_line(own, "1", price=Decimal(800_000)),))
    assert look_of(at_list, HISTORY, client=client, items=items).has_list_prices
    assert not look_of(replace(DRAFT, lines=(draft_line(own, "1"),)), None, client=client, items=items).has_list_prices
    assert not look_of(at_list, HISTORY, client=client, items={}).has_list_prices


@given(amount=st.decimals(0, 10**9, places=2), rate=st.decimals("0.01", 5000, places=2))
def test_nothing_above_the_described_total_is_routine_whatever_its_currency(amount: Decimal, rate: Decimal) -> None:
    case = Case(Matter.INVOICE, amount, "USD", rate)
    is_routine = obstacles(ROUTINE, case, FINE) == ()
    assert is_routine is (0 < amount * rate <= ROUTINE.amount)
