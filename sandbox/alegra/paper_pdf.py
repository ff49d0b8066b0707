"""An invoice on paper, as a client gets it: letter size, as many pages as its lines need."""

import textwrap
from collections.abc import Iterator
from typing import Any

from fpdf import FontFace
from fpdf.enums import TableBordersLayout, XPos, YPos

from sandbox.alegra.paper_amounts import (
    amount,
    day,
    identification,
    line_net,
    money,
    place,
    places_of,
    quantity,
    tax_groups,
)
from sandbox.alegra.paper_page import BRAND, FAINT, GREY, INK, Paper, latin
from sandbox.alegra.qr import qr_matrix

DESCRIPTION_CHARACTERS = 1200
"""A longer description goes on in another row, since a row may not be higher than a page."""
COLUMNS = (
    ("Ítem", 72, "LEFT"),
    ("Cant.", 16, "RIGHT"),
    ("Precio", 28, "RIGHT"),
    ("Dcto.", 14, "RIGHT"),
    ("IVA", 14, "RIGHT"),
    ("Total", 32, "RIGHT"),
)


def render_pdf(invoice: dict[str, Any], company: dict[str, Any]) -> bytes:
    """The same bytes for the same invoice and company: the file's date is the invoice's own.

    Both are records of Alegra's shape (fact sheet 5.3 and 4.1). Characters outside Latin-1, such as emoji, are
    printed as a question mark: the standard fonts have none.
    """
    paper = Paper(invoice, company)
    paper.add_page()
    _client_box(paper, invoice)
    _lines(paper, invoice)
    _totals(paper, invoice)
    _notes(paper, invoice, company)
    if (invoice.get("stamp") or {}).get("cufe"):
        _stamp(paper, invoice["stamp"])
    return bytes(paper.output())


def _client_box(paper: Paper, invoice: dict[str, Any]) -> None:
    top = paper.get_y()
    client = invoice["client"]
    address = client.get("address") or {}
    paper.style(7.5, GREY)
    paper.put("CLIENTE", width=100)
    paper.style(10.5, bold=True)
    paper.put(client["name"], width=100, height=5)
    paper.style(9)
    for text in (identification(client), address.get("address"), place(address), client.get("email")):
        if text:
            paper.put(str(text), width=100)
    bottom = paper.get_y()
    for row, (label, value) in enumerate(_dates_and_terms(invoice)):
        paper.set_xy(128, top + row * 5)
        paper.style(9, GREY)
        paper.cell(30, 5, latin(label))
        paper.style(9, bold=row == 1)
        paper.cell(38, 5, latin(value), align="RIGHT")
        bottom = max(bottom, paper.get_y() + 5)
    paper.set_xy(20, bottom + 5)


