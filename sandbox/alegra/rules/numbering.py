"""Numbers come from templates ("resoluciones"): a range, dates, and the next one (fact sheet 4.6)."""

from sandbox.alegra.books import Books, Record
from sandbox.alegra.rules import fields
from sandbox.alegra.rules.refusals import FieldRequired, NumberRefused


def chosen_template(books: Books, body: Record) -> Record:
    """The template that the body names, or the preferred one (fact sheet 5.2)."""
    template = fields.referred(body, "numberTemplate", books.number_templates, "la numeración") or _preferred(books)
    if template["documentType"] != "invoice":
        raise NumberRefused(f"La numeración {template['name']} no es de facturas de venta")
    if template["status"] != "active":
        raise NumberRefused(f"La numeración {template['name']} no está activa")
    return template


def unnumbered(template: Record) -> Record:
    """What a draft shows: the template without a number (assumed, fact sheet 5.3)."""
    kept = {key: template[key] for key in ("id", "prefix", "documentType", "isElectronic")}
    return {**kept, "text": template.get("invoiceText"), "number": None, "fullNumber": None, "formattedNumber": None}


def numbered(books: Books, template: Record, date: str, *, wanted: str | None = None) -> Record:
    """The template with the number a document of `date` would get now; nothing is taken yet.

    `wanted` is the number that the request carries; templates that do not count by themselves need it.
    """
    if template["autoincrement"]:
        number = int(template["nextInvoiceNumber"])
    else:
        number = _manual_number(books, template, wanted)
    _check_range(template, number, date)
    return {
        **unnumbered(template),
        "number": str(number),
        "fullNumber": f"{template['prefix'] or ''}{number}",
        "formattedNumber": str(number),
    }


def take(template: Record, number: str) -> None:
    if template["autoincrement"]:
        template["nextInvoiceNumber"] = int(number) + 1


def give_back(template: Record, number: str) -> None:
    """After a rejected stamp the number serves again, unless a later one was taken (assumed)."""
    if template["autoincrement"] and template["nextInvoiceNumber"] == int(number) + 1:
        template["nextInvoiceNumber"] = int(number)


def _preferred(books: Books) -> Record:
    for template in books.number_templates.values():
        if template["documentType"] == "invoice" and template["isDefault"] and template["status"] == "active":
            return template
    raise FieldRequired("numberTemplate")


def _manual_number(books: Books, template: Record, wanted: str | None) -> int:
    if wanted is None:
        raise FieldRequired("numberTemplate.number")
    if not wanted.isascii() or not wanted.isdigit() or len(wanted) > 18:
        raise NumberRefused("El número de la factura debe ser un entero")
    full = f"{template['prefix'] or ''}{int(wanted)}"
    if any(invoice["numberTemplate"]["fullNumber"] == full for invoice in books.invoices.values()):
        raise NumberRefused(f"Ya existe una factura con el número {full}")
    return int(wanted)


def _check_range(template: Record, number: int, date: str) -> None:
    lowest, highest = template.get("minInvoiceNumber"), template.get("maxInvoiceNumber")
    if (lowest is not None and number < int(lowest)) or (highest is not None and number > int(highest)):
        raise NumberRefused(
            f"La numeración {template['name']} llegó a su límite: el número {number} está fuera del rango autorizado"
        )
    first, last = template.get("startDate"), template.get("endDate")
    if (first and date < first) or (last and date > last):
        raise NumberRefused(
            f"La fecha {date} está por fuera de la vigencia de la numeración {template['name']} ({first} a {last})"
        )
