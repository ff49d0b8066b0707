"""Method and path of everything that is answered under /api/v1, fixed paths before those with an id."""

from dataclasses import dataclass

from sandbox.alegra.web import directory, invoices, payments, webhooks
from sandbox.alegra.web.directory import Handler


@dataclass(frozen=True)
class Endpoint:
    method: str
    path: str
    handler: Handler


READ_ONLY = {
    "/retentions": "retentions",
    "/number-templates": "number_templates",
    "/bank-accounts": "bank_accounts",
    "/terms": "terms",
    "/sellers": "sellers",
    "/cost-centers": "cost_centers",
    "/warehouses": "warehouses",
    "/price-lists": "price_lists",
    "/currencies": "currencies",
}

ENDPOINTS = (
    Endpoint("GET", "/company", directory.company),
    Endpoint("GET", "/users/self", directory.own_user),
    Endpoint("GET", "/users", directory.many("users")),
    Endpoint("GET", "/users/{id}", directory.one("users")),
    Endpoint("GET", "/contacts", directory.many("contacts")),
    Endpoint("POST", "/contacts", directory.create_contact),
    Endpoint("GET", "/contacts/{id}", directory.one("contacts")),
    Endpoint("PUT", "/contacts/{id}", directory.edit_contact),
    Endpoint("DELETE", "/contacts/{id}", directory.delete_contact),
    Endpoint("GET", "/items", directory.many("items")),
    Endpoint("POST", "/items", directory.create_item),
    Endpoint("GET", "/items/{id}", directory.one("items")),
    Endpoint("PUT", "/items/{id}", directory.edit_item),
    Endpoint("DELETE", "/items/{id}", directory.delete_item),
    Endpoint("GET", "/taxes", directory.taxes),
    Endpoint("GET", "/taxes/{id}", directory.one("taxes")),
    *(Endpoint("GET", path, directory.many(resource)) for path, resource in READ_ONLY.items()),
    *(Endpoint("GET", f"{path}/{{id}}", directory.one(resource)) for path, resource in READ_ONLY.items()),
    Endpoint("GET", "/invoices", invoices.many),
    Endpoint("POST", "/invoices", invoices.create),
    Endpoint("POST", "/invoices/stamp", invoices.stamp),
    Endpoint("POST", "/invoices/preview", invoices.preview),
    Endpoint("GET", "/invoices/{id}", invoices.one),
    Endpoint("PUT", "/invoices/{id}", invoices.edit),
    Endpoint("DELETE", "/invoices/{id}", invoices.delete),
    Endpoint("POST", "/invoices/{id}/open", invoices.reopen),
    Endpoint("POST", "/invoices/{id}/void", invoices.void),
    Endpoint("POST", "/invoices/{id}/email", invoices.email),
    Endpoint("PUT", "/invoices/{id}/retentions-applied", invoices.retentions),
    Endpoint("GET", "/payments", payments.many),
    Endpoint("POST", "/payments", payments.create),
    Endpoint("GET", "/payments/{id}", payments.one),
    Endpoint("PUT", "/payments/{id}", payments.edit),
    Endpoint("DELETE", "/payments/{id}", payments.delete),
    Endpoint("POST", "/payments/{id}/void", payments.void),
    Endpoint("POST", "/payments/{id}/open", payments.reopen),
    Endpoint("GET", webhooks.PATH, webhooks.many),
    Endpoint("POST", webhooks.PATH, webhooks.create),
    Endpoint("GET", f"{webhooks.PATH}/{{id}}", webhooks.one),
    Endpoint("PUT", f"{webhooks.PATH}/{{id}}", webhooks.edit),
    Endpoint("DELETE", f"{webhooks.PATH}/{{id}}", webhooks.delete),
)
