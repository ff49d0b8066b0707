import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.billing.ageing import Buckets, ageing, is_overdue
from bot.billing.invoice import Status, Withholding
from tests.billing.cast import TODAY, client_named, decimals, invoice, overdue

ALTAVISTA = client_named("Constructora Altavista", id="1")
HOTEL = client_named("Hotel Mirador del Río", id="2")


@pytest.mark.parametrize(
    ("due_in", "status", "balance", "late"),
    [
        (-1, Status.OPEN, "1", True),
        (0, Status.OPEN, "1", False),
        (1, Status.OPEN, "1", False),
        (-1, Status.DRAFT, "1", False),
        (-1, Status.VOID, "1", False),
        (-1, Status.CLOSED, "0", False),
        (-1, Status.OPEN, "0", False),
    ],
)
def test_overdue_is_open_with_a_balance_behind_its_due_date(
    due_in: int,
    status: Status,
    balance: str,
    late: bool,  # noqa: FBT001  (a table)
) -> None:
    due = TODAY + dt.timedelta(days=due_in)
    assert is_overdue(invoice(status=status, due_date=due, balance=Decimal(balance)), TODAY) is late


@pytest.mark.parametrize(
    ("days", "buckets"),
    [
        (1, Buckets(days_1_30=Decimal(7))),
        (30, Buckets(days_1_30=Decimal(7))),
        (31, Buckets(days_31_60=Decimal(7))),
        (60, Buckets(days_31_60=Decimal(7))),
        (61, Buckets(days_61_90=Decimal(7))),
        (90, Buckets(days_61_90=Decimal(7))),
        (91, Buckets(over_90=Decimal(7))),
        (4000, Buckets(over_90=Decimal(7))),
    ],
)
def test_each_age_has_its_bucket(days: int, buckets: Buckets) -> None:
    assert ageing([overdue(days, "7")], today=TODAY).buckets == buckets


def test_there_is_one_row_a_client_the_largest_first_its_oldest_invoice_first() -> None:
    found = ageing(
        [
            overdue(41, "2950000", client=HOTEL, id="329", paid=Decimal(3000000)),
            overdue(8, "4000000", client=ALTAVISTA, id="338"),
            overdue(96, "8330000", client=ALTAVISTA, id="300"),
            invoice(client=ALTAVISTA, id="341"),
        ],
        today=TODAY,
    )
    assert [(row.name, row.oldest_days, [each.id for each in row.invoices]) for row in found.clients] == [
        ("Constructora Altavista", 96, ["300", "338"]),
        ("Hotel Mirador del Río", 41, ["329"]),
    ]
    assert found.clients[0].balance == Decimal(12330000)
    assert found.clients[1].invoices[0].paid == Decimal(3000000)
    assert found.buckets == Buckets(*decimals(4000000, 2950000, 0, 8330000))
    assert found.total == Decimal(15280000)


def test_what_an_invoice_withholds_itself_was_paid_by_nobody() -> None:
    withheld = Withholding("1", "Retefuente", Decimal(4), Decimal(40000))
    only_withheld = overdue(5, "1150000", paid=Decimal(40000), withholdings=(withheld,))
    part_paid = overdue(5, "650000", paid=Decimal(540000), withholdings=(withheld,))
    assert [one.received for one in (only_withheld, part_paid)] == [0, 500000]


def test_dollars_are_counted_in_pesos_at_their_invoices_rate() -> None:
    dollars = overdue(5, "100.50", currency="USD", rate=Decimal("4012.555"))
    assert ageing([dollars], today=TODAY, precision=0).total == Decimal(403262)


def test_nothing_overdue_is_no_client_and_no_amount() -> None:
    assert ageing([invoice()], today=TODAY).clients == ()
    assert ageing([], today=TODAY).total == 0


@given(
    st.lists(st.tuples(st.integers(-5, 200), st.integers(0, 10**9), st.sampled_from([ALTAVISTA, HOTEL])), max_size=20)
)
def test_rows_buckets_and_total_agree(rows: list[tuple[int, int, object]]) -> None:
    invoices = [overdue(days, str(balance), client=client, id=str(n)) for n, (days, balance, client) in enumerate(rows)]
    found = ageing(invoices, today=TODAY)
    assert found.total == sum(balance for days, balance, _ in rows if days > 0)
    assert found.total == sum(client.balance for client in found.clients)
    balances = [client.balance for client in found.clients]
    assert balances == sorted(balances, reverse=True)
