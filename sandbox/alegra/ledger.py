"""What of Alegra's API is here: every path of its reference that a sales cycle may touch, and how far it goes.

A test compares this table with the routes, so that neither can promise what the other lacks.
"""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Entry:
    methods: str
    path: str
    support: Literal["supported", "partial", "absent"]
    source: str
    """The section of the Alegra fact sheet that the rules come from; `assumed` where it is silent."""
    missing: str = ""


LEDGER = (
    Entry("GET", "/company", "supported", "4.1"),
    Entry("PUT", "/company", "absent", "4.1", "the company is what the world's files say"),
    Entry("GET", "/users", "supported", "4.2"),
    Entry("GET", "/users/{id}", "supported", "4.2"),
    Entry("GET", "/users/self", "supported", "1.1, 4.2"),
    Entry("POST", "/users", "absent", "4.2", "users are in the world's file"),
    Entry("PUT DELETE", "/users/{id}", "absent", "4.2", "users are in the world's file"),
    Entry("GET", "/contacts", "partial", "2, 4.3", "mode"),
    Entry("POST", "/contacts", "partial", "4.3", "fields of countries other than Colombia"),
    Entry("GET", "/contacts/{id}", "supported", "4.3"),
    Entry("PUT", "/contacts/{id}", "partial", "4.3", "fields of countries other than Colombia"),
    Entry("DELETE", "/contacts/{id}", "supported", "4.3; assumed: refused while it has documents"),
    Entry("DELETE", "/contacts", "absent", "4.3", "deletion in bulk: its exact path is unread"),
    Entry("POST", "/contacts/{id}/attachment", "absent", "4.3", "attachments"),
    Entry("GET", "/items", "partial", "2, 4.4", "mode, filters by price, category, warehouse and price list"),
    Entry("POST", "/items", "partial", "4.4", "stock, variants, kits, custom fields"),
    Entry("GET", "/items/{id}", "supported", "4.4"),
    Entry("PUT", "/items/{id}", "partial", "4.4", "stock, variants, kits, custom fields"),
    Entry("DELETE", "/items/{id}", "supported", "3, 4.4"),
    Entry("DELETE", "/items", "absent", "4.4", "deletion in bulk"),
    Entry("POST", "/items/{id}/attachment", "absent", "4.4", "attachments"),
    Entry("GET", "/taxes", "supported", "1.3, 4.5"),
    Entry("GET", "/taxes/{id}", "supported", "4.5"),
    Entry("GET", "/retentions", "supported", "4.5"),
    Entry("GET", "/retentions/{id}", "supported", "4.5"),
    Entry("GET", "/number-templates", "supported", "2, 4.6"),
    Entry("GET", "/number-templates/{id}", "supported", "4.6"),
    Entry("GET", "/bank-accounts", "partial", "2, 4.7", "includeBalance and fields"),
    Entry("GET", "/bank-accounts/{id}", "supported", "4.7"),
    Entry("POST", "/bank-accounts/{id}/transfer", "absent", "4.7", "transfers"),
    Entry("GET", "/terms", "supported", "4.8"),
    Entry("GET", "/terms/{id}", "supported", "4.8"),
    Entry("GET", "/sellers", "supported", "4.8"),
    Entry("GET", "/sellers/{id}", "supported", "4.8"),
    Entry("GET", "/cost-centers", "supported", "4.8"),
    Entry("GET", "/cost-centers/{id}", "supported", "4.8"),
    Entry("GET", "/warehouses", "supported", "4.8"),
    Entry("GET", "/warehouses/{id}", "supported", "4.8"),
    Entry("GET", "/price-lists", "supported", "4.8"),
    Entry("GET", "/price-lists/{id}", "supported", "4.8"),
    Entry("GET", "/currencies", "supported", "4.8"),
    Entry("GET", "/currencies/{id}", "supported", "4.8"),
    *(
        Entry("POST", path, "absent", "4.5 to 4.8", "reference lists are what the world's files say")
        for path in ("/taxes", "/retentions", "/number-templates", "/bank-accounts", "/terms", "/sellers")
    ),
    *(
        Entry("PUT DELETE", f"{path}/{{id}}", "absent", "4.5 to 4.8", "reference lists are what the world's files say")
        for path in ("/taxes", "/retentions", "/number-templates", "/bank-accounts", "/terms", "/sellers")
    ),
    Entry("GET", "/invoices", "partial", "2, 5.1", "toReplace, download"),
    Entry("POST", "/invoices", "partial", "5.2", "estimate, remissions, periodicity, countries other than Colombia"),
    Entry("POST", "/invoices/stamp", "supported", "5.5, 5.6; assumed: the shape of the answer"),
    Entry("POST", "/invoices/preview", "supported", "5.1; assumed: the key pdfUrl"),
    Entry(
        "GET",
        "/invoices/{id}",
        "partial",
        "1.6, 5.3",
        "fields other than pdf and xml: comments and events are always shown",
    ),
    Entry("PUT", "/invoices/{id}", "partial", "5.4", "payments"),
    Entry("DELETE", "/invoices/{id}", "supported", "5.1"),
    Entry("POST", "/invoices/{id}/open", "supported", "5.4"),
    Entry("POST", "/invoices/{id}/void", "supported", "5.4; assumed: cause is required, payments forbid it"),
    Entry("POST", "/invoices/{id}/email", "supported", "5.7"),
    Entry("PUT", "/invoices/{id}/retentions-applied", "partial", "5.1", "only while the invoice is open (assumed)"),
    Entry("POST", "/invoices/{id}/attachment", "absent", "5.1", "attachments"),
    Entry("DELETE", "/invoices/attachment/{id}", "absent", "5.1", "attachments"),
    Entry("GET", "/payments", "partial", "2, 6", "conciliation_id, includeUnconciliated"),
    Entry("POST", "/payments", "partial", "6", "type out, bills, categories, foreign money, numberTemplate"),
    Entry("GET", "/payments/{id}", "partial", "1.6, 6", "fields=pdf"),
    Entry("PUT", "/payments/{id}", "partial", "6", "allocations do not change (assumed)"),
    Entry("DELETE", "/payments/{id}", "supported", "6"),
    Entry("POST", "/payments/{id}/void", "supported", "6"),
    Entry("POST", "/payments/{id}/open", "supported", "6"),
    Entry("POST", "/payments/{id}/stamp", "absent", "5.6, 6", "Mexico and Costa Rica only"),
    Entry("POST", "/payments/{id}/attachment", "absent", "6", "attachments"),
    Entry("GET POST", "/credit-notes", "absent", "7", "credit notes"),
    Entry("GET PUT DELETE", "/credit-notes/{id}", "absent", "7", "credit notes"),
    Entry("POST", "/credit-notes/{id}/email", "absent", "7", "credit notes"),
    Entry("GET POST", "/estimates", "absent", "8", "estimates"),
    Entry("GET PUT DELETE", "/estimates/{id}", "absent", "8", "estimates"),
    Entry("GET POST", "/recurring-invoices", "absent", "9", "recurring invoices"),
    Entry("GET PUT DELETE", "/recurring-invoices/{id}", "absent", "9", "recurring invoices"),
    Entry("GET POST", "/webhooks/subscriptions", "partial", "10", "events of bills: there are none"),
    Entry("GET PUT DELETE", "/webhooks/subscriptions/{id}", "supported", "10"),
)
