"""The company that the local Alegra starts with: read from YAML, then lived through by the server's own rules.

`world["alegra"]` wins over the files of `sandbox/alegra/world/*.yaml`, whose top-level keys are joined. Every list holds
records in Alegra's shape (fact sheet 4), ids are texts, whatever is left out gets Alegra's default:

    company:           one record of fact sheet 4.1 (`timezone`, `decimalPrecision`, `applicationVersion: colombia` ...)
    users:             id, email, token (the password of Basic auth), name, last_name, role
    terms:             id, name, days
    taxes, retentions: id, name, percentage, type
    number_templates:  fact sheet 4.6; `nextInvoiceNumber` is the number of the first invoice of the history,
                       `startDate` and `endDate` are days from today (-200, 400) or dates
    bank_accounts:     id, name, number, type (bank | cash | credit-card)
    sellers, cost_centers, warehouses, price_lists, currencies: fact sheet 4.8
    contacts:          id, name, identificationObject {type, number, dv}, kindOfPerson, regime, email, mobile, phonePrimary,
                       address {address, city, department, country, zipCode}; `term` and `seller` are ids
    items:             id, name, reference, description, type, unit, price (a number), tax (ids, [] for none), productKey, status
    history:           past invoices, oldest first or in any order:
        {client: "12", date: -95, term: "2", template: "19", lines: [["101", 2], ["104", 1, 350000, 10]], paid: [[-60, all, "2", transfer]]}

In the history a date is a number of days from today (0 is today, -1 yesterday) and a line is [item, quantity, price, discount %],
where a missing or null price is the item's. `paid` is a list of [date, amount or `all`, bank account, method], method `transfer` when
left out. Optional: `status` (`draft`, `void`; otherwise opened, and stamped when the template is electronic), `cause`, `seller`,
`anotation`, `observations`, `purchaseOrderNumber`, `paymentForm` (CREDIT unless the term has 0 days), `paymentMethod`, `hour` (of the day).
Invoices get their numbers in order of date; rules that refuse a live request refuse the history too, at start, so balances always tie.

What others provide, called with records in Alegra's shape whose amounts are Decimal and whose dates are texts:
`papers.render_pdf(invoice, company) -> bytes`, `papers.render_xml(invoice, company) -> bytes`, and
`emails.invoice_email(invoice, company, *, subject, message) -> dict` with the keys `subject`, `text` and `html`
(`subject` and `message` are what the sender typed, None when Alegra writes its own).
"""
