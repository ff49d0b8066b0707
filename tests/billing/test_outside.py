from typing import Any

import pytest

from bot.billing.draft import DateMode
from bot.billing.invoice import BilledClient, Invoice, Stamp, StampState, Status
from bot.billing.outside import Agreed, OutsideAct, outside_change, seems_changed
from tests.billing.cast import CLINICA, TODAY, decimals, invoice, receipt

FLOATING = Agreed(DateMode.FLOATING, 30)
ACCEPTED = Stamp(StampState.ACCEPTED, "8f3a")
OTHER_EMAIL = BilledClient(CLINICA.id, CLINICA.name, "NIT", "900482713", "5", "otra@losandes.co", CLINICA.city)


def draft(**changes: Any) -> Invoice:
    return invoice(**{"status": Status.DRAFT, "number": "", **changes})


def stamped(**changes: Any) -> Invoice:
    return invoice(**{"stamp": ACCEPTED, **changes})


@pytest.mark.parametrize(
    ("before", "after", "act"),
    [
        (draft(), draft(), None),
        (draft(), None, OutsideAct.DELETED),
        (draft(), draft(purchase_order="45"), OutsideAct.EDITED),
        (draft(), draft(issue_date=TODAY.replace(day=1)), None),
        (draft(), draft(observations="nota"), None),
        (draft(), draft(client=OTHER_EMAIL), OutsideAct.EDITED),
        (draft(), draft(seller_id="2", seller="Marta"), OutsideAct.EDITED),
        (draft(seller_id="2", seller="Marta"), draft(seller_id="2", seller="Marta Ruiz"), None),
        (draft(cost_center_id="1"), draft(), OutsideAct.EDITED),
        (draft(), stamped(), OutsideAct.ISSUED),
        (draft(), stamped(purchase_order="45"), OutsideAct.ISSUED),
        (draft(), invoice(), OutsideAct.NUMBERED),
        (draft(), draft(stamp=Stamp(StampState.WAITING)), None),
        (draft(), draft(stamp=Stamp(StampState.REJECTED, "8f3a")), None),
        (draft(is_electronic=False), invoice(is_electronic=False), OutsideAct.ISSUED),
        (invoice(), invoice(purchase_order="45"), OutsideAct.EDITED),
        (invoice(), stamped(), OutsideAct.ISSUED),
        (stamped(), stamped(balance=decimals(0)[0], status=Status.CLOSED, payments=(receipt("1011500"),)), None),
        (stamped(), stamped(client=OTHER_EMAIL), None),
        (stamped(), stamped(seller_id="2", seller="Marta"), None),
        (stamped(), stamped(issue_date=TODAY.replace(day=1)), OutsideAct.EDITED),
        (stamped(), stamped(status=Status.VOID), OutsideAct.VOIDED),
        (stamped(status=Status.VOID), stamped(status=Status.VOID), None),
        (stamped(status=Status.VOID), stamped(), OutsideAct.REOPENED),
        (draft(), draft(status=Status.VOID), OutsideAct.VOIDED),
    ],
)
def test_what_somebody_did_is_told_from_two_readings(
    before: Invoice, after: Invoice | None, act: OutsideAct | None
) -> None:
    change = outside_change(before, after, FLOATING)
    assert (change.act if change else None) is act


def test_an_edit_on_the_way_to_the_stamp_is_told_with_it() -> None:
    change = outside_change(draft(), stamped(purchase_order="45-9"), FLOATING)
    assert change
    assert [(each.field, each.before, each.after) for each in change.differences] == [("purchase_order", "", "45-9")]


@pytest.mark.parametrize(
    ("row", "is_worth_it"),
    [
        ({}, False),
        ({"observations": "x"}, False),
        ({"balance": decimals(1)[0]}, True),
        ({"status": Status.VOID}, True),
        ({"purchase_order": "45"}, True),
        ({"stamp": ACCEPTED}, True),
        ({"lines": ()}, False),
    ],
    ids=str,
)
def test_a_row_of_a_list_is_only_glanced_at(row: dict[str, Any], *, is_worth_it: bool) -> None:
    assert seems_changed(invoice(), invoice(**row)) is is_worth_it
