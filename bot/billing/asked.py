"""Whether an invoice as Alegra has it is what somebody asked for (design 4.4, Edit)."""

from bot.billing.draft import DateMode, Draft, DraftLine
from bot.billing.invoice import Invoice, Line
from bot.billing.markers import without_marker

CREDIT = "CREDIT"
"""A form of payment that goes without a means: none is sent with it (Alegra fact sheet 5.2)."""


def is_as_asked(invoice: Invoice, draft: Draft) -> bool:
    """In what an invoice is about; what Alegra adds (totals, names of taxes) follows from it."""
    return (
        invoice.client.id == draft.client_id
        and [_of_line(line) for line in invoice.lines] == [_of_draft_line(line) for line in draft.lines]
        and invoice.purchase_order.strip() == draft.purchase_order
        and invoice.printed_note.strip() == draft.printed_note
        and _has_its_dates(invoice, draft)
    )


def has_particulars(invoice: Invoice, draft: Draft) -> bool:
    """What else a person may write. What they left to Alegra is as it pleases."""
    asked = (
        (draft.numbering_id, invoice.numbering_id),
        ("" if invoice.payment_form == CREDIT else draft.payment_method, invoice.payment_method),
        (draft.seller_id, invoice.seller_id),
        (draft.cost_center_id, invoice.cost_center_id),
    )
    note = without_marker(draft.note)
    return all(wanted in {"", held} for wanted, held in asked) and note in invoice.observations


def _of_line(line: Line) -> tuple[object, ...]:
    return (
        line.item_id,
        line.price,
        line.quantity,
        line.discount,
        line.description.strip(),
        sorted(tax.id for tax in line.taxes),
    )


def _of_draft_line(line: DraftLine) -> tuple[object, ...]:
    return (line.item_id, line.price, line.quantity, line.discount, line.description, sorted(line.tax_ids))


def _has_its_dates(invoice: Invoice, draft: Draft) -> bool:
    """A floating date is whatever day it was sent; the term holds in both modes."""
    if (invoice.due_date - invoice.issue_date).days != draft.term_days:
        return False
    return draft.date_mode is DateMode.FLOATING or invoice.issue_date == draft.fixed_date
