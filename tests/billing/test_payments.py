"""What an invoice without a balance is called."""

from decimal import Decimal
from typing import Any

import pytest

from bot.billing.invoice import AppliedPayment, Invoice, Status, Withholding
from bot.billing.payments import PaidWord, paid_word
from tests.billing.cast import invoice, receipt


def settled(*payments: AppliedPayment, **changes: Any) -> Invoice:
    return invoice(status=Status.CLOSED, balance=Decimal(0), paid=Decimal(1011500), payments=payments, **changes)


RETEFUENTE = Withholding("1", "Retefuente", Decimal(4), Decimal(11500))


@pytest.mark.parametrize(
    ("read", "word"),
    [
        (invoice(), PaidWord.OWED),
        (invoice(payments=(receipt("1000"),), balance=Decimal(1010500)), PaidWord.PARTLY),
        (invoice(payments=(receipt("1000", status="void"),)), PaidWord.OWED),
        (invoice(payments=(receipt("1011499.50"),), balance=Decimal("0.50")), PaidWord.PARTLY),
        (invoice(payments=(receipt("0.50"),), balance=Decimal("1011499.50")), PaidWord.PARTLY),
        (settled(receipt("1011500")), PaidWord.PAID),
        (settled(receipt("11500"), receipt("1000000")), PaidWord.PAID),
        (settled(receipt("1000000"), withholdings=(RETEFUENTE,)), PaidWord.PAID),
        (settled(), PaidWord.CREDITED),
        (settled(receipt("1000000")), PaidWord.CREDITED),
        (settled(receipt("1011500", status="void")), PaidWord.CREDITED),
        (invoice(status=Status.VOID, balance=Decimal(0)), PaidWord.OWED),
    ],
)
def test_paid_partly_paid_and_settled_by_a_credit_note_are_three_words(read: Invoice, word: PaidWord) -> None:
    assert paid_word(read) is word


def test_what_was_withheld_on_paying_is_paid_too_where_its_payment_does_not_contain_it() -> None:
    net = settled(receipt("945064"))
    assert paid_word(net) is PaidWord.CREDITED
    assert paid_word(net, withheld=Decimal(66436)) is PaidWord.PAID
