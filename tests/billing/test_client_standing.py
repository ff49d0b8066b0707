import datetime as dt
from decimal import Decimal

from bot.billing.client_standing import Standing, client_standing
from bot.billing.invoice import Status
from tests.billing.cast import TODAY, client_named, invoice, overdue, receipt


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
