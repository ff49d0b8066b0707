"""What the sample drawings of the invoice form are made of: one company's directory, and the form in its states."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from bot.billing.client_history import ClientHistory, PastInvoice
from bot.billing.client_standing import Standing
from bot.billing.composing import MOST_LINES, ComposedLine, Composition
from bot.billing.directory import Client, Company, CostCenter, Item, Numbering, Seller, Tax, Term
from bot.billing.draft import DateMode
from bot.billing.drafting import Known, read_line
from bot.billing.totals import line_totals, totals_of
from bot.slack.samples import ANA, HOSTILE

IVA = Tax("3", "IVA", Decimal(19))
ODD_TAX = Tax("9", HOSTILE, Decimal(8))
TAXES = {tax.id: tax for tax in (IVA, ODD_TAX)}
COMPANY = Company("Rivera Refrigeración S.A.S.", "900123456", "colombia", "America/Bogota", "COP", 2)
CLIENTS = {
    client.id: client
    for client in (
        Client("12", "Clínica Los Andes S.A.S.", email="facturacion@losandes.co", term_id="2"),
        Client("13", "Eventos Quintero"),
        Client("14", HOSTILE, email=HOSTILE, term_id="9"),
        Client("15", "Ñ" * 400, email=f"{'e' * 300}@example.co", term_id="8"),
    )
}
ITEMS = {
    item.id: item
    for item in (
        Item("101", "Mantenimiento preventivo cuarto frío", Decimal(850000), (IVA,)),
        Item("102", "Visita de diagnóstico", Decimal(120000)),
        Item("103", HOSTILE, Decimal(10), (ODD_TAX,)),
        Item("104", "Tubería de cobre " * 40, Decimal(98500), (IVA,)),
    )
}
USUAL_TERMS = (Term("1", "De contado", 0), Term("2", "30 días", 30))
TERMS = (*USUAL_TERMS, Term("8", "Contra entrega y aceptación " * 9, 45), Term("9", HOSTILE, 60))
NUMBERINGS = (
    Numbering("19", "Factura electrónica", "FE", True, next_number=342, last_number=5000),  # noqa: FBT003 a directory's row
    Numbering("20", "Remisión de mostrador", "", False),  # noqa: FBT003 as above
    Numbering("21", HOSTILE, HOSTILE, True, next_number=1, last_number=1),  # noqa: FBT003 as above
)
SELLERS = (Seller("5", "Ana Torres"), Seller("6", HOSTILE))
COST_CENTERS = (CostCenter("7", "Norte"), CostCenter("8", HOSTILE))
OWES_NOTHING = Standing(Decimal(0), 0, 0, 31, 4)
LAST = PastInvoice("490", "FE329", dt.date(2025, 10, 2), Decimal(1011500), ())
HISTORY = ClientHistory((LAST,), OWES_NOTHING)
LATE = ClientHistory((LAST,), Standing(Decimal(5200000), 3, 41, 52, 4))

EMPTY = Composition("F-1", "D-7K3Q/create/1", ANA, "C0BILLING", term_id="2", numbering_id="19")
CHOSEN = replace(EMPTY, client_id="12", history=HISTORY)
LINE = ComposedLine(1, "101", "4", "850000", "10", "Sede norte, contrato 2026-07")
ONE_LINE = replace(CHOSEN, open_line=replace(LINE, discount=""))
SEVERAL = replace(CHOSEN, lines=(LINE, ComposedLine(2, "102", "1,5", "120000,50")), open_line=ComposedLine(3))
MANY = replace(
    SEVERAL, lines=tuple(replace(LINE, key=key) for key in range(1, MOST_LINES + 1)), open_line=ComposedLine(90)
)
PARTICULAR = replace(
    SEVERAL,
    date_mode=DateMode.FIXED,
    fixed_date="2025-11-26",
    payment_method="CREDIT_TRANSFER",
    seller_id="5",
    cost_center_id="7",
    purchase_order="45-8812",
    printed_note="Gracias por su compra",
    note="contrato 2026-07",
)
HOSTILE_LINE = ComposedLine(1, "103", "2", "10", "5", HOSTILE)
HOSTILE_FORM = replace(
    PARTICULAR,
    client_id="14",
    history=LATE,
    lines=(HOSTILE_LINE, replace(HOSTILE_LINE, key=2, quantity=HOSTILE), ComposedLine(4, "gone", HOSTILE, HOSTILE)),
    open_line=replace(HOSTILE_LINE, key=5, price=HOSTILE),
    term_id="9",
    numbering_id="21",
    payment_method=HOSTILE[:40],
    seller_id="6",
    cost_center_id="8",
    purchase_order=HOSTILE,
    printed_note=HOSTILE * 5,
    note=HOSTILE * 5,
    notice=HOSTILE * 20,
)
LONG_LINE = ComposedLine(1, "104", "999999999999,5", "999999999999,99", "99,5", "🧊" * 500)
LONG_FORM = replace(
    PARTICULAR,
    client_id="15",
    lines=tuple(replace(LONG_LINE, key=key) for key in range(1, MOST_LINES)),
    open_line=replace(LONG_LINE, key=90),
    term_id="8",
    purchase_order="9" * 50,
    printed_note="x" * 500,
    note="x" * 480,
    notice="No entendí este renglón. " * 60,
)


def shown(form: Composition, **others: Any) -> dict[str, Any]:
    """The fields of a `DraftForm`, as `actions.drafting` fills them."""
    known = Known(COMPANY, CLIENTS.get, ITEMS.get, {term.id: term for term in TERMS}.get)
    read = {line.key: read_line(line, position=1, known=known) for line in form.all_lines}
    lines = {key: line for key, line in read.items() if not isinstance(line, tuple)}
    amounts = {key: line_totals(line, taxes=TAXES, precision=2) for key, line in lines.items()}
    return {
        "form": form,
        "company": COMPANY,
        "client": CLIENTS.get(form.client_id),
        "items": ITEMS,
        "lines": [(line, amounts.get(line.key)) for line in form.lines],
        "totals": totals_of(list(lines.values()), taxes=TAXES, precision=2) if lines else None,
        "terms": TERMS if form.term_id in {"8", "9"} else USUAL_TERMS,
        "numbering": next(each for each in NUMBERINGS if each.id == form.numbering_id),
        **others,
    }


FORMS: Mapping[str, dict[str, Any]] = {
    "empty": shown(EMPTY),
    "client chosen": shown(CHOSEN),
    "client without an address who owes": shown(replace(CHOSEN, client_id="13", history=LATE)),
    "one line": shown(ONE_LINE),
    "several lines": shown(SEVERAL),
    "many lines": shown(MANY),
    "particular": shown(PARTICULAR),
    "line not understood": shown(replace(SEVERAL, notice="No entendí «4 por mantenimiento». Escribe 4 x producto.")),
    "item gone": shown(replace(SEVERAL, lines=(replace(LINE, item_id="gone"),))),
    "resumed": shown(ONE_LINE, resumed=True),
    "edited": shown(SEVERAL, editing="D-7K3QXP"),
    "resent": shown(replace(SEVERAL, resends=True), editing="D-7K3QXP"),
    "hostile": shown(HOSTILE_FORM, resumed=True, editing=HOSTILE),
    "overlong": shown(LONG_FORM, resumed=True),
}