def _dates_and_terms(invoice: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield "Fecha", day(invoice["date"])
    yield "Vence", day(invoice["dueDate"])
    yield "Forma de pago", {"CASH": "Contado", "CREDIT": "Crédito"}.get(str(invoice.get("paymentForm")), "-")
    if invoice.get("term"):
        yield "Plazo", str(invoice["term"])
    if invoice.get("purchaseOrderNumber"):
        yield "Orden de compra", str(invoice["purchaseOrderNumber"])
    if invoice.get("seller"):
        yield "Vendedor", str(invoice["seller"]["name"])


def _lines(paper: Paper, invoice: dict[str, Any]) -> None:
    paper.style(8.5)
    paper.set_draw_color(*FAINT)
    with paper.table(
        col_widths=tuple(width for _, width, _ in COLUMNS),
        text_align=tuple(align for _, _, align in COLUMNS),
        headings_style=FontFace(emphasis="BOLD", color=(255, 255, 255), fill_color=BRAND),
        borders_layout=TableBordersLayout.HORIZONTAL_LINES,
        line_height=4.6,
        v_align="TOP",
        padding=(1.2, 1.6),
    ) as table:
        table.row([latin(title) for title, _, _ in COLUMNS])
        for line in invoice["items"]:
            for cells in _rows(line):
                table.row([latin(cell) for cell in cells])
    paper.ln(4)


def _rows(line: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    """The line's row, and one more for each further piece of a long description."""
    text = str(line["name"])
    if line.get("description"):
        text += f"\n{line['description']}"
    first, *others = textwrap.wrap(text, DESCRIPTION_CHARACTERS, replace_whitespace=False) or [""]
    discount = amount(line.get("discount"))
    rates = " + ".join(f"{quantity(tax['percentage'])} %" for tax in line.get("tax") or [])
    yield (
        first,
        quantity(line["quantity"]),
        money(line["price"]),
        f"{quantity(discount)} %" if discount else "",
        rates or "-",
        money(line_net(line)),
    )
    for other in others:
        yield other, "", "", "", "", ""


def _totals(paper: Paper, invoice: dict[str, Any]) -> None:
    rows = list(_total_rows(invoice))
    if paper.will_page_break(len(rows) * 5.4 + 4):
        paper.add_page()
    for label, value, is_total in rows:
        paper.set_x(116)
        paper.style(11 if is_total else 9, BRAND if is_total else INK, bold=is_total)
        paper.cell(46, 6.4 if is_total else 5.2, latin(label))
        paper.cell(34, 6.4 if is_total else 5.2, value, align="RIGHT", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    paper.ln(4)


def _total_rows(invoice: dict[str, Any]) -> Iterator[tuple[str, str, bool]]:
    yield "Subtotal", money(invoice["subtotal"]), False
    if amount(invoice.get("discount")):
        yield "Descuento", money(-amount(invoice["discount"])), False
    for group in tax_groups(invoice["items"], places_of(invoice)):
        yield f"{group.name} {quantity(group.percentage)} % de {money(group.base)}", money(group.amount), False
    yield "Total", money(invoice["total"]), True
    for retention in invoice.get("retentions") or []:
        yield str(retention["name"]), money(-amount(retention["amount"])), False
    if amount(invoice.get("totalPaid")):
        yield "Pagado", money(-amount(invoice["totalPaid"])), False
        yield "Saldo", money(invoice["balance"]), False


def _notes(paper: Paper, invoice: dict[str, Any], company: dict[str, Any]) -> None:
    """What is printed: the note and the terms, never `observations` (fact sheet 5.2)."""
    template = invoice.get("numberTemplate") or {}
    preferences = company.get("invoicePreferences") or {}
    notes = (
        ("Notas", invoice.get("anotation")),
        ("Términos y condiciones", invoice.get("termsConditions") or preferences.get("defaultTermsAndConditions")),
        ("Numeración", template.get("text") or template.get("invoiceText")),
    )
    for title, text in notes:
        if text:
            if paper.will_page_break(14):
                paper.add_page()
            paper.style(8, GREY, bold=True)
            paper.put(title)
            paper.style(8.5)
            paper.put(str(text))
            paper.ln(1.5)


def _stamp(paper: Paper, stamp: dict[str, Any]) -> None:
    if paper.will_page_break(44):
        paper.add_page()
    top = paper.get_y() + 2
    _qr(paper, str(stamp.get("barCodeContent") or stamp["cufe"]), left=20, top=top, width=38)
    paper.set_xy(62, top)
    paper.style(9, BRAND, bold=True)
    accepted = str(stamp.get("legalStatus") or "").startswith("STAMPED_AND_ACCEPTED")
    paper.put(
        "Representación gráfica de la factura electrónica"
        if accepted
        else "Documento electrónico sin aceptación de la DIAN"
    )
    paper.style(7.5, GREY)
    paper.put(f"Fecha de validación: {stamp.get('date') or '-'}")
    paper.put("CUFE")
    paper.set_font("Courier", "", 7.5)
    paper.put("\n".join(textwrap.wrap(str(stamp["cufe"]), 48)))


def _qr(paper: Paper, text: str, *, left: float, top: float, width: float) -> None:
    """Dark modules in a row are one rectangle, so that viewers draw no hairlines between them."""
    matrix = qr_matrix(text)
    module = width / len(matrix)
    paper.set_fill_color(0, 0, 0)
    for row, modules in enumerate(matrix):
        start = None
        for column, is_dark in enumerate([*modules, False]):
            if is_dark and start is None:
                start = column
            elif not is_dark and start is not None:
                paper.rect(left + start * module, top + row * module, (column - start) * module, module, style="F")
                start = None
