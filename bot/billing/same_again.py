"""An invoice asked for once more: the same client and lines on a new day."""

from bot.billing.client_history import lines_again
from bot.billing.draft import Draft
from bot.billing.invoice import Invoice


def same_again(invoice: Invoice) -> Draft:
    """Number, dates, purchase order, internal note and with it the marker stay with the one it is made from."""
    return Draft(
        client_id=invoice.client.id,
        lines=lines_again(invoice),
        term_days=max((invoice.due_date - invoice.issue_date).days, 0),
        numbering_id=invoice.numbering_id,
        payment_form=invoice.payment_form,
        payment_method=invoice.payment_method,
        currency=invoice.currency,
        rate=invoice.rate,
        seller_id=invoice.seller_id,
        cost_center_id=invoice.cost_center_id,
        printed_note=invoice.printed_note,
    )
