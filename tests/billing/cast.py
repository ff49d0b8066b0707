"""The small cast of the rules' tests: one company, its clients, items and invoices. Tests change what they are about."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

from bot.billing.directory import Client, Company, Item, Numbering, Tax
from bot.billing.draft import Draft, DraftLine
from bot.billing.invoice import AppliedPayment, BilledClient, Invoice, Line, LineTax, Status

TODAY = dt.date(2026, 11, 26)

IVA = Tax("3", "IVA", Decimal(19))
INC = Tax("5", "INC", Decimal(8))
TAXES = {tax.id: tax for tax in (IVA, INC)}

RIVERA = Company("Rivera Refrigeración S.A.S.", "900123456", "colombia", "America/Bogota", "COP", 2)

CLINICA = Client(
    id="12",
    name="Clínica Los Andes S.A.S.",
    identification_type="NIT",
    identification="900482713",
    check_digit="5",
    email="facturacion@losandes.co",
    address="Cr 7 # 71-21",
    city="Bogotá, D.C.",
    department="Bogotá, D.C.",
    kind_of_person="LEGAL_ENTITY",
    regime="COMMON_REGIME",
)

MANTENIMIENTO = Item("101", "Mantenimiento preventivo cuarto frío", Decimal(850000), (IVA,), "", "MP-01", "service")
VISITA = Item("102", "Visita de diagnóstico", Decimal(120000), (IVA,), "", "VD-01", "service")
LIMPIEZA = Item("103", "Limpieza de condensador", Decimal(185000), (IVA,), "", "LC-01", "service")
ITEMS = {item.id: item for item in (MANTENIMIENTO, VISITA, LIMPIEZA)}

FE = Numbering(
    id="19",
    name="Factura electrónica",
    prefix="FE",
    is_electronic=True,
    next_number=342,
    last_number=5000,
    starts=dt.date(2026, 1, 1),
    ends=dt.date(2027, 1, 1),
)


def draft_line(item: Item, quantity: str, **changes: Any) -> DraftLine:
    tax_ids = tuple(tax.id for tax in item.taxes)
    line = DraftLine(item.id, item.name, item.price, Decimal(quantity), tax_ids=tax_ids, unit=item.unit)
    return replace(line, **changes)


NOVEMBER_LINES = (
    draft_line(MANTENIMIENTO, "4"),
    draft_line(VISITA, "1"),
    draft_line(LIMPIEZA, "2", discount=Decimal(10)),
)


def draft(**changes: Any) -> Draft:
    made = Draft(CLINICA.id, NOVEMBER_LINES, term_days=30, numbering_id=FE.id, payment_form="CREDIT", currency="COP")
    return replace(made, **changes)


def line(item: Item = MANTENIMIENTO, quantity: str = "1", **changes: Any) -> Line:
    base = item.price * Decimal(quantity)
    amount = base * Decimal("0.19")
    taxes = (LineTax(IVA.id, IVA.name, IVA.rate, amount),)
    made = Line(item.id, item.name, "", item.price, Decimal(quantity), Decimal(0), taxes, base + amount, item.unit)
    return replace(made, **changes)


def invoice(**changes: Any) -> Invoice:
    """FE341 of the clinic, one month of maintenance, issued today and open."""
    made = Invoice(
        id="8",
        status=Status.OPEN,
        number="FE341",
        client=BilledClient(CLINICA.id, CLINICA.name, "NIT", "900482713", "5", CLINICA.email, CLINICA.city),
        issue_date=TODAY,
        due_date=TODAY + dt.timedelta(days=30),
        created_at="2026-11-26 09:12:00",
        lines=(line(),),
        subtotal=Decimal(850000),
        discount=Decimal(0),
        tax=Decimal(161500),
        total=Decimal(1011500),
        paid=Decimal(0),
        balance=Decimal(1011500),
        currency="COP",
        rate=Decimal(1),
        numbering_id=FE.id,
        numbering_prefix="FE",
        is_electronic=True,
        payment_form="CREDIT",
    )
    return replace(made, **changes)


def overdue(days: int, balance: str, **changes: Any) -> Invoice:
    """An invoice that many days behind its due date on TODAY."""
    due = TODAY - dt.timedelta(days=days)
    return invoice(issue_date=due - dt.timedelta(days=30), due_date=due, balance=Decimal(balance), **changes)


def client_named(name: str, *, id: str) -> BilledClient:  # noqa: A002  (the field's own name)
    return BilledClient(id, name, "NIT", "900000001", "1", "")


def receipt(amount: str, *, on: dt.date = TODAY, status: str = "open") -> AppliedPayment:
    return AppliedPayment("5", "RC58", on, Decimal(amount), "transfer", status)


def decimals(*amounts: int | str) -> tuple[Decimal, ...]:
    return tuple(Decimal(amount) for amount in amounts)
