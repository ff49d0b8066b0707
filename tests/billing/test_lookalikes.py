import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from bot.billing.invoice import Invoice, Status
from bot.billing.lookalikes import Lookalike, Standing, client_standing, lookalike
from tests.billing.cast import TODAY, client_named, invoice, overdue, receipt


def found(*others: Invoice, **changes: Any) -> Lookalike | None:
    looked_at: dict[str, Any] = {"client_id": "12", "total": Decimal("1011500.00"), "currency": "COP", "on": TODAY}
    return lookalike(others, **(looked_at | changes))


def test_the_same_client_and_total_within_a_month_is_pointed_at() -> None:
    issued = TODAY - dt.timedelta(days=30)
    assert found(invoice(id="7", number="FE319", issue_date=issued)) == Lookalike("7", "FE319", issued)


@pytest.mark.parametrize(
    "changes",
    [
        {"issue_date": TODAY - dt.timedelta(days=31)},
        {"client": client_named("Hotel", id="2")},
        {"total": Decimal(1011501)},
        {"currency": "USD"},
        {"status": Status.VOID},
        {"id": "9"},
    ],
    ids=str,
)
def test_what_differs_is_not(changes: dict[str, Any]) -> None:
    assert found(invoice(**changes), besides="9") is None


def test_of_several_the_newest_is_named() -> None:
    older, newer = (invoice(id=str(days), issue_date=TODAY - dt.timedelta(days=days)) for days in (9, 2))
    alike = found(newer, older)
    assert alike is not None
    assert alike.id == "2"


def test_a_client_stands_by_what_it_owes_late_and_how_long_it_takes() -> None:
    paid = invoice(
        status=Status.CLOSED,
        balance=Decimal(0),
        issue_date=TODAY - dt.timedelta(days=60),
        payments=(
            receipt("5", on=TODAY - dt.timedelta(days=40)),
            receipt("5", on=TODAY - dt.timedelta(days=26)),
            receipt("5", on=TODAY, status="void"),
        ),
    )
    another_client = overdue(500, "9", client=client_named("Hotel", id="2"))
    standing = client_standing(
        [paid, overdue(8, "100"), overdue(41, "200"), another_client], client_id="12", today=TODAY
    )
    assert standing == Standing(Decimal(300), overdue_count=2, oldest_days=41, days_to_pay=34, paid_count=1)


def test_only_what_was_paid_in_full_tells_how_long_a_client_takes() -> None:
    part_paid = invoice(payments=(receipt("5"),), balance=Decimal(1))
    credited = invoice(status=Status.CLOSED, balance=Decimal(0))
    in_advance = invoice(status=Status.CLOSED, payments=(receipt("5", on=TODAY - dt.timedelta(days=9)),))
    standing = client_standing([part_paid, credited, in_advance], client_id="12", today=TODAY)
    assert (standing.days_to_pay, standing.paid_count) == (0, 1)


def test_a_new_client_has_no_history() -> None:
    standing = client_standing([invoice()], client_id="12", today=TODAY)
    assert standing == Standing(Decimal(0), overdue_count=0, oldest_days=0, days_to_pay=None, paid_count=0)
